"""A second team goes on, by real keys: from the palette in play, and with a record that is resumed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.findings.findings import findings
from simulator.journal.reader import read
from simulator.tui.app import Tabletop
from simulator.verbs import run
from tests.tui.screen_text import screen_text
from tests.tui.table import WIDE, playing


async def test_the_palette_hands_over_once_it_is_confirmed_and_shows_the_sheet(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "ctrl+p", *"handover", "enter")
        assert "Hand over to a second team?" in table.shown()
        await table.press("escape")
        assert not findings(table.session.history).handovers
        await table.press("ctrl+p", *"handover", "enter", "enter")
        assert "Handover · " in table.shown()
        assert "Large transfer" in table.shown()
        await table.press("escape")
        assert "Handed over: another team goes on from here" in table.shown()
        await table.press("f5")
        path = table.session.path
    assert len(findings(read(path)).handovers) == 1


async def test_the_second_team_resumes_with_the_handover_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape")
        path = table.session.path
    started: list[Any] = []
    monkeypatch.setattr(run, "has_terminal", lambda: True)
    monkeypatch.setattr(run, "conduct", lambda *context_and_start, **_: started.extend(context_and_start))
    run.resume(record=path, records=[tmp_path], handover=True)
    app = Tabletop(*started)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.pause()
        assert "Handed over: another team goes on from here" in screen_text(app)
        for key in ("enter", "f4", *["down"] * 4, "enter"):
            await pilot.press(key)
            await pilot.pause()
    (handed,) = findings(read(path)).handovers
    assert (handed.acted_at, read(path).moves[handed.acted_in or 0].act) == (handed.at, "order")
