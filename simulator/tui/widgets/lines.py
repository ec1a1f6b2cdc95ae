"""Lines of text that scroll: one widget for all of them, and only what is in sight and new is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from textual.cache import LRUCache
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual


class Lines(ScrollView):
    """Asks for a line when its row is to be painted; one drawn before is not drawn again."""

    auto_links: Reactive[bool] = Reactive(False)

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="panel")
        self._strips: LRUCache[tuple[str, tuple[Span, ...], Style], Strip] = LRUCache(512)

    def line(self, row: int) -> Content:
        """The text of a row, not wider than ``room``."""
        raise NotImplementedError

    def tone(self, _row: int) -> Style:
        """What a row's text is written on."""
        return self.visual_style

    @property
    def room(self) -> int:
        """The cells a line may take."""
        return self.scrollable_content_region.width

    def hold(self, count: int) -> None:
        """Makes room for so many lines; all in sight are painted again if there were more or fewer before."""
        size = Size(self.room, count)
        if size != self.virtual_size:
            # Setting the property would lay out the whole screen, though as a rule nothing moves but a scrollbar.
            self.set_reactive(Lines.virtual_size, size)
            self._scroll_update(size)
            self.refresh(layout=self.styles.auto_dimensions)

    def repaint(self, rows: Iterable[int]) -> None:
        """These rows have another text or tone."""
        shown = [row - self.scroll_offset.y for row in rows]
        regions = [Region(0, y, self.size.width, 1) for y in shown if 0 <= y < self.size.height]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """A row of the widget."""
        row = self.scroll_offset.y + y
        if row >= self.virtual_size.height:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        return self._strip(self.line(row), self.tone(row))

    def notify_style_update(self) -> None:
        """Other colours."""
        super().notify_style_update()
        self._strips.clear()

    def _strip(self, line: Content, tone: Style) -> Strip:
        key = (line.plain, tuple(line.spans), tone)
        strip = self._strips.get(key)
        if strip is None:
            drawn = Visual.to_strips(self, line, self.room, 1, tone, apply_selection=False)
            strip = self._strips[key] = drawn[0]
        return strip
