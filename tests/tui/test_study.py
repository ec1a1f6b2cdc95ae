"""The study screen: from the library to chances, pictures, loads, changes and the page, by real keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual._wait import wait_for_idle
from textual.widgets import OptionList
from textual.worker import WorkerCancelled

from simulator.console.context import AppContext
from simulator.console.pages.studied import chart
from simulator.content.library import Library
from simulator.model.freshness import Freshness
from simulator.model.setup import Setup
from simulator.study.fronts import ChangeSet, Fared, Front, Goal, Part, Way
from simulator.study.gains import Further
from simulator.study.race import Stopped
from simulator.study.reach import Standing
from simulator.study.result import Histogram, Study
from simulator.study.statistics import Gain, share
from simulator.study.study import study
from simulator.study.whatif import rank
from simulator.tui.app import Tabletop
from simulator.tui.picture import chart_lines
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.screens.study import StudyScreen
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.exercise.walls import StillWall
from tests.tui.table import LIBRARY, SMALL, WIDE, Table
from tests.tui.test_goldens import compare


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot waits after each key until nothing is at work, a second at most: as long as runs are played, all of it."""
    for who in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{who}.wait_for_idle", partial(wait_for_idle, max_sleep=0.25))


@asynccontextmanager
async def studied(
    folder: Path, language: str = "en", size: tuple[int, int] = WIDE, runs: int = 200, **doors: Any
) -> AsyncIterator[Table]:
    """The library, then S and Enter: many runs of the tests' own scenario."""
    app = Tabletop(AppContext(Library.open([LIBRARY]), folder, language, runs=runs, **doors))
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        table = Table(app, pilot, StillWall())
        # The second field, two options on: the playbook whose figures are not certain.
        await table.press("s", "down", "right", "right", "enter")
        yield table


class Once:
    """Plays the first time it is asked: four looks at one study need no four studies."""

    def __init__(self, play: Callable[..., Any]) -> None:
        self.play, self.found = play, None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.found is None:
            self.found = self.play(*args, **kwargs)
        return self.found


STUDY, RANK = Once(study), Once(rank)


@pytest.fixture
def played_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of these tests plays, the others look at the same."""
    monkeypatch.setattr("simulator.console.studying.study", STUDY)
    monkeypatch.setattr("simulator.console.studying.rank", RANK)


async def played(table: Table) -> None:
    """Waits for what is being played."""
    for worker in [w for w in table.app.workers if w.group == "study"]:
        with suppress(WorkerCancelled):
            await worker.wait()
    await table.pilot.pause()
    await table.pilot.pause()


@pytest.mark.usefixtures("played_once")
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
async def test_screens(tmp_path: Path, language: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    suffix = f"{language}-{size[0]}x{size[1]}"
    async with studied(tmp_path, language, size) as table:
        await played(table)
        compare(table, f"study-clocks-{suffix}")
        await table.press("tab")
        compare(table, f"study-roles-{suffix}")
        await table.press("5", "down")
        compare(table, f"study-steps-{suffix}")
        await table.press("f5")
        await played(table)
        compare(table, f"study-changes-{suffix}")
        await table.press("enter")
        compare(table, f"study-change-{suffix}")


@pytest.mark.usefixtures("played_once")
async def test_late_word_of_a_view_that_was_left_moves_no_cursor(tmp_path: Path) -> None:
    async with studied(tmp_path) as table:
        await played(table)
        await table.press("5", "down")
        rows = table.app.screen.query_one(OptionList)
        late = OptionList.OptionHighlighted(rows, rows.get_option_at_index(1), 1)
        await table.press("1", "home")
        table.app.screen.post_message(late)
        await table.press("2", "1")
        assert rows.highlighted == 0


@pytest.mark.usefixtures("played_once")
async def test_a_change_leads_back_to_the_line_of_the_file(tmp_path: Path) -> None:
    async with studied(tmp_path) as table:
        await played(table)
        await table.press("f5")
        await played(table)
        await table.press("enter")
        shown = table.shown()
        assert "unsure.yaml:" in shown or "small-team.yaml:" in shown
        assert "▶" in shown


async def test_escape_stops_the_runs_and_goes_back_to_the_library(tmp_path: Path) -> None:
    async with studied(tmp_path, runs=20_000) as table:
        assert "of 20," in table.shown()  # and 300 more, once the first answer has said so
        await table.press("escape")
        assert isinstance(table.app.screen, LibraryScreen)
        assert not [w for w in table.app.workers if w.group == "study" and w.is_running]


async def test_escape_while_changes_are_tried_stops_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.study.whatif.FIRST", 2_000)
    monkeypatch.setattr("simulator.study.whatif.PIECE", 20)
    async with studied(tmp_path, runs=40) as table:
        await played(table)
        await table.press("f5", "escape")
        assert isinstance(table.app.screen, StudyScreen)
        assert "Stopped." in table.shown()
        await table.press("escape")
        assert isinstance(table.app.screen, LibraryScreen)


async def test_the_page_is_written_and_said_where(tmp_path: Path) -> None:
    written: list[Any] = []

    def write(found: Study, further: Further, setup: Setup, language: str, _fresh: Freshness) -> Path:
        written.append((found.runs, further.ranking, setup.scenario.id, language))
        return Path("/records/study.html")

    async with studied(tmp_path, runs=40, write_study=write) as table:
        await played(table)
        await table.press("f4")
        assert "/records/study.html" in table.shown()
    assert written == [(40, None, "lost-weights", "en")]


@pytest.mark.usefixtures("played_once")
async def test_the_palette_does_what_the_keys_do(tmp_path: Path) -> None:
    async with studied(tmp_path) as table:
        await played(table)
        await table.press("3")
        assert "F5 tries single changes" in table.shown()
        await table.press("ctrl+p", *"what", "enter")
        await table.pilot.pause()
        await played(table)
        assert isinstance(table.app.screen, StudyScreen)
        assert table.app.screen.studying.ranking is not None


@pytest.mark.usefixtures("played_once")
async def test_what_it_would_take_is_asked_for_and_looked_at_set_by_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[int, str]] = []

    def write(front: Front, setup: Setup, _language: str) -> Path:
        written.append((len(front.sets), setup.scenario.id))
        return Path("/records/reach.html")

    monkeypatch.setattr("simulator.console.studying.reach", lambda *_args, **_keys: FRONT)
    async with studied(tmp_path, write_reach=write) as table:
        await played(table)
        await table.press("4")
        assert "F6 looks for sets of changes" in table.shown()
        await table.press("f6")
        assert "What would it take?" in table.shown()
        await table.press("enter")
        await played(table)
        assert "as things are" in table.shown()
        await table.press("down")
        compare(table, "study-sets-en-120x36")
        about = table.app.screen.query_one("#study-page")
        about.styles.height = 3
        await table.settled()
        await table.press("pagedown")
        below = about.scroll_y
        await table.press("pageup")
        assert below > about.scroll_y
        await table.press("f4")
        assert "/records/reach.html" in table.shown()
    assert written == [(2, "lost-weights")]


async def test_a_budget_and_what_nobody_would_do_are_asked_for_and_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int | None, tuple[str, ...]]] = []

    def search(_setup: Setup, goal: Goal, *, without: tuple[str, ...], **_keys: Any) -> Front:
        asked.append((goal.budget, without))
        return FRONT

    monkeypatch.setattr("simulator.console.studying.reach", search)
    async with studied(tmp_path, runs=40) as table:
        await played(table)
        await table.press("f6", "down", "down", *"much", "down", *"on-cal", "enter")
        assert "a whole number, such as 6" in table.shown()
        await table.press(*["backspace"] * 4, *"６", "down", "enter")
        assert "there is no change on-cal: did you mean on-call?" in table.shown()
        assert asked == []
        await table.press("l", *", faster/triage", "enter")
        await played(table)
        assert asked == [(6, ("on-call", "faster/triage"))]
        await table.press("f6")
        assert "on-call, faster/triage" in table.shown()
        await table.press("enter")
        await played(table)
        assert asked[1:] == asked[:1]


@pytest.mark.usefixtures("played_once")
@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ja", SMALL)], ids=["en-120x36", "ja-80x24"])
async def test_a_change_of_a_set_is_struck_out_and_taken_back(
    tmp_path: Path, language: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def search(_setup: Setup, _goal: Goal, *, without: tuple[str, ...], **_keys: Any) -> Front:
        asked.append(without)
        return FRONT

    monkeypatch.setattr("simulator.console.studying.reach", search)
    suffix = f"{language}-{size[0]}x{size[1]}"
    async with studied(tmp_path, language, size) as table:
        await played(table)
        await table.press("f6", "enter")
        await played(table)
        await table.press("x")
        assert isinstance(table.app.screen, StudyScreen), "as things are there is no change to strike out"
        await table.press("down", "x")
        compare(table, f"study-strike-{suffix}")
        await table.press("enter")
        compare(table, f"study-search-again-{suffix}")
        await table.press("enter")
        await played(table)
        compare(table, f"study-struck-{suffix}")
        await table.press("x", "enter", "enter")
        await played(table)
    assert asked == [(), ("one-more/platform",), ()]


async def test_escape_keeps_the_sets_that_were_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search ends where it is; what it has found is studied anew and shown."""
    heard = Event()

    def search(*_args: Any, telling: Callable[[Standing], None], **_keys: Any) -> Front:
        try:
            while True:
                telling(Standing(1_000, 2, (0.8,)))
                heard.wait(0.001)
        except Stopped:
            return replace(FRONT, partial=True)

    monkeypatch.setattr("simulator.console.studying.reach", search)
    async with studied(tmp_path, runs=40) as table:
        await played(table)
        await table.press("f6", "enter")
        await table.pilot.pause()
        assert isinstance(table.app.screen, StudyScreen)
        while table.app.screen.studying.standing is None:
            await table.pilot.pause()
        await table.press("escape")
        await played(table)
        assert table.app.screen.studying.front is not None
        assert "Stopped after 50,000 runs" in table.shown()


def told(kind: str, what: tuple[str, ...], cost: int, p: float) -> ChangeSet:
    fared = Fared(share(int(2000 * p), 2000), Gain(p - 0.4, p - 0.42, p - 0.38), Way("contained", 3600, 0, 60))
    return ChangeSet((Part(kind, what, ("team", "roles"), "", cost),), (fared,), 2000)


NOW = Fared(share(800, 2000), Gain(0.0, -0.001, 0.001), Way("contained", 3600, 1800, 4 * 3600))
FRONT = Front(
    Goal(("t-contain",), 0.9),
    (NOW,),
    (told("one-more", ("platform",), 5, 0.7), told("deputy", ("commander", "operations"), 7, 0.92)),
    (),
    40,
    300,
    50_000,
    1,
)


def drawn(limit: int | None, width: int = 60, **keys: Any) -> list[str]:
    counts = tuple(n if n < 20 else 40 - n for n in range(40))
    picture = Histogram(60, counts, keys.get("beyond", 0), keys.get("never", 0), limit)
    return [row.plain for row in chart_lines(chart(picture, Voice("en")), width, 6)]


def test_the_deadline_is_a_line_under_its_word_and_not_a_colour_alone() -> None:
    first, *rows = drawn(20 * 60)
    at = first.index("▼")
    assert first[at:] == "▼ deadline 20m"
    assert all(row[at] == "┃" for row in rows[:6])


def test_a_deadline_beyond_the_picture_is_said_with_an_arrow() -> None:
    assert drawn(20 * 3600)[0].strip() == "deadline 20h ▶"
    assert "deadline" not in "".join(drawn(None))


@pytest.mark.parametrize("width", [50, 60, 110])
def test_no_line_is_wider_than_its_room_and_the_axis_tells_lengths_of_time(width: int) -> None:
    for limit in (None, 60, 1200, 2399, 2400, 9000):
        rows = drawn(limit, width, beyond=3, never=2)
        assert max(map(len, rows)) <= width
        for label in ("0m", "10m", "20m", "30m", "40m"):
            assert label in rows[8]
