"""When a clock's milestone comes, counted into bins whose edges people can read."""

from __future__ import annotations

import numpy as np

from simulator.model.durations import DAY, MINUTE
from simulator.study.judged import OPEN, Judged, Times
from simulator.study.result import Histogram
from simulator.study.statistics import quantile

BINS = 40
_MOST = 0.98
"""The share of runs that the bins hold: with the whole of a long tail all else would be too narrow."""
_FAR = 3
"""A deadline farther off than this many times what most runs took is not drawn."""
_WIDTHS = tuple(MINUTE * n for n in (1, 2, 3, 6, 9, 12, 18, 24, 36, 54, 72, 108, 144, 180, 252, 360, 540, 720))
"""Widths of which 40 make 40 minutes, 2 hours, 4 hours, … 20 days: quarters of the whole have short names."""


def histogram(judged: Judged) -> Histogram | None:
    """Over the runs in which it counts; None where it does in none, and for a clock that no time is taken for."""
    if judged.clock.is_order or judged.clock.keeps_away or not judged.counted.any():
        return None
    took = judged.took
    bounded = judged.counted & (judged.due >= 0)
    limits: Times = np.sort(judged.due[bounded] - judged.began[bounded])
    limit = quantile(limits, 0.5) if len(limits) else None
    width = _width(_whole(took, limit))
    edges = np.searchsorted(took, np.arange(1, BINS + 1, dtype=np.int32) * np.int32(width))
    bins = np.diff([0, *edges.tolist(), len(took)]).tolist()
    runs, going_on = int(judged.counted.sum()), int((judged.counted & (judged.reached == OPEN)).sum())
    half = -(-runs // 2)
    middle = int(took[half - 1]) if half <= len(took) else None
    never = runs - len(took) - going_on
    return Histogram(width, tuple(bins[:BINS]), bins[BINS] + going_on, never, limit, middle)


def _whole(took: Times, limit: int | None) -> int:
    """Seconds to show: what most runs took, and the deadline with a little after it unless it is far off."""
    most = max(quantile(took, _MOST), MINUTE) if len(took) else 0
    if limit is None or (most and limit > _FAR * most):
        return most
    return max(most, limit + limit // 20)


def _width(whole: int) -> int:
    """The least width of the list of which all bins cover it; beyond the list whole days."""
    least = -(-whole // BINS)
    return next((width for width in _WIDTHS if width >= least), -(-least // DAY) * DAY)
