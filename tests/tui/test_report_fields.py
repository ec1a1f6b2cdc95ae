"""What a report says that no record holds is filled in at set-up and in the review, and kept for the next exercise."""

from __future__ import annotations

from pathlib import Path

from simulator.console.context import Choices
from simulator.console.flows.preparing import prepare
from simulator.console.setup import SetUp
from simulator.workspace.report_fields import kept_in
from tests.console.script import ScriptedFront
from tests.exercise.walls import StillWall
from tests.tui.table import context, opened, playing


async def test_a_team_fills_in_its_name_once_and_it_is_kept_at_once(tmp_path: Path) -> None:
    records = tmp_path / "records"
    async with opened(tmp_path) as table:
        await table.press("f6")
        assert "Addressee" in table.shown()
        assert "Document number" not in table.shown()
        await table.press("enter", '"Akatoki"', "enter")
        assert kept_in(records).of_team("small-team") == {"organisation": "Akatoki"}
        await table.press("escape", "enter")
        assert kept_in(records).of(table.session.head) == {"organisation": "Akatoki"}
    front = ScriptedFront(["/report", ("organisation", "usual"), {"text": "Akatoki Ltd"}])
    await prepare(front, SetUp(context(tmp_path, StillWall()), Choices("lost-weights", seed=8)))
    assert kept_in(records).of_team("small-team") == {"organisation": "Akatoki Ltd"}


async def test_what_is_known_only_afterwards_is_filled_in_in_the_review(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f9", "enter", "end", "up", "up")
        assert "Overall assessment" in table.shown()
        await table.press("enter", *["down"] * 12, "enter", '"Calm until the press rang"', "enter", "escape")
        assert "Calm until the press rang" in table.shown()
        filled = kept_in(table.session.path.parent).of(table.session.head)
    assert filled == {"overall": "Calm until the press rang"}


async def test_what_is_too_long_for_its_place_stays_to_be_shortened(tmp_path: Path) -> None:
    async with opened(tmp_path) as table:
        await table.press("f6", "enter", f'"{"x" * 61}"', "enter")
        assert "organisation has 61 characters and room for 60" in table.shown()
        await table.press("backspace", "enter", "escape", "enter")
        assert len(kept_in(table.session.path.parent).of(table.session.head)["organisation"]) == 60
