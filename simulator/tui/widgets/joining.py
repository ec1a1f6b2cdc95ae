"""Where a free seat is taken, in a line on the wall."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.console.panels.wall import seats_row
from simulator.tui import text
from simulator.tui.rows import content, piece
from simulator.tui.showing import Showing


class JoinLine(Widget):
    """The address and the code; not there while nobody can join, or every player has."""

    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)

    def watch_showing(self, old: Showing | None, new: Showing | None) -> None:
        """Only this matters here."""
        joining = new.view.joining if new else None
        self.display = joining is not None
        if new and (old is None or old.view.joining != joining):
            self.refresh()

    def render(self) -> RenderResult:
        """The address gives way, not the code."""
        if self.showing is None or not (row := seats_row(self.showing.view, self.showing.voice)):
            return Content("")
        return text.columns(content(tuple(cell.words for cell in row.cells)), piece(row.right), self.size.width)
