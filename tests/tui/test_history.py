"""Exercises over time on the screen: from the library and back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from simulator.exercise import commands as c
from simulator.timeline.events import Rating
from simulator.tui.screens.library import LibraryScreen
from simulator.workspace.past import Register, enter
from simulator.workspace.records import exercises
from tests.exercise.records import play_record
from tests.tui.table import SMALL, Table, library, opened


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Missed in May, met in July, each as the ledger knows; a rehearsal in August is gone."""
    folder, setup = tmp_path / "before", library().setup("lost-weights")

    def play(day: str, *deeds: c.Command | int, rating: Rating, purpose: str = "exercise") -> Path:
        rated = (c.EndPlay(), c.Rate("keep-evidence", rating), c.Close())
        created, path = f"{day}T10:00:00+09:00", folder / f"{day}.jsonl"
        play_record(path, setup, *deeds, *rated, closed=False, created=created, purpose=purpose)
        (exercise,) = exercises([path])
        enter(folder, path, exercise.history, created)
        return path

    play("2026-05-01", 300, rating="U")
    play("2026-07-01", c.SetPace(1, self_running=True), 300, rating="S")
    play("2026-08-01", 60, rating="S", purpose="rehearsal").unlink()
    return folder


async def read(table: Table) -> None:
    """Waits until the records have been read."""
    for reading in [worker for worker in table.app.workers if worker.group == "history"]:
        await reading.wait()
    await table.pilot.pause()


def told(table: Table) -> str:
    return " ".join(table.shown().replace("│", " ").split())


async def test_each_stands_beside_the_last_of_its_scenario(tmp_path: Path, before: Path) -> None:
    async with opened(tmp_path, size=SMALL, scenario=None, register=partial(Register.read, before)) as table:
        await table.press("h")
        await read(table)
        assert "2 begun, 0 of them not closed. In the ledger, but without a record: 1." in table.shown()
        assert "2026-07-01" in table.shown()
        assert "then missed, now met" in told(table)
        assert "then U, now S" in told(table)
        await table.press("down")
        assert "Otherwise than the last time" not in table.shown()
        await table.press("down")
        assert "its record cannot be read" in told(table)
        await table.press("escape")
        assert isinstance(table.app.screen, LibraryScreen)


async def test_there_may_be_none(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None, language="ja") as table:
        await table.press("H")
        await read(table)
        assert "開始した演習 0件" in table.shown()
        await table.press("enter", "down", "pagedown", "q")
        assert isinstance(table.app.screen, LibraryScreen)
