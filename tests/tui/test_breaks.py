"""A break stops both clocks, in sight of everybody; and whoever resumes says when the clocks run."""

from __future__ import annotations

from pathlib import Path

from simulator.console.following import Following
from simulator.console.setup import Prepared
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.findings.findings import findings
from simulator.journal.reader import read, verify
from simulator.line.journey import conduct
from simulator.report.render.formats import FORMATS
from simulator.timeline.events import Break
from simulator.tui.screens.conduct import Conduct
from simulator.tui.watching import Watching
from simulator.wording.voice import Voice
from tests.console.script import begun
from tests.exercise.walls import StillWall
from tests.line.wires import ScriptedWire
from tests.tui.screen_text import screen_text
from tests.tui.table import SMALL, WIDE, Table, context, opened, playing


class Hours(StillWall):
    """A wall whose stamps go with its seconds."""

    def stamp(self) -> str:
        minutes = int(self.at) // 60
        return f"2026-11-23T{10 + minutes // 60}:{minutes % 60:02d}:{int(self.at) % 60:02d}+09:00"


def ticks(table: Table, minutes: int) -> None:
    for _ in range(minutes):
        table.wall.talk(60)
        assert table.app.operator is not None
        table.app.operator.tick()


async def test_both_clocks_stand_while_a_break_lasts(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        ticks(table, 2)
        await table.press("ctrl+x")
        assert "both clocks stand" in table.shown()
        assert "⏸ BREAK" in table.shown()
        ticks(table, 30)
        assert (table.session.now, table.session.room) == (120, 120)
        await table.press("ctrl+x")
        assert not table.session.state.on_break
        assert isinstance(table.app.screen, Conduct)
        ticks(table, 1)
        assert (table.session.now, table.session.room) == (180, 180)


async def test_a_break_ends_by_enter_and_is_on_record_and_not_in_the_reports_time(tmp_path: Path) -> None:
    wall = Hours()
    session = begun(tmp_path, wall)
    async with opened(tmp_path, session=session, wall=wall) as table:
        ticks(table, 3)
        await table.press("ctrl+x")
        ticks(table, 12)
        await table.press("enter")
        ticks(table, 1)
        await table.press("f9", "enter")
    history = read(session.path)
    assert [event.on for event in history.events() if isinstance(event, Break)] == [True, False]
    held = findings(history).session
    assert (held.room, held.breaks) == (240, (720,))
    assert not verify(session.path).problems


async def test_a_break_of_seconds_is_not_reported_as_no_time(tmp_path: Path) -> None:
    wall = Hours()
    session = begun(tmp_path, wall)
    async with opened(tmp_path, session=session, wall=wall) as table:
        ticks(table, 3)
        await table.press("ctrl+x", "enter", "f9", "enter")
    page = FORMATS["md"].report(findings(read(session.path)), Voice("en")).decode()
    assert "without breaks of under a minute" in page


async def test_in_a_break_notes_are_written_and_everything_else_is_refused(tmp_path: Path) -> None:
    async with playing(tmp_path, size=SMALL) as table:
        await table.press("ctrl+x", "escape")
        assert "A break: both clocks stand. Ctrl+X ends it" in table.shown()
        await table.press("f5")
        assert "end the break first" in table.shown()
        assert table.session.state.now == 0
        await table.press("f9", "enter")
        assert table.session.state.ended_at is None
        await table.press("f2", '"They are tired"', "enter")
        assert table.session.state.notes[-1].text == "They are tired"
        await table.press("ctrl+x")
        assert not table.session.state.on_break


async def test_an_exercise_dropped_in_a_break_resumes_in_it(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("ctrl+x")
        path = table.session.path
    async with opened(tmp_path, session=Session.resume(path, wall=StillWall()), waits=True) as table:
        await table.press("enter")
        assert "BREAK since" in table.shown()
        await table.press("enter")
        assert not table.session.state.on_break


async def test_the_players_window_shows_a_break(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall())
    session.act(c.TakeBreak())
    app = Watching(Following(session.path, "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "BREAK" in screen_text(app)
        assert "71 GB left" not in screen_text(app)
    session.close()


async def test_a_break_is_in_the_palette(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        commands = {command.title: command.callback for command in table.app.get_system_commands(table.app.screen)}
        commands["Break  (Ctrl+X)"]()
        await table.pilot.pause()
        assert table.session.state.on_break


async def test_a_break_in_lines(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path, wall)
    wire = ScriptedWire(("break", 600, ".", "next", 600, "break", "break", 600, "", 60, "now", "quit"), wall)
    await conduct(wire, context(tmp_path, wall), Prepared(session, c.Begin()))
    assert "end the break first" in wire.transcript
    assert (session.state.now, session.room) == (60, 60)
    assert [event.on for event in session.history.events() if isinstance(event, Break)] == [True, False] * 2
    session.close()


async def test_a_break_survives_what_is_taken_back(tmp_path: Path) -> None:
    session = begun(tmp_path, StillWall())
    session.act(c.Hold("customer"))
    session.act(c.TakeBreak())
    session.act(c.TakeBreak(on=False))
    session.take_back()
    assert session.state.delivery("customer").status == "to-come"
    assert not session.state.on_break
    assert len([event for event in session.history.events() if isinstance(event, Break)]) == 2
    session.close()


async def test_resumed_the_clocks_stand_until_enter(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        ticks(table, 2)
        path = table.session.path
    wall = StillWall()
    async with opened(tmp_path, session=Session.resume(path, wall=wall), wall=wall, waits=True) as table:
        assert "Both clocks stand until you go on" in table.shown()
        assert "Enter goes on" in table.shown()
        ticks(table, 5)
        await table.press("f5")
        assert (table.session.now, table.session.room) == (120, 120)
        await table.press("enter")
        ticks(table, 1)
        assert (table.session.now, table.session.room) == (180, 180)


async def test_resumed_by_mistake_it_is_left_as_it_was(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        path = table.session.path
    before = path.read_bytes()
    async with opened(tmp_path, session=Session.resume(path, wall=StillWall()), waits=True) as table:
        await table.press("escape")
        assert not table.app.is_running
    assert path.read_bytes() == before


async def test_resumed_in_lines_the_clocks_stand_until_enter(tmp_path: Path) -> None:
    wall = StillWall()
    session = begun(tmp_path, wall)
    session.close()
    session = Session.resume(session.path, wall=wall)
    wire = ScriptedWire((300, "", 60, "now", "quit"), wall)
    await conduct(wire, context(tmp_path, wall), Prepared.resumed(session))
    assert "Both clocks stand until you go on" in wire.transcript
    assert "Enter: goes on; .: leaves >" in wire.transcript
    assert (session.now, session.room) == (60, 60)
    session.close()
