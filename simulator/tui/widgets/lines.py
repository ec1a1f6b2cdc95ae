"""A framed part of the screen that shows lines: only what is in sight and new is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from textual.cache import LRUCache
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from simulator.tui.showing import Showing
from simulator.wording.width import cells

_PART, _FRAME = " · ", 8
"""What parts a heading, and the cells a frame takes of its first line."""


class Lines(ScrollView):
    """One widget whatever the number of lines; asks for a line when its row is to be painted."""

    auto_links: Reactive[bool] = Reactive(False)
    showing: reactive[Showing | None] = reactive(None, init=False, repaint=False)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="panel")
        self._strips: LRUCache[tuple[str, tuple[Span, ...], Style], Strip] = LRUCache(256)

    def draw(self, showing: Showing) -> None:
        """Makes a heading, and lines for the width there is."""
        raise NotImplementedError

    def line(self, row: int) -> Content:
        """The text of a row, no wider than ``room``."""
        raise NotImplementedError

    def tone(self, _row: int) -> Style:
        """What a row's text is written on."""
        return self.visual_style

    @property
    def room(self) -> int:
        """The cells a line may take."""
        return self.virtual_size.width

    def name_frame(self, heading: str) -> None:
        """Puts a heading in the frame; where it is too wide, without its last parts."""
        while cells(heading) > self.outer_size.width - _FRAME and _PART in heading:
            heading = heading.rpartition(_PART)[0]
        title = Content(f" {heading} ").markup
        if self.border_title != title:
            self.border_title = title

    def hold(self, count: int) -> None:
        """Makes room for so many lines; all in sight are painted again if there were more or fewer before."""
        size = self.virtual_size.with_height(count)
        if size != self.virtual_size:
            self._resize(size)
            self.refresh(layout=self.styles.auto_dimensions)

    def repaint(self, rows: Iterable[int]) -> None:
        """These rows have another text or tone."""
        shown = [row - self.scroll_offset.y for row in rows]
        regions = [Region(0, y, self.size.width, 1) for y in shown if 0 <= y < self.size.height]
        if regions:
            self.refresh(*regions)

    def watch_show_vertical_scrollbar(self) -> None:
        """It takes a cell of the room."""
        self.on_resize()

    def on_resize(self) -> None:
        """Lines are made for a width; a hidden part has none."""
        width = self.scrollable_content_region.width
        if width > 0:
            self._resize(Size(width, self.virtual_size.height))
            if self.showing is not None:
                self.draw(self.showing)

    def render_line(self, y: int) -> Strip:
        """A row of the widget."""
        row = self.scroll_offset.y + y
        if row >= self.virtual_size.height:
            return Strip.blank(self.room, self.visual_style.rich_style)
        return self.strip(row)

    def strip(self, row: int) -> Strip:
        """A line drawn; the same text on the same tone is not drawn again."""
        line, tone = self.line(row), self.tone(row)
        key = (line.plain, tuple(line.spans), tone)
        strip = self._strips.get(key)
        if strip is None:
            drawn = Visual.to_strips(self, line, self.room, 1, tone, apply_selection=False)
            strip = self._strips[key] = drawn[0]
        return strip

    def notify_style_update(self) -> None:
        """Other colours."""
        super().notify_style_update()
        self._strips.clear()

    def _resize(self, size: Size) -> None:
        # Setting the property would lay out the whole screen, though as a rule nothing moves but a scroll bar.
        self.set_reactive(Lines.virtual_size, size)
        self._scroll_update(size)
