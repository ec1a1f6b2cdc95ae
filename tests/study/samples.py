"""What the tests of a study share: exponential work, milestones of many runs, and shares with room for chance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log1p, sqrt

from simulator.model.estimates import Estimate
from simulator.plan.tables import Plan
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.played import PlayedRun
from simulator.world.runs import runs_from
from simulator.world.start import start_from

STAIRS = 2000
"""How many values stand for an exponential distribution."""
HALF_A_STAIR = 1 / (2 * STAIRS)
"""No share of the staircase is further from that of the distribution itself."""


@lru_cache
def exponential(mean: int) -> Estimate:
    """Exponential work, ``mean`` in seconds, as if observed: its quantiles in the middle of 2,000 equal shares.

    Means of many thousand seconds make rounding to whole ones harmless. What the staircase lacks of the mean is
    less than a thousandth, the far end of its tail.
    """
    return Estimate("observed", tuple(round(-mean * log1p(-(n + 0.5) / STAIRS)) for n in range(STAIRS)))


def played(plan: Plan, *, seed: int, runs: int) -> Iterator[PlayedRun]:
    """Runs of a plan from its opening to its end."""
    found = runs_from(start_from(plan, State()), Draws(seed, 0, runs), traced=True)
    found.play(plan.horizon)
    return found.told()


def one_run(plan: Plan, seed: int) -> PlayedRun:
    """The first run of a seed."""
    return next(played(plan, seed=seed, runs=1))


def times(plan: Plan, milestone: str, *, seed: int, runs: int) -> list[int]:
    """When each run reached the milestone; all of them do."""
    number = plan.milestone_number[milestone]
    found = [run.reached[number] for run in played(plan, seed=seed, runs=runs)]
    return [at for at in found if at is not None]


def chance_error(p: float, runs: int) -> float:
    """Standard error of a share among so many runs."""
    return sqrt(p * (1 - p) / runs)
