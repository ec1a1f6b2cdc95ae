"""The players' window as a program of its own."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from simulator.console.following import Following
from simulator.tui import keys, themes
from simulator.tui.keyboard import Keyboard
from simulator.tui.screens.players import Players


class Watching(Keyboard[None]):
    """Follows one record."""

    TITLE = "【演習】EXERCISE"
    CSS_PATH = ["styles/base.tcss", "styles/conduct.tcss", "styles/pages.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.WATCHING)]
    ALWAYS = keys.of("quit")

    def __init__(self, record: Path, language: str) -> None:
        super().__init__()
        self._record = record
        self._language = language
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK

    def on_mount(self) -> None:
        """The one screen."""
        self.push_screen(Players(Following(self._record, self._language)))

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = themes.other(self.theme)
