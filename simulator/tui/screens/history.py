"""Exercises over time: a list, and how the one under the cursor came out."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from simulator.console.context import AppContext
from simulator.console.pages.history import HistoryPage
from simulator.tui import hints, keys, page_keys
from simulator.tui.screens.halves import Halves
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.options import OptionsBeside
from simulator.wording.voice import Voice


class HistoryScreen(Halves[None]):
    """Read only; it is left as it was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.HISTORY),
        Binding("pageup,b", "page(-1)", show=False),
    ]
    PAGE = page_keys.HISTORY
    LIST = OptionsBeside

    def __init__(self, context: AppContext, language: str) -> None:
        super().__init__()
        self.context = context
        self.page: HistoryPage = HistoryPage(None, Voice(language))

    def on_mount(self) -> None:
        """The list comes when the records have been read."""
        self.query_one(OptionList).focus()
        self.query_one(KeyBar).hints = hints.history(self.page.voice)
        self.run_worker(self._read(), group="history")

    async def _read(self) -> None:
        register = await to_thread(self.context.register)
        self.page = replace(self.page, register=register)
        self.draw()

    def action_leave(self) -> None:
        """Back to the library."""
        self.dismiss(None)
