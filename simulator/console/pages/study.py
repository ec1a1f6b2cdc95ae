"""A study in five views: a row for each clock, role, change tried, set found or step, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from simulator.console.figures import Figure
from simulator.console.pages.steps import StepGraph
from simulator.console.pages.studied import about_change, about_clock, about_role
from simulator.console.pages.taking import about_set, searching_row, set_rows
from simulator.console.panels import Acts
from simulator.console.rows import Cell, Line, Row, Tone
from simulator.console.studying import Studying
from simulator.study.gains import WhatIf
from simulator.study.result import ExpectationResult, Load
from simulator.wording.changes import change_words
from simulator.wording.lengths import margin, rough_span
from simulator.wording.names import Names
from simulator.wording.reach import struck_words
from simulator.wording.shares import gain_interval, narrow_interval, percent, points
from simulator.wording.studies import idle_words
from simulator.wording.voice import Voice

View = Literal["clocks", "roles", "changes", "sets", "steps"]
VIEWS: tuple[View, ...] = ("clocks", "roles", "changes", "sets", "steps")
_LONG_WAIT = 30
"""Seconds of waiting, on average in a run, from which a role is worth a look."""


@dataclass(frozen=True)
class StudyPage:
    """A study in the words of one language, as far as it has been played."""

    studying: Studying
    names: Names

    @classmethod
    def of(cls, studying: Studying, language: str) -> StudyPage:
        """In a language, in the scenario's local time."""
        return cls(studying, Names(studying.setup, Voice.of(studying.setup, language)))

    @property
    def voice(self) -> Voice:
        """How it speaks."""
        return self.names.voice

    @property
    def title(self) -> Line:
        """What is studied."""
        setup = self.studying.setup
        words = f"{self.voice.text(setup.scenario.title)} · {setup.playbook.id} · {setup.team.id}"
        return (self.voice("Study"), "accent"), "  ", (words, "strong")

    @property
    def views(self) -> tuple[tuple[View, str], ...]:
        """The views, by name."""
        voice = self.voice
        helping = voice("What would help"), voice("What it would take")
        words = voice("Clocks"), voice("Roles"), *helping, voice("Steps")
        return tuple(zip(VIEWS, words, strict=True))

    def heading(self, view: View) -> str:
        """What the rows of a view show."""
        voice = self.voice
        if view == "clocks":
            return voice("Met, 95% interval")
        if view == "sets":
            return voice("Cost, chance of the clock that is met least")
        if view == "steps":
            return voice("Time in one run, …: mostly waiting")
        return voice("Busy on shift · work waited") if view == "roles" else voice("Gain in points")

    @property
    def status(self) -> Row:
        """How far it is, what came of what was asked last, or the answer in a line."""
        studying, voice, study = self.studying, self.voice, self.studying.study
        if studying.busy and studying.standing:
            return searching_row(studying.standing, self.names, hurried=studying.hurried)
        if studying.busy:
            done, of = studying.progress
            words = voice("{done} of {of} runs", done=f"{done:,}", of=f"{of:,}")
            return Row("", (Cell(words),), bar=done / max(of, 1))
        if studying.said or study is None:
            return Row("", (Cell((voice(studying.said) if studying.said else "", "strong")),))
        runs, worst = voice("{runs} runs, seed {seed}", runs=f"{study.runs:,}", seed=study.seed), study.worst
        if worst is None:
            return Row("", (Cell(runs),))
        hardest = voice("hardest: {clock}, {met}", clock=self.names.keyed(worst.key), met=percent(worst.met.p))
        return Row("", (Cell((hardest, "strong")),), right=(runs, "quiet"))

    def rows(self, view: View) -> tuple[Row, ...]:
        """A row for each clock, role, change or step; what it is of stands last."""
        if view == "clocks":
            return tuple(_clock_row(result, self.names) for result in self._clocks)
        if view == "roles":
            return tuple(_role_row(load, self.names) for load in self._loads)
        if view == "sets":
            return set_rows(self.studying.front, self.names) if self.studying.front else ()
        if view == "steps":
            return self._graph.rows()
        return tuple(_change_row(change, self.names) for change in self._ways)

    def first(self, view: View) -> int:
        """The row to begin with: the clock chosen, else the first."""
        keys = [result.key for result in self._clocks] if view == "clocks" else []
        return keys.index(self.studying.clock) if self.studying.clock in keys else 0

    def choose(self, view: View, at: int) -> None:
        """Somebody looks at a row: changes are tried for the clock looked at last."""
        if view == "clocks" and at < len(self._clocks):
            self.studying.clock = self._clocks[at].key

    def about(self, view: View, at: int, acts: Acts) -> tuple[Figure, ...]:
        """What is known of a row; of none, what is to be done about that."""
        study, ranking = self.studying.study, self.studying.ranking
        if view == "steps":
            return self._graph.about(at)
        if study is None:
            return ((self.voice("The playbook is being simulated many times."),),)
        if view == "clocks" and at < len(self._clocks):
            return about_clock(self._clocks[at], study, self.names, self.studying.fresh)
        if view == "roles" and at < len(self._loads):
            return about_role(self._loads[at], study, ranking, self.names)
        if view == "changes" and ranking and at < len(self._ways):
            change = self._ways[at]
            return about_change(change, ranking, self.studying.place(change), self.names)
        if view == "sets" and self.studying.front:
            return (*self._struck(at), *about_set(self.studying.front, at, self.names))
        return ((self._nothing(view, acts),),)

    def _struck(self, at: int) -> tuple[Figure, ...]:
        """Above the answer as a whole: which changes it goes without."""
        aim = self.studying.aim
        return (((struck_words(aim.without, self.names), "warning"),), ()) if aim and aim.without and at == 0 else ()

    def _nothing(self, view: View, acts: Acts) -> str:
        if view == "sets":
            return self.voice(
                "{reach} looks for sets of changes with which clocks are met as often as you ask, and what they cost.",
                reach=acts["reach"],
            )
        if view != "changes":
            return self.voice("There is nothing to show.")
        return self.voice(
            "{rank} tries single changes for the clock chosen: one more person, people on call, faster work, no"
            " approval, two steps at the same time; every option of a decision; and who is missed, if away.",
            rank=acts["rank"],
        )

    @property
    def _clocks(self) -> tuple[ExpectationResult, ...]:
        """Hardest first; those that never started last."""
        study = self.studying.study
        return (*study.hardest, *(e for e in study.expectations if not e.counted)) if study else ()

    @property
    def _ways(self) -> Sequence[WhatIf]:
        """What was tried, best first; then who is missed, if out of reach for the first day."""
        ranking = self.studying.ranking
        return (*ranking.ways, *ranking.absences) if ranking else ()

    @cached_property
    def _graph(self) -> StepGraph:
        return StepGraph(self.names, self.studying)

    @property
    def _loads(self) -> Sequence[Load]:
        return self.studying.study.working if self.studying.study else ()


def _clock_row(result: ExpectationResult, names: Names) -> Row:
    """Its chance, how sure that is, the middle margin."""
    name = Cell(names.keyed(result.key))
    if not result.counted:
        return Row(result.key, (Cell((f"· {idle_words(result, names)}", "quiet")), name))
    tone: Tone = "good" if result.met.p >= 0.9 else "bad" if result.met.p < 0.5 else "warning"
    met = Cell((percent(result.met.p), tone if result.binds else "quiet"))
    middle = margin(names.voice, result.margin.p50) if result.margin else ""
    sure = Cell((narrow_interval(result.met), "quiet"))
    return Row(result.key, (met, sure, name), bar=result.met.p, right=(middle, "quiet"))


def _role_row(load: Load, names: Names) -> Row:
    """How much of its hours on shift it was busy, and how long work waited for it."""
    waited = load.for_person + load.for_absent
    busy = Cell((percent(load.busy) if load.busy else "–", "strong"))
    tone: Tone = "warning" if waited >= _LONG_WAIT else "quiet"
    return Row(
        load.role, (busy, Cell(names.role(load.role))), bar=load.busy, right=(rough_span(names.voice, waited), tone)
    )


def _change_row(change: WhatIf, names: Names) -> Row:
    """What it gains, and how sure that is."""
    tone: Tone = "good" if change.gain.low > 0 else "bad" if change.gain.high < 0 else "strong"
    gain = Cell((points(change.gain.by), tone))
    cells = gain, Cell((gain_interval(change.gain), "quiet")), Cell(change_words(change, names))
    return Row("/".join((change.kind, *change.what)), cells)
