"""When a milestone comes over many runs: bars over a time axis, the deadline a line, what is late dark."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.report.drawing import PAGE, Anchor, Box, Drawing, Label, Shape, Stroke, triangle
from simulator.report.pictures.packing import width_of
from simulator.study.result import Histogram
from simulator.wording.histogram import deadline_words, quarters, scale_words
from simulator.wording.voice import Voice

_WIDTH, _LEFT, _TOP, _HIGH = PAGE, 30.0, 16.0, 84.0
_BOTTOM = _TOP + _HIGH
_ANCHORS: tuple[Anchor, ...] = ("start", "middle", "middle", "middle", "end")


def curve(picture: Histogram, voice: Voice) -> Drawing:
    """One clock's histogram; times count from the clock's start."""
    most = max(*picture.counts, 1)
    shapes = [
        Label(scale_words(picture), (_LEFT - 4, _TOP + 5), "end", "time"),
        *(_bar(picture, n, count / most) for n, count in enumerate(picture.counts) if count),
        *_axis(picture, voice),
        *_deadline(picture, voice),
    ]
    return Drawing(voice("When it comes"), _WIDTH, _BOTTOM + 16, tuple(shapes))


def _x(picture: Histogram, seconds: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - 12) * seconds / picture.whole


def _bar(picture: Histogram, n: int, share: float) -> Box:
    left, right = _x(picture, n * picture.width), _x(picture, (n + 1) * picture.width)
    high = max(share * _HIGH, 0.8)
    return Box((left + 0.6, _BOTTOM - high), right - left - 1.2, high, "late" if picture.late(n) else "work")


def _axis(picture: Histogram, voice: Voice) -> Iterator[Shape]:
    """A base line, and the time at every quarter."""
    yield Stroke((_LEFT, _BOTTOM), (_x(picture, picture.whole), _BOTTOM), "lane")
    for anchor, (at, span) in zip(_ANCHORS, quarters(picture, voice), strict=True):
        x = _x(picture, at)
        yield Stroke((x, _BOTTOM), (x, _BOTTOM + 3), "lane")
        yield Label(span, (x + 10 if anchor == "end" else x, _BOTTOM + 12), anchor, "time")


def _deadline(picture: Histogram, voice: Voice) -> Iterator[Shape]:
    if picture.limit_shown is None:
        return
    x, words = _x(picture, picture.limit_shown), deadline_words(picture, voice)
    fits = x + 4 + width_of(words) <= _WIDTH
    yield Stroke((x, _TOP - 10), (x, _BOTTOM), "endex")
    yield triangle(x, _TOP - 10.5)
    yield Label(words, (x + 7 if fits else x - 7, _TOP - 7), "start" if fits else "end", "who")
