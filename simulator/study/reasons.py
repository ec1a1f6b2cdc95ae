"""A study's reasons from its sums: averages per run, by job and by role."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.batch import Batch
from simulator.study.result import Effort, Load, Path, Why
from simulator.study.why import FOR_ABSENT, FOR_PERSON, VISITS, WORKED, Sums


def reasons(plan: Plan, batch: Batch, targets: tuple[int, ...]) -> Why:
    """The answer to why, of the runs whose ways were traced."""
    runs = batch.traced
    reached = batch.reached[:runs]
    paths = []
    for n, target in enumerate(targets):
        came = int((reached[:, target] >= 0).sum())
        if came:
            efforts = sorted(_efforts(plan, batch.paths[n], came), key=lambda effort: effort.whole, reverse=True)
            paths.append(Path(plan.milestones[target], came, tuple(efforts)))
    work = tuple(_efforts(plan, batch.work, runs))
    return Why(runs, tuple(paths), work, tuple(_loads(plan, batch, runs)))


def _efforts(plan: Plan, sums: Sums, runs: int) -> Iterator[Effort]:
    for job, row in enumerate(sums.tolist()):
        if row[VISITS]:
            shares = (row[column] / runs for column in (VISITS, WORKED, FOR_PERSON, FOR_ABSENT))
            yield Effort(plan.jobs[job].name, *shares)


def _loads(plan: Plan, batch: Batch, runs: int) -> Iterator[Load]:
    until = _span(plan, batch, runs)
    for number, pool in enumerate(plan.pools):
        worked = 0.0
        for job, row in enumerate(batch.work.tolist()):
            for needed, people in plan.jobs[job].staff:
                if needed == number:
                    worked += row[WORKED] * people / runs
        for_person, for_absent, stood_in = (seconds / runs for seconds in batch.people[number].tolist())
        worked += stood_in
        at_hand = (here * max(0, min(end, until) - max(start, 0)) for start, here, _, end in pool.phases)
        people_hours = 0 if pool.unlimited else sum(at_hand)
        busy = worked / people_hours if people_hours else 0.0
        yield Load(pool.name, None if pool.people >= FOREVER else pool.people, worked, busy, for_person, for_absent)


def _span(plan: Plan, batch: Batch, runs: int) -> int:
    """The middle of the moments at which the last milestone of a run came."""
    return max(1, int(np.median(batch.reached[:runs].max(axis=1)))) if runs else plan.story_end
