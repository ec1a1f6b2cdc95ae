"""A framed part of the screen that says what a part of the console says, drawn again only where it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip

from simulator.tui.showing import Showing
from simulator.tui.widgets.lines import Lines

Heading = Callable[[Showing], str]
"""What stands in the frame."""
Drawn = Callable[[Showing, int, int], Sequence[Content]]
"""The lines to show, none wider than so many cells; the second figure is how many are in sight at once."""


class Panel(Lines):
    """Scrolls lines made of what is shown, for a width in cells. The mouse can select them."""

    def __init__(self, heading: Heading, drawn: Drawn, *, id: str) -> None:
        super().__init__(id=id)
        self._heading, self._drawn = heading, drawn
        self._lines: Sequence[Content] = ()

    def watch_showing(self, _old: Showing | None, new: Showing | None) -> None:
        """Draws again."""
        if new is not None and self.room > 0:
            self.draw(new)

    def draw(self, showing: Showing) -> None:
        """Repaints the lines that are not as before."""
        self.name_frame(self._heading(showing))
        old, self._lines = self._lines, self._drawn(showing, self.room, self.scrollable_content_region.height)
        self.hold(len(self._lines))
        if len(old) == len(self._lines):
            self.repaint(row for row, line in enumerate(self._lines) if not line.is_same(old[row]))

    def line(self, row: int) -> Content:
        """A line drawn before, with what is selected of it set off."""
        line, selection = self._lines[row], self.text_selection
        span = selection.get_span(row) if selection else None
        if span is None:
            return line
        start, end = span
        return line.stylize(self.screen.get_visual_style("screen--selection"), start, len(line) if end < 0 else end)

    def strip(self, row: int) -> Strip:
        """A line that knows its place, for the mouse to select."""
        return super().strip(row).apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """What was selected, and what ends it."""
        return selection.extract("\n".join(line.plain for line in self._lines)), "\n"
