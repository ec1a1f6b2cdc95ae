"""F1 is about the screen one is on."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.console.following import Following
from simulator.tui.help import Help
from simulator.tui.watching import Watching
from tests.exercise.records import play_record
from tests.setups import make_setup
from tests.tui.routes import at
from tests.tui.screen_text import screen_text
from tests.tui.table import SMALL, WIDE

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
ABOUT = {
    "library": ("Help: Library", "Set-up for the scenario under the cursor", "Starts a step"),
    "set-up": ("Help: Set-up", "puts the role under the cursor into that seat", "Starts a step"),
    "briefing": ("Help: Briefing", "from there to STARTEX", "Starts a step"),
    "conduct": ("Help: Conduct", "Starts a step", "puts the role"),
    "message": ("Help: Message", "Turns to what is attached", "Starts a step"),
    "review": ("Help: Review", "Rate the objective under the cursor", "Starts a step"),
    "study": ("Help: Study", "tries single changes", "Starts a step"),
    "orders": ("Help: Order", "Space orders and stays", "Starts a step"),
    "became aware": ("Help: personal-data breach known", "To the field above or below", "Starts a step"),
    "end play": ("Help: End play?", "Enter ends the play", "Starts a step"),
    "what happened": ("Help: 12m pass", "Does what the line at the bottom says", "Starts a step"),
    "stopped": ("Help: REAL EVENT", "The real event is over", "Starts a step"),
}


@pytest.mark.parametrize("route", ABOUT)
async def test_f1_is_about_the_screen_one_is_on(tmp_path: Path, route: str) -> None:
    title, told, elsewhere = ABOUT[route]
    async with at(route, tmp_path) as table:
        below = table.app.screen
        await table.press("f1")
        assert isinstance(table.app.screen, Help)
        assert title in table.shown()
        assert told in table.shown()
        assert elsewhere not in table.shown()
        if route != "conduct":  # that page is longer than the screen
            dialogue = route in ("orders", "became aware", "end play", "what happened", "stopped")
            assert ("Light or dark" in table.shown()) is not dialogue
        await table.press("f1")
        assert table.app.screen is below


async def test_f1_in_japanese_on_a_small_terminal(tmp_path: Path) -> None:
    async with at("set-up", tmp_path, size=SMALL, language="ja") as table:
        await table.press("f1")
        assert "選んだ内容で記録を作り、状況説明に進む" in table.shown()


async def test_f1_in_the_players_window(tmp_path: Path) -> None:
    app = Watching(Following(play_record(tmp_path / "record.jsonl", SETUP, closed=False), "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await app.heard()
        assert "Help: Players' window" in screen_text(app)
        assert "Asks, and closes this window" in screen_text(app)
        assert "how likely" not in screen_text(app), "no chance is shown there"
        await pilot.press("f1")
        await app.heard()
        assert "Help" not in screen_text(app)


async def test_keys_are_named_in_one_way(tmp_path: Path) -> None:
    """The bottom line has room for ^P only; F1 names it as it does all others."""
    async with at("library", tmp_path) as table:
        assert "^P" not in table.shown()
        await table.press("f1")
        assert "Ctrl+P" in table.shown()
        assert "Ctrl+Q" in table.shown()
        assert "^P" not in table.shown()
