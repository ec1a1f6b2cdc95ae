"""What a screen shows is made for the room that its parts have, whenever they are given it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from tests.tui.table import SMALL, Table, opened, playing
from tests.tui.test_study import played, short_waits, studied  # noqa: F401


async def split(table: Table, *widths: int) -> None:
    """Gives the two halves of the screen so many cells each, without a word to the screen."""
    for half, width in zip(table.app.screen.query(".panel").results(Widget), widths, strict=True):
        half.styles.width = width
    await table.settled()


def left(table: Table) -> str:
    """What the left half says."""
    return "".join(line.partition("│")[2].partition("│")[0] for line in table.shown().splitlines())


async def test_the_review(tmp_path: Path) -> None:
    async with playing(tmp_path, size=SMALL) as table:
        await table.press("f9", "enter")
        await split(table, 16, 64)
        await table.press("f8", "f8")
        assert "Close the record" not in table.shown()
        await split(table, 40, 40)
        assert "Close the record" in table.shown()


async def test_the_library(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None) as table:
        await split(table, 24, 96)
        await table.press("f2", "f2")
        assert "The voice of the president" not in left(table)
        await split(table, 60, 60)
        assert "The voice of the president" in left(table)


@pytest.mark.usefixtures("short_waits")
async def test_a_study(tmp_path: Path) -> None:
    async with studied(tmp_path, runs=20) as table:
        await played(table)
        await split(table, 100, 20)
        assert "Report to the authority (from: leak suspected)   " in table.shown().splitlines()[4]
        await split(table, 40, 80)
        assert "Report…ted)" in table.shown().splitlines()[4]


async def test_what_a_scenario_is_about_can_be_read_to_its_end_on_a_small_terminal(tmp_path: Path) -> None:
    async with opened(tmp_path, scenario=None, size=SMALL) as table:
        assert "What is at stake" not in table.shown()
        await table.press("space", "space")
        assert "What is at stake" in table.shown()
        await table.press("b", "b", "b")
        assert "A drill of 30 minutes" in table.shown()
