"""On a small terminal the columns become tabs; this is the line of their names."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui import text


class TabLine(Widget):
    """Names of tabs; Tab turns to the next, a click or its figure goes there."""

    tabs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """(id, name) pairs."""
    active: reactive[str] = reactive("")

    class Turned(Message):
        """A tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def render(self) -> RenderResult:
        """Every name with its figure, the active one reversed."""
        return Content(" ").join(piece for _, piece in self._pieces())

    def on_click(self, event: Click) -> None:
        """Finds the name under the pointer."""
        column = 0
        for tab, piece in self._pieces():
            if column <= event.x < column + piece.cell_length:
                self.post_message(self.Turned(tab))
            column += piece.cell_length + 1

    def _pieces(self) -> list[tuple[str, Content]]:
        pieces = []
        for number, (id_, name) in enumerate(self.tabs, 1):
            style = "bold $block-cursor-foreground on $block-cursor-background" if id_ == self.active else ""
            pieces.append((id_, text.line((f" {number} {name} ", style))))
        return pieces
