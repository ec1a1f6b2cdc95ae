"""A block of runs played, and what is kept of them: columns of numbers, small enough to send between processes.

What a block keeps are whole numbers and adding them up is exact, so a study is the same to the
bit wherever its blocks were played.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from simulator.plan.tables import Plan
from simulator.study import gaps
from simulator.study.judged import NEVER, OPEN, Times
from simulator.study.why import Sums, Tracer
from simulator.world.draws import Draws
from simulator.world.runs import AT_ONCE, Runs, runs_from
from simulator.world.start import opening
from simulator.world.work import PENDING

_IS_PENDING = np.array([status in PENDING for status in range(max(PENDING) + 1)])
BLOCK = AT_ONCE
"""Runs to a block: enough for drawing to be fast, few enough to share work out and to stop in time."""


@dataclass(frozen=True)
class Batch:
    """Runs one after the other."""

    first: int
    reached: Times
    """A row a run, a column a milestone; then the columns of each duty that recurs (``gaps.columns``)."""
    work: Sums
    """A row a job: visits, seconds worked, waited for a person, waited for absent people."""
    people: Sums
    """A row a pool: seconds for which work waited because its people were busy, and were not at hand.

    Then how many person-seconds more they worked than the first choice for all work would have it.
    """
    paths: Sums
    """(target milestone, job, …): runs on whose path it lay, and seconds of it worked, waiting for a person, for absent
    people."""
    traced: int
    """How many runs, from the first, ``work`` and ``paths`` are sums of."""


@dataclass(frozen=True)
class Order:
    """What a block is to play: all that a worker must know besides the plan."""

    seed: int
    first: int
    runs: int
    antithetic: bool = False
    targets: tuple[int, ...] = ()
    """Milestones whose ways are to be traced."""


def play(plan: Plan, order: Order) -> Batch:
    """Plays a block."""
    draws = Draws(order.seed, order.first, order.runs, antithetic=order.antithetic)
    runs = runs_from(opening(plan), draws, traced=bool(order.targets))
    runs.play(plan.horizon)
    tracer = Tracer(plan, order.targets)
    if order.targets:
        for run in runs.told():
            tracer.read(run)
    traced = order.runs if order.targets else 0
    return Batch(order.first, times(plan, runs, ended=True), *tracer.sums(), traced)


def times(plan: Plan, runs: Runs, first: int = 0, *, ended: bool = False) -> Times:
    """When each milestone was reached, a row a run from the first of these on: rows of ``Batch.reached``.

    ``ended``: the runs are over, and what had not come is told apart: by what is under way it may yet, or it may not.
    """
    reached = runs.reached[first:].astype(np.int32, order="F")
    if ended:
        _mark_open(plan, reached, runs.statuses[first:])
    if not plan.duties:
        return reached
    return np.hstack([reached, np.array([gaps.columns(run) for run in runs.told(first)], dtype=np.int32)])


def _mark_open(plan: Plan, reached: Times, statuses: npt.NDArray[np.int64]) -> None:
    """What had not come and may yet, by work that is under way and ends by itself."""
    by_itself = [number for number, job in enumerate(plan.jobs) if not job.held]
    pending = _IS_PENDING[statuses[:, by_itself]]
    for place in np.flatnonzero(pending.any(axis=0)):
        some = np.ix_(pending[:, place], np.array(sorted(plan.leads_to[by_itself[place]]), dtype=np.int64))
        reached[some] = np.where(reached[some] == NEVER, OPEN, reached[some])


def width(plan: Plan) -> int:
    """Columns of a row."""
    return len(plan.milestones) + gaps.WIDTH * len(plan.duties)


def orders(
    seed: int, runs: range, *, block: int = BLOCK, antithetic: bool = False, targets: tuple[int, ...] = ()
) -> list[Order]:
    """Runs in blocks, cut at multiples of ``block`` wherever they begin."""
    cuts = [runs.start, *range((runs.start // block + 1) * block, runs.stop, block), runs.stop] if runs else []
    return [Order(seed, first, end - first, antithetic, targets) for first, end in pairwise(cuts)]


def joined(batches: list[Batch]) -> Batch:
    """Blocks as one, in the order of their runs."""
    if len(batches) == 1:
        return batches[0]
    batches = sorted(batches, key=lambda batch: batch.first)
    traced = [batch for batch in batches if batch.traced] or batches[:1]
    return Batch(
        batches[0].first,
        np.concatenate([batch.reached for batch in batches]),
        sum((batch.work for batch in traced[1:]), traced[0].work),
        sum((batch.people for batch in traced[1:]), traced[0].people),
        sum((batch.paths for batch in traced[1:]), traced[0].paths),
        sum(batch.traced for batch in traced),
    )
