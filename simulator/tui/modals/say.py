"""Something to be read, and a yes or a no."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from simulator.tui import text
from simulator.tui.modals.dialog import Dialog

Words = Sequence[Content] | Callable[[int], Sequence[Content]]
"""Lines of any length, or made for a width in cells."""


class Say(Dialog[bool]):
    """Dismissed with True for Enter (or a key it was given), None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "yes", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, title: str, words: Words, *, hint: str = "", passes: Sequence[str] = ()) -> None:
        """``passes``: keys that close it and then do what they do on the screen below."""
        super().__init__(title, (), hint)
        self._words = words
        self._passes = tuple(passes)

    def on_key(self, event: Key) -> None:
        """An operator in a hurry need not press Enter first."""
        if event.key in self._passes:
            event.stop()
            self.dismiss(True)
            self.app.simulate_key(event.key)

    def inside(self) -> Iterator[Widget]:
        """The words, scrolling."""
        if callable(self._words):
            wrapped = list(self._words(self.room))
        else:
            wrapped = [row for line in self._words for row in text.wrap(line, self.room)]
        yield VerticalScroll(Static(text.lines(wrapped)), classes="dialog-words", can_focus=False)

    def action_yes(self) -> None:
        """Enter."""
        self.dismiss(True)

    def action_scroll(self, by: int) -> None:
        """Long texts."""
        self.query_one(".dialog-words").scroll_relative(y=by, animate=False)
