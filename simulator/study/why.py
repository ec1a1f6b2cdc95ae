"""Why a milestone came when it did: which work lay on the way to it, and what that work waited for.

Walks back from the milestone over a run's rows, as ``timeline.paths`` does over an exercise's events: from what
reached it to what that had waited for last, and so on to the opening.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from simulator.plan.tables import Plan
from simulator.world.run import Run
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
        self.givers = [_givers(plan, target) for target in targets]
        self.asked_by = {inject.work: n for n, inject in enumerate(plan.injects) if inject.work >= 0} | dict(
            plan.decides
        )
        self._work = [[0, 0, 0, 0] for _ in plan.jobs]
        self._paths = [[[0, 0, 0, 0] for _ in plan.jobs] for _ in targets]

    @property
    def work(self) -> Sums:
        """A row a job."""
        return np.array(self._work, dtype=np.int64).reshape(-1, 4)

    @property
    def paths(self) -> Sums:
        """(target, job, …)."""
        return np.array(self._paths, dtype=np.int64).reshape(len(self.targets), len(self.plan.jobs), 4)

    def read(self, run: Run) -> None:
        """Adds one finished run."""
        if not self.targets:
            return
        rows: dict[int, list[Row]] = {}
        for row in run.rows:
            rows.setdefault(row[0], []).append(row)
            _add(self._work[row[0]], _spent(row))
        for n, target in enumerate(self.targets):
            if run.reached[target] is not None:
                met: set[int] = set()
                for row in self._way(run, rows, target, self.givers[n]):
                    job, (_, *spent) = row[0], _spent(row)
                    _add(self._paths[n][job], (job not in met, *spent))
                    met.add(job)

    def _way(self, run: Run, rows: dict[int, list[Row]], target: int, givers: list[int]) -> Iterator[Row]:
        """The visits on the way to a milestone, the last first."""
        at = run.reached[target] or 0
        row = _ended_at(rows, givers, at)
        if row is None:
            row = self._before_inject(run, rows, target, at)
        seen: set[tuple[int, int]] = set()
        while row is not None and (row[0], row[1]) not in seen:
            seen.add((row[0], row[1]))
            yield row
            row = self._before(run, rows, row)

    def _before(self, run: Run, rows: dict[int, list[Row]], row: Row) -> Row | None:
        """What a visit had waited for last: the latest end, milestone or inject that let it begin."""
        job, ready = row[0], row[2]
        if job in self.asked_by:
            return self._before_delivery(run, rows, self.asked_by[job], ready)
        spec = self.plan.jobs[job]
        sender = _sender(self.plan, rows, job, ready, row[1])
        if sender is not None:
            return sender
        found = _ended_at(rows, [n for n, _ in spec.after + spec.after_any], ready)
        if found is not None:
            return found
        for milestone in spec.once:
            if run.reached[milestone] == ready:
                return _ended_at(rows, _givers(self.plan, milestone), ready) or self._before_inject(
                    run, rows, milestone, ready
                )
        return None

    def _before_inject(self, run: Run, rows: dict[int, list[Row]], milestone: int, at: int) -> Row | None:
        for number, inject in enumerate(self.plan.injects):
            if milestone in inject.reaches:
                return self._before_delivery(run, rows, number, at)
        return None

    def _before_delivery(self, run: Run, rows: dict[int, list[Row]], number: int, at: int) -> Row | None:
        """An inject came because the story's clock said so, or a set time after a milestone."""
        inject = self.plan.injects[number]
        for milestone in inject.once:
            came = run.reached[milestone]
            if came is not None and came + inject.delay == at and at > (inject.at or 0):
                return _ended_at(rows, _givers(self.plan, milestone), came)
        return None


def _add(sums: list[int], more: tuple[int, ...]) -> None:
    for column, amount in enumerate(more):
        sums[column] += amount


def _spent(row: Row) -> tuple[int, int, int, int]:
    """One visit: seconds worked, waited for busy people, waited for absent ones (pauses are absence)."""
    _, _, _, asked, started, ended, _, worked, absent = row
    if started < 0:
        return 1, 0, ended - asked - absent, absent
    return 1, worked, started - asked - absent, absent + ended - started - worked


def _givers(plan: Plan, milestone: int) -> list[int]:
    """The jobs that can reach a milestone."""
    return [
        n
        for n, job in enumerate(plan.jobs)
        if milestone in job.reaches or milestone == job.done or any(milestone in e.reaches for e in job.endings)
    ]


def _ended_at(rows: dict[int, list[Row]], jobs: list[int], at: int) -> Row | None:
    """Of these jobs' visits, the one that ended at that second."""
    for job in jobs:
        ends = rows.get(job)
        if ends:
            place = bisect_right([row[5] for row in ends], at) - 1
            if place >= 0 and ends[place][5] == at:
                return ends[place]
    return None


def _sender(plan: Plan, rows: dict[int, list[Row]], job: int, ready: int, visit: int) -> Row | None:
    """A second visit of what a loop begins with: sent back by the loop's last step at that second."""
    if visit == 1:
        return None
    senders = [n for n, spec in enumerate(plan.jobs) if spec.loop and spec.loop.start == job and n in rows]
    return next((row for n in senders for row in rows[n] if row[5] == ready), None)
