"""A study without a screen: how far it is, what it says, what ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.console.figures import BarChart, Excerpt
from simulator.console.pages.study import VIEWS, StudyPage
from simulator.console.rows import Row, plain, plain_line
from simulator.console.studying import Studying
from tests import sheets
from tests.exercise.walls import StillWall
from tests.tui.table import context

ACTS = {"rank": "“changes”"}


def begun(folder: Path, runs: int = 40) -> Studying:
    """Nothing is played yet."""
    here = replace(context(folder, StillWall()), runs=runs)
    return Studying(here, here.library.setup("lost-weights", "unsure"))


async def test_it_says_how_far_it_is_and_then_the_answer(tmp_path: Path) -> None:
    studying = begun(tmp_path)
    page = StudyPage.of(studying, "en")
    assert page.rows("clocks") == ()
    playing = asyncio.ensure_future(studying.play())
    await asyncio.sleep(0)
    assert studying.busy
    assert plain(page.status.cells[0].words).endswith("of 40 runs")
    assert await playing
    assert plain(page.status.cells[0].words).startswith("hardest: ")
    assert plain(page.status.right) == "40 runs, seed 1"
    for view in VIEWS:
        assert all(row.id for row in page.rows(view))
    contained = next(n for n, row in enumerate(page.rows("clocks")) if row.id == "t-contain")
    assert any(isinstance(part, BarChart) for part in page.about("clocks", contained, ACTS))
    (words,) = page.about("changes", 0, ACTS)
    assert isinstance(words, tuple)
    assert plain_line(words).startswith("“changes” tries single changes")


async def test_a_clock_tells_whether_its_forms_can_be_written(tmp_path: Path) -> None:
    here = replace(context(tmp_path, StillWall()), runs=40)
    page = StudyPage.of(Studying(here, sheets.setup()), "en")
    await page.studying.play()
    at = next(n for n, row in enumerate(page.rows("clocks")) if row.id == "t-told")
    told = [plain_line(part) for part in page.about("clocks", at, ACTS) if isinstance(part, tuple)]
    form = told.index("Customer's sheet")
    assert told[form - 1] == "Forms: whether all that is required can be answered by the deadline"
    assert "of the runs (" in told[form + 1]
    assert "known last: How many records" in told[form + 1]
    assert any("is its author's judgement" in line for line in told)
    other = next(n for n, row in enumerate(page.rows("clocks")) if row.id == "t-contain")
    shown = [plain_line(part) for part in page.about("clocks", other, ACTS) if isinstance(part, tuple)]
    assert "Customer's sheet" not in shown
    assert "Word to the board" in shown


async def test_changes_are_tried_for_the_clock_looked_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.study.whatif.FIRST", 20)
    monkeypatch.setattr("simulator.study.whatif.MOST", 20)
    studying = begun(tmp_path)
    page = StudyPage.of(studying, "ja")
    await studying.play()
    page.choose("roles", 1)
    hardest = studying.clock
    page.choose("clocks", 1)
    assert studying.clock == page.rows("clocks")[1].id != hardest
    assert await studying.rank()
    assert studying.ranking is not None
    assert studying.ranking.clock == studying.clock
    (excerpt,) = [part for part in page.about("changes", 0, ACTS) if isinstance(part, Excerpt)]
    assert excerpt.at in [number for number, _ in excerpt.lines]
    roles = [row.id for row in page.rows("roles")]
    about = [part for part in page.about("roles", roles.index("operations"), ACTS) if isinstance(part, Row)]
    away = [plain(part.cells[0].words) for part in about][-2:]
    assert {*away} == {"不在: 運用", "1人不在: 運用"}, "what a role costs that is missing"
    missed = [n for n, row in enumerate(page.rows("changes")) if row.id.startswith("all-away")]
    assert missed, "who is missed is told after what would help"
    assert min(missed) >= len(studying.ranking.ways)
    assert page.about("changes", missed[0], ACTS)


async def test_what_is_stopped_leaves_no_answer(tmp_path: Path) -> None:
    studying = begun(tmp_path, runs=20_000)
    playing = asyncio.ensure_future(studying.play())
    await asyncio.sleep(0)
    studying.stop()
    assert not studying.busy
    assert not await playing
    assert studying.study is None
    assert plain(StudyPage.of(studying, "en").status.cells[0].words) == "Stopped."


async def test_what_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Callable[[], None]:
        raise MemoryError("no room")

    monkeypatch.setattr("simulator.console.studying.study", fail)
    studying = begun(tmp_path)
    assert not await studying.play()
    assert plain(StudyPage.of(studying, "en").status.cells[0].words) == "This failed: no room"
