"""Many runs of one setup: every clock's chance and picture, every role's load, and what single changes would gain."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.context import AppContext
from simulator.console.flows.striking import strike
from simulator.console.flows.study import aim
from simulator.console.pages.study import VIEWS, StudyPage, View
from simulator.console.studying import Studying
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.tui import figures, hints, keys, page_keys, text
from simulator.tui.front import TextualFront
from simulator.tui.leaving import Leaving
from simulator.tui.modals.say import Say
from simulator.tui.rows import content, lay_out
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.measured import Half
from simulator.tui.widgets.options import OptionsBeside
from simulator.tui.widgets.tabs import TabLine

_LOW = 16
"""Lines below which the picture is drawn lower, so that its axis is seen at once."""
_FRAME = 5
"""Cells that frame, padding and scrollbar of the rows take; the bar comes only after they are drawn."""
_LOOKS_S = 0.2
"""Seconds between two looks at how far it is."""


class StudyScreen(Leaving[None]):
    """Dismissed by Escape; while something is played, Escape stops that."""

    PAGE = page_keys.STUDY_PAGE
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.STUDY),
        Binding("shift+tab", "view(-1)", show=False),
        *(Binding(str(n), f"turn_to('{view}')", show=False) for n, view in enumerate(VIEWS, 1)),
        Binding("pagedown,space", "more(1)", show=False),
        Binding("pageup", "more(-1)", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, context: AppContext, setup: Setup, language: str) -> None:
        super().__init__()
        self.studying = Studying(context, setup)
        self.page = StudyPage.of(self.studying, language)
        self.view: View = "clocks"
        self._at = dict.fromkeys(VIEWS, 0)
        """The row under the cursor in each view."""

    def compose(self) -> ComposeResult:
        """What is studied, how it stands, the views, and their two halves."""
        yield Static(id="study-top")
        yield Static(id="study-status")
        yield TabLine(id="study-tabs")
        with Horizontal(id="study-columns"):
            yield OptionsBeside(id="study-rows", markup=False, compact=True, classes="panel")
            with Half(id="study-page", classes="panel"):
                yield Static(id="study-page-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The runs begin."""
        self.query_one(OptionList).focus()
        self.query_one("#study-top", Static).update(content(self.page.title))
        self.set_interval(_LOOKS_S, self._show_progress)
        self._begin(self.studying.play, "clocks")

    def on_unmount(self) -> None:
        """Nobody waits for an answer any more."""
        self.studying.leave()

    def _begin(self, play: Callable[[], Awaitable[bool]], shows: View) -> None:
        """Plays; its answer is shown in that view."""
        self.run_worker(self._played(play, shows), group="study")
        self.call_later(self._draw)

    async def _played(self, play: Callable[[], Awaitable[bool]], shows: View) -> None:
        if await play():
            self.view, self._at[shows] = shows, self.page.first(shows)
        if self.is_attached and not self.left:
            self._draw()

    # ---- drawing

    def on_measured(self) -> None:
        """Lines are made for a width."""
        self._draw()

    def _draw(self) -> None:
        tabs, rows = self.query_one(TabLine), self.query_one(OptionList)
        tabs.tabs, tabs.active = self.page.views, self.view
        rows.border_title = f" {self.page.heading(self.view)} "
        at = self._at[self.view]
        drawn = figures.compared(self.page.rows(self.view), max(rows.region.width - _FRAME, 20))
        rows.set_options(Option(row, id=str(n)) for n, row in enumerate(drawn))
        rows.highlighted = min(at, len(drawn) - 1) if drawn else None
        self._draw_page()
        self._show_status()
        known = self.studying
        new = known.study is not None and known.ranking is None
        sets = self.view == "sets" and known.front is not None
        self.query_one(KeyBar).hints = hints.study(self.page.voice, busy=known.busy, new=new, sets=sets)

    def _draw_page(self) -> None:
        half = self.query_one("#study-page")
        width, low = max(half.scrollable_content_region.width, 20), half.size.height < _LOW
        self.query_one("#study-page-words", Static).update(text.lines(self._lines(self._at[self.view], width, low=low)))

    def _lines(self, at: int, width: int, *, low: bool = False) -> list[Content]:
        return figures.page(self.page.about(self.view, at, keys.SHOWN), width, low=low)

    def _show_progress(self) -> None:
        if self.studying.busy:
            self._show_status()

    def _show_status(self) -> None:
        status = lay_out(self.page.status, max(self.size.width - 2, 20))
        self.query_one("#study-status", Static).update(status)

    # ---- keys

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row; word of a view that has been left since says nothing of this one."""
        if event.option is not event.option_list.highlighted_option:
            return
        at = self._at[self.view] = int(event.option_id or 0)
        self.page.choose(self.view, at)
        self._draw_page()
        self.query_one("#study-page").scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: the same on a page of its own."""
        lines = partial(self._lines, int(event.option_id or 0))
        self.app.push_screen(Say(self.page.heading(self.view), lines, hints.closes(self.page.voice)))

    def on_tab_line_turned(self, event: TabLine.Turned) -> None:
        """A click on a view."""
        self.action_turn_to(event.tab)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_view(self, by: int = 1) -> None:
        """Tab."""
        self._turn(VIEWS[(VIEWS.index(self.view) + by) % len(VIEWS)])

    def action_turn_to(self, view: str) -> None:
        """A figure."""
        self._turn(next(known for known in VIEWS if known == view))

    def _turn(self, view: View) -> None:
        self.view = view
        self._draw()
        self.query_one("#study-page").scroll_home(animate=False)

    def action_rank(self) -> None:
        """F5: tries single changes for the clock chosen."""
        if self.studying.clock and not self.studying.busy:
            self._begin(self.studying.rank, "changes")

    def action_reach(self) -> None:
        """F6: asks what is wanted, and looks for what it would take."""
        if self.studying.study is not None and not self.studying.busy:
            self.run_worker(self._reach())

    async def _reach(self) -> None:
        asked = await aim(TextualFront(self.app, self.page.voice), self.studying, self.page.names)
        if asked and asked.goal.clocks and not self.studying.busy:
            self._begin(partial(self.studying.reach, asked), "sets")

    def action_strike(self) -> None:
        """X: at a set found, a change that nobody would make."""
        if self.view == "sets" and self.studying.front is not None and not self.studying.busy:
            self.run_worker(self._strike())

    async def _strike(self) -> None:
        front = TextualFront(self.app, self.page.voice)
        again = await strike(front, self.studying, self._at["sets"], self.page.names)
        if again and not self.studying.busy:
            self._begin(partial(self.studying.reach, again), "sets")
        self._draw()

    def action_page(self) -> None:
        """F4: the study as a page; in the view of sets what it would take."""
        write = self.studying.write_front if self.view == "sets" and self.studying.front else self.studying.write
        try:
            write(self.page.voice.language)
        except TabletopError as error:
            self.notify(self.page.voice(error.sentence), severity="error", markup=False)
            return
        self._show_status()
        if self.studying.said:
            self.notify(self.page.voice(self.studying.said), markup=False)

    def action_more(self, by: int) -> None:
        """A screenful of the right half on or back."""
        half = self.query_one("#study-page")
        half.scroll_relative(y=by * max(half.size.height - 3, 1), animate=False, immediate=True)

    def action_leave(self) -> None:
        """Stops what is played; else back to the library. Without any answer there is nothing to stay for."""
        busy = self.studying.busy
        self.studying.stop()
        if busy and self.studying.study is not None:
            self._draw()
        else:
            self.dismiss(None)
