"""Parts of a screen that say when they are given another size, as what they show is made for a width."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget


class Measured(Message):
    """A part has another size: the screen's own comes before its parts are laid out, and not for every change."""


class Measuring(Widget):
    """A part whose lines its screen makes."""

    def on_resize(self) -> None:
        """Also where only the split between parts has changed."""
        self.post_message(Measured())

    def watch_show_vertical_scrollbar(self) -> None:
        """It takes a cell of the room."""
        self.post_message(Measured())


class Half(VerticalScroll, Measuring, can_focus=False):
    """A text beside a list."""
