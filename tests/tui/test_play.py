"""One exercise from set-up to the closed record, with real keys; and what may go wrong on the way."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.journal import Journal
from simulator.journal.reader import read, verify
from simulator.timeline.events import ActionAgreed, LessonNoted
from simulator.tui.screens.briefing import Briefing
from simulator.tui.screens.conduct import Conduct
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.screens.preparing import Preparing
from simulator.tui.screens.reading import Reading
from simulator.tui.screens.review import Review
from tests.exercise.walls import StillWall
from tests.tui.table import SMALL, WIDE, opened, playing


async def test_a_whole_exercise_by_keys(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    async with opened(tmp_path, publish=lambda _session: report) as table:
        assert isinstance(table.app.screen, Preparing)
        await table.press("enter")
        assert isinstance(table.app.screen, Briefing)
        assert "a small model" in table.shown()
        await table.press("enter", "enter")
        assert isinstance(table.app.screen, Conduct)
        assert "Large transfer" in table.shown()

        await table.press("f5")
        assert table.session.state.now == 12 * 60
        assert "Cut or copy?" in table.shown()
        assert "Find out how bad it is” is done" in table.shown()

        await table.press("escape", "f4", "5", "enter", "escape")
        ordered = [name for name, job in table.session.state.jobs.items() if job.ordered]
        assert ordered == ["copy"]

        await table.press("f3", "f3", "enter")
        choice = table.session.state.choices["cut-or-copy"]
        assert (choice.option, choice.seat, choice.shown) == ("cut", "commander", True)

        await table.press("f2", "tab", '"Nobody asked who"', "enter")
        note = table.session.state.notes[-1]
        assert (note.text, note.objective) == ("Nobody asked who", "keep-evidence")
        await table.press("f2", "f2", "enter", "escape")
        assert "objective/keep-evidence/1" in table.session.state.ticks

        await table.press("f10")
        assert "tick at “" in table.shown()
        assert table.session.state.ticks
        await table.press("enter")
        assert not table.session.state.ticks

        await table.press("f9", "enter")
        assert isinstance(table.app.screen, Review)
        path = table.session.path
        await table.press("enter", "2", "enter", '"The copy was late"', "enter")
        assert table.session.state.ratings["keep-evidence"].rating == "S"
        assert table.session.state.ratings["keep-evidence"].why == "The copy was late"

        await table.press("down")
        assert "1, 1 without a reason" in table.shown()
        await table.press("enter", "enter", '"It was still leaving"', "tab", "right", "enter", "escape")
        explained = table.session.state.explained["cut-or-copy"]
        assert (explained.why, explained.sure) == ("It was still leaving", "low")
        await table.press("down", "enter", '"Roles were clear"', "enter", "escape")
        assert [type(lesson) for lesson in table.session.state.lessons] == [LessonNoted]
        await table.press("down", "enter", "enter", '"Close accounts on the last day"', "enter", "escape")
        assert isinstance(table.session.state.agreed["ca-1"], ActionAgreed)

        await table.press("end", "enter", '"lost"', "enter")
        assert str(report) in table.shown()
        await table.press("enter")
    assert read(path).state().closed
    assert not verify(path).problems


async def test_the_library_is_where_one_begins_and_comes_back_to(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None) as table:
        assert isinstance(table.app.screen, LibraryScreen)
        assert "Lost weights" in table.shown()
        await table.press("enter", "enter")
        assert isinstance(table.app.screen, Briefing)
        await table.press("escape")
        assert isinstance(table.app.screen, LibraryScreen)


async def test_a_broken_file_is_listed_and_cannot_be_chosen(tmp_path: Path) -> None:
    from simulator.console.context import AppContext
    from simulator.content.library import Library
    from simulator.tui.app import Tabletop
    from tests.tui.screen_text import screen_text

    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "broken.yaml").write_text("id: broken\ntitle: [\n", "utf-8")
    app = Tabletop(AppContext(Library.open([tmp_path]), tmp_path / "records"))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)
        assert "cannot be read" in screen_text(app)


async def test_what_cannot_be_played_is_said_at_set_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("down", "down", '"tomorrow"', "enter")
        assert isinstance(table.app.screen_stack[-2], Preparing)
        assert "cannot be played" in table.shown()
        assert "tomorrow" in table.shown()


async def test_seats_hold_several_roles(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        table.app.screen.query_one("#seating").focus()
        await table.press("end", "1", "enter", "enter", "enter")
        assert table.session.head.seats["operations"] == ("operations", "press-office")


async def test_dropped_and_resumed(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape")
        path, now = table.session.path, table.session.state.now
    async with opened(tmp_path, session=Session.resume(path, wall=StillWall())) as table:
        assert isinstance(table.app.screen, Conduct)
        assert table.session.state.now == now
        assert "Cut or copy?" in table.shown()


async def test_resumed_after_the_end_of_play_it_opens_at_the_review(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f9", "enter")
        path = table.session.path
    async with opened(tmp_path, session=Session.resume(path, wall=StillWall())) as table:
        assert isinstance(table.app.screen, Review)
        await table.press("f10")
        assert "end of play (ENDEX)" in table.shown()
        await table.press("enter")
        assert isinstance(table.app.screen, Conduct)


async def test_a_refusal_is_a_notice_in_words(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f10")
        assert "nothing to take back" in table.shown()


async def test_next_tells_what_happened_on_the_way_and_asks_before_hours_pass(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "f3", "f3", "down", "enter", "f5", "escape")
        await table.press("f5")
        while "Last call" not in table.shown():
            await table.press("escape", "f5")
        assert "Legal" in table.shown()
        before = table.session.state.now
        await table.press("down", "enter")
        assert table.session.state.now == before
        assert table.session.state.calls
        await table.press("f5")
        assert table.session.state.now > before + 3600


async def test_talk_costs_time_and_stops_at_the_gate(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        table.wall.talk(30)
        table.app.screen._tick()  # type: ignore[attr-defined]
        await table.pilot.pause()
        assert "17:40:30" in table.shown()
        for _ in range(20):
            table.wall.talk(60)
            table.app.screen._tick()  # type: ignore[attr-defined]
        await table.pilot.pause()
        assert "time stopped" in table.shown()
        assert table.session.now == 12 * 60 - 1


async def test_on_a_small_terminal_the_columns_are_tabs(tmp_path: Path) -> None:
    async with playing(tmp_path, size=SMALL) as table:
        assert "71 GB left" in table.shown()
        await table.press("4")
        assert "Contained" in table.shown()
        assert "71 GB left" not in table.shown()
        await table.press("f5", "escape")
        assert "Cut or copy?" in table.shown()


async def test_the_language_can_be_chosen_at_the_library_and_at_set_up(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None) as table:
        await table.press("f2")
        assert "消えた重み" in table.shown()
        await table.press("down", "enter")  # the shortest stands first
        assert "プレイブック" in table.shown()
        await table.press("down", "down", "down", "down", "right")
        assert "Model compromise" in table.shown()
        await table.press("enter", "enter", "enter")
        assert "Large transfer" in table.shown()
        assert table.session.head.language == "en"


async def test_the_screen_follows_the_terminal(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.pilot.resize_terminal(80, 24)
        await table.pilot.pause()
        assert "5 Team" in table.shown()
        assert all(len(row) <= 80 for row in table.shown().split("\n"))
        await table.pilot.resize_terminal(140, 40)
        await table.pilot.pause()
        assert "5 Team" not in table.shown()


async def test_talk_rate_and_steps_can_be_changed_in_play(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("ctrl+s", "right", "down", "right", "enter")
        assert (table.session.state.talk, table.session.state.self_running) == (2.0, False)


async def test_injects_are_held_released_left_out_and_improvised(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "enter", "down", "enter")
        assert table.session.state.delivery("customer").status == "held"
        await table.press("enter", "enter")
        assert table.session.state.delivery("customer").status == "delivered"
        await table.press("f7", "end", "enter", "end", "enter")
        assert table.session.state.delivery("rumour").status == "to-come"
        await table.press("enter")
        assert table.session.state.delivery("rumour").status == "dropped"
        await table.press("home", "enter", '"A call from the ministry"', "enter")
        assert table.session.state.improvised["improvised/1"].title == "A call from the ministry"
        assert "A call from the ministry" in table.shown()


async def test_an_improvised_message_arrives_when_the_field_says_that_one_may_write(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f7", "home", "enter", '"A call from the ministry"', *["down"] * 5)
        assert "at once; or in 20m, 21:30" in table.shown()
        now = table.session.now
        await table.press('"in 20m"', "enter")
        assert table.session.state.improvised["improvised/1"].at == now + 20 * 60


async def test_becoming_aware_is_stated_with_when_who_and_why(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press(
            "f5", "escape", "ctrl+a", "enter", '"5m"', "down", "right", "down", '"the list had names"', "enter"
        )
        known = table.session.state.milestones["personal-data-breach-known"]
        assert (known.at, known.seat, known.why) == (7 * 60, "commander", "the list had names")


async def test_something_else_is_decided_in_the_tables_words(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "f9")
        assert "Not decided yet: " in table.shown()
        await table.press("escape", "f3", "f3", "down", "down", "enter", '"Squeeze the line"', "down", "right", "enter")
        choice = table.session.state.choices["cut-or-copy"]
        assert (choice.option, choice.text) == ("cut", "Squeeze the line")


async def test_beyond_the_playbook(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4", "home", "down", "enter", '"Ring the cloud provider"', "enter")
        assert table.session.state.actions["action/1"].title == "Ring the cloud provider"
        await table.press("f4", "home", "down", "down", "enter", "enter")
        assert "contractor" in table.session.state.notes[-1].text
        await table.press("f4", "6", "f4", "enter")
        assert table.session.state.job("declare").started_at == 0
        await table.press("f4", "6", "f4", "enter")
        assert table.session.state.job("action/1").status == "done"


async def test_somebody_is_out_of_reach_until_a_time_and_f10_takes_it_back(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4", "end", "enter", "enter")
        (said,) = table.session.state.away.values()
        assert (said.people, said.until - said.at) == (2, 2 * 3600)
        await table.press("f10", "enter")
        assert not table.session.state.away


async def test_when_the_record_cannot_be_written_the_exercise_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise TabletopError("record.jsonl cannot be written: no space left")

    async with playing(tmp_path) as table:
        monkeypatch.setattr(Journal, "append", full)
        await table.press("f5", "escape")
        assert "no space left" in table.shown()
        await table.press("ctrl+q")
        assert table.app.return_code == 2


async def test_a_refusal_names_things_as_the_table_calls_them(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        assert table.app.operator is not None
        table.app.operator.act(c.Order("triage"))
        await table.pilot.pause()
        assert "Find out how bad it is is under way" in table.shown().replace("“", "").replace("”", "")


async def test_an_order_for_people_who_are_off_says_that_they_could_be_called(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        assert table.app.operator is not None
        table.session.act(c.SetPace(1, self_running=False))
        for step in ("triage", "declare", "copy"):
            table.app.operator.act(c.Finish(step))
        await table.press("f4", "down", "enter")
        assert table.session.state.job("classify").status == "queued"
        assert "Legal: off duty, but could be called in" in table.shown()


async def test_an_operator_in_a_hurry_needs_no_enter_after_the_telling(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5")
        assert "Enter closes" in table.shown()
        await table.press("f4")
        assert "Enter closes" not in table.shown()
        assert "Order" in table.shown()
        assert len(table.app.screen_stack) > 1


async def test_a_moment_in_a_message_counts_from_the_opening_whenever_it_arrives(tmp_path: Path) -> None:
    async with playing(tmp_path, size=WIDE) as table:
        await table.press("f5", "escape", "f3", "f3", "down", "enter")
        for _ in range(12):
            if "We print at eleven" in table.shown():
                break
            await table.press("f5", "f5", "escape")
        assert table.session.state.now >= 15 * 3600
        assert "at Fri 10 Jul 2026 23:40" in table.shown()


async def test_a_moment_in_a_hand_out_is_filled_in(tmp_path: Path) -> None:
    async with playing(tmp_path, size=WIDE) as table:
        await table.press("escape", "enter", "2")
        assert "keys change at Fri 10 Jul 2026 18:40" in table.shown()


async def test_garbage_is_not_collected_while_a_key_is_answered_but_between_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(Conduct, "GC_THRESHOLD", 1 << 40)
    async with playing(tmp_path) as table:
        assert not gc.isenabled()
        gc.callbacks.append(lambda phase, _info: looks.append(phase))
        try:
            await table.press("f5", "escape")
            assert not looks
            monkeypatch.setattr(Conduct, "GC_THRESHOLD", -1)
            table.app.screen._tick()  # type: ignore[attr-defined]
            assert looks
        finally:
            gc.callbacks.pop()
    assert gc.isenabled()


@pytest.mark.parametrize("bell", [False, True])
async def test_the_terminal_rings_only_if_set_up_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bell: bool
) -> None:
    rung: list[bool] = []
    async with playing(tmp_path, bell=bell) as table:
        monkeypatch.setattr(table.app, "bell", lambda: rung.append(True))
        await table.press("f5", "enter")
        assert table.session.state.bell is bell
        assert bool(rung) is bell


async def test_a_deadline_that_goes_by_stops_the_screen_until_one_key(tmp_path: Path) -> None:
    async with playing(tmp_path, size=SMALL) as table:
        await table.let_a_deadline_go_by()
        assert "▲ Deadline missed: Contained" in table.shown()
        await table.press("enter")
        assert isinstance(table.app.screen, Conduct)
        assert "▲ Deadline missed: Contained" in table.shown()


async def test_an_enter_meant_for_what_passed_opens_nothing(tmp_path: Path) -> None:
    """Nothing to tell, or two Enters for one page: only a fresh key reads the message."""
    async with playing(tmp_path, deaf=1) as table:
        await table.press("f5", "enter", "enter")
        assert isinstance(table.app.screen, Conduct)
        table.wall.talk(2)
        await table.press("enter")
        assert isinstance(table.app.screen, Reading)


async def test_the_keys_of_the_screen_work_in_full_screen_reading(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "enter", "enter")
        assert isinstance(table.app.screen, Reading)
        assert "F3 Decide" in table.shown()
        await table.press("f3")
        assert "Show the options" in table.shown()


@pytest.mark.parametrize("size", [SMALL, WIDE, (200, 60)])
async def test_a_notice_never_covers_the_newest_line_of_the_log(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size=size) as table:
        assert table.app.operator is not None
        log = table.app.screen.query_one("#log").region
        before = table.shown().split("\n")
        table.app.operator.front.say("Everybody who can be called is here or on the way. " * 3, warning=True)
        await table.pilot.pause()
        shown = table.shown().split("\n")
        assert shown != before
        assert shown[log.y :] == before[log.y :]
