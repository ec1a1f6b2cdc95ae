"""The players' window beside a running exercise: the same record, less of it, never written to."""

from __future__ import annotations

from pathlib import Path

from simulator.console.following import Following
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.witness import witness_of, witnesses_in
from simulator.timeline.history import Head
from simulator.tui.screens.players import Players
from simulator.tui.watching import Watching
from simulator.workspace.seat_keys import SeatKeys, keep_keys
from tests.exercise.walls import StillWall
from tests.tui.screen_text import screen_text
from tests.tui.table import WIDE, context, playing


def begun(folder: Path, reveal: tuple[str, ...]) -> Session:
    setup = context(folder, StillWall()).library.setup("lost-weights")
    session = Session.start(folder / "record.jsonl", Head(setup, seed=7), wall=StillWall())
    session.act(c.Begin(reveal=reveal))
    return session


async def test_it_follows_the_record_and_hides_what_is_not_revealed(tmp_path: Path) -> None:
    session = begun(tmp_path, ("clocks",))
    before = session.path.read_bytes()
    app = Watching(Following(session.path, "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Players)
        shown = screen_text(app)
        assert "71 GB left" in shown
        assert "Contained" in shown
        for hidden in ("Who must know", "Do not mention", "Account ticket", "Find out how bad", "Press office", "par "):
            assert hidden not in shown
        assert session.path.read_bytes() == before

        session.next()
        session.act(c.Note("nobody asked"))
        screen.look()
        await pilot.pause()
        shown = screen_text(app)
        assert "Cut or copy?" in shown
        assert "What comes first" in shown
        assert "Cut at once" not in shown
        assert "nobody asked" not in shown

        session.act(c.OpenOptions("cut-or-copy"))
        screen.look()
        await pilot.pause()
        assert "Cut at once" in screen_text(app)
    session.close()


async def test_a_real_event_and_the_end_cover_the_wall(tmp_path: Path) -> None:
    session = begun(tmp_path, ("clocks", "playbook", "team"))
    app = Watching(Following(session.path, "ja"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Players)
        assert "重大さの確認" in screen_text(app)
        session.act(c.Interrupt())
        app.screen.look()
        await pilot.pause()
        assert "実事案発生" in screen_text(app)
        assert "重大さの確認" not in screen_text(app)
        session.act(c.Interrupt(stopped=False))
        session.act(c.EndPlay())
        app.screen.look()
        await pilot.pause()
        assert "ENDEX" in screen_text(app)
    session.close()


async def test_what_waits_to_be_asked_for_reaches_the_wall_once_it_is_handed_out(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("enter", "2")
        assert "Account ticket" in table.shown()
        await table.press("h")
        assert dict(table.session.state.handed) == {"alert/2": 0}
        assert "“Account ticket” is handed out, as asked" in table.shown()
        app = Watching(Following(table.session.path, "en"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Account ticket" in screen_text(app)


async def test_when_the_record_is_closed_the_room_sees_what_to_keep_of_it(tmp_path: Path) -> None:
    session = begun(tmp_path, ())
    following = Following(session.path, "en")
    app = Watching(following)
    async with app.run_test(size=(80, 24)) as pilot:
        session.act(c.EndPlay())
        await pilot.pause()
        assert isinstance(app.screen, Players)
        app.screen.look()
        assert "tabletop-witness" not in screen_text(app)
        session.act(c.Close())
        app.screen.look()
        await pilot.pause()
        (shown,) = witnesses_in(screen_text(app))
        assert shown == witness_of(session.history) == following.witness


async def test_it_shows_where_a_seat_is_taken_until_every_player_has_one(tmp_path: Path) -> None:
    session = begun(tmp_path, ())
    app = Watching(Following(session.path, "en"))
    async with app.run_test(size=WIDE) as pilot:
        for joining in (None, ("https://exercise.example.com", "ABC346"), None):
            keep_keys(session.path, SeatKeys(joining=joining))
            assert isinstance(app.screen, Players)
            app.screen.look()
            await pilot.pause()
            shown = screen_text(app)
            assert ("Take a seat" in shown, "ABC346" in shown) == (joining is not None, joining is not None)
    session.close()
