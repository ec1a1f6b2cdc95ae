"""The time axis of the timeline: linear where something happens, shortened where nothing does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

QUIET = 0.04
"""A stretch without any event that is longer than this share of the whole is shortened to it."""


@dataclass(frozen=True)
class Axis:
    """Seconds since opens → distance along the page."""

    left: float
    scale: float
    """Distance per second that is not shortened."""
    knots: tuple[int, ...]
    """Ascending moments between which the axis is linear."""
    offsets: tuple[float, ...]
    """Shown seconds before each knot."""
    breaks: tuple[tuple[int, int], ...]
    """Quiet stretches that are shortened."""

    @classmethod
    def over(cls, moments: Iterable[int], left: float, width: float) -> Axis:
        """An axis that holds all these moments (and the opening) within ``width``."""
        knots = sorted({0, *(moment for moment in moments if moment > 0)})
        if len(knots) == 1:
            knots.append(3600)
        longest = _longest_shown(knots)
        offsets, breaks = [0.0], []
        for a, b in pairwise(knots):
            if b - a > longest:
                breaks.append((a, b))
            offsets.append(offsets[-1] + min(b - a, longest))
        return cls(left, width / offsets[-1], tuple(knots), tuple(offsets), tuple(breaks))

    def x(self, seconds: int) -> float:
        """Where a moment lies."""
        place = min(max(bisect_right(self.knots, seconds) - 1, 0), len(self.knots) - 2)
        a, b = self.knots[place], self.knots[place + 1]
        share = min(max((seconds - a) / (b - a), 0.0), 1.0)
        return self.left + self.scale * (self.offsets[place] + share * (self.offsets[place + 1] - self.offsets[place]))

    def broken(self, seconds: int) -> bool:
        """Whether a moment lies inside a shortened stretch."""
        return any(a < seconds < b for a, b in self.breaks)


def _longest_shown(knots: list[int]) -> float:
    """How long a quiet stretch may be before it is shortened: a share of what is shown, found by repeating."""
    longest = float(knots[-1])
    for _ in range(20):
        shown = sum(min(b - a, longest) for a, b in pairwise(knots))
        longest = max(QUIET * shown, 60.0)
    return longest
