"""Many runs of one setup: every clock's chance and picture, every role's load, and what single changes would gain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from simulator.console.context import AppContext
from simulator.content.places import Place, place_of
from simulator.content.reading import kind_named
from simulator.errors import TabletopError
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import changes, choices
from simulator.study.result import ExpectationResult, Ranking, Study, WhatIf
from simulator.study.study import study
from simulator.study.whatif import rank, ranking
from simulator.tui import hints, keys, study_rows, text
from simulator.tui.leaving import Leaving
from simulator.tui.modals.say import Say
from simulator.tui.widgets.keybar import KeyBar
from simulator.tui.widgets.tabs import TabLine
from simulator.wording.names import Names
from simulator.wording.shares import bar, percent
from simulator.wording.voice import Voice

SEED = 1
"""As the command line has it: the same question has the same answer."""
_BLOCK = 20
"""Runs between two looks at whether somebody wants to stop."""
_LOW = 16
"""Lines below which the picture is drawn lower, so that its axis is seen at once."""
_FRAME = 5
"""Cells that frame, padding and scrollbar of the rows take; the bar comes only after they are drawn."""
View = Literal["clocks", "roles", "changes"]
_VIEWS: tuple[View, ...] = ("clocks", "roles", "changes")


class Cancelled(Exception):
    """Somebody pressed Escape."""


class StudyScreen(Leaving[None]):
    """Plays on a thread, so that keys are heard. Dismissed by Escape; while something is played, Escape stops that."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.STUDY),
        Binding("shift+tab", "view(-1)", show=False),
        *(Binding(str(n), f"turn_to('{view}')", show=False) for n, view in enumerate(_VIEWS, 1)),
        Binding("pagedown,space", "page_told(1)", show=False),
        Binding("pageup", "page_told(-1)", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, context: AppContext, setup: Setup, language: str) -> None:
        super().__init__()
        self.context = context
        self.setup = setup
        self.voice = Voice.of(setup, language)
        self.names = Names(setup, self.voice)
        self.found: Study | None = None
        self.ranking: Ranking | None = None
        self.view: View = "clocks"
        self._clock = ""
        """The clock chosen last: what changes are tried for."""
        self._at = dict.fromkeys(_VIEWS, 0)
        self._work: Worker[object] | None = None
        self._progress = (0, context.runs)
        self._said = ""

    def compose(self) -> ComposeResult:
        """What is studied, how it stands, the views, and their two halves."""
        yield Static(id="study-top")
        yield Static(id="study-status")
        yield TabLine(id="study-tabs")
        with Horizontal(id="study-columns"):
            yield OptionList(id="found", markup=False, compact=True, classes="panel")
            with VerticalScroll(id="told", classes="panel", can_focus=False):
                yield Static(id="told-words")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The runs begin."""
        self.query_one(OptionList).focus()
        self.set_interval(0.2, self._show_progress)
        self._begin(self._play)
        self._draw()

    # ---- work on a thread

    def _begin(self, work: Callable[[], object]) -> None:
        self._progress, self._said = (0, self.context.runs), ""
        self._work = self.run_worker(work, thread=True, exit_on_error=False, group="study")

    def _play(self) -> Study:
        told = self._telling()
        return study(compile_plan(self.setup), seed=SEED, runs=self.context.runs, why=True, progress=told, block=_BLOCK)

    def _rank(self) -> Ranking:
        clock = self._clock
        ways = (*changes(self.setup), *choices(self.setup))
        # One process: workers are given the standard error stream, which the screen has taken away.
        base, best = rank(self.setup, clock, ways, seed=SEED, jobs=1, progress=self._telling())
        return ranking(clock, base, best)

    def _telling(self) -> Callable[[int, int], None]:
        """Notes how far it is, for the screen to look at; ends the work where somebody asked for that."""
        worker = get_current_worker()

        def told(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            self._progress = (done, of)

        return told

    @property
    def busy(self) -> bool:
        """Whether something is being played."""
        return self._work is not None and not self._work.is_finished

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What was played is shown; what went wrong is said."""
        if event.worker is not self._work or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        result = event.worker.result
        if event.state == WorkerState.ERROR:
            self._said = self.voice("This failed: {error}", error=str(event.worker.error))
        elif isinstance(result, Study):
            self._take(result)
        elif isinstance(result, Ranking):
            self.ranking = result
            self._at["changes"] = 0
            self.view = "changes"
        self._draw()

    def _take(self, result: Study) -> None:
        self.found = result
        if result.worst:
            self._clock = result.worst.key
            self._at["clocks"] = [e.key for e in self._clocks()].index(self._clock)

    # ---- what there is to see

    def _clocks(self) -> list[ExpectationResult]:
        """Hardest first; those that never started last."""
        if self.found is None:
            return []
        return [*self.found.hardest, *(e for e in self.found.expectations if not e.started)]

    def _rows(self, width: int) -> list[Content]:
        names = self.names
        if self.view == "clocks":
            return [study_rows.clock_row(e, names, width) for e in self._clocks()]
        if self.view == "roles":
            return [study_rows.role_row(load, names, width) for load in self.found.working] if self.found else []
        return [study_rows.change_row(change, names, width) for change in (self.ranking.ways if self.ranking else ())]

    def _page(self, at: int, width: int, *, low: bool = False) -> list[Content]:
        if self.found is None:
            return text.wrap(self.voice("The playbook is being simulated many times."), width)
        if self.view == "clocks" and at < len(clocks := self._clocks()):
            return study_rows.clock_page(clocks[at], self.found, self.names, width, low=low)
        if self.view == "roles" and at < len(loads := self.found.working):
            return study_rows.role_page(loads[at], self.found, self.names, width)
        if self.view == "changes" and self.ranking and at < len(self.ranking.ways):
            change = self.ranking.ways[at]
            return study_rows.change_page(change, self.ranking, self._place(change), self.names, width)
        return text.wrap(self._nothing(), width)

    def _nothing(self) -> str:
        if self.view != "changes":
            return self.voice("There is nothing to show.")
        return self.voice(
            "F5 tries single changes for the clock chosen: one more person, people on call, faster work, no"
            " approval, two steps at the same time; and every option of a decision."
        )

    def _place(self, change: WhatIf) -> Place | None:
        """The line that would change; its file as seen from here, where it lies below."""
        kind, path = change.where
        ids = {"scenario": self.setup.scenario.id, "playbook": self.setup.playbook.id, "team": self.setup.team.id}
        try:
            found = place_of(self.context.library.find(kind_named(kind), ids[kind]), path)
        except TabletopError:
            return None
        file, here = Path(found.file).absolute(), Path.cwd()
        return replace(found, file=str(file.relative_to(here))) if file.is_relative_to(here) else found

    # ---- drawing

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        voice, setup = self.voice, self.setup
        title = f"{voice.text(setup.scenario.title)} · {setup.playbook.id} · {setup.team.id}"
        top = text.line((voice("Study"), "bold $text-accent"), "  ", (title, "bold"))
        self.query_one("#study-top", Static).update(top)
        tabs = self.query_one(TabLine)
        tabs.tabs = (("clocks", voice("Clocks")), ("roles", voice("Roles")), ("changes", voice("What would help")))
        tabs.active = self.view
        rows = self.query_one(OptionList)
        rows.border_title = f" {self._heading()} "
        at = self._at[self.view]
        drawn = self._rows(max(rows.region.width - _FRAME, 20))
        rows.set_options(Option(row, id=str(n)) for n, row in enumerate(drawn))
        rows.highlighted = min(at, len(drawn) - 1) if drawn else None
        self._tell()
        self._show_status()
        self._show_keys()

    def _heading(self) -> str:
        voice = self.voice
        if self.view == "clocks":
            return voice("Met, 95% interval")
        return voice("Busy on shift · work waited") if self.view == "roles" else voice("Gain in points")

    def _tell(self) -> None:
        told = self.query_one("#told")
        width, low = max(told.scrollable_content_region.width, 20), told.size.height < _LOW
        self.query_one("#told-words", Static).update(text.lines(self._page(self._at[self.view], width, low=low)))

    def _show_progress(self) -> None:
        if self.busy:
            self._show_status()

    def _show_status(self) -> None:
        self.query_one("#study-status", Static).update(self._status())

    def _status(self) -> Content:
        voice, (done, of) = self.voice, self._progress
        if self.busy:
            words = voice("{done} of {of} runs. Esc stops.", done=f"{done:,}", of=f"{of:,}")
            return text.line((bar(done / max(of, 1), 30), "$text-accent"), f"  {words}")
        if self._said or self.found is None:
            return text.line((self._said, "bold"))
        runs = voice("{runs} runs, seed {seed}", runs=f"{self.found.runs:,}", seed=self.found.seed)
        worst = self.found.worst
        if worst is None:
            return text.line(runs)
        told = voice("hardest: {clock}, {met}", clock=self.names.keyed(worst.key), met=percent(worst.met.p))
        return text.columns((told, "bold"), (runs, "$text-muted"), max(self.size.width - 2, 20))

    def _show_keys(self) -> None:
        new = self.found is not None and self.ranking is None
        self.query_one(KeyBar).hints = hints.study(self.voice, busy=self.busy, new=new)

    # ---- keys

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row."""
        self._at[self.view] = int(event.option_id or 0)
        if self.view == "clocks" and self._clocks():
            self._clock = self._clocks()[self._at["clocks"]].key
        self._tell()
        self.query_one("#told").scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: the same on a page of its own."""
        at = int(event.option_id or 0)
        hint = self.voice("Enter or Esc closes.")
        self.app.push_screen(Say(self._heading(), lambda width: self._page(at, width), hint))

    def on_tab_line_turned(self, event: TabLine.Turned) -> None:
        """A click on a view."""
        self.action_turn_to(event.tab)

    def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        """A click on the bottom line."""
        self.run_worker(self.run_action(event.action))

    def action_view(self, by: int = 1) -> None:
        """Tab."""
        self._turn(_VIEWS[(_VIEWS.index(self.view) + by) % len(_VIEWS)])

    def action_turn_to(self, view: str) -> None:
        """A figure."""
        self._turn(next(known for known in _VIEWS if known == view))

    def _turn(self, view: View) -> None:
        self.view = view
        self._draw()
        self.query_one("#told").scroll_home(animate=False)

    def action_rank(self) -> None:
        """F5: tries single changes for the clock chosen."""
        if self.found is not None and self._clock and not self.busy:
            self._begin(self._rank)
            self._draw()

    def action_page(self) -> None:
        """F4: the study as a page."""
        if self.found is None:
            return
        try:
            path = self.context.write_study(self.found, self.ranking, self.setup, self.voice.language)
        except TabletopError as error:
            self.notify(self.voice(error.sentence), severity="error", markup=False)
            return
        if path:
            self._said = self.voice("The page is {path}", path=path)
            self.notify(self._said, markup=False)
            self._show_status()

    def action_page_told(self, by: int) -> None:
        """A screenful of the right half on or back."""
        told = self.query_one("#told")
        told.scroll_relative(y=by * max(told.size.height - 3, 1), animate=False)

    def action_leave(self) -> None:
        """Stops what is played; else back to the library. Without any answer there is nothing to stay for."""
        if self.busy and self._work is not None:
            self._work.cancel()
            if self.found is not None:
                self._work, self._said = None, self.voice("Stopped.")
                self._draw()
                return
        self.dismiss(None)
