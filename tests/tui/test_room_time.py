"""Room time today: typed at set-up, an option or a file; what is left out for it, and what is only warned of."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from simulator.cli import main
from simulator.console.context import Choices
from simulator.console.flows.preparing import prepare
from simulator.console.setup import SetUp
from simulator.exercise.roomtime import proposed
from simulator.journal.reader import read
from simulator.timeline.events import InjectDropped
from tests.console.script import Answer, ScriptedFront
from tests.exercise.walls import StillWall
from tests.tui.table import LIBRARY, SMALL, Table, context, library, opened

TO_ROOM = ("down", "down", "down")
BEGIN = ("enter", "enter", "enter")
"""From set-up to play."""


def dropped(table: Table) -> list[tuple[int, str]]:
    events = [event for event in table.session.history.events() if isinstance(event, InjectDropped)]
    return [(event.at, event.inject) for event in events]


async def test_we_have_20_minutes_today(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"20m"')
        assert "Talk planned: 20m of 20m play. With briefing and hot wash 35m. Injects left out: 1." in table.shown()
        await table.press(*BEGIN)
        assert "room 0:00/0:20" in table.shown()
        assert dropped(table) == [(0, "rumour")]
        head = read(table.session.path).head
        assert (head.setup.scenario.session.play, head.left_out) == (20 * 60, ("rumour",))
        await table.press("f7", "end")
        assert "left out" in table.shown()


async def test_less_than_the_core_needs_is_a_warning_and_never_a_refusal(tmp_path: Path) -> None:
    async with opened(tmp_path, size=SMALL) as table:
        await table.press(*TO_ROOM, '"１５"')
        assert "Room time is short: the core injects plan 20m of talk, and play has 15m" in table.shown()
        await table.press(*BEGIN)
        assert table.session.state.started
        assert "Room time is short" in table.shown()


async def test_what_is_proposed_can_be_changed_at_set_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"20m"', "f7")
        assert "As proposed for the room time" in table.shown()
        await table.press("end", "enter", "up", "enter", "escape")
        assert "Injects left out: 1." in table.shown()
        await table.press(*BEGIN)
        assert [inject for _, inject in dropped(table)] == ["press"]


async def test_what_stands_behind_the_list_of_injects_follows_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"15m"', "f7")
        behind = table.app.screen_stack[-2].query_one("#room-line", Static)
        assert "Room time is short" in str(behind.render())
        await table.press("end", "up", "enter")
        assert "Talk planned: 15m of 15m play." in str(behind.render())


async def test_before_startex_what_is_left_out_needs_no_room_time(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"20m"', "f7", "end", "enter", "up", "up", "enter", "escape", "enter")
        assert "6 spare" in table.shown()


async def test_what_is_no_length_of_time_is_said_and_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"soon"', "enter")
        assert "is no room time" in table.shown()
        await table.press("enter")
        assert "soon" in table.shown()


async def prepared(folder: Path, choices: Choices, *answers: Answer) -> tuple[str, ...]:
    begun = await prepare(ScriptedFront([*answers]), SetUp(context(folder, StillWall()), choices))
    assert begun is not None
    begun.session.act(begun.begin)
    left = tuple(name for name, delivery in begun.session.state.injects.items() if delivery.status == "dropped")
    begun.session.close()
    return left


async def test_in_lines_room_time_and_injects_are_asked_the_same_way(tmp_path: Path) -> None:
    choices = Choices("lost-weights", seed=7)
    assert await prepared(tmp_path / "a", choices, "room", {"room": "20m"}, "/begin") == ("rumour",)
    picked = ("room", {"room": "20m"}, "/injects", "/proposed", "customer")
    front = ScriptedFront([*picked])
    await prepare(front, SetUp(context(tmp_path / "b", StillWall()), choices))
    assert front.heard.count("Injects today") == 3


def test_those_whose_objectives_others_exercise_too_go_first() -> None:
    scenario = library().setup("lost-weights").scenario
    assert proposed(scenario, 30 * 60) == ()
    assert proposed(scenario, 20 * 60) == ("rumour",)
    assert proposed(scenario, 60) == ("rumour",)


def cli(folder: Path, *words: str) -> int:
    return main(["run", "lost-weights", "--library", str(LIBRARY.parent / "library"), "--records", str(folder), *words])


@pytest.mark.parametrize("words", [("--room-time", "15m"), ("--set", "session.play=15m"), ("--set", "session=40m")])
def test_run_warns_and_plays(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert cli(tmp_path, "--autopilot", *words) == 0
    assert "Room time is short: the core injects plan 20m of talk, and play has 15m." in capsys.readouterr().err
    (record,) = tmp_path.glob("*.jsonl")
    head = read(record).head
    assert (head.setup.scenario.session.play, head.left_out) == (15 * 60, ("rumour",))


def test_run_refuses_what_is_no_length_of_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(tmp_path, "--autopilot", "--room-time", "soon") == 2
    assert "'soon' is no room time" in capsys.readouterr().err


async def test_par_is_played_without_what_was_left_out(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, '"20m"', *BEGIN)
        par = table.session.par()
        assert par is not None
        assert (par.delivery("rumour").status, par.delivery("press").status) == ("dropped", "delivered")


# ---- seats


async def test_what_is_typed_at_the_seats_is_for_the_seats(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("up", "2")
        assert table.app.focused is not None
        assert table.app.focused.id == "seating"
        await table.press(*BEGIN)
        assert table.session.head.place == ""
        assert table.session.head.seats["operations"] == ("operations", "commander")


async def test_people_who_play_several_roles_have_one_seat(tmp_path: Path) -> None:
    setup = SetUp(context(tmp_path, StillWall()), Choices("stolen-inference-key", team="two-founders"))
    seats = setup.seating().seats()
    assert len(seats) < len(setup.seating().numbers)
    assert [len(roles) for roles in seats.values()][:2] == [4, 4]


async def test_a_letter_goes_to_the_option_that_begins_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press(*TO_ROOM, *["down"] * 8, "d")
        assert "‹ demonstration ›" in table.shown()
