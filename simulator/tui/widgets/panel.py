"""A framed part of the screen that draws a scene as lines, and only when they change."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from simulator.tui.scene import Scene
from simulator.tui.widgets.lines import Lines


class Panel(Lines):
    """Scrolls lines that ``drawn`` makes of a scene for a width in cells. The mouse can select them."""

    scene: reactive[Scene | None] = reactive(None, init=False, repaint=False)
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
        if new is not None and (self.SHOWS_TIME or not new.alike(old)):
            self._draw(new)

    def watch_show_vertical_scrollbar(self) -> None:
        """It takes a cell of the room."""
        self._draw_again()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self._draw_again()

    def line(self, row: int) -> Content:
        """A line drawn before, with what is selected of it set off."""
        line, selection = self._lines[row], self.text_selection
        span = selection.get_span(row) if selection else None
        if span is None:
            return line
        start, end = span
        return line.stylize(self.screen.get_visual_style("screen--selection"), start, len(line) if end < 0 else end)

    def render_line(self, y: int) -> Strip:
        """A row that knows its place, for the mouse to select."""
        return super().render_line(y).apply_offsets(0, self.scroll_offset.y + y)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """What was selected, and what ends it."""
        return selection.extract("\n".join(line.plain for line in self._lines)), "\n"

    def _draw_again(self) -> None:
        if self.scene is not None:
            self._draw(self.scene)

    def _draw(self, scene: Scene) -> None:
        heading = Content(f" {self.heading(scene)} ")
        if self.border_title != heading.markup:
            self.border_title = heading.markup
        if self.room > 0:
            self._lay(self.drawn(scene, self.room))

    def _lay(self, lines: Sequence[Content]) -> None:
        old, self._lines = self._lines, lines
        self.hold(len(lines))
        if len(old) == len(lines):
            self.repaint(row for row, line in enumerate(lines) if not line.is_same(old[row]))
