"""F10 with real keys: it names the act, takes that back and nothing else, and says so."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

from simulator.exercise.session import Session
from tests.exercise.walls import StillWall
from tests.journal.test_versions import OPEN
from tests.tui.table import Table, opened, playing


async def talk(table: Table, minutes: int) -> None:
    """The room talks; the screen hears of it as its own clock would."""
    for _ in range(minutes):
        table.wall.talk(60)
        assert table.app.operator is not None
        table.app.operator.tick()
    await table.pilot.pause()


async def test_a_decision_goes_though_steps_began_by_themselves_since(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "f3", "f3", "enter")
        assert table.session.state.choices["cut-or-copy"].option == "cut"
        await talk(table, 10)
        assert any(job.started_at and job.started_at > 12 * 60 for job in table.session.state.jobs.values())

        await table.press("f10")
        assert "Take back?" in table.shown()
        assert "decision on “Cut or copy?”" in table.shown()
        assert table.session.state.choices["cut-or-copy"].option == "cut"
        await table.press("enter")
        assert "Taken back: decision on “Cut or copy?”" in table.shown()
        assert table.session.state.open_decisions == ("cut-or-copy",)
        assert table.session.state.now == 12 * 60


async def test_a_note_goes_by_itself_and_time_stays(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f4", "5", "enter", "escape", "f2", '"Nobody asked who"', "enter")
        await talk(table, 3)
        now = table.session.state.now
        await table.press("f10")
        assert "note “Nobody asked who”" in table.shown()
        assert "time and all else stay as they are" in table.shown()
        await table.press("enter")
        assert (table.session.state.notes, table.session.state.now) == ((), now)


async def test_a_change_of_pace_goes_though_the_world_went_on(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("ctrl+s", "right", "enter")
        assert table.session.state.talk == 2.0
        await talk(table, 3)
        await table.press("f10")
        assert "change of pace" in table.shown()
        await table.press("enter")
        assert (table.session.state.talk, table.session.state.now) == (1.0, 0)


async def test_it_stays_where_the_question_is_left(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "f10")
        assert "step in time to Fri 17:52" in table.shown()
        await table.press("escape")
        assert table.session.state.now == 12 * 60


async def test_what_was_taken_back_is_done_again(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape", "f3", "f3", "enter", "f10", "enter", "ctrl+shift+z")
        assert table.session.state.choices["cut-or-copy"].option == "cut"
        assert "Redone: decision on “Cut or copy?”" in table.shown()
        await table.press("ctrl+shift+z")
        assert "nothing to redo" in table.shown()


async def test_a_record_of_version_1_says_what_cannot_be_taken_back(tmp_path: Path) -> None:
    session = Session.resume(Path(copy(OPEN, tmp_path / "exercise.jsonl")), wall=StillWall())
    async with opened(tmp_path, session=session) as table:
        assert "exercise.v2.jsonl" in table.shown()
        await table.press("f10")
        assert "Nothing has been done since" in table.shown()
