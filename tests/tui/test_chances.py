"""Each running clock's chance: there after the first runs, other after an act, silent where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

from simulator.console.chances import Chance, chance_words, compared, held
from simulator.exercise import commands as c
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.forecast import ENOUGH, draws_of, forecast, seed_of
from simulator.study.forecast_process import ForecastProcess
from simulator.study.statistics import Share
from simulator.timeline.state import State
from simulator.tui.screens.conduct import Conduct
from simulator.wording.voice import Voice
from tests.tui.table import SMALL, Here, Table, playing

CONTAINED = "own-contain"


def chances(table: Table) -> Mapping[str, Chance]:
    """What the screen was handed last."""
    screen = next(s for s in table.app.screen_stack if isinstance(s, Conduct))
    assert screen.showing is not None
    return {clock.key: clock.chance for clock in screen.showing.view.clocks if clock.chance}


def percents(table: Table) -> list[str]:
    return re.findall(r"[~<>]*\d+%", table.shown())


async def test_a_running_clock_shows_its_chance_and_an_act_changes_it(tmp_path: Path) -> None:
    async with playing(tmp_path, seer=Here) as table:
        await table.foreseen()
        before = chances(table)
        assert percents(table)
        assert not any(found.rough for found in before.values())
        await table.press("f5", "escape", "f3", "f3", "enter")
        await table.foreseen()
        assert chances(table) != before
        view = table.app.screen.showing.view  # type: ignore[attr-defined]
        running = [clock for clock in view.clocks if clock.standing == "running"]
        # The other's deadline lies after the end of the story: its runs go on until then.
        assert {clock.key for clock in running} == {"t-contain", "t-report/when-suspected"}
        assert set(chances(table)) == {"t-contain", "t-report/when-suspected"}
        assert len(percents(table)) == len(chances(table))


class Asked(Here):
    """Counts what it is asked, and answers when it is let."""

    def __init__(self, plan: Plan, seed: int) -> None:
        super().__init__(plan, seed)
        self.asked: list[State] = []
        self.may_answer = Event()
        self.may_answer.set()

    def chances(self, state: State) -> Mapping[str, Share]:
        self.asked.append(state)
        self.may_answer.wait()
        return super().chances(state)


def asked_by(seers: list[Asked]) -> Callable[[Plan, int], Asked]:
    """Makes one, and remembers it."""

    def made(plan: Plan, seed: int) -> Asked:
        seers.append(Asked(plan, seed))
        return seers[-1]

    return made


def _act(table: Table) -> None:
    """Something that changes the incident, or could."""
    assert table.app.operator is not None
    assert table.app.operator.act(c.SetPace(1, self_running=True))


async def test_what_was_known_before_stays_marked_until_there_is_more(tmp_path: Path) -> None:
    seers: list[Asked] = []
    async with playing(tmp_path, seer=asked_by(seers)) as table:
        await table.foreseen()
        known = chances(table)
        seers[0].may_answer.clear()
        _act(table)
        await table.pilot.pause()
        assert chances(table) == held(known)
        assert all(shown.startswith("~") for shown in percents(table))
        seers[0].may_answer.set()
        await table.foreseen()
        assert not any(found.rough for found in chances(table).values())


async def test_what_happens_while_it_thinks_is_asked_next_and_once(tmp_path: Path) -> None:
    seers: list[Asked] = []
    async with playing(tmp_path, seer=asked_by(seers)) as table:
        await table.foreseen()
        (seer,) = seers
        seer.asked.clear()
        seer.may_answer.clear()
        for _ in range(3):
            _act(table)
            await table.pilot.pause()
        seer.may_answer.set()
        await table.foreseen()
        assert len(seer.asked) == 2
        assert seer.asked[-1] is table.session.state


async def test_talk_alone_asks_gently_and_marks_nothing(tmp_path: Path) -> None:
    seers: list[Asked] = []
    async with playing(tmp_path, seer=asked_by(seers)) as table:
        await table.foreseen()
        seers[0].asked.clear()
        for _ in range(4):
            table.wall.talk(5)
            table.app.screen._tick()  # type: ignore[attr-defined]
            assert not any(found.rough for found in chances(table).values())
            await table.foreseen()
        assert len(seers[0].asked) == 2


async def test_players_see_no_chance(tmp_path: Path) -> None:
    async with playing(tmp_path, seer=Here) as table:
        await table.foreseen()
        assert percents(table)
        await table.press("f8")
        assert not percents(table)


async def test_on_a_small_terminal_the_nearest_clock_has_its_chance(tmp_path: Path) -> None:
    async with playing(tmp_path, size=SMALL, seer=Here) as table:
        await table.foreseen()
        assert len(percents(table)) == 1


async def test_no_forecast_when_no_play_is_on(tmp_path: Path) -> None:
    async with playing(tmp_path, seer=Here) as table:
        await table.foreseen()
        assert table.app.operator is not None
        await table.press("f12")
        assert not chances(table)
        await table.press("f5")
        await table.foreseen()
        assert chances(table)
        await table.press("f9", "enter")


class Blind(Here):
    def chances(self, state: State) -> Mapping[str, Share]:
        raise EOFError


async def test_a_forecast_that_fails_leaves_the_exercise_alone(tmp_path: Path) -> None:
    async with playing(tmp_path, seer=Blind) as table:
        await table.foreseen()
        assert not chances(table)
        await table.press("f5", "escape")
        assert table.session.state.now == 12 * 60


async def test_a_process_of_its_own_tells_the_figures_of_the_state(tmp_path: Path) -> None:
    async with playing(tmp_path, seer=ForecastProcess) as table:
        await table.press("f5", "escape")
        await table.foreseen()
        session = table.session
        told = forecast(compile_plan(session.setup), session.state, draws_of(seed_of(session.head.seed)))
        assert {key: found.p for key, found in chances(table).items()} == {key: share.p for key, share in told.items()}
        assert all(share.half_width <= ENOUGH + 0.02 for share in told.values())


def test_nothing_is_said_to_be_certain() -> None:
    said = [chance_words(Chance(p), Voice()) for p in (0, 0.004, 0.62, 0.996, 1)]
    assert said == ["<1%", "<1%", "62%", ">99%", ">99%"]
    assert chance_words(Chance(0.62, rough=True), Voice("ja")) == "約62%"


def test_a_fall_is_told_from_what_was_known_before() -> None:
    found = compared({"a": 0.4, "b": 0.6, "c": 0.5}, {"a": 0.5, "b": 0.62})
    assert [chance.fell for chance in found.values()] == [True, False, False]
    assert chance_words(found["a"], Voice()) == "40% ▼"
