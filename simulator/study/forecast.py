"""How an exercise may go on from where it stands: each clock's chance, a little surer with every few runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.plan.tables import Plan
from simulator.study.batch import start_of
from simulator.study.judged import NEVER, Times, judged
from simulator.study.statistics import Share
from simulator.study.study import chance
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run

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
    """The chance of each clock by its key, again and again, from more and more of ``runs`` runs.

    Running work and calls not yet answered are drawn anew, given how long they have lasted; whatever is open is the
    autopilot's. ``seed`` as ``seed_of`` gives it. A clock that starts in no run is left out.
    """
    for reached in _played(plan, state, seed, runs, plan.horizon):
        yield _chances(plan, reached, plan.horizon)


def outlook(plan: Plan, state: State, *, seed: int, runs: int = RUNS) -> Iterator[Mapping[str, Share]]:
    """The same for clocks that run now, as fast as a screen wants it.

    Yields after every ``SLICE`` runs, a new mapping only after every ``LOOK`` runs (before, an empty one). Runs end at
    the last deadline, and there are no more of them once each chance is known to ± ``ENOUGH``.
    """
    due = {v.clock.key: v.deadline for v in judge(plan.setup.clocks, state) if v.standing == "running" and v.deadline}
    if not due:
        return
    until = min(max(due.values()), plan.horizon)
    found: Mapping[str, Share] = {}
    for reached in _played(plan, state, seed, runs, until):
        if len(reached) % LOOK == 0 or len(reached) == runs:
            found = {key: share for key, share in _chances(plan, reached, until).items() if key in due}
        yield found
        if found and all(share.half_width <= ENOUGH for share in found.values()):
            return


def _played(plan: Plan, state: State, seed: int, runs: int, until: int) -> Iterator[Times]:
    """When milestones came, a row a run, in more and more runs."""
    draws = Draws(seed, 0, runs, antithetic=True)
    start = start_of(plan, state)
    reached: Times = np.full((runs, len(plan.milestones)), NEVER)
    for first in range(0, runs, SLICE):
        last = min(first + SLICE, runs)
        for n in range(first, last):
            run = Run(start, draws, n, auto=True).play(until)
            reached[n] = [NEVER if at is None else at for at in run.reached]
        yield reached[:last]


def _chances(plan: Plan, reached: Times, over_at: int) -> dict[str, Share]:
    found = judged(plan, reached, over_at)
    return {j.clock.key: chance(j, antithetic=True) for j in found if j.started.any()}
