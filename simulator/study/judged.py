"""The judge over columns: what ``timeline.judge`` says of one run, for thousands of runs at a time.

``tests/study/test_judged.py`` holds that the two never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from simulator.model.setup import Clock
from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.statistics import Gain, paired_gain

Times = npt.NDArray[np.int32]
"""Seconds since opens; ``NEVER`` for what did not come."""
Flags = npt.NDArray[np.bool_]
NEVER = np.int32(-1)


@dataclass(frozen=True)
class Judged:
    """One clock over all runs: one entry a run."""

    clock: Clock
    incident: int
    """Of several incidents that one team has at once, which, from 0."""
    started: Flags
    met: Flags
    undecided: Flags
    began: Times
    """When it started; ``NEVER`` where it did not, and for clocks that ask for an order only."""
    due: Times
    """``NEVER`` where it did not start or has no limit."""
    reached: Times

    @property
    def took(self) -> Times:
        """Seconds from start to milestone, ascending, of the runs in which both came; 0 where the milestone was first.

        For a clock that asks for an order only it means nothing.
        """
        came = self.started & (self.reached != NEVER)
        return np.sort(np.maximum(self.reached[came] - self.began[came], 0))

    @property
    def margins(self) -> Times:
        """Seconds to spare, ascending, of the runs in which it started and was reached."""
        counted = self.started & (self.reached != NEVER) & (self.due != NEVER)
        return np.sort(self.due[counted] - self.reached[counted])


class ClockSamples(Protocol):
    """Whether one clock started and was met, run by run: a ``Judged``, or what is kept of one."""

    @property
    def started(self) -> Flags:
        """Whether it started."""

    @property
    def met(self) -> Flags:
        """Whether it started and was met."""


def gained(before: ClockSamples, after: ClockSamples) -> Gain:
    """What a change gains among the runs that both have and in which the clock starts with it and without."""
    runs = min(len(before.met), len(after.met))
    both = before.started[:runs] & after.started[:runs]
    was, now = before.met[:runs] & both, after.met[:runs] & both
    return paired_gain(int((now & ~was).sum()), int((was & ~now).sum()), int(both.sum()))


def judged(plan: Plan, reached: Times, over_at: int) -> tuple[Judged, ...]:
    """Every clock of every incident.

    ``reached``: a row a run, a column a milestone. All runs are over at ``over_at``.
    """
    columns = [_Columns(plan, reached, incident) for incident in range(plan.incidents)]
    return tuple(of.judge(clock, over_at) for of in columns for clock in plan.clocks)


@dataclass(frozen=True)
class _Columns:
    plan: Plan
    times: Times
    incident: int

    def column(self, milestone: str) -> Times:
        number = self.plan.numbered(milestone, self.incident)
        if number is None:
            return np.full(len(self.times), NEVER)
        column: Times = self.times[:, number]
        return column

    def judge(self, clock: Clock, over_at: int) -> Judged:
        started, reached = self.column(clock.start), self.column(clock.end)
        has_started, came = started != NEVER, reached != NEVER
        if clock.is_order:
            met = came & (~has_started | (reached <= started))
            none = np.full(len(started), NEVER)
            # Neither has come: it stands open, and counts as started, as it may still be broken.
            return Judged(clock, self.incident, np.ones_like(met), met, ~came & ~has_started, none, none, reached)
        due = self._due(clock, started)
        bounded = due != NEVER
        in_time = came & (~bounded | (reached <= due))
        late = ~came & bounded & (due <= over_at)
        undecided = has_started & ~came & ~late
        return Judged(clock, self.incident, has_started, has_started & in_time, undecided, started, due, reached)

    def _due(self, clock: Clock, started: Times) -> Times:
        due = np.full(len(started), NEVER)
        going = np.flatnonzero(started != NEVER)
        if not len(going) or clock.within is None:
            return due
        due[going] = self._falls(clock, started[going])
        cap = clock.expectation.cap if clock.expectation else None
        if cap is not None:
            capping = self.column(cap.from_)
            for run in going[capping[going] != NEVER]:
                due[run] = clock.capped(int(due[run]), int(capping[run])) or NEVER
        return due

    def _falls(self, clock: Clock, started: Times) -> Times:
        """A limit in seconds is added; one in days depends on the local date only, and is looked up once a date."""
        assert clock.within is not None
        if clock.within.unit == "seconds":
            return started + np.int32(clock.within.amount)
        days = np.searchsorted(np.array(clock.midnights(int(started.max()))), started, side="right")
        due = np.empty_like(started)
        for day in np.unique(days):
            same = days == day
            falls = clock.deadline(int(started[same][0]))
            due[same] = NEVER if falls is None else min(falls, FOREVER)
        return due
