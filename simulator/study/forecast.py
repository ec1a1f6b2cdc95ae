"""How an exercise may go on from where it stands: each clock's chance, a little surer with every few runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.plan.tables import Plan
from simulator.study.batch import times
from simulator.study.judged import NEVER, Times, judged
from simulator.study.statistics import Share
from simulator.study.study import chance
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.start import start_from
from simulator.world.swift import Swift

RUNS = 300
"""Enough to know a chance to about ± 5 points."""
SLICE = 10
"""Runs at a time: a few milliseconds, so that a screen between two slices keeps up with the keys."""
LOOK = 50
"""Runs between two figures that are shown: fewer would only flicker."""
ENOUGH = 0.05
"""How surely a chance is known when a screen is content with it, either way."""
_OWN = 0x5EED_F0CA57


def seed_of(exercise: int) -> int:
    """A forecast's seed, never the exercise's own: run 0 would be its very future.

    The same at each refresh, so that a chance moves only because something happened.
    """
    return exercise ^ _OWN


def forecast(plan: Plan, state: State, *, seed: int, runs: int = RUNS) -> Iterator[Mapping[str, Share]]:
    """The chance of each running clock by its key, again and again, from more and more of ``runs`` runs.

    Running work and calls not yet answered are drawn anew, given how long they have lasted; whatever is open is the
    autopilot's. A clock whose deadline lies after the end of the incident is left out: no run says whether it is met.
    ``seed`` as ``seed_of`` gives it. Yields after every ``SLICE`` runs, a new mapping only after every
    ``LOOK`` runs (before, an empty one). Runs end at the last deadline, and there are no more of them once each chance
    is known to ± ``ENOUGH``.
    """
    running = [v for v in judge(plan.clocks, state) if v.standing == "running"]
    due = {v.clock.key: v.deadline for v in running if v.deadline is not None and v.deadline <= plan.horizon}
    if not due:
        return
    until = max(due.values())
    found: Mapping[str, Share] = {}
    for reached in _played(plan, state, seed, runs, until):
        if len(reached) % LOOK == 0 or len(reached) == runs:
            judgements = judged(plan, reached, until)
            found = {j.clock.key: chance(j, antithetic=True) for j in judgements if j.clock.key in due}
        yield found
        if found and all(share.half_width <= ENOUGH for share in found.values()):
            return


def _played(plan: Plan, state: State, seed: int, runs: int, until: int) -> Iterator[Times]:
    """When milestones came, a row a run, in more and more runs."""
    draws = Draws(seed, 0, runs, antithetic=True)
    start = start_from(plan, state, known_ends=False)
    reached: Times = np.full((runs, len(plan.milestones)), NEVER)
    for first in range(0, runs, SLICE):
        last = min(first + SLICE, runs)
        for n in range(first, last):
            reached[n] = times(Swift(start, draws, n).play(until))
        yield reached[:last]
