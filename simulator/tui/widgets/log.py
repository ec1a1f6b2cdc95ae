"""What happened last, in sentences."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui import text
from simulator.tui.showing import Showing

WIDE = 110
"""Columns from which three parts stand beside each other."""


def room_for_log(width: int) -> int:
    """Sentences that the strip at the bottom of a screen of that width holds."""
    return 2 if width >= WIDE else 1


class LogStrip(Widget):
    """A few lines, the newest on top."""

    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)

    def watch_showing(self, old: Showing | None, new: Showing | None) -> None:
        """Only the sentences matter here."""
        if new is not None and (old is None or old.view.log != new.view.log):
            self.refresh()

    def render(self) -> RenderResult:
        """As many as there is room for."""
        if self.showing is None:
            return Content("")
        return text.lines(log_lines(self.showing, self.size.width, self.size.height))


def log_lines(showing: Showing, width: int, height: int) -> list[Content]:
    """The newest sentences, a line each."""
    return [
        text.line((showing.voice.clock(at), "$text-muted" if row else "bold"), " ", text.cut(sentence, width - 7))
        for row, (at, sentence) in enumerate(showing.view.log[:height])
    ]
