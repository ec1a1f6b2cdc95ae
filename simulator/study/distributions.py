"""How long each clock takes the playbook alone, as a distribution to hold a team's time against."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.plan.tables import Plan
from simulator.study.judged import Judged
from simulator.study.result import Distribution
from simulator.study.statistics import quantile
from simulator.study.study import chance
from simulator.study.workers import judged_runs

RUNS = 1000
"""Enough for whole per cents; about a second."""
_POINTS = 101


def distributions(plan: Plan, *, seed: int, runs: int = RUNS) -> Mapping[str, Distribution]:
    """Clock key → its distribution over ``runs`` runs from the opening; without clocks that started in none.

    Clocks that ask for an order only take no time and are left out too.
    """
    judgements = judged_runs(plan, seed, runs)
    return {j.clock.key: _distribution(j) for j in judgements if not j.clock.is_order and j.started.any()}


def _distribution(of: Judged) -> Distribution:
    took = of.took
    runs = int(of.started.sum())
    points = tuple(quantile(took, n / (_POINTS - 1)) for n in range(_POINTS)) if len(took) else ()
    undecided = float(of.undecided.sum() / runs)
    return Distribution(runs, chance(of), undecided, 1 - len(took) / runs, points)
