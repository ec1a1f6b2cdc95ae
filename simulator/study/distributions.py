"""How long each clock takes the playbook alone, as a distribution to hold a team's time against."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.plan.tables import Plan
from simulator.study.batch import BLOCK, Order, joined, play
from simulator.study.judged import NEVER, Judged, judged
from simulator.study.result import Distribution
from simulator.study.statistics import quantile
from simulator.study.study import chance

RUNS = 1000
"""Enough for whole per cents; about a second."""
_POINTS = 101


def distributions(plan: Plan, *, seed: int, runs: int = RUNS) -> Mapping[str, Distribution]:
    """Clock key → its distribution over ``runs`` runs from the opening; without clocks that started in none.

    Clocks that ask for an order only take no time and are left out too.
    """
    orders = (Order(plan, seed, first, min(BLOCK, runs - first)) for first in range(0, runs, BLOCK))
    reached = joined([play(order) for order in orders]).reached
    found = judged(plan, reached, plan.horizon)
    started = {j.clock.key: reached[:, number] for j in found if (number := plan.numbered(j.clock.start)) is not None}
    return {
        j.clock.key: _distribution(j, started[j.clock.key])
        for j in found
        if j.clock.key in started and not j.clock.is_order and j.started.any()
    }


def _distribution(of: Judged, started: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> Distribution:
    came = of.started & (of.reached != NEVER)
    took = np.sort(np.maximum(of.reached[came] - started[came], 0))
    runs = int(of.started.sum())
    points = tuple(quantile(took, n / (_POINTS - 1)) for n in range(_POINTS)) if len(took) else ()
    return Distribution(runs, chance(of), 1 - len(took) / runs, points)
