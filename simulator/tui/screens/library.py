"""The scenarios there are, to choose one. Nothing is spoiled here."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.context import AppContext, Choices
from simulator.console.flows import study
from simulator.console.pages.library import LibraryPage
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.front import TextualFront
from simulator.tui.leaving import Leaving
from simulator.tui.rows import lay_out, lay_out_all
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.study import StudyScreen
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.options import Options
from simulator.wording.voice import Voice


class LibraryScreen(Leaving[Choices | None]):
    """Dismissed with the scenario chosen, None where the program is left."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.LIBRARY_PAGE),
    ]
    PAGE = page_keys.LIBRARY_PAGE

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.page = LibraryPage(context, Voice(context.language))

    def compose(self) -> ComposeResult:
        """A list, and what the one under the cursor is about."""
        yield Static(id="library-top")
        with Horizontal(id="library-columns"):
            yield Options(id="scenarios", markup=False, classes="panel")
            with VerticalScroll(id="about", classes="panel", can_focus=False):
                yield Static(id="about-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """What the records tell comes when it is known."""
        self.query_one(OptionList).focus()
        self.call_after_refresh(self._draw)
        self.run_worker(self._remember())

    async def _remember(self) -> None:
        past = await to_thread(self.context.past)
        self.page = replace(self.page, past=past)
        self._draw()
        self._draw_about()

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._draw()

    def _draw(self) -> None:
        page = self.page
        top = text.line(("【演習】EXERCISE", "bold $text-error"), "  ", (page.question, "bold"))
        self.query_one("#library-top", Static).update(top)
        options = self.query_one(OptionList)
        options.border_title, self.query_one("#about").border_title = (f" {heading} " for heading in page.headings)
        at = options.highlighted or 0
        width = max(options.scrollable_content_region.width, 20)
        options.set_options(
            Option(text.lines(lay_out(row, width) for row in page.rows(n)), id=str(n)) for n in range(len(page.entries))
        )
        options.highlighted = at if page.entries else None
        self.query_one(KeyBar).hints = hints.library(page.voice)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tells about the scenario under the cursor."""
        width = max(self.query_one("#about").scrollable_content_region.width, 20)
        rows = lay_out_all(self.page.about(int(event.option_id or 0)), width)
        self.query_one("#about-words", Static).update(text.lines(rows))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        chosen = self.page.chosen(int(event.option_id or 0))
        if chosen is None:
            self.notify(self.page.broken, severity="warning", markup=False)
            return
        self.dismiss(chosen)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

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
        self._draw()
        self._draw_about()

    def _draw_about(self) -> None:
        options = self.query_one(OptionList)
        at, options.highlighted = options.highlighted, None
        options.highlighted = at
