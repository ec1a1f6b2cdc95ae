"""What a sample allows to be said, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

_Z95 = 1.959963984540054
"""97.5 % point of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval (Wilson 1927); all nan-free, 0 to 1."""

    p: float
    low: float
    high: float


def share(hits: int, of: int) -> Share:
    """``hits`` among ``of``, with the Wilson score interval: 0 of 1,000 is at most 0.4 %, never "0 %".

    Nothing observed says nothing: (0, 0, 1).
    """
    if of == 0:
        return Share(0.0, 0.0, 1.0)
    p, z2 = hits / of, _Z95**2
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z95 * sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Share(p, max(0.0, middle - half) if hits else 0.0, min(1.0, middle + half) if hits < of else 1.0)


def quantile(ascending: Sequence[int], q: float) -> int:
    """The smallest value at or below which a share ``q`` of the sample lies. ``ascending`` is not empty."""
    # A little less: 0.55 of 100 values are 55 of them, but as a product of floats a little more.
    rank = ceil(q * len(ascending) - 1e-9)
    return ascending[max(0, rank - 1)]
