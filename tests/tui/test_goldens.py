"""The main screens as text, in both languages and sizes.

``GOLDENS=new pytest tests/tui/test_goldens.py`` draws them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tui.table import SMALL, WIDE, Here, Table, opened

GOLDENS = ROOT / "tests" / "goldens" / "tui"


def compare(table: Table, name: str) -> None:
    """The screen is as it was when somebody last looked at it and found it good."""
    path = GOLDENS / f"{name}.txt"
    shown = table.shown() + "\n"
    if os.environ.get("GOLDENS") == "new":
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
async def test_screens(tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    suffix = f"{language}-{size[0]}x{size[1]}"
    async with opened(tmp_path, language=language, size=size, seer=Here) as table:
        compare(table, f"set-up-{suffix}")
        await table.press("enter")
        compare(table, f"briefing-{suffix}")
        await table.press("enter", "enter", "f5")
        await table.foreseen()
        compare(table, f"telling-{suffix}")
        await table.press("escape", "f4")
        await table.foreseen()
        compare(table, f"order-{suffix}")
        await table.press("escape", "f3", "f3")
        await table.foreseen()
        compare(table, f"decide-{suffix}")
        await table.press("enter")
        await table.foreseen()
        compare(table, f"conduct-{suffix}")
        await table.press("f8")
        await table.foreseen()
        compare(table, f"players-view-{suffix}")
        await table.press("f8", "up", "enter")
        compare(table, f"reading-{suffix}")
        await table.press("escape", "f9", "enter")
        compare(table, f"review-{suffix}")


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_library(tmp_path: Path, language: str) -> None:
    from simulator.console.context import AppContext
    from simulator.content.library import Library
    from simulator.tui.app import Tabletop
    from tests.exercise.walls import StillWall
    from tests.tui.table import LIBRARY

    app = Tabletop(AppContext(Library.open([LIBRARY]), tmp_path, language))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.pause()
        compare(Table(app, pilot, StillWall()), f"library-{language}-120x36")
