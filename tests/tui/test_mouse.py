"""A mouse at the screens: what is on its way out may still be painted under it."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widget import Widget
from textual.widgets._toast import Toast

from tests.tui.table import playing


async def test_a_click_on_a_message_that_has_just_gone_is_nobodys(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        table.app.notify("Taken down.", timeout=60)
        await table.pilot.pause()
        toast = table.app.screen.query_one(Toast)
        at = toast.content_region.offset
        rack = toast.parent
        assert isinstance(rack, Widget)
        toast._detach()  # as between being taken off and being painted over
        table.app.screen._forward_event(
            events.MouseDown(None, at.x, at.y, 0, 0, 1, False, False, False, screen_x=at.x, screen_y=at.y)
        )
        toast._attach(rack)
        await table.press("f5")
        assert table.session.state.now > 0
