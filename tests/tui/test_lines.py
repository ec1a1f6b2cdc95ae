"""The list of injects and the panels: at their ends, under the mouse, and while nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip

from simulator.tui.screens.reading import Reading
from simulator.tui.widgets.injects import Injects
from simulator.tui.widgets.lines import Lines
from tests.tui.table import painting, playing


async def test_after_the_last_inject_comes_the_first(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape")
        injects = table.app.screen.query_one(Injects)
        places = [injects.cursor]
        for key in ("down", "down", "home", "up", "end", "home"):
            await table.press(key)
            places.append(injects.cursor)
        assert places == [1, 0, 1, 0, 1, 1, 0]
        assert "71 GB" in table.shown()


async def test_a_click_on_an_inject_opens_it_and_below_the_last_one_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.press("f5", "escape")
        await table.pilot.click("#injects", offset=(5, 8))
        assert not isinstance(table.app.screen, Reading)
        await table.pilot.click("#injects", offset=(5, 1))
        await table.pilot.pause()
        assert isinstance(table.app.screen, Reading)
        assert "71 GB" in table.shown()


async def test_the_mouse_selects_the_words_of_a_message(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        await table.pilot.mouse_down("#message", offset=(3, 1))
        await table.pilot.hover("#message", offset=(9, 1))
        await table.pilot.mouse_up("#message", offset=(9, 1))
        selected = table.app.screen.get_selected_text() or ""
        assert selected
        assert selected in "Large transfer"


async def test_only_what_shows_time_is_drawn_again_while_time_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    plain = Lines.render_line

    def noted(lines: Lines, y: int) -> Strip:
        drawn.append(lines.id or "")
        return plain(lines, y)

    painting.set(True)
    async with playing(tmp_path) as table:
        assert table.app.operator is not None
        monkeypatch.setattr(Lines, "render_line", noted)
        table.wall.talk(60)
        table.app.operator.tick()
        await table.pilot.pause()
    assert "clocks" in drawn
    assert not {"message", "injects"} & set(drawn)


async def test_a_heading_gives_up_its_last_part_before_a_word_is_cut(tmp_path: Path) -> None:
    async with playing(tmp_path) as table:
        clocks = table.app.screen.query_one("#clocks", Lines)
        clocks.name_frame("Clocks · ▲ 2 missed · 12 running")
        assert str(clocks.border_title).strip() == "Clocks · ▲ 2 missed"
        clocks.name_frame("Clocks · 12 running")
        assert str(clocks.border_title).strip() == "Clocks · 12 running"
