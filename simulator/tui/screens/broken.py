"""The record cannot be written any more: the exercise stops, and stays on the screen until somebody has read it."""

from __future__ import annotations

from simulator.tui.modals.dialog import Dialog


class Broken(Dialog[None]):
    """Only Ctrl+Q leaves: a screen that closed by itself would hand what is typed next to the shell."""

    def action_leave(self) -> None:
        """Escape is pressed in haste."""
        self.app.bell()
