"""Why a milestone came when it did: which work lay on the way to it, and what that work waited for.

``timeline.walk`` goes back over what a run has kept: its rows, milestones and injects, each with its cause.
"""

from __future__ import annotations

from bisect import bisect_right
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

Sums: TypeAlias = npt.NDArray[np.int64]


class Tracer:
    """Sums over runs: what every job did, and what lay on the way to the targets."""

    def __init__(self, plan: Plan, targets: tuple[int, ...]) -> None:
        self.plan = plan
        self.targets = targets
        self._work = [[0, 0, 0, 0] for _ in plan.jobs]
        self._only_pool = [-1 if job.shared_wait or not job.staff else job.staff[0][0] for job in plan.jobs]
        self._people = [[0, 0, 0] for _ in plan.pools]
        self._paths = [[[0, 0, 0, 0] for _ in plan.jobs] for _ in targets]

    @property
    def work(self) -> Sums:
        """A row a job."""
        return np.array(self._work, dtype=np.int64).reshape(-1, 4)

    @property
    def paths(self) -> Sums:
        """(target, job, …)."""
        return np.array(self._paths, dtype=np.int64).reshape(len(self.targets), len(self.plan.jobs), 4)

    @property
    def people(self) -> Sums:
        """A row a pool: seconds for which work waited because its people were busy, and were not at hand.

        Then how many person-seconds more they worked than the first choice for all work would have it.
        """
        return np.array(self._people, dtype=np.int64).reshape(-1, 3)

    def _charge(self, row: Row, spent: tuple[int, int, int, int]) -> None:
        """What work waited is put down to those it waited for: of a meeting, to whom it lacked."""
        pool = self._only_pool[row[0]]
        if pool >= 0:
            seconds = self._people[pool]
            seconds[0] += spent[FOR_PERSON]
            seconds[1] += spent[FOR_ABSENT]
            return
        for lacked, busy, away in row[10]:
            seconds = self._people[lacked]
            seconds[0] += busy
            seconds[1] += away

    def _credit(self, row: Row, turns: list[tuple[tuple[tuple[int, int], ...], int]]) -> None:
        """What deputies worked counts as theirs; ``turns``: who had it, and how long it had been worked after them."""
        for pool, people in self.plan.jobs[row[0]].staff:
            self._people[pool][2] -= people * row[7]
        before = 0
        for staff, worked in turns:
            for pool, people in staff:
                self._people[pool][2] += people * (worked - before)
            before = worked

    def read(self, run: PlayedRun) -> None:
        """Adds one run that was played to its end; work that it cut off counts up to there."""
        if not self.targets:
            return
        for row in (*run.rows, *run.cut_off):
            spent = _spent(row)
            _add(self._work[row[0]], *spent)
            self._charge(row, spent)
            if run.staffed and (row[0], row[1]) in run.staffed:
                self._credit(row, [*run.handed_over.get((row[0], row[1]), ()), (run.staffed[row[0], row[1]], row[7])])
        story = Story(run)
        for n, target in enumerate(self.targets):
            if run.reached[target] is not None:
                met: set[int] = set()
                path = self._paths[n]
                for row in story.way(target):
                    job = row[0]
                    _, worked, for_person, for_absent = _spent(row)
                    _add(path[job], job not in met, worked, for_person, for_absent)
                    met.add(job)


class Story:
    """A run as the walk reads it: everything by its number as a cause."""

    def __init__(self, run: PlayedRun) -> None:
        self.run = run
        self.rows: dict[int, list[Row]] = {}
        for row in run.rows:
            self.rows.setdefault(row[0], []).append(row)
        self._seen: dict[tuple[Name, int], Came[Row | None] | None] = {}
        """What was found out: the ways to several milestones have most of it in common."""

    def way(self, milestone: int) -> list[Row]:
        """The visits on the way to a milestone that was reached, the last first."""
        at = self.run.reached[milestone]
        return [came.how for came in walk(self.came, MILESTONE + milestone, at or 0) if came.how is not None]

    def came(self, what: Name, by: int) -> Came[Row | None] | None:
        """How something came about that had come by then."""
        key = (what, by)
        if key not in self._seen:
            self._seen[key] = self._found(int(what), by)
        return self._seen[key]

    def _found(self, cause: int, by: int) -> Came[Row | None] | None:
        if cause >= MILESTONE:
            return Came(cause, by, _known(self.run.reached_by[cause - MILESTONE]), by, None)
        return self._delivered(cause, by) if cause >= INJECT else self._ended(cause, by)

    def _delivered(self, cause: int, at: int) -> Came[Row | None]:
        inject, reached = self.run.plan.injects[cause - INJECT], self.run.reached
        awaited, trips_on = ([(MILESTONE + m, reached[m]) for m in some] for some in (inject.once, inject.trips_on))
        last, since = brought_by(at, inject.at, awaited, trips_on)
        return Came(cause, at, last, since, None)

    def _ended(self, job: int, by: int) -> Came[Row | None] | None:
        """A job that is over: its last visit, or a step that was ruled out after it."""
        rows = self.rows.get(job, [])
        place = bisect_right(rows, by, key=_end) - 1
        row = rows[place] if place >= 0 else None
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
        since = rows[place - 1][5] if spec.every and row[9] == job else row[2] - spec.delay
        return Came(job, row[5], _known(row[9]), since, row)

    def _let_go(self, spec: JobSpec, row: Row) -> int | None:
        """The milestone that ended a held step; None where that had come before it was asked for."""
        came = [m for m in spec.until if self.run.reached[m] == row[5]]
        return MILESTONE + came[0] if came and row[5] > row[3] else None


def _known(cause: int) -> int | None:
    return None if cause == NO_CAUSE else cause


def _end(row: Row) -> int:
    return row[5]


def _add(sums: list[int], visits: int, worked: int, for_person: int, for_absent: int) -> None:
    sums[VISITS] += visits
    sums[WORKED] += worked
    sums[FOR_PERSON] += for_person
    sums[FOR_ABSENT] += for_absent


def _spent(row: Row) -> tuple[int, int, int, int]:
    """One visit: seconds worked, waited (or paused) for people who were busy, and for people who were not at hand."""
    asked, ended, worked, absent = row[3], row[5], row[7], row[8]
    return 1, worked, ended - asked - worked - absent, absent
