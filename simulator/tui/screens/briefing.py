"""What is read aloud before STARTEX: the briefing, then the rules of play."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from simulator.console.acts import ACTS
from simulator.console.flows import seats
from simulator.console.operator import Operator
from simulator.console.pages import briefing as pages
from simulator.console.pages import whereabouts
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content, lay_out_all
from simulator.tui.screens.reading import WIDEST
from simulator.tui.showing import Showing
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.topline import TopLine


class Briefing(Leaving[bool]):
    """Two pages. Dismissed with True after STARTEX, False where it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.BRIEFING),
        Binding("pageup", "page(-1)", show=False),
    ]
    PAGE = page_keys.BRIEFING

    def __init__(self, operator: Operator, begin: Callable[[], bool]) -> None:
        """``begin`` is STARTEX; False where it was refused."""
        super().__init__()
        self.operator = operator
        self._begin = begin
        self._page = 0
        self._asking = False

    @property
    def place(self) -> object:
        """A page: the Enter that turned to the rules must not begin the exercise by bouncing."""
        return self, self._page

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        yield TopLine(id="top")
        with VerticalScroll(id="page"):
            yield Static(id="words")
        yield Static(id="whereabouts")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The briefing first."""
        self.query_one(TopLine).showing = Showing(self.operator.view(), self.operator.voice)
        self.query_one("#page").focus()
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self._draw()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_onward(self) -> None:
        """The next page; after the last one STARTEX."""
        if self._page == 0:
            self._page = 1
            self._draw()
        elif self._begin():
            self.dismiss(True)

    def action_back(self) -> None:
        """The page before."""
        self._page = 0
        self._draw()

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * (page.size.height - 2), animate=False)

    def action_act(self, name: str) -> None:
        """An act of the console, by its name; one at a time."""
        if not self._asking:
            self._asking = True
            self.run_worker(self._asked(name))

    async def _asked(self, name: str) -> None:
        try:
            await ACTS[name](self.operator)
        finally:
            self._asking = False
            self._draw()

    def action_leave(self) -> None:
        """Without beginning; the record stays and can be resumed."""
        self.dismiss(False)

    def _draw(self) -> None:
        op, width = self.operator, min(self.app.size.width - 8, WIDEST)
        parts = pages.rules(op.setup, op.voice) if self._page else pages.briefing(op.setup, op.voice)
        self.query_one("#words", Static).update(text.lines(lay_out_all(parts, width)))
        self.query_one("#page").scroll_home(animate=False)
        where = whereabouts.lines(op.session.path, op.voice) if self._page else ()
        self.query_one("#whereabouts", Static).update(text.lines(map(content, (*seats.joining(op), *where))))
        self.query_one(KeyBar).hints = (
            hints.rules(op.voice) if self._page else hints.briefing(op.voice, op.host is not None)
        )
