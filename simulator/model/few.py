"""A distribution for a handful of observations, some of which may only say "longer than that".

A staircase of three values says that nothing else can ever happen. With few values, most of what is known about the
spread is what is known of work in general: it has a long tail. So the logarithms of the values are taken as normal,
and their spread as if ``_PRIOR`` further values had been seen of work whose 95 % point is five times its median. Each
value counts for more as they become many; one alone is no certainty.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import erfc, exp, log, pi, sqrt
from statistics import NormalDist
from typing import Final

ENOUGH: Final = 10
"""From so many values on, what was observed speaks for itself."""
_PRIOR = 2
_Z95 = NormalDist().inv_cdf(0.95)
SPREAD: Final = log(5) / _Z95
"""Standard deviation of the logarithm where nothing else is known."""
_ROUNDS = 2000


@lru_cache(maxsize=1024)
def fitted(values: tuple[int, ...], at_least: tuple[int, ...] = ()) -> tuple[float, float]:
    """The median and the 95 % point, in seconds, of a lognormal for these lengths.

    ``values``: seconds, at least one; ``at_least``: of work that had lasted so long and was not over. Less than a
    second counts as one. The spread allows for not knowing the median better than so many values tell it.
    """
    middle, spread = log_fit([log(max(1, n)) for n in values], [log(n) for n in at_least if n > 1])
    p50 = exp(middle)
    return p50, p50 * exp(_Z95 * spread * sqrt(1 + 1 / len(values)))


def log_fit(known: Sequence[float], beyond: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation of a normal distribution: the likeliest, given the prior on the spread.

    ``known`` are values, ``beyond`` are bounds that values lie above. Without bounds that is a formula; with them each
    stands for what is expected above it, again and again until nothing moves (expectation and maximisation).
    """
    middle, spread = _likeliest(known, [0.0] * len(known))
    for _ in range(_ROUNDS if beyond else 0):
        above = [_above(bound, middle, spread) for bound in beyond]
        last = middle, spread
        variances = [0.0] * len(known) + [variance for _, variance in above]
        middle, spread = _likeliest([*known, *(mean for mean, _ in above)], variances)
        if abs(middle - last[0]) + abs(spread - last[1]) < 1e-12:
            break
    return middle, spread


def _likeliest(means: Sequence[float], variances: Sequence[float]) -> tuple[float, float]:
    middle = sum(means) / len(means)
    squares = sum((mean - middle) ** 2 + variance for mean, variance in zip(means, variances, strict=True))
    return middle, sqrt((_PRIOR * SPREAD**2 + squares) / (_PRIOR + len(means) - 1))


def _above(bound: float, middle: float, spread: float) -> tuple[float, float]:
    """Mean and variance of the part of a normal distribution that lies above a bound."""
    z = (bound - middle) / spread
    tail = erfc(z / sqrt(2)) / 2
    # Far out, where the tail is too small a number, the part is as good as exponential.
    hazard = exp(-z * z / 2) / sqrt(2 * pi) / tail if z < 30 else z + 1 / z
    return middle + spread * hazard, spread**2 * max(0.0, 1 + z * hazard - hazard**2)
