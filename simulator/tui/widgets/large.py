"""Large type for a projector: the times as figures three rows high, and little else."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from simulator.console.panels.wall import Timed, Wall, wall
from simulator.tui import text
from simulator.tui.rows import lay_out_all, piece
from simulator.tui.showing import Showing

WIDEST = 110
"""Cells of a line of a message."""
_CLOCKS = 6
"""Deadlines at most."""
_BESIDES, _CLOCK = 13, 4
"""Rows that all but the clocks take, and those of one clock."""


class LargeType(Vertical):
    """The time of the incident, the newest message with its question, and the nearest deadlines as far as they fit."""

    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)

    def compose(self) -> ComposeResult:
        """Two times, the message, the clocks."""
        with Horizontal(id="large-times"):
            yield from _block("now")
            yield from _block("elapsed")
        yield Static(id="large-message")
        with Vertical(id="large-clocks"):
            for number in range(_CLOCKS):
                yield from _block(f"clock-{number}", "large-clock")

    def watch_showing(self) -> None:
        """Draws again."""
        self.draw()

    def on_resize(self) -> None:
        """Another number of clocks has room."""
        self.draw()

    def draw(self) -> None:
        """All of it, where it is in sight."""
        if self.showing is None or not self.display:
            return
        said = wall(self.showing.view, self.showing.voice)
        self._write("now", said.now)
        self._write("elapsed", said.elapsed)
        shown = said.clocks[: min(max((self.size.height - _BESIDES) // _CLOCK, 1), _CLOCKS)]
        self.query_one("#large-message", Static).update(text.lines(self._message(said, len(shown))))
        for number in range(_CLOCKS):
            self.query_one(f"#large-clock-{number}").display = number < len(shown)
        for number, clock in enumerate(shown):
            self._write(f"clock-{number}", clock)

    def _message(self, said: Wall, shown: int) -> list[Content]:
        """The whole of it where that leaves room for the clocks."""
        width = min(max(self.size.width - 8, 10), WIDEST)
        whole = lay_out_all(said.whole, width)
        if len(whole) <= min(self.size.height - _BESIDES + 4 - shown * _CLOCK, self.size.height // 2):
            return whole
        return lay_out_all(said.message, width)

    def _write(self, name: str, timed: Timed) -> None:
        block = self.query_one(f"#large-{name}")
        figures = block.query_one(Digits)
        figures.display = bool(timed.figures)
        figures.update(timed.figures)
        words, style = piece(timed.words)
        said = () if timed.figures else ("  ", piece(timed.said))
        block.query_one(Static).update(text.line((words, style or "bold"), *said))
        block.set_class(not timed.figures, "-words")
        block.set_class("bad" in (timed.said[1] if not isinstance(timed.said, str) else ""), "-bad")


def _block(name: str, classes: str = "large-time") -> Iterator[Widget]:
    """Words beside figures."""
    with Horizontal(id=f"large-{name}", classes=classes):
        yield Digits("", classes="large-figures")
        yield Static(classes="large-words")
