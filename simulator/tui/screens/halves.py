"""A list on the left and what is told of the row under the cursor on the right, as library and history have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ScreenResultType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.rows import Part, Row
from simulator.tui import text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import lay_out, lay_out_all
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.measured import Half
from simulator.tui.widgets.options import Options


class Listed(Protocol):
    """What such a screen shows."""

    @property
    def question(self) -> str:
        """What stands over both halves."""

    @property
    def headings(self) -> tuple[str, str]:
        """What each half is called."""

    @property
    def entries(self) -> Sequence[object]:
        """What is listed."""

    def rows(self, at: int) -> tuple[Row, ...]:
        """The rows of one of them in the list."""

    def about(self, at: int) -> tuple[Part, ...]:
        """What is told of it."""


class Halves(Leaving[ScreenResultType]):
    """Both halves, drawn again when there is more or less room."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    ABOVE: ClassVar[tuple[text.Piece, ...]] = ()
    """What stands before the question."""
    LIST: ClassVar[type[Options]] = Options
    page: Listed

    def compose(self) -> ComposeResult:
        """A list, and what the row under the cursor is about."""
        yield Static(id="library-top")
        with Horizontal(id="library-columns"):
            yield self.LIST(id="scenarios", markup=False, classes="panel")
            with Half(id="about", classes="panel"):
                yield Static(id="about-words")
        yield KeyBar(id="keys")

    def on_measured(self) -> None:
        """Rows are made for a width."""
        self.draw()

    def draw(self) -> None:
        """The list; the cursor stays where it is."""
        page, options = self.page, self.query_one(OptionList)
        self.query_one("#library-top", Static).update(text.line(*self.ABOVE, (page.question, "bold")))
        options.border_title, self.query_one("#about").border_title = (f" {heading} " for heading in page.headings)
        at = options.highlighted or 0
        width = max(options.scrollable_content_region.width, 20)
        options.set_options(
            Option(text.lines(lay_out(row, width) for row in page.rows(n)), id=str(n)) for n in range(len(page.entries))
        )
        options.highlighted = at if page.entries else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tells about the row under the cursor."""
        about = self.query_one("#about")
        width = max(about.scrollable_content_region.width, 20)
        rows = lay_out_all(self.page.about(int(event.option_id or 0)), width)
        self.query_one("#about-words", Static).update(text.lines(rows))
        about.scroll_home(animate=False)

    def action_page(self, by: int) -> None:
        """A screenful of what is told, on or back."""
        page = self.query_one("#about")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))
