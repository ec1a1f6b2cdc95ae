"""What all dialogues share: a frame with a title, a line of keys at the bottom, Escape to leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from simulator.tui import keys, text
from simulator.tui.dimmed import Dimmed
from simulator.tui.leaving import Leaving

Answer = TypeVar("Answer")
WIDEST = 100
"""Cells; longer lines tire the eye."""
_HIGHEST, _INTRO, _LIST = 94, 40, 60
"""Of a hundred rows: the frame, the intro and a list at most, as ``styles/base.tcss`` has them."""
_FRAME, _FEWEST = 4, 3
"""Rows of border and padding; rows of a list on the smallest screens."""


class Dialog(Leaving[Answer | None], ModalScreen[Answer | None], Generic[Answer]):
    """Asks one thing. Dismissed with the answer, or None for Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        keys.HELP_ABOVE,
    ]

    def __init__(self, title: str, intro: Sequence[Content] = (), hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._intro = tuple(intro)
        self._hint = hint

    @property
    def heading(self) -> str:
        """Its title."""
        return self._title

    @property
    def hint(self) -> str:
        """Its last line."""
        return self._hint

    @property
    def room(self) -> int:
        """Cells a line inside the dialogue may take."""
        return min(self.app.size.width - 4, self.widest) - 7

    @property
    def widest(self) -> int:
        """Cells it takes at most, its frame included."""
        return WIDEST

    @property
    def rows_left(self) -> int:
        """Rows of a list at most, so that intro and keys stay in sight."""
        height = self.app.size.height
        intro = min(len(self._wrapped()), height * _INTRO // 100) + 1 if self._intro else 0
        hint = len(text.wrap(self._hint, self.room)) + 1 if self._hint else 0
        left = height * _HIGHEST // 100 - _FRAME - intro - hint
        return max(min(left, height * _LIST // 100), _FEWEST)

    def render(self) -> RenderableType:
        """The screen below, dimmed."""
        below = super().render()
        return Dimmed(below.screen, below.color) if isinstance(below, BackgroundScreen) else below

    def compose(self) -> ComposeResult:
        """Frame, intro, what the dialogue asks, keys."""
        with Vertical(classes="dialog"):
            with VerticalScroll(classes="dialog-intro", can_focus=False):
                yield Static(classes="intro-words")
            yield from self.inside()
            yield Static(classes="dialog-hint")

    def inside(self) -> Iterator[Widget]:
        """The widgets of this dialogue."""
        yield from ()

    def on_mount(self) -> None:
        """What stands around the question."""
        self.draw()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self.draw()

    def reword(self, title: str, intro: Sequence[Content], hint: str) -> None:
        """The same dialogue, asked in other words: the exercise has changed."""
        if (title, tuple(intro), hint) != (self._title, self._intro, self._hint):
            self._title, self._intro, self._hint = title, tuple(intro), hint
            self.draw()

    def draw(self) -> None:
        """Title, intro and keys as they are now."""
        self.query_one(".dialog", Vertical).border_title = Content(f" {self._title} ").markup
        self.query_one(".dialog").styles.max_width = self.widest
        self.query_one(".intro-words", Static).update(text.lines(self._wrapped()))
        self.query_one(".dialog-intro").display = bool(self._intro)
        hint = self.query_one(".dialog-hint", Static)
        hint.update(text.line((self._hint, "$text-muted")))
        hint.display = bool(self._hint)

    def _wrapped(self) -> list[Content]:
        return [row for line in self._intro for row in text.wrap(line, self.room)]

    def action_leave(self) -> None:
        """Escape: no answer."""
        self.dismiss(None)
