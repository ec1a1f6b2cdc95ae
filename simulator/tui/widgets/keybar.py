"""The bottom line: which keys there are, and which one matters now."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui import text


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key as the bottom line shows it."""

    action: str
    """The action of the screen it stands for."""
    shown: str
    """``F5``, ``Enter``."""
    label: str
    urgent: bool = False
    """It is what matters now."""


class KeyBar(Widget):
    """Keys and what they do; a click is as good as a key."""

    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    class Pressed(Message):
        """Somebody clicked a key."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def render(self) -> RenderResult:
        """As many as fit; the last ones (help, commands) always."""
        return text.line(*(piece for _, _, piece in self._placed()))

    def on_click(self, event: Click) -> None:
        """Finds the key under the pointer."""
        for start, action, piece in self._placed():
            if action and start <= event.x < start + piece.cell_length:
                self.post_message(self.Pressed(action))

    def _placed(self) -> list[tuple[int, str, Content]]:
        """(column, action, drawing), left to right."""
        pieces = [(hint.action, _drawn(hint)) for hint in self.hints]
        gap = 2 if sum(piece.cell_length + 2 for _, piece in pieces) <= self.size.width else 1
        while (
            pieces and sum(piece.cell_length + gap for _, piece in pieces) - gap > self.size.width and len(pieces) > 3
        ):
            pieces.pop(-3)
        placed, column = [], 0
        for action, piece in pieces:
            placed.append((column, action, piece))
            placed.append((column + piece.cell_length, "", Content(" " * gap)))
            column += piece.cell_length + gap
        return placed


def _drawn(hint: KeyHint) -> Content:
    if hint.urgent:
        return text.line((f" {hint.shown} {hint.label} ", "bold $block-cursor-foreground on $block-cursor-background"))
    return text.line((hint.shown, "bold $text-accent"), " ", hint.label)
