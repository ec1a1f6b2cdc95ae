"""A real event has the floor: large letters, nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from simulator.tui import text
from simulator.tui.leaving import Leaving
from simulator.wording.voice import Voice

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

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "go_on", show=False, priority=True)]

    def __init__(self, voice: Voice, *, recorded: bool) -> None:
        super().__init__()
        self._voice = voice
        self._recorded = recorded

    def compose(self) -> ComposeResult:
        """STOP, in both languages of the house, and how to go on."""
        voice = self._voice
        known = voice("Recorded.") if self._recorded else voice("The exercise had not begun; nothing is recorded.")
        words = (
            ("\n".join(_STOP), "bold"),
            "\n\n",
            ("REAL EVENT  ·  実事案発生", "bold"),
            "\n\n",
            (voice("This is not part of the exercise. The exercise is stopped, time stands."), "bold"),
            "\n",
            known,
            "\n\n",
            voice("To go on with the exercise afterwards: F9."),
        )
        with Vertical(id="stopped"):
            yield Static(text.line(*words), id="stopped-words")
            with Center():
                yield Input(placeholder=voice("What happened, if it is to be on record"), id="stopped-note")

    def action_go_on(self) -> None:
        """F9: not a key one meets by chance."""
        self.dismiss(self.query_one(Input).value)
