"""Two contestants by turns: a machine's speed drifts, so what counts is the ratio within a turn."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple


class Played(NamedTuple):
    """What one turn came to."""

    done: int
    """Runs or activities."""
    minutes: list[float]
    """How long each incident took."""


@dataclass(frozen=True)
class Contestant:
    """Somebody who plays incidents."""

    play: Callable[[int, int], Any]
    """Seed and number of incidents → whatever it keeps; this is what is timed."""
    read: Callable[[Any], Played]


class Side(NamedTuple):
    """One contestant's figures of all turns."""

    rate: float
    """Done a second: the median turn."""
    minutes: list[float]


def by_turns(ours: Contestant, theirs: Contestant, incidents: int, turns: int) -> tuple[Side, Side, float]:
    """Both sides, and the median of the turns' ratios of ours to theirs."""
    rates: tuple[list[float], list[float]] = ([], [])
    minutes: tuple[list[float], list[float]] = ([], [])
    for contestant in (ours, theirs):
        contestant.play(turns, incidents)  # imports, and what is worked out once
    for turn in range(turns):
        for side in (0, 1) if turn % 2 else (1, 0):
            contestant = (ours, theirs)[side]
            seconds, kept = timed(partial(contestant.play, turn, incidents))
            played = contestant.read(kept)
            rates[side].append(played.done / seconds)
            minutes[side].extend(played.minutes)
    ratio = median(mine / other for mine, other in zip(*rates, strict=True))
    return Side(median(rates[0]), minutes[0]), Side(median(rates[1]), minutes[1]), ratio


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Wall seconds of one call, and its result.

    Collecting garbage goes through all that others have imported; that is not the contestant's fault.
    """
    gc.collect()
    gc.freeze()
    began = perf_counter()
    result = work()
    seconds = perf_counter() - began
    gc.unfreeze()
    return seconds, result
