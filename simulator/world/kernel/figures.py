"""Draws what runs look up, for all runs at once (docs/world.md, rules 22 and 23)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.model.team import CallIn, OnCall
from simulator.plan.specs import JobSpec
from simulator.timeline.state import Call
from simulator.world.draws import Draws, Floats, first_of, group_of, share_gone
from simulator.world.kernel.chance import Chance
from simulator.world.kernel.codes import FAILS, UNANSWERED
from simulator.world.kernel.memory import COMPILED, Ints, filled, longer
from simulator.world.kernel.tables import Tables
from simulator.world.start import PAUSED, QUEUED, RUNNING, Start

Whole = npt.NDArray[np.int64]


class Figures:
    """The slots of all items: see ``chance.Chance``. The first of each has its own number.

    That of a job is the visit under way when the runs begin, that of a line the next call.
    """

    def __init__(self, start: Start, t: Tables, draws: Draws) -> None:
        self.start, self.tables, self.draws, self.runs = start, t, draws, draws.runs
        self.last = list(range(t.items))
        self.slots = t.items
        self.nth = [*start.columns.visit, *_next_calls(start, t)]
        self.following = filled(2 * t.items, -1)
        self.lengths: Ints = filled(2 * t.items * self.runs)
        self.endings: Ints = filled(2 * t.items * self.runs)
        self.redrawn: dict[int, int] = {}
        """Call of the start that may yet be answered → the slot that says when."""
        self._alike: dict[tuple[str, int], list[int]] = {}
        for job, spec in enumerate(t.specs):
            self._alike.setdefault((spec.drawn_as, group_of(spec.incident)), []).append(job)
        self._under_way()

    def give(self, kernel: Chance) -> None:
        """Draws what the kernel waits for, and hands it over."""
        drawn: set[int] = set()
        for item in kernel.wanted():
            if item not in drawn:
                drawn.update(self._draw_job(item) if item < self.tables.jobs else self._draw_line(item))
        kernel.take_figures(self.following, self.lengths, self.endings, self.runs)

    # ---- what is under way when runs begin

    def _under_way(self) -> None:
        for job, status in enumerate(self.start.columns.status):
            spec = self.tables.specs[job]
            if status in (QUEUED, RUNNING, PAUSED) and not spec.held:
                self._fill(self.endings, job, self._endings_of(spec, self.nth[job], [job]))
                self._fill(
                    self.lengths, job, self._length_of(spec, self.nth[job]) if status == QUEUED else self._rest(job)
                )
        for place, (pool, kind, call) in enumerate(self.start.calls):
            line = 2 * pool + (kind == "call-in")
            reach = self.tables.line_reach[line]
            if not self.start.known_ends and call.answers_at > self.start.now and reach is not None:
                self.redrawn[place] = self._room_for(1)
                self._fill(self.lengths, self.redrawn[place], self._answer_yet(line, reach, call))
        for line in np.flatnonzero(np.array(self.tables.callable)).tolist():
            item = self.tables.jobs + line
            self._fill(self.lengths, item, self._answers(line, self.nth[item]))

    def _length_of(self, spec: JobSpec, visit: int) -> Whole:
        assert spec.estimate is not None
        return self.draws.figures(spec.drawn_as, visit, spec.estimate, group_of(spec.incident), spec.pace)[
            _places([spec])
        ]

    def _rest(self, job: int) -> Whole:
        """A forecast does not know when work under way will end, only how long it has lasted."""
        spec, columns = self.tables.specs[job], self.start.columns
        gone = columns.worked[job]
        gone += self.start.now - columns.resumed_at[job] if columns.status[job] == RUNNING else 0
        assert spec.estimate is not None
        return self.draws.figures_given(
            spec.drawn_as, self.nth[job], spec.estimate, max(gone, 1), spec.incident, spec.pace
        )

    def _answer_yet(self, line: int, reach: OnCall | CallIn, call: Call) -> Whole:
        waited, name = max(self.start.now - call.at, 1), self._name(line)
        lengths = self.draws.figures_given(name, call.nth, reach.answers_in, waited)
        share = share_gone(reach.answers_in, waited) if reach.answers < 1 else 0.0
        odds = reach.answers * (1 - share) / (1 - reach.answers * share) if share < 1 else 0.0
        return self._given_up(name, reach, call.nth, lengths, odds)

    # ---- what comes next

    def _draw_job(self, job: int) -> list[int]:
        """The next visit of a job, and of the same job in the other incidents whose figures are made with it."""
        spec = self.tables.specs[job]
        alike, visit = self._alike[spec.drawn_as, group_of(spec.incident)], self.nth[job] + 1
        slot = self._next_slots(alike)
        assert spec.estimate is not None
        rows = self.draws.figures(spec.drawn_as, visit, spec.estimate, group_of(spec.incident), spec.pace)
        self._fill(self.lengths, slot, rows[_places(self.tables.specs[n] for n in alike)])
        if not spec.direct:
            self._fill(self.endings, slot, self._endings_of(spec, visit, alike))
        return alike

    def _draw_line(self, item: int) -> list[int]:
        """The call after the next."""
        slot = self._next_slots([item])
        self._fill(self.lengths, slot, self._answers(item - self.tables.jobs, self.nth[item]))
        return [item]

    def _endings_of(self, spec: JobSpec, visit: int, alike: list[int]) -> Whole:
        """How visits end: see ``jobs.FAILS``."""
        places, group = _places(self.tables.specs[n] for n in alike), group_of(spec.incident)

        def shares(channel: str) -> Floats:
            return self.draws.shares(spec.drawn_as, channel, visit, group)[places]

        how = np.zeros((len(alike), self.runs), dtype=np.int64)
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

    def _next_slots(self, items: list[int]) -> int:
        """A new slot for each of these, one behind the other; the first of them."""
        slot = self._room_for(len(items))
        for place, item in enumerate(items):
            self.following[self.last[item]] = self.last[item] = slot + place
            self.nth[item] += 1
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


def _places(specs: Iterable[JobSpec]) -> list[int]:
    """The places of their incidents among those whose figures are made together."""
    return [spec.incident - first_of(group_of(spec.incident)) for spec in specs]
