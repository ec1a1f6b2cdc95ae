"""Who plays which roles: a figure puts the role under the cursor into that seat."""

from __future__ import annotations

from textual.events import Key, Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.console.seating import Seating
from simulator.tui import hints
from simulator.tui.rows import lay_out
from simulator.wording.voice import Voice


class SeatList(OptionList):
    """A row per role with its seat."""

    def __init__(self, seating: Seating, voice: Voice, *, id: str) -> None:
        super().__init__(id=id, classes="panel", markup=False)
        self.voice = voice
        self.seating = seating

    def on_mount(self) -> None:
        """Rows, and how to change them."""
        self.border_subtitle = f" {hints.seats(self.voice)} "
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._draw()

    def seat(self, seating: Seating) -> None:
        """Another team sits down."""
        self.seating = seating
        self._draw()

    def on_focus(self) -> None:
        """The cursor is on a role from the beginning: what is typed here is for it."""
        if self.highlighted is None:
            self.highlighted = 0

    def action_cursor_up(self) -> None:
        """Above the first role is the field before."""
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()

    def on_key(self, event: Key) -> None:
        """A figure is a seat; left and right go to the one before or after."""
        option = self.highlighted_option
        if option is None or option.id is None:
            return
        if event.key.isdigit() and event.key != "0":
            number = int(event.key)
        elif event.key in ("left", "right"):
            number = self.seating.numbers[option.id] + (1 if event.key == "right" else -1)
        else:
            return
        event.stop()
        self.seat(self.seating.moved(option.id, number))

    def _draw(self) -> None:
        width = max(self.scrollable_content_region.width, 16)
        at = self.highlighted
        self.border_title = f" {self.seating.heading(self.voice)} "
        self.set_options(Option(lay_out(row, width), id=row.id) for row in self.seating.rows(self.voice))
        self.highlighted = at
