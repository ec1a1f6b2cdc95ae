"""Set-up on the screen: what earlier exercises with the playbook agreed on and is not done with."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual.widgets import OptionList

from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.timeline.history import Head
from simulator.workspace.actions import unfinished
from tests.exercise.records import play_record
from tests.exercise.walls import StillWall
from tests.tui.table import SMALL, library, opened


async def test_what_is_open_is_shown_for_the_playbook_chosen(tmp_path: Path) -> None:
    agreed = c.Agree("Write the runbook")
    setup = library().setup("lost-weights")
    play_record(tmp_path / "before/a.jsonl", setup, c.EndPlay(), agreed, c.Close(), closed=False)
    async with opened(tmp_path, size=SMALL, unfinished=partial(unfinished, tmp_path / "before")) as table:
        assert "still open or to be retested: 1." in table.shown()
        assert "Write the runbook" in table.shown()
        await table.press("right")
        assert "Write the runbook" not in table.shown()
        await table.press("left")
        assert "Write the runbook" in table.shown()


async def test_the_review_asks_whether_it_held(tmp_path: Path) -> None:
    setup, agreed = library().setup("lost-weights"), c.Agree("Write the runbook")
    play_record(tmp_path / "before/a.jsonl", setup, c.EndPlay(), agreed, c.Close(), closed=False)
    session = Session.start(tmp_path / "now.jsonl", Head(setup, 1, created="2026-11-30"), wall=StillWall())
    session.act(c.Begin())
    session.act(c.EndPlay())
    door = partial(unfinished, tmp_path / "before")
    async with opened(tmp_path, session=session, unfinished=door) as table:
        sections = table.app.screen.query_one(OptionList)
        sections.highlighted = sections.get_option_index("/earlier")
        await table.press("enter")
        assert "Write the runbook" in table.shown()
        await table.press("enter", "enter", "escape")
        assert not door()
        assert "✓ Write the runbook" in table.shown()
