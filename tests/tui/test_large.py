"""Large type for a projector: few things, the times in figures three rows high, nothing players may not see."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Digits

from simulator.console.following import Following
from simulator.exercise import commands as c
from simulator.tui.screens.conduct import Conduct
from simulator.tui.watching import Watching
from simulator.tui.widgets.large import LargeType
from tests.tui.screen_text import screen_text
from tests.tui.table import SMALL, WIDE, playing
from tests.tui.test_players import begun


def figures(large: LargeType) -> list[str]:
    return [digits.value for digits in large.query(Digits) if digits.display and digits.parent.display]  # type: ignore[union-attr]


async def test_the_players_window_turns_to_large_type_and_back(tmp_path: Path) -> None:
    session = begun(tmp_path, ("clocks",))
    session.next()
    app = Watching(Following(session.path, "en"))
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        large = app.screen.query_one(LargeType)
        assert not large.display
        await pilot.press("ctrl+w")
        await pilot.pause()
        assert figures(large) == ["17:52", "0:12", "3:48"]
        shown = screen_text(app)
        assert "Contained" in shown
        assert "What comes first" in shown
        assert "Large transfer" not in shown
        for hidden in ("par ", "Find out how bad", "Press office", "%"):
            assert hidden not in shown
        await pilot.press("ctrl+w")
        assert not large.display
        assert "Large transfer" in screen_text(app)
    session.close()


async def test_what_set_up_hides_is_not_shown_large_either_and_a_curtain_covers_it(tmp_path: Path) -> None:
    session = begun(tmp_path, ())
    app = Watching(Following(session.path, "ja"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+w")
        await pilot.pause()
        assert figures(app.screen.query_one(LargeType)) == ["17:40", "0:00"]
        session.act(c.Interrupt())
        app.screen.look()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "実事案発生" in screen_text(app)
        assert not app.screen.query_one(LargeType).display
    session.close()


async def test_at_the_console_it_is_under_the_players_view_only(tmp_path: Path) -> None:
    async with playing(tmp_path, size=WIDE) as table:
        await table.press("ctrl+w")
        screen = table.app.screen
        assert isinstance(screen, Conduct)
        assert screen.operator.players
        assert screen.query_one(LargeType).display
        assert "Do not mention" not in table.shown()
        await table.press("f8")
        assert not screen.query_one(LargeType).display
        assert not screen.operator.players


async def test_a_missed_deadline_is_in_figures_too(tmp_path: Path) -> None:
    async with playing(tmp_path, size=WIDE) as table:
        await table.let_a_deadline_go_by()
        await table.press("enter", "ctrl+w")
        assert "▲ Contained" in table.shown()
        assert "-0:00" in figures(table.app.screen.query_one(LargeType))
