"""Draws what runs look up, for all runs at once (docs/world.md, rules 22 and 23)."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt

from simulator.model.team import CallIn, OnCall
from simulator.timeline.state import Call
from simulator.world.draws import Draws, Floats, share_gone
from simulator.world.kernel.chance import Chance
from simulator.world.kernel.codes import FAILS, UNANSWERED
from simulator.world.kernel.memory import COMPILED, Ints, filled, longer
from simulator.world.kernel.tables import Alike, Tables
from simulator.world.start import QUEUED, RUNNING, Start

Whole = npt.NDArray[np.int64]
_AT_FIRST = 4
"""For how many slots of each item there is room at first."""


class Figures:
    """The slots of all items: see ``chance.Chance``. The first of each has its own number.

    That of a job is the visit under way when the runs begin, that of a line the next call.
    """

    def __init__(self, start: Start, t: Tables, draws: Draws) -> None:
        self.start, self.tables, self.draws, self.runs = start, t, draws, draws.runs
        self.last = np.arange(t.items)
        """Item → its last slot, and the number of the visit or call whose figures stand there."""
        self.nth = np.array([*start.columns.visit, *_next_calls(start, t)])
        self.slots = t.items
        self.following = filled(_AT_FIRST * t.items, -1)
        self.lengths: Ints = filled(_AT_FIRST * t.items * self.runs)
        self.endings: Ints = filled(_AT_FIRST * t.items * self.runs)
        self.redrawn: dict[int, int] = {}
        """Call of the start that may yet be answered → the slot that says when."""
        self._under_way()

    def give(self, kernel: Chance) -> None:
        """Draws what the kernel waits for, and hands it over."""
        wanted = kernel.wanted()
        for item, slot in zip(wanted, self.last[wanted].tolist(), strict=True):
            if self.last[item] != slot:
                continue  # drawn just now, with those of another incident
            if item < self.tables.jobs:
                self._draw_job(item)
            else:
                self._draw_line(item)
        kernel.take_figures(self.following, self.lengths, self.endings, self.runs)

    # ---- what is under way when runs begin

    def _under_way(self) -> None:
        for job in self.start.at_work:
            if not self.tables.specs[job].held:
                alike, visit = self._alone(job), self.start.columns.visit[job]
                waits = self.start.columns.status[job] == QUEUED
                self._fill(self.endings, job, self._endings_of(alike, visit))
                self._fill(self.lengths, job, self._lengths_of(alike, visit) if waits else self._rest(job))
        for place, (pool, kind, call) in enumerate(self.start.calls):
            line = 2 * pool + (kind == "call-in")
            reach = self.tables.line_reach[line]
            if not self.start.known_ends and call.answers_at > self.start.now and reach is not None:
                self.redrawn[place] = self._room_for(1)
                self._fill(self.lengths, self.redrawn[place], self._answer_yet(line, reach, call))
        for line in np.flatnonzero(np.array(self.tables.callable)).tolist():
            item = self.tables.jobs + line
            self._fill(self.lengths, item, self._answers(line, int(self.nth[item])))

    def _alone(self, job: int) -> Alike:
        alike = self.tables.alike[job]
        return alike._replace(jobs=np.array([job]), incidents=alike.incidents[alike.jobs == job])

    def _rest(self, job: int) -> Whole:
        """A forecast does not know when work under way will end, only how long it has lasted."""
        spec, columns = self.tables.specs[job], self.start.columns
        gone = columns.worked[job]
        gone += self.start.now - columns.resumed_at[job] if columns.status[job] == RUNNING else 0
        assert spec.estimate is not None
        visit = columns.visit[job]
        return self.draws.figures_given(spec.drawn_as, visit, spec.estimate, max(gone, 1), spec.incident, spec.pace)

    def _answer_yet(self, line: int, reach: OnCall | CallIn, call: Call) -> Whole:
        waited, name = max(self.start.now - call.at, 1), self._name(line)
        lengths = self.draws.figures_given(name, call.nth, reach.answers_in, waited)
        share = share_gone(reach.answers_in, waited) if reach.answers < 1 else 0.0
        odds = reach.answers * (1 - share) / (1 - reach.answers * share) if share < 1 else 0.0
        return self._given_up(name, reach, call.nth, lengths, odds)

    # ---- what comes next

    def _draw_job(self, job: int) -> None:
        """The next visit of a job, and of the same job in the other incidents whose figures are made with it."""
        alike, visit = self.tables.alike[job], int(self.nth[job]) + 1
        slot = self._next_slots(alike.jobs)
        self._fill(self.lengths, slot, self._lengths_of(alike, visit))
        if not self.tables.specs[job].direct:
            self._fill(self.endings, slot, self._endings_of(alike, visit))

    def _draw_line(self, item: int) -> None:
        """The call after the next."""
        slot = self._next_slots(np.array([item]))
        self._fill(self.lengths, slot, self._answers(item - self.tables.jobs, int(self.nth[item])))

    def _lengths_of(self, alike: Alike, visit: int) -> Whole:
        spec = self.tables.specs[alike.jobs[0]]
        assert spec.estimate is not None
        rows = self.draws.figures_together(spec.drawn_as, visit, spec.estimate, alike.groups, spec.pace)
        return rows[alike.incidents]

    def _endings_of(self, alike: Alike, visit: int) -> Whole:
        """How visits end: see ``codes.FAILS``."""
        spec = self.tables.specs[alike.jobs[0]]

        def shares(channel: str) -> Floats:
            return self.draws.shares_together(spec.drawn_as, channel, visit, alike.groups)[alike.incidents]

        how = np.zeros((len(alike.jobs), self.runs), dtype=np.int64)
        if spec.fixed:
            how += 1 + next((n for n, ending in enumerate(spec.endings) if ending.name == spec.fixed), -1)
        elif spec.endings:
            how += 1 + np.searchsorted([ending.up_to for ending in spec.endings], shares("outcome"), side="right")
        how *= 2
        if spec.loop:
            how += shares("repeat") < spec.loop.odds
        return np.where(shares("fails") < spec.fails, FAILS, how) if spec.fails else how

    def _answers(self, line: int, nth: int) -> Whole:
        """Seconds until the n-th call is answered, ``UNANSWERED`` where it never is."""
        reach, name = self.tables.line_reach[line], self._name(line)
        assert reach is not None
        lengths = self.draws.figures(name, nth, reach.answers_in, 0)[0]
        return self._given_up(name, reach, nth, lengths, reach.answers)

    def _given_up(self, name: str, reach: OnCall | CallIn, nth: int, lengths: Whole, odds: float) -> Whole:
        if reach.rings_for is None:
            return lengths
        answered = (lengths <= reach.rings_for) & (self.draws.shares(name, "answers", nth, 0)[0] < odds)
        return np.where(answered, lengths, UNANSWERED)

    def _name(self, line: int) -> str:
        return f"{'call-in' if line % 2 else 'on-call'}/{self.tables.plan.pools[line // 2].name}"

    # ---- slots

    def _next_slots(self, items: Whole) -> int:
        """A new slot for each of these, one behind the other; the first of them."""
        slot = self._room_for(len(items))
        new = np.arange(slot, self.slots)
        if COMPILED:
            cast(Any, self.following)[self.last[items]] = new
        else:
            for place, item in enumerate(items):
                self.following[self.last[item]] = slot + place
        self.last[items] = new
        self.nth[items] += 1
        return slot

    def _room_for(self, count: int) -> int:
        slot, self.slots = self.slots, self.slots + count
        if self.slots > len(self.following):
            size = 2 * self.slots
            self.following = longer(self.following, size, -1)
            self.lengths = longer(self.lengths, size * self.runs)
            self.endings = longer(self.endings, size * self.runs)
        return slot

    def _fill(self, column: Any, slot: int, figures: Whole) -> None:
        flat = figures.reshape(-1)
        column[slot * self.runs : slot * self.runs + len(flat)] = flat if COMPILED else flat.tolist()


def _next_calls(start: Start, t: Tables) -> list[int]:
    """Line → which of its kind the next call is, from 1."""
    nth = [1] * (2 * t.pools)
    for pool, kind, call in start.calls:
        nth[2 * pool + (kind == "call-in")] = call.nth + 1
    return nth
