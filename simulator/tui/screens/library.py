"""The scenarios there are, to choose one. Nothing is spoiled here."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from simulator.console.context import AppContext, Choices
from simulator.console.flows import study
from simulator.console.pages.library import LibraryPage
from simulator.tui import hints, keys, page_keys
from simulator.tui.front import TextualFront
from simulator.tui.screens.halves import Halves
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.study import StudyScreen
from simulator.tui.widgets.keybar import KeyBar
from simulator.wording.voice import Voice


class LibraryScreen(Halves[Choices | None]):
    """Dismissed with the scenario chosen, None where the program is left."""

    ABOVE = (("【演習】EXERCISE", "bold $text-error"), "  ")
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.LIBRARY_PAGE),
        Binding("b", "page(-1)", show=False),
    ]
    PAGE = page_keys.LIBRARY_PAGE

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.page: LibraryPage = LibraryPage(context, Voice(context.language))

    def on_mount(self) -> None:
        """What the records tell comes when it is known."""
        self.query_one(OptionList).focus()
        self.run_worker(self._remember())

    async def _remember(self) -> None:
        past = await to_thread(self.context.past)
        self.page = replace(self.page, past=past)
        self.draw()
        self._draw_about()

    def draw(self) -> None:
        """Its keys, too, are in the language chosen."""
        super().draw()
        self.query_one(KeyBar).hints = hints.library(self.page.voice)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        chosen = self.page.chosen(int(event.option_id or 0))
        if chosen is None:
            self.notify(self.page.broken, severity="warning", markup=False)
            return
        self.dismiss(chosen)

    def action_choose(self) -> None:
        """Enter."""
        self.query_one(OptionList).action_select()

    def action_study(self) -> None:
        """S: many runs of the scenario under the cursor."""
        at = self.query_one(OptionList).highlighted
        chosen = self.page.chosen(at) if at is not None else None
        if chosen is not None:
            self.run_worker(self._study(chosen.scenario))

    def action_history(self) -> None:
        """H: exercises over time."""
        self.app.push_screen(HistoryScreen(self.context, self.page.voice.language))

    async def _study(self, scenario: str) -> None:
        voice = self.page.voice
        setup = await study.choose(TextualFront(self.app, voice), self.context, scenario, voice)
        if setup is not None:
            await self.app.push_screen_wait(StudyScreen(self.context, setup, voice.language))

    def action_language(self) -> None:
        """English and Japanese in turn."""
        self.page = replace(self.page, voice=Voice("ja" if self.page.voice.language == "en" else "en"))
        self.draw()
        self._draw_about()

    def _draw_about(self) -> None:
        options = self.query_one(OptionList)
        at, options.highlighted = options.highlighted, None
        options.highlighted = at
