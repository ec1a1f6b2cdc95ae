"""The players' window as a program of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from simulator.console.following import Following
from simulator.console.panels import curtain
from simulator.console.panels.top import BADGE
from simulator.tui import hints, keys, themes
from simulator.tui.front import dialog
from simulator.tui.help import Help, about
from simulator.tui.keyboard import Keyboard
from simulator.tui.screens.players import Players


class Watching(Keyboard[None]):
    """Follows one record."""

    TITLE = BADGE
    CSS_PATH = ["styles/base.tcss", "styles/conduct.tcss", "styles/pages.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.WATCHING)]
    ALWAYS = keys.of("quit")

    def __init__(self, following: Following) -> None:
        super().__init__()
        self._following = following
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(Players(self._following))

    async def action_help(self) -> None:
        """About the screen one is on; F1 once more closes it."""
        if isinstance(self.screen, Help):
            self.screen.dismiss(None)
        elif page := about(self.screen, keys.WATCHING, self._following.voice):
            self.push_screen(page)

    def action_close(self) -> None:
        """Escape asks: whoever looks back at a message presses it, too."""
        voice = self._following.voice
        self.push_screen(dialog(curtain.closing(voice), voice), self._answered)

    def action_help_quit(self) -> None:
        """Ctrl+C, by which many a program ends: says what does."""
        self.notify(hints.leaves(self._following.voice), markup=False)

    def _answered(self, answer: str | None) -> None:
        if answer is not None:
            self.exit()

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = themes.other(self.theme)
