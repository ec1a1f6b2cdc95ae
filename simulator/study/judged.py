"""The judge over columns: what ``timeline.judge`` says of one run, for thousands of runs at a time.

``tests/study/test_judged.py`` holds that the two never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from simulator.model.setup import Clock
from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.gaps import STANDINGS, WIDTH
from simulator.study.statistics import Gain, paired_gain

Times = npt.NDArray[np.int32]
"""Seconds since opens; ``NEVER`` or ``OPEN``, which are below 0, for what did not come."""
Flags = npt.NDArray[np.bool_]
NEVER = np.int32(-1)
OPEN = np.int32(-2)
"""For what had not come when the run was over, though work was under way that may bring it."""


UNREACHED = np.int32(np.iinfo(np.int32).min)
"""A margin where the milestone did not come: less than any other."""


@dataclass(frozen=True)
class Judged:
    """One clock over all runs: one entry a run."""

    clock: Clock
    incident: int
    """Of several incidents that one team has at once, which, from 0."""
    started: Flags
    met: Flags
    void: Flags
    """Whether it started and became moot before it was met or missed."""
    undecided: Flags
    began: Times
    """When it started; ``NEVER`` where it did not, and for clocks that ask for an order only."""
    due: Times
    """``NEVER`` where it did not start or has no limit."""
    reached: Times
    turns: Times | None = None
    """Of a duty that recurs: its turns; start, deadline and milestone are those of the worst."""
    missed_turns: Times | None = None

    @property
    def counted(self) -> Flags:
        """Whether it was a question: it started and did not become void."""
        return self.started & ~self.void

    @property
    def took(self) -> Times:
        """Seconds from start to milestone, ascending, of the counted runs in which it came; 0 where it came first.

        For a clock that asks for an order only it means nothing.
        """
        came = self.counted & (self.reached >= 0)
        return np.sort(np.maximum(self.reached[came] - self.began[came], 0))

    @property
    def margins(self) -> Times:
        """Seconds to spare, ascending, of all counted runs; ``UNREACHED`` where the milestone did not come.

        None of what must keep away: where it never comes no figure says how well.
        """
        if self.clock.keeps_away:
            return np.zeros(0, dtype=np.int32)
        counted = self.counted & (self.due >= 0)
        spare = np.where(self.reached >= 0, self.due - self.reached, UNREACHED)
        return np.sort(spare[counted])


class ClockSamples(Protocol):
    """Whether one clock was a question and was met, run by run: a ``Judged``, or what is kept of one."""

    @property
    def counted(self) -> Flags:
        """Whether it started and did not become void."""

    @property
    def met(self) -> Flags:
        """Whether it was met."""


def gained(before: ClockSamples, after: ClockSamples) -> Gain:
    """What a change gains among the runs that both have and in which the clock counts with it and without."""
    runs = min(len(before.met), len(after.met))
    both = before.counted[:runs] & after.counted[:runs]
    was, now = before.met[:runs] & both, after.met[:runs] & both
    return paired_gain(int((now & ~was).sum()), int((was & ~now).sum()), int(both.sum()))


def judged(plan: Plan, reached: Times, over_at: int, clocks: Sequence[Clock] | None = None) -> tuple[Judged, ...]:
    """Every clock of every incident, or some.

    ``reached``: a row a run, as ``Batch.reached`` has it. All runs are over at ``over_at``.
    """
    columns = [_Columns(plan, reached, incident) for incident in range(plan.incidents)]
    return tuple(of.judge(clock, over_at) for of in columns for clock in (plan.clocks if clocks is None else clocks))


def column(plan: Plan, reached: Times, milestone: str, incident: int = 0) -> Times:
    """When a milestone of one incident was reached, run by run."""
    number = plan.numbered(milestone, incident)
    if number is None:
        return np.full(len(reached), NEVER)
    times: Times = reached[:, number]
    return times


@dataclass(frozen=True)
class _Columns:
    plan: Plan
    times: Times
    incident: int

    def column(self, milestone: str) -> Times:
        return column(self.plan, self.times, milestone, self.incident)

    def judge(self, clock: Clock, over_at: int) -> Judged:
        return self._recurring(clock) if clock.recurs else self._once(clock, over_at)

    def _recurring(self, clock: Clock) -> Judged:
        """As each run was judged when it was played."""
        first = len(self.plan.milestones) + WIDTH * self.plan.duties.index((clock, self.incident))
        stands, began, due, reached, turns, missed = (self.times[:, first + n] for n in range(WIDTH))
        how = {name: stands == n for n, name in enumerate(STANDINGS)}
        return Judged(
            clock,
            self.incident,
            ~how["not-started"],
            how["met"],
            how["void"],
            how["undecided"],
            began,
            due,
            reached,
            turns,
            missed,
        )

    def _once(self, clock: Clock, over_at: int) -> Judged:
        started, reached = self.column(clock.start), self.column(clock.end)
        has_started, came, counts = started >= 0, reached >= 0, self._counts(clock)
        if clock.is_order:
            none = np.full(len(started), NEVER)
            asked = (came | has_started) & counts
            void = asked & self._moot(clock, reached, np.where(has_started, started, NEVER))
            met = asked & came & ~void & (~has_started | (reached <= started))
            return Judged(clock, self.incident, asked, met, void, none >= 0, none, none, reached)
        has_started &= counts
        started = np.where(has_started, started, NEVER)
        due = self._due(clock, started, reached)
        if clock.keeps_away:
            return self._kept_away(clock, has_started, started, due, reached, over_at)
        bounded = due >= 0
        void = has_started & self._moot(clock, reached, due)
        met = has_started & ~void & came & (~bounded | (reached <= due))
        late = ~came & bounded & (due <= over_at)
        undecided = has_started & ~void & ~came & ~late
        return Judged(clock, self.incident, has_started, met, void, undecided, started, due, reached)

    def _kept_away(
        self, clock: Clock, has_started: Flags, started: Times, due: Times, reached: Times, over_at: int
    ) -> Judged:
        free = due
        for name in clock.until:
            until = self.column(name)
            free = np.where(has_started & (until >= 0), np.minimum(free, until), free)
        free = np.where(has_started, np.maximum(free, started), NEVER)
        void = has_started & self._moot(clock, reached, free)
        early = (reached >= 0) & (reached < free)
        met = has_started & ~void & ~early & (free <= over_at)
        undecided = has_started & ~void & ~early & (free > over_at)
        return Judged(clock, self.incident, has_started, met, void, undecided, started, free, reached)

    def _counts(self, clock: Clock) -> Flags:
        """Whether all of its ``only_if`` were reached."""
        counts = np.ones(len(self.times), dtype=np.bool_)
        for name in clock.only_if:
            counts &= self.column(name) >= 0
        return counts

    def _moot(self, clock: Clock, reached: Times, due: Times) -> Flags:
        """Whether it became moot before it was met, and by the deadline."""
        found = np.zeros(len(reached), dtype=np.bool_)
        for name in clock.unless:
            moot = self.column(name)
            found |= (moot >= 0) & ((reached < 0) | (moot < reached)) & ((due < 0) | (moot <= due))
        return found

    def _due(self, clock: Clock, started: Times, reached: Times) -> Times:
        due = np.full(len(started), NEVER)
        going = np.flatnonzero(started >= 0)
        if not len(going) or clock.within is None:
            return due
        due[going] = self._falls(clock, started[going])
        cap = clock.expectation.cap if clock.expectation else None
        if cap is not None:
            capping = self.column(cap.from_)
            for run in going[capping[going] >= 0]:
                ended = int(reached[run]) if reached[run] >= 0 else None
                due[run] = clock.capped(int(due[run]), int(capping[run]), ended) or NEVER
        return due

    def _falls(self, clock: Clock, started: Times) -> Times:
        """Seconds are added; days depend on the local date only, whole hours on the hour: looked up once for each.

        Business hours depend on the second.
        """
        assert clock.within is not None
        periods = clock.periods(int(started.max()))
        if periods is None and clock.within.unit == "seconds":
            return started + np.int32(clock.within.amount)
        if periods is None:
            moments, places = np.unique(started, return_inverse=True)
        else:
            firsts, places = np.unique(np.searchsorted(periods, started, side="right") - 1, return_inverse=True)
            moments = np.array(periods)[firsts]
        due = np.array([min(clock.deadline(int(at)) or 0, FOREVER) for at in moments], dtype=np.int32)[places]
        return np.maximum(due, started)
