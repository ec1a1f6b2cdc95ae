"""Exercises over time: a list, and how the one under the cursor came out."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.context import AppContext
from simulator.console.pages.history import HistoryPage
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import lay_out, lay_out_all
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.options import Options
from simulator.wording.voice import Voice


class HistoryScreen(Leaving[None]):
    """Read only; it is left as it was found."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.HISTORY),
        Binding("pageup,b", "page(-1)", show=False),
    ]
    PAGE = page_keys.HISTORY

    def __init__(self, context: AppContext, language: str) -> None:
        super().__init__()
        self.context = context
        self.page = HistoryPage(None, Voice(language))

    def compose(self) -> ComposeResult:
        """A list, and what one shows."""
        yield Static(id="library-top")
        with Horizontal(id="library-columns"):
            yield Options(id="scenarios", markup=False, classes="panel")
            with VerticalScroll(id="about", classes="panel", can_focus=False):
                yield Static(id="about-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The list comes when the records have been read."""
        self.query_one(OptionList).focus()
        self.query_one(KeyBar).hints = hints.history(self.page.voice)
        self.call_after_refresh(self._draw)
        self.run_worker(self._read(), group="history")

    async def _read(self) -> None:
        register = await to_thread(self.context.register)
        self.page = replace(self.page, register=register)
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Rows are made for a width."""
        self._draw()

    def _draw(self) -> None:
        page, options = self.page, self.query_one(OptionList)
        self.query_one("#library-top", Static).update(text.line((page.question, "bold")))
        options.border_title, self.query_one("#about").border_title = (f" {heading} " for heading in page.headings)
        at = options.highlighted or 0
        width = max(options.scrollable_content_region.width, 20)
        options.set_options(
            Option(text.lines(lay_out(row, width) for row in page.rows(n)), id=str(n)) for n in range(len(page.entries))
        )
        options.highlighted = at if page.entries else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tells about the exercise under the cursor."""
        width = max(self.query_one("#about").scrollable_content_region.width, 20)
        rows = lay_out_all(self.page.about(int(event.option_id or 0)), width)
        self.query_one("#about-words", Static).update(text.lines(rows))
        self.query_one("#about").scroll_home(animate=False)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_page(self, by: int) -> None:
        """A screenful of what is told, on or back."""
        page = self.query_one("#about")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Back to the library."""
        self.dismiss(None)
