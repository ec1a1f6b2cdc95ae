"""One line at the bottom to write down what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from simulator.tui import text
from simulator.tui.widgets.writing import Writing


class Entry(Horizontal):
    """Hidden until opened. Enter writes, Tab turns through the objectives, Escape leaves; no key takes text away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
        Binding("escape", "leave", show=False),
        Binding("f2,ctrl+b", "tick", show=False, priority=True),
    ]

    class Written(Message):
        """A line, and the objective it belongs to (empty for none)."""

        def __init__(self, words: str, objective: str) -> None:
            super().__init__()
            self.words = words
            self.objective = objective

    class Ticking(Message):
        """The evaluator wants the list of criteria."""

        def __init__(self, objective: str) -> None:
            super().__init__()
            self.objective = objective

    class Left(Message):
        """The line is to be closed."""

    def __init__(self, objectives: Sequence[tuple[str, str]], sign: str, hint: str) -> None:
        super().__init__(id="entry")
        self._objectives = (("", "–"), *objectives)
        self._place = 0
        self._sign = sign
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The objective, then the line."""
        yield Static(id="entry-objective")
        yield Writing(placeholder=self._hint, id="entry-line")

    def open(self) -> None:
        """Shows the line and puts the cursor there."""
        self.add_class("-open")
        self._draw()
        self.query_one(Writing).focus()

    @property
    def is_open(self) -> bool:
        """Whether somebody may be typing."""
        return self.has_class("-open")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: an empty line is only left."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Written(event.value, self._objectives[self._place][0]))
        else:
            self.action_leave()

    def action_turn(self, by: int) -> None:
        """The next objective, or none."""
        self._place = (self._place + by) % len(self._objectives)
        self._draw()

    def action_tick(self) -> None:
        """The list of criteria instead of a line."""
        if self.is_open:
            self.post_message(self.Ticking(self._objectives[self._place][0]))

    def action_leave(self) -> None:
        """Escape."""
        self.post_message(self.Left())

    @property
    def draft(self) -> str:
        """What stands on the line."""
        return self.query_one(Writing).draft

    def clear(self) -> None:
        """What stood on the line has been written down."""
        self.query_one(Writing).begin()

    def close(self) -> None:
        """Hides the line; what stands there stays, for the next time."""
        self.remove_class("-open")

    def _draw(self) -> None:
        words = text.cut(self._objectives[self._place][1], max(self.app.size.width // 3, 16))
        self.query_one("#entry-objective", Static).update(
            text.line((f" {self._sign} ", "bold $text-accent"), (words, "bold"), ("  ⇥ ", "$text-muted"))
        )
