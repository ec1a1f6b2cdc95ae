"""What can be concluded from a sample, and how surely. All intervals are at 95 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, floor, lgamma, log, sqrt

import numpy as np
import numpy.typing as npt

Ascending = Sequence[int] | npt.NDArray[np.int32]
"""Values in ascending order."""
_Z95 = 1.959963984540054
"""97.5 % point of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson 1927); all nan-free, 0 to 1."""

    p: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Gain:
    """A difference of two shares seen in the same runs, with its 95 % interval; -1 to 1."""

    by: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def is_sure(self) -> bool:
        """Whether there surely is a difference: the interval leaves out zero."""
        return not self.low <= 0 <= self.high


def share(hits: int, of: int, *, worth: float = 1.0) -> Share:
    """``hits`` among ``of``, with the Wilson score interval: 0 of 1,000 is at most 0.4 %, never "0 %".

    ``worth``: how many independent runs each run is worth (antithetic pairs: above one).
    Nothing observed says nothing: (0, 0, 1).
    """
    if of == 0:
        return Share(0.0, 0.0, 1.0)
    p, z2, n = hits / of, _Z95**2, of * worth
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Share(p, max(0.0, middle - half) if hits else 0.0, min(1.0, middle + half) if hits < of else 1.0)


def pair_worth(hits: Sequence[bool], counted: Sequence[bool] | None = None) -> float:
    """How many independent runs a run of antithetic pairs is worth, for the share of ``hits`` among the ``counted``.

    Both hold the pairs one after the other; without ``counted`` all are. The variance of independent runs over that of
    pairs (of a ratio, of its residuals): a half where both runs of a pair always end alike, so that a pair is worth one
    run; at most four, as few pairs say little of their variance.
    """
    counted = counted or [True] * len(hits)
    total = sum(counted)
    p = sum(hits) / total if total else 0.0
    if p in (0, 1):
        return 1.0
    pairs = list(zip(_pair_sums(hits), _pair_sums(counted), strict=True))
    of_a_pair = total / len(pairs)
    spread = sum(((hit - p * of) / of_a_pair) ** 2 for hit, of in pairs) / len(pairs)
    return 4.0 if spread == 0 else min(4.0, p * (1 - p) / (of_a_pair * spread))


def _pair_sums(flags: Sequence[bool]) -> list[int]:
    return [a + b for a, b in zip(flags[::2], flags[1::2], strict=False)]


def paired_gain(gained: int, lost: int, of: int) -> Gain:
    """Among ``of`` runs played twice, ``gained`` were met only with the change and ``lost`` only without.

    The adjusted Wald interval of Agresti and Min (2005): half a run more in each cell, so that no
    difference seen is not "no difference".
    """
    if of == 0:
        return Gain(0.0, -1.0, 1.0)
    n, more, less = of + 2, gained + 0.5, lost + 0.5
    middle = (more - less) / n
    half = _Z95 * sqrt(more + less - (more - less) ** 2 / n) / n
    by = (gained - lost) / of
    return Gain(by, max(-1.0, min(middle - half, by)), min(1.0, max(middle + half, by)))


def quantile(ascending: Ascending, q: float) -> int:
    """The smallest value at or below which a share ``q`` of the sample lies. ``ascending`` is not empty."""
    # A little less: 0.55 of 100 values are 55 of them, but as a product of floats a little more.
    rank = ceil(q * len(ascending) - 1e-9)
    return int(ascending[max(0, rank - 1)])


def quantile_interval(ascending: Ascending, q: float) -> tuple[int | None, int | None]:
    """The values between which the true quantile lies, by order statistics; None where the sample is too small.

    The ranks are the binomial distribution's 2.5 % and 97.5 % points: no distribution is assumed of the
    values (for the p95 no sample below 72 has an upper bound).
    """
    n = len(ascending)
    low, high = _binomial_point(n, q, 0.025), _binomial_point(n, q, 0.975) + 1
    return (int(ascending[low - 1]) if low >= 1 else None, int(ascending[high - 1]) if high <= n else None)


@lru_cache(maxsize=1024)
def _binomial_point(n: int, q: float, at: float) -> int:
    """The least k with P(X <= k) >= at for X binomial (n, q), summed up from where it is too small to matter."""
    spread = sqrt(n * q * (1 - q))
    first, total = max(0, floor(n * q - 10 * spread) - 1), 0.0
    for k in range(first, n + 1):
        power = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(q) + (n - k) * log(1 - q)
        total += exp(power)
        if total >= at:
            return k
    return n
