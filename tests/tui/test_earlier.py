"""Set-up on the screen: what earlier exercises with the playbook agreed on and is not done with."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from simulator.exercise import commands as c
from simulator.workspace.actions import unfinished
from tests.exercise.records import play_record
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
        print(table.shown())
