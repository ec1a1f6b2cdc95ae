"""How long each clock takes the playbook alone, as a distribution to hold a team's time against."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.judged import Judged
from simulator.study.result import Distribution
from simulator.study.statistics import quantile
from simulator.study.study import chance, coming
from simulator.study.workers import judged_runs

RUNS = 1000
"""Enough for whole per cents; about a second."""
_POINTS = 101


def distributions(plan: Plan, *, seed: int, runs: int = RUNS) -> Mapping[str, Distribution]:
    """Clock key → its distribution over ``runs`` runs from the opening; without clocks that count in none.

    Clocks that ask for an order only, or for a milestone to keep away, take no time and are left out too.
    """
    timed = (j for j in judged_runs(plan, seed, runs) if not (j.clock.is_order or j.clock.keeps_away))
    return {j.clock.key: _distribution(plan, j) for j in timed if j.counted.any()}


def _distribution(plan: Plan, of: Judged) -> Distribution:
    took, runs = of.took.tolist(), int(of.counted.sum())
    all_runs = took + [FOREVER] * (runs - len(took))
    points = (quantile(all_runs, n / (_POINTS - 1)) for n in range(_POINTS))
    return Distribution(
        runs=runs,
        met=chance(of),
        void=float(of.void.sum() / of.started.sum()),
        coming=coming(plan, of.reached[of.counted], of.incident),
        quantiles=tuple(None if point == FOREVER else point for point in points),
    )
