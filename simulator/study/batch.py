"""A block of runs played, and what is kept of them: columns of numbers, small enough to send between processes.

What a block keeps are whole numbers and adding them up is exact, so a study is the same to the
bit wherever its blocks were played.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulator.plan.tables import Plan
from simulator.study import gaps
from simulator.study.judged import NEVER, OPEN, Times
from simulator.study.why import Sums, Tracer
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.swift import Swift
from simulator.world.work import PENDING

BLOCK = 500
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
    """A row a pool: see ``Tracer.people``."""
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
    start = start_from(plan, State())
    draws = Draws(order.seed, order.first, order.runs, antithetic=order.antithetic)
    rows = []
    tracer = Tracer(plan, order.targets)
    for n in range(order.runs):
        run = Swift(start, draws, order.first + n, traced=bool(order.targets)).play(plan.horizon)
        rows.append(times(run, ended=True))
        tracer.read(run)  # last: it closes the books of the run
    reached = np.array(rows, dtype=np.int32).reshape(order.runs, width(plan))
    return Batch(order.first, reached, tracer.work, tracer.people, tracer.paths, order.runs if order.targets else 0)


_NEVER, _OPEN = int(NEVER), int(OPEN)


def times(run: Run, *, ended: bool = False) -> list[int]:
    """When each milestone was reached, as a row of ``Batch.reached``.

    ``ended``: the run is over, and what had not come is told apart: by what is under way it may yet, or it may not.
    """
    row = [_NEVER if at is None else at for at in run.reached]
    if ended and run.goes_on():
        for number, status in enumerate(run.status):
            if status in PENDING and not run.specs[number].held:
                for milestone in run.plan.leads_to[number]:
                    if row[milestone] == _NEVER:
                        row[milestone] = _OPEN
    return row + gaps.columns(run) if run.plan.duties else row


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
