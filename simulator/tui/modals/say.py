"""Something to be read, and a yes or a no."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from simulator.console.dialogs import ON
from simulator.tui import page_keys, text
from simulator.tui.modals.dialog import Dialog

Words = Callable[[int], Sequence[Content]]
"""Lines made for a width in cells."""


class Say(Dialog[str]):
    """Dismissed with ``ON`` for Enter, an act for the key it was given for it, None for Escape."""

    PAGE = page_keys.NOTICE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "yes", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(
        self,
        title: str,
        words: Words,
        hint: str,
        acts: Mapping[str, str] | None = None,
        ways: Mapping[str, str] | None = None,
    ) -> None:
        """``acts``: keys that close it and do at once what they do on the screen below; ``ways``: to other answers."""
        super().__init__(title, (), hint)
        self._words = words
        self.acts = acts or {}
        self._ways = ways or {}

    def ask_again(self, title: str, words: Words, hint: str) -> None:
        """What is to be read now."""
        self._words = words
        self.reword(title, (), hint)
        self.draw()

    def inside(self) -> Iterator[Widget]:
        """The words, scrolling."""
        yield VerticalScroll(Static(classes="say-words"), classes="dialog-words", can_focus=False)

    def draw(self) -> None:
        """The words for this width."""
        super().draw()
        self.query_one(".say-words", Static).update(text.lines(self._words(self.room)))

    def on_key(self, event: Key) -> None:
        """An operator in a hurry need not press Enter first."""
        answer = self.acts.get(event.key) or self._ways.get(event.key)
        if answer:
            event.stop()
            self.dismiss(answer)

    def action_yes(self) -> None:
        """Enter."""
        self.dismiss(ON)

    def action_scroll(self, by: int) -> None:
        """Long texts."""
        self.query_one(".dialog-words").scroll_relative(y=by, animate=False)
