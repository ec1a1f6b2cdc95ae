"""What reached the table, the newest below; the eye falls on what is unread."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from simulator.console import message_view as seen
from simulator.console.panels import messages
from simulator.console.rows import Words
from simulator.tui import text
from simulator.tui.rows import piece
from simulator.tui.showing import Showing
from simulator.tui.widgets.lines import Lines

_WITH_DAYS, _WITH_CHANNELS = 36, 40
"""Cells from which a row tells the day, and by what a message came."""


class Injects(Lines):
    """A row per inject that arrived; moving shows it, Enter reads it full screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"injects--cursor", "injects--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "open", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    cursor: reactive[int] = reactive(-1, init=False, repaint=False)
    """The row chosen; -1 for none."""
    hovered: reactive[int] = reactive(-1, init=False, repaint=False)
    """The row under the mouse."""

    class Paged(Message):
        """The message beside is to scroll by so many screenfuls."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Looked(Message):
        """The operator moved to an inject."""

        def __init__(self, inject: str) -> None:
            super().__init__()
            self.inject = inject

    class Opened(Looked):
        """The operator wants to read an inject full screen."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._names: list[str] = []
        self._came: tuple[seen.Message, ...] | None = None
        self._drawn_for: tuple[frozenset[str], int] = (frozenset(), 0)

    # ---- what is seen

    def watch_showing(self, _old: Showing | None, new: Showing | None) -> None:
        """Shows what came, and what changed of the others."""
        if new is not None and self.room > 0:
            self.draw(new)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        super().on_resize()
        self._bring_into_sight()

    def watch_cursor(self, old: int, new: int) -> None:
        """Two rows change their tone."""
        self.repaint((old, new))
        self._bring_into_sight()

    def watch_hovered(self, old: int, new: int) -> None:
        """Two rows change their tone."""
        self.repaint((old, new))

    def line(self, row: int) -> Content:
        """When it came, whether it was read, what it is."""
        assert self.showing is not None
        return inject_row(self.showing, row, self.room)

    def tone(self, row: int) -> Style:
        """The cursor's row and the one under the mouse are set off."""
        if row == self.cursor:
            return self.get_visual_style("injects--cursor")
        return self.get_visual_style("injects--hover") if row == self.hovered else self.visual_style

    def draw(self, showing: Showing) -> None:
        """Repaints the rows if one of them is not as before."""
        came = showing.view.messages
        self.name_frame(messages.list_heading(showing.view, showing.voice))
        if came is not self._came or (showing.unread, self.room) != self._drawn_for:
            self._came, self._drawn_for = came, (showing.unread, self.room)
            self._names = [message.id for message in came]
            self.hold(len(self._names))
            self.refresh()
        self.cursor = self._names.index(showing.shown) if showing.shown in self._names else -1

    def _bring_into_sight(self) -> None:
        if self.cursor >= 0:
            row = Region(0, self.cursor, self.room, 1)
            self.scroll_to_region(row, force=True, animate=False, immediate=True)

    # ---- what the operator does

    def action_page(self, by: int) -> None:
        """The list is short; what is long is the message."""
        self.post_message(self.Paged(by))

    def action_move(self, by: int) -> None:
        """Down or up; after the last comes the first."""
        if self._names:
            self._look(self.cursor + by if self.cursor >= 0 else min(by, 0))

    def action_first(self) -> None:
        """The oldest."""
        self._look(0)

    def action_last(self) -> None:
        """The newest."""
        self._look(-1)

    def action_open(self) -> None:
        """Enter."""
        if self.cursor >= 0:
            self.post_message(self.Opened(self._names[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """As moving there, and Enter."""
        row = self._row_at(event)
        if row >= 0:
            self._look(row)
            self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """What a click would open."""
        self.hovered = self._row_at(event)

    def on_leave(self, _event: events.Leave) -> None:
        """Nothing any more."""
        self.hovered = -1

    def _row_at(self, event: events.MouseEvent) -> int:
        place = event.get_content_offset(self)
        row = place.y + self.scroll_offset.y if place else -1
        return row if row < len(self._names) else -1

    def _look(self, row: int) -> None:
        """Moves the cursor, and tells if that is a move."""
        if self._names and row % len(self._names) != self.cursor:
            self.cursor = row % len(self._names)
            self.post_message(self.Looked(self._names[self.cursor]))


def inject_row(showing: Showing, row: int, width: int) -> Content:
    """One of those that arrived, in ``width`` cells."""
    view, voice = showing.view, showing.voice
    message = view.messages[row]
    day = width >= _WITH_DAYS and messages.several_days(view, voice)
    laid_out = messages.message_row(message, voice, unread=message.id in showing.unread, day=day)
    when, title = laid_out.cells
    return _row(when.words, laid_out.mark, title.words, laid_out.right if width >= _WITH_CHANNELS else "", width)


@lru_cache(maxsize=1024)
def _row(when: Words, mark: Words, title: Words, channel: Words, width: int) -> Content:
    left = text.line(piece(when), " ", piece(mark), " ", piece(title))
    return text.columns(left, piece(channel), width)
