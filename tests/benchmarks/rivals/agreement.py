"""Whether two simulators tell the same of the same playbook, within noise."""

from __future__ import annotations

from math import hypot, sqrt
from statistics import NormalDist, mean, quantiles, stdev
from typing import NamedTuple

_BATCH = 100
"""Incidents a batch: those that share a team are not independent of each other, batches nearly are."""
_WITHIN = NormalDist().inv_cdf(0.975)
_APART = 3.0
"""Standard errors that chance is allowed: one comparison in 370 would be called out without cause."""


class Figure(NamedTuple):
    """A figure of a sample, in minutes, with its standard error."""

    value: float
    error: float

    def __str__(self) -> str:
        return f"{self.value:.1f} ± {_WITHIN * self.error:.1f}"

    def agrees(self, other: Figure) -> bool:
        """No further apart than chance explains."""
        return abs(self.value - other.value) <= _APART * hypot(self.error, other.error)


def agreement(name: str, ours: list[float], theirs: list[float]) -> str:
    """A line that compares mean and p95, each with its 95 % interval."""
    pairs = [(figure, tell(ours), tell(theirs)) for figure, tell in (("mean", _mean), ("p95", _p95))]
    told = "   ".join(f"{figure:<4} {f'{mine} | {other}':<31}" for figure, mine, other in pairs)
    verdict = "agree" if all(mine.agrees(other) for _, mine, other in pairs) else "DISAGREES"
    return f"{name:<44} {told} {verdict}"


def _mean(sample: list[float]) -> Figure:
    return Figure(mean(sample), _error([mean(batch) for batch in _batches(sample)]))


def _p95(sample: list[float]) -> Figure:
    return Figure(_point(sample), _error([_point(batch) for batch in _batches(sample)]))


def _point(sample: list[float]) -> float:
    return quantiles(sample, n=20, method="inclusive")[-1]


def _batches(sample: list[float]) -> list[list[float]]:
    return [sample[first : first + _BATCH] for first in range(0, len(sample) - _BATCH + 1, _BATCH)]


def _error(batches: list[float]) -> float:
    return stdev(batches) / sqrt(len(batches))
