"""Why a milestone came when it did: which work lay on the way to it, and what that work waited for.

``timeline.walk`` goes back over what a run has kept: its rows, milestones and injects, each with its cause.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from simulator.plan.specs import JobSpec
from simulator.plan.tables import Plan
from simulator.timeline.walk import Came, Name, brought_by, walk
from simulator.world.played import PlayedRun
from simulator.world.start import INJECT, MILESTONE, NO_CAUSE
from simulator.world.work import Row

# Columns of what is summed up: visits (or runs, of a path), seconds worked, seconds waited for people who were busy and
# for people who were not at hand.
VISITS: Final = 0
WORKED: Final = 1
FOR_PERSON: Final = 2
FOR_ABSENT: Final = 3

_FIGURES = itemgetter(0, 3, 5, 7, 8)
"""Of a row: job, when it was asked for and over, seconds worked, seconds waited for absent people."""

Sums: TypeAlias = npt.NDArray[np.int64]


class Tracer:
    """Sums over runs: what every job did, and what lay on the way to the targets.

    Runs are only noted down as they are read; all are summed up together.
    """

    def __init__(self, plan: Plan, targets: tuple[int, ...]) -> None:
        self.plan = plan
        self.targets = targets
        self._only_pool = [-1 if job.shared_wait or not job.staff else job.staff[0][0] for job in plan.jobs]
        # Rows of numbers, one behind the other.
        self._visits: list[int] = []
        """Job, when it was asked for and over, seconds worked and waited for absent people, of every visit."""
        self._shared: list[int] = []
        """Pool, seconds waited for its people who were busy and who were not at hand, of work that needs several."""
        self._stood_in: list[int] = []
        """Pool, person-seconds more than the first choice would have it."""
        self._ways: list[int] = []
        """Target, the run's first visit, how many visits lie on the way."""
        self._on_way: list[int] = []
        """Those visits, counted from the run's first."""

    def read(self, run: PlayedRun) -> None:
        """Notes down one run that was played to its end; work that it cut off counts up to there."""
        if not self.targets:
            return
        first, rows = len(self._visits) // 5, (*run.rows, *run.cut_off)
        self._visits.extend(chain.from_iterable(map(_FIGURES, rows)))
        # What work waited is put down to those it waited for: of a meeting, to whom it lacked.
        lacked = (row[10] for row in rows if row[10] and self._only_pool[row[0]] < 0)
        self._shared.extend(chain.from_iterable(chain.from_iterable(lacked)))
        for row in rows if run.staffed else ():
            if (row[0], row[1]) in run.staffed:
                self._credit(row, [*run.handed_over.get((row[0], row[1]), ()), (run.staffed[row[0], row[1]], row[7])])
        came = cache(Story(run).came)  # the ways to several milestones have most of it in common
        for n, target in enumerate(self.targets):
            at = run.reached[target]
            if at is not None:
                way = [thing.how for thing in walk(came, MILESTONE + target, at) if thing.how is not None]
                self._ways += (n, first, len(way))
                self._on_way += way

    def _credit(self, row: Row, turns: list[tuple[tuple[tuple[int, int], ...], int]]) -> None:
        """What deputies worked counts as theirs; ``turns``: who had it, and how long it had been worked after them."""
        for pool, people in self.plan.jobs[row[0]].staff:
            self._stood_in += (pool, -people * row[7])
        before = 0
        for staff, worked in turns:
            for pool, people in staff:
                self._stood_in += (pool, people * (worked - before))
            before = worked

    def sums(self) -> tuple[Sums, Sums, Sums]:
        """Of all runs read: work, people and paths, as ``Batch`` has them."""
        jobs, asked, ended, worked, absent = _columns(self._visits, 5)
        spent = np.stack([np.ones_like(jobs), worked, ended - asked - worked - absent, absent])
        return _summed(jobs, spent, len(self.plan.jobs)), self._people(jobs, spent), self._paths(jobs, spent)

    def _people(self, jobs: Sums, spent: Sums) -> Sums:
        """Of each pool: waited for its people, who were busy or not at hand, and person-seconds stood in."""
        pools = np.array(self._only_pool, dtype=np.int64)[jobs]
        alone, count = pools >= 0, len(self.plan.pools)
        waited = spent[[FOR_PERSON, FOR_ABSENT]]
        shared, stood_in = _columns(self._shared, 3), _columns(self._stood_in, 2)
        seconds = _summed(pools[alone], waited[:, alone], count) + _summed(shared[0], shared[1:], count)
        return np.hstack([seconds, _summed(stood_in[0], stood_in[1:], count)])

    def _paths(self, jobs: Sums, spent: Sums) -> Sums:
        """Of each job on the way to each target; a run in which a job lies on it twice counts once."""
        targets, firsts, lengths = _columns(self._ways, 3)
        way = np.repeat(np.arange(len(lengths)), lengths)
        places = np.array(self._on_way, dtype=np.int64) + firsts[way]
        count, on_way = len(self.plan.jobs), spent[:, places]
        once = np.unique(way * count + jobs[places], return_index=True)[1]
        on_way[VISITS] = 0
        on_way[VISITS, once] = 1
        paths = _summed(targets[way] * count + jobs[places], on_way, len(self.targets) * count)
        return paths.reshape(len(self.targets), count, len(spent))


class Story:
    """A run as the walk reads it: everything by its number as a cause, visits by their place among its rows."""

    def __init__(self, run: PlayedRun) -> None:
        self.run = run
        self._ends = [row[5] for row in run.rows]
        self._visits: dict[int, list[int]] = {}
        for place, row in enumerate(run.rows):
            self._visits.setdefault(row[0], []).append(place)

    def came(self, what: Name, by: int) -> Came[int | None] | None:
        """How something came about that had come by then."""
        cause = int(what)
        if cause >= MILESTONE:
            return Came(cause, by, _known(self.run.reached_by[cause - MILESTONE]), by, None)
        return self._delivered(cause, by) if cause >= INJECT else self._ended(cause, by)

    def _delivered(self, cause: int, at: int) -> Came[int | None]:
        inject, reached = self.run.plan.injects[cause - INJECT], self.run.reached
        awaited, trips_on = ([(MILESTONE + m, reached[m]) for m in some] for some in (inject.once, inject.trips_on))
        last, since = brought_by(at, inject.at, awaited, trips_on)
        return Came(cause, at, last, since, None)

    def _ended(self, job: int, by: int) -> Came[int | None] | None:
        """A job that is over: its last visit, or a step that was ruled out after it."""
        visits = self._visits.get(job, [])
        turn = bisect_right(visits, by, key=self._ends.__getitem__) - 1
        row = self.run.rows[visits[turn]] if turn >= 0 else None
        for step, at, because in reversed(self.run.ruled_out):
            if step == job and at <= by and (row is None or row[5] < at):
                return Came(job, at, _known(because), at, None)
        if row is None:
            return None
        spec = self.run.specs[job]
        ended_by = self._let_go(spec, row) if spec.held else None
        if ended_by is not None:
            return Came(job, row[5], ended_by, row[5], None)
        # A further turn of a step that recurs has no delay before it, and follows the last one.
        since = self._ends[visits[turn - 1]] if spec.every and row[9] == job else row[2] - spec.delay
        return Came(job, row[5], _known(row[9]), since, visits[turn])

    def _let_go(self, spec: JobSpec, row: Row) -> int | None:
        """The milestone that ended a held step; None where that had come before it was asked for."""
        came = [m for m in spec.until if self.run.reached[m] == row[5]]
        return MILESTONE + came[0] if came and row[5] > row[3] else None


def _known(cause: int) -> int | None:
    return None if cause == NO_CAUSE else cause


def _columns(rows: list[int], width: int) -> Sums:
    return np.array(rows, dtype=np.int64).reshape(-1, width).T


def _summed(of: Sums, columns: Sums, count: int) -> Sums:
    """The columns, added up for each of so many numbers: whose each entry is stands in ``of``."""
    sums = np.zeros((len(columns), count), dtype=np.int64)
    for row, column in zip(sums, columns, strict=True):
        np.add.at(row, of, column)
    return sums.T
