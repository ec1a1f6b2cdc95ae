"""A plan as it would be if work spread as public incidents do.

An estimate of three figures has hardly a tail: its 95 % point lies at twice its median, in the public incidents of 25
vendors at five to thirteen times. And steps drawn each for itself never go badly together. So every study plays some
of its runs again with tails as long as those, on the same draws: what differs is what the tails do.
"""

from __future__ import annotations

from math import ceil
from typing import Final

import numpy as np

from simulator.model.estimates import Estimate
from simulator.model.injects import Inject
from simulator.model.pace import Pace
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.model.setup import Setup
from simulator.plan.several import several
from simulator.plan.tables import Plan
from simulator.world.draws import table

TAIL: Final = 5
"""How many times its median the 95 % point of work is, its pace apart."""
PACE: Final = Pace(p95=3.0)
"""With the tail, the log of a time to contain spreads by 0.9 and phases correlate by 0.3, as in public incidents."""
MOST: Final = 300
LEAST: Final = 100


def runs_again(runs: int) -> int:
    """How many of so many runs are played again: at most a third, so that a study does not take twice as long."""
    some = min(MOST, ceil(runs / 3))
    return some if some >= LEAST else 0


def with_tails(plan: Plan) -> Plan | None:
    """The plan with tails and a pace; None where it has a pace, or no work whose length is assumed without a tail."""
    setup = plan.setup
    if setup.pace or not any(map(_tailless, _lengths(setup))):
        return None
    return several(tailed(setup), plan.incidents, plan.every)


def tailed(setup: Setup) -> Setup:
    """Every length of work that is assumed without a tail with one, and a pace for all."""
    tails = {step: _tailed(takes) for step, takes in setup.playbook.estimates.items()}
    playbook: Playbook = setup.playbook.with_estimates(tails).model_copy(update={"pace": PACE})
    injects = tuple(_inject(inject) for inject in setup.scenario.injects)
    scenario: Scenario = setup.scenario.model_copy(update={"injects": injects})
    return setup.model_copy(update={"playbook": playbook, "scenario": scenario})


def _lengths(setup: Setup) -> list[Estimate]:
    work = [part for inject in setup.scenario.injects for part in (inject.work, inject.decision) if part]
    return [*setup.playbook.estimates.values()] + [part.takes for part in work]


def _inject(inject: Inject) -> Inject:
    parts = {"work": inject.work, "decision": inject.decision}
    return inject.model_copy(
        update={name: part.model_copy(update={"takes": _tailed(part.takes)}) for name, part in parts.items() if part}
    )


def _tailless(takes: Estimate) -> bool:
    return takes.basis == "assumed" and takes.shape not in ("lognormal", "observed") and _median(takes) > 0


def _median(takes: Estimate) -> int:
    return round(float(np.interp(0.5, *table(takes))))


def _tailed(takes: Estimate) -> Estimate:
    return Estimate("lognormal", (_median(takes), TAIL * _median(takes))) if _tailless(takes) else takes
