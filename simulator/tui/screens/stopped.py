"""A real event has the floor: large letters, nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from simulator.console.operator import Operator
from simulator.console.pages import stopped
from simulator.tui import keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content
from simulator.tui.widgets.writing import Writing

_STOP = (
    " ███████  ████████   ███████   ███████  ",
    "██     ██    ██     ██     ██  ██    ██ ",
    "██           ██     ██     ██  ██     ██",
    " ███████     ██     ██     ██  ██    ██ ",
    "       ██    ██     ██     ██  ███████  ",
    "██     ██    ██     ██     ██  ██       ",
    " ███████     ██      ███████   ██       ",
)


class Stopped(Leaving[str], ModalScreen[str]):
    """Dismissed, with what was written down, when the exercise is to go on."""

    PAGE = page_keys.STOPPED
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys.side("next").keys, "go_on", show=False, priority=True),
        keys.HELP_ABOVE,
    ]

    def __init__(self, operator: Operator) -> None:
        super().__init__()
        self.operator = operator

    def compose(self) -> ComposeResult:
        """STOP, in both languages of the house, and how to go on."""
        words = text.lines(map(content, stopped.lines(self.operator, goes_on=keys.SHOWN["next"])))
        with Vertical(id="stopped"):
            yield Static(text.line(("\n".join(_STOP), "bold"), "\n\n", words), id="stopped-words")
            if self.operator.state.stopped:
                with Center():
                    yield Writing(placeholder=stopped.note(self.operator).hint, id="stopped-note")

    def action_go_on(self) -> None:
        """F5, with which time goes on in play, too."""
        self.dismiss("".join(line.value for line in self.query(Writing)))
