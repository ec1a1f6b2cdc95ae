"""Lines that a widget makes of a scene, drawn again only where they change."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip

from simulator.console.scene import Scene
from simulator.tui.widgets.lines import Lines


class Panel(Lines):
    """Scrolls lines that ``drawn`` makes of a scene for a width in cells. The mouse can select them."""

    SHOWS_TIME = False
    """Whether it must look again when only time has passed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()

    def heading(self, scene: Scene) -> str:
        """What stands in the frame."""
        raise NotImplementedError

    def drawn(self, scene: Scene, width: int) -> Sequence[Content]:
        """The lines to show, none wider than ``width`` cells."""
        raise NotImplementedError

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Draws again if anything it shows may have changed."""
        if new is not None and self.room > 0 and (self.SHOWS_TIME or not new.alike(old)):
            self.draw(new)

    def draw(self, scene: Scene) -> None:
        """Repaints the lines that are not as before."""
        self.name_frame(self.heading(scene))
        old, self._lines = self._lines, self.drawn(scene, self.room)
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
