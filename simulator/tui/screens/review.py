"""After ENDEX, for days if need be: objectives, hot wash, corrective actions, closing."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable
from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.context import AppContext
from simulator.console.flows import rewind
from simulator.console.operator import Operator
from simulator.console.pages.review import HOT_WASH, ReviewPage
from simulator.console.panels import curtain
from simulator.timeline.events import Rating
from simulator.tui import hints, keys, page_keys, text
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content, lay_out, lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.measured import Half
from simulator.tui.widgets.options import OptionsBeside
from simulator.tui.widgets.topline import TopLine


class Review(Leaving[bool]):
    """Dismissed with True when it is closed or left, False when the end of play was taken back."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(page_keys.REVIEW),
        Binding("pageup", "page(-1)", show=False),
        Binding("enter", "choose", show=False),
        *(Binding(letter.lower(), f"rate('{letter}')", show=False) for letter in get_args(Rating)),
    ]
    PAGE: ClassVar[tuple[keys.Key, ...]] = page_keys.REVIEW

    def __init__(self, operator: Operator, context: AppContext) -> None:
        super().__init__()
        self.operator = operator
        self.context = context
        self.page = ReviewPage.of(operator)

    def compose(self) -> ComposeResult:
        """Sections on the left, what they hold on the right."""
        yield TopLine(id="top")
        yield Static(id="curtain")
        with Horizontal(id="review-columns"):
            yield OptionsBeside(id="sections", markup=False, classes="panel")
            with Half(id="evidence", classes="panel"):
                yield Static(id="evidence-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The first objective."""
        self.operator.players = False
        self.query_one("#sections").border_title = f" {self.page.title} "
        self.query_one("#evidence").border_title = f" {self.page.heading} "
        self._draw()
        sections = self.query_one(OptionList)
        sections.highlighted = sections.get_option_index(self.page.due())
        sections.focus()
        self.run_worker(self._remember())

    async def _remember(self) -> None:
        """What earlier exercises agreed on comes when it is known."""
        before = await to_thread(self.context.unfinished)
        if before and self.is_attached:
            self.page = ReviewPage.of(self.operator, self.page.report, before)
            self._draw()

    def on_measured(self) -> None:
        """Lines are made for a width."""
        self._draw()

    def redraw(self) -> None:
        """Everything from the record as it stands."""
        self.page = ReviewPage.of(self.operator, self.page.report, self.page.before)
        self._draw()

    def _draw(self) -> None:
        view, voice, projects = self.operator.view(), self.operator.voice, self.operator.players
        self.query_one(TopLine).showing = Showing(view, voice)
        self.query_one(KeyBar).hints = (hints.projected if projects else hints.review)(voice, is_real=view.is_real)
        self.query_one("#curtain", Static).update(text.lines(map(content, curtain.lines(view, voice))))
        sections = self.query_one(OptionList)
        at, place = self._section, sections.highlighted
        width = max(sections.scrollable_content_region.width, 16)
        rows = self.page.sections()
        sections.set_options(Option(lay_out(row, width), id=row.id) for row in rows)
        ids = [row.id for row in rows]
        sections.highlighted = ids.index(at) if at in ids else place
        self._draw_evidence()

    @property
    def _section(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return option.id or "" if option else ""

    def _draw_evidence(self) -> None:
        width = max(self.query_one("#evidence").scrollable_content_region.width, 20)
        rows = lay_out_all(self.page.shown(self._section, keys.SHOWN), width)
        self.query_one("#evidence-words", Static).update(text.lines(rows))

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Another section."""
        self._draw_evidence()
        self.query_one("#evidence").scroll_home(animate=False)

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Enter."""
        self.action_choose()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def _flow(self, flow: Awaitable[object]) -> None:
        self.run_worker(self._asked(flow))

    async def _asked(self, flow: Awaitable[object]) -> None:
        await flow
        if not self.is_attached:
            return
        if self.operator.state.closed:
            self.dismiss(True)
        elif self.operator.state.ended_at is None:
            self.dismiss(False)

    def action_choose(self) -> None:
        """What Enter means in this section; before the room, the hot wash."""
        self._flow(self._choose(HOT_WASH if self.operator.players else self._section))

    def action_players(self) -> None:
        """F8: the hot wash alone, as the players' window has it."""
        self.operator.players = not self.operator.players
        self.set_class(self.operator.players, "-curtain")
        self._draw()
        if not self.operator.players:
            self.query_one(OptionList).focus()

    def action_rate(self, rating: Rating) -> None:
        """Its letter; not before the room."""
        if not self.operator.players:
            self._flow(self._rate(self._section, rating))

    async def _rate(self, section: str, rating: Rating) -> None:
        if await self.page.rate(section, rating) and self.is_attached:
            self.query_one(OptionList).action_cursor_down()

    async def _choose(self, section: str) -> None:
        rated = await self.page.choose(section, self.context.publish)
        if rated and self.is_attached:
            self.query_one(OptionList).action_cursor_down()
        elif self.page.reports(section):
            self.page = await self.page.reported(self.context.publish)
        if self.is_attached:
            self._draw_evidence()

    def action_tick(self) -> None:
        """F2."""
        self._flow(self.page.tick(self._section))

    def action_undo(self) -> None:
        """F10."""
        self._flow(rewind.undo(self.operator))

    def action_redo(self) -> None:
        """Ctrl+Shift+Z."""
        self._flow(rewind.redo(self.operator))

    def action_page(self, by: int) -> None:
        """A screenful of evidence on or back."""
        evidence = self.query_one("#evidence")
        evidence.scroll_relative(y=by * max(evidence.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """The record stays open: resume it to go on. From the room's view it is back to the review only."""
        if self.operator.players:
            self.action_players()
        else:
            self.dismiss(True)


class ReviewOfIncident(Review):
    """The same of a real incident, of which nothing is rated."""

    PAGE = page_keys.REVIEW_OF_INCIDENT

    def action_tick(self) -> None:
        """There is nothing to tick."""
