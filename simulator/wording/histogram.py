"""A histogram in words: its deadline, its times, and the runs outside it."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.study.result import Histogram
from simulator.wording.shares import percent
from simulator.wording.voice import Voice


def scale_words(picture: Histogram) -> str:
    """The share of the runs that the highest bar stands for."""
    return percent(max(*picture.counts, 1) / max(picture.runs, 1))


def deadline_words(picture: Histogram, voice: Voice) -> str:
    """``deadline 4h``."""
    return voice("deadline {span}", span=voice.span(picture.limit or 0))


def quarters(picture: Histogram, voice: Voice) -> Iterator[tuple[int, str]]:
    """Seconds from the clock's start at every quarter of the axis, and how long that is."""
    for n in range(5):
        at = picture.whole * n // 4
        yield at, voice.span(at)


def outside_words(picture: Histogram, voice: Voice) -> Iterator[str]:
    """A sentence for the runs that no bar shows."""
    if picture.beyond:
        yield voice("Later than shown in {share} of the runs.", share=percent(picture.beyond / picture.runs))
    if picture.never:
        yield voice("Never in {share} of the runs.", share=percent(picture.never / picture.runs))
