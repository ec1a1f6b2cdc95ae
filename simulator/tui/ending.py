"""An app that ends when it is told to, and when nobody is at the terminal any more; what was typed is not dropped."""

from __future__ import annotations

from rich.console import RenderableType
from textual.app import App, ReturnType
from textual.css.query import NoMatches
from textual.driver import Driver

from simulator.endings import HUP, INT, TERM, exit_code, is_cut_off, listen
from simulator.tui.widgets.writing import drafts

LOOK_S = 1
"""Seconds between two looks whether the terminal is still there."""


class Ending(App[ReturnType]):
    """TERM, HUP, INT and a terminal that is gone leave it as a key would: tidily."""

    typed: tuple[str, ...] = ()
    """What stood in fields, not yet on record, when it was left."""
    is_left = False
    """Whether it is on its way out."""
    is_cut_off = False
    """Whether the terminal was gone when it was left."""

    def on_mount(self) -> None:
        """Listens; a test has no terminal."""
        if not self.is_headless:
            listen(self.end, TERM, HUP, INT)
            self.set_interval(LOOK_S, self._look)

    def get_driver_class(self) -> type[Driver]:
        """Textual's, or for a terminal of POSIX our own of it."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from simulator.tui.driver import TerminalDriver

        return TerminalDriver

    def end(self, number: int) -> None:
        """A signal came, or might as well have."""
        self.is_cut_off = is_cut_off(0)
        self.exit(return_code=exit_code(number))

    def exit(
        self, result: ReturnType | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leaves; whoever started it can say what was still in fields."""
        self.is_left = True
        self.typed = self.typed or drafts(self.screen_stack)
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        """A screen that was still being made when the program was left finds nothing on it; nobody would see it."""
        if not (self.is_left and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _look(self) -> None:
        if is_cut_off(0):
            self.end(HUP)
