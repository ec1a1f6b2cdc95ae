"""After ENDEX, for days if need be: objectives, hot wash, corrective actions, closing."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.console.flows import criteria, review, time
from simulator.console.operator import Operator
from simulator.console.panels import evidence
from simulator.findings.findings import Findings, findings
from simulator.findings.objectives import Assessed
from simulator.tui import keys, text
from simulator.tui.context import AppContext
from simulator.tui.leaving import Leaving
from simulator.tui.rows import content, lay_out, lay_out_all
from simulator.tui.showing import Showing
from simulator.tui.widgets.keybar import KeyBar, KeyHint
from simulator.tui.widgets.topline import TopLine

_WASH, _ACTIONS, _REPORT, _CLOSE = "/wash", "/actions", "/report", "/close"


class Review(Leaving[bool]):
    """Dismissed with True when it is closed or left, False when the end of play was taken back."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+t", "tick", show=False),
        Binding("f9", "close", show=False),
        Binding("f10,ctrl+z", "undo", show=False),
        Binding("escape", "leave", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, desk: Operator, house: AppContext) -> None:
        super().__init__()
        self.desk = desk
        self.house = house
        self._findings: Findings | None = None
        self._asking = False
        self._report = ""

    def compose(self) -> ComposeResult:
        """Sections on the left, what they hold on the right."""
        yield TopLine(id="top")
        with Horizontal(id="review-columns"):
            yield OptionList(id="sections", markup=False, classes="panel")
            with VerticalScroll(id="evidence", classes="panel", can_focus=False):
                yield Static(id="evidence-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The first objective."""
        self.desk.changed = self.redraw
        self.desk.players = False
        voice = self.desk.voice
        self.query_one("#sections").border_title = f" {voice('Review')} "
        self.query_one("#evidence").border_title = f" {voice('What the record holds')} "
        self.redraw()
        sections = self.query_one(OptionList)
        sections.highlighted = self._first_unrated()
        sections.focus()

    def _first_unrated(self) -> int:
        objectives = [o.id for o in self.desk.setup.scenario.objectives]
        return next((n for n, name in enumerate(objectives) if name not in self.desk.state.ratings), 0)

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        if self._findings is not None:
            self.redraw()

    def redraw(self) -> None:
        """Everything from the record as it stands."""
        self._findings = findings(self.desk.session.history, self.desk.session.par())
        self.query_one(TopLine).showing = Showing(self.desk.view(), self.desk.voice)
        sections = self.query_one(OptionList)
        at = sections.highlighted
        width = max(sections.scrollable_content_region.width, 16)
        sections.set_options(Option(content, id=name) for name, content in self._sections(width))
        sections.highlighted = at
        self._tell()
        voice = self.desk.voice
        self.query_one(KeyBar).hints = (
            KeyHint("choose", "Enter", voice("Rate, record"), urgent=True),
            KeyHint("tick", "F2", voice("Tick list")),
            KeyHint("undo", "F10", voice("Undo")),
            KeyHint("close", "F9", voice("Close record")),
            KeyHint("leave", "Esc", voice("Leave open")),
            KeyHint("app.help", "F1", voice("Help")),
        )

    def _sections(self, width: int) -> list[tuple[str, Content]]:
        voice, state, names = self.desk.voice, self.desk.state, self.desk.names
        found = []
        for objective in self.desk.setup.scenario.objectives:
            rated = state.ratings.get(objective.id)
            sign = (f"{rated.rating} ", "bold $text-success") if rated else ("● ", "bold $text-warning")
            found.append((objective.id, text.line(sign, text.cut(names.text(objective.text), width - 2))))
        unset = sum(not action.owner or not action.due for action in state.agreed.values())
        count = (
            voice("{count}, {unset} to be set", count=len(state.agreed), unset=unset)
            if unset
            else str(len(state.agreed))
        )
        return [
            *found,
            (_WASH, text.columns("  " + voice("Hot wash"), str(len(state.lessons)), width)),
            (_ACTIONS, text.columns("  " + voice("Corrective actions"), count, width)),
            (_REPORT, text.line("  " + voice("Write report now"))),
            (_CLOSE, text.line(("  " + voice("Close the record"), "bold"))),
        ]

    @property
    def _section(self) -> str:
        option = self.query_one(OptionList).highlighted_option
        return option.id or "" if option else ""

    def _assessed(self) -> Assessed | None:
        every = self._findings.objectives if self._findings else ()
        return next((assessed for assessed in every if assessed.objective.id == self._section), None)

    def _tell(self) -> None:
        width = max(self.query_one("#evidence").scrollable_content_region.width, 20)
        self.query_one("#evidence-words", Static).update(text.lines(self._told(width)))

    def _told(self, width: int) -> list[Content]:
        desk, assessed = self.desk, self._assessed()
        if self._findings is None:
            return []
        if assessed is not None:
            return lay_out_all(evidence.parts(assessed, desk.names, keys.SHOWN), width)
        if self._section == _WASH:
            return lay_out_all(evidence.lessons(self._findings, desk.names), width)
        if self._section == _ACTIONS:
            return [lay_out(row, width) for row in review.action_rows(desk)]
        proof = review.proof_lines(desk, self._report or "–")
        return [row for line in proof for row in text.wrap(content(line), width)]

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Another section."""
        self._tell()
        self.query_one("#evidence").scroll_home(animate=False)

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """Enter."""
        self.action_choose()

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def _flow(self, flow: Awaitable[object]) -> None:
        self._asking = True
        self.run_worker(self._asked(flow))

    async def _asked(self, flow: Awaitable[object]) -> None:
        try:
            await flow
        finally:
            self._asking = False
        if not self.is_attached:
            return
        if self.desk.state.closed:
            self.dismiss(True)
        elif self.desk.state.ended_at is None:
            self.dismiss(False)

    def action_choose(self) -> None:
        """What Enter means in this section."""
        section, assessed = self._section, self._assessed()
        if assessed is not None:
            self._flow(self._rate(assessed))
        elif section == _WASH:
            self._flow(review.hot_wash(self.desk))
        elif section == _ACTIONS:
            self._flow(review.actions(self.desk))
        elif section == _REPORT:
            self._report = review.published(self.desk, self.house.publish)
            self._tell()
        elif section == _CLOSE:
            self.action_close()

    async def _rate(self, assessed: Assessed) -> None:
        if await review.rate(self.desk, assessed):
            self.query_one(OptionList).action_cursor_down()

    def action_tick(self) -> None:
        """F2."""
        assessed = self._assessed()
        self._flow(criteria.tick(self.desk, assessed.objective.id if assessed else ""))

    def action_undo(self) -> None:
        """F10."""
        self._flow(time.undo(self.desk))

    def action_close(self) -> None:
        """F9."""
        self._flow(review.close(self.desk, self.house.publish))

    def action_page(self, by: int) -> None:
        """A screenful of evidence on or back."""
        evidence = self.query_one("#evidence")
        evidence.scroll_relative(y=by * max(evidence.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """The record stays open: resume it to go on."""
        self.dismiss(True)
