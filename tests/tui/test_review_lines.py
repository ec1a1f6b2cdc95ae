"""What the review shows on the right is made for the room it has."""

from __future__ import annotations

from pathlib import Path

from textual.containers import VerticalScroll

from tests.tui.table import playing


async def test_a_scroll_bar_that_appears_takes_no_room_from_lines_made_before_it_came(tmp_path: Path) -> None:
    async with playing(tmp_path, size=(120, 14)) as table:
        await table.press("f9", "enter")
        evidence = table.app.screen.query_one("#evidence", VerticalScroll)
        assert evidence.show_vertical_scrollbar
        room = evidence.scrollable_content_region.width
        await table.press("end")
        assert not evidence.show_vertical_scrollbar
        assert evidence.scrollable_content_region.width == room
