"""Sets of changes by what they cost and how likely the clock is then that is met least: a step for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from simulator.report.drawing import PAGE, Disc, Drawing, Label, Point, Shape, Stroke
from simulator.study.fronts import Front
from simulator.wording.shares import percent
from simulator.wording.voice import Voice

_LEFT, _TOP, _HIGH, _RIGHT = 44.0, 18.0, 120.0, 30.0
_BOTTOM = _TOP + _HIGH
_WIDE = PAGE - _LEFT - _RIGHT
_LOW = _BOTTOM - 12
"""Below it the number of a sign stands above it, or it would run into the costs."""
_WORD: Final = 26
"""What a word beside a sign takes."""
_QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def front_picture(front: Front, voice: Voice) -> Drawing:
    """A sign for things as they are and for each set, by its number; full where every clock has its chance."""
    shapes = [*_axes(voice), *_goal(front, voice), *_clocks(front), *_steps(front), *_signs(front, voice)]
    return Drawing(voice("Cost against chance"), PAGE, _BOTTOM + 32, tuple(shapes))


def _x(front: Front, cost: int) -> float:
    most = max((one.cost for one in front.sets), default=1)
    return _LEFT + _WIDE * cost / max(most, 1)


def _y(chance: float) -> float:
    return _BOTTOM - _HIGH * chance


def _points(front: Front) -> list[tuple[int, Point]]:
    """(cost, place) of things as they are and of each set."""
    now = min((one.met.p for one in front.base), default=1.0)
    chances = [(0, now), *((one.cost, one.weakest) for one in front.sets)]
    return [(cost, (_x(front, cost), _y(chance))) for cost, chance in chances]


def _axes(voice: Voice) -> Iterator[Shape]:
    yield Stroke((_LEFT, _BOTTOM), (_LEFT + _WIDE, _BOTTOM), "lane")
    yield Label(voice("cost"), (_LEFT + _WIDE, _BOTTOM + 28), "end", "who")
    yield Label(voice("chance of the clock that is met least"), (_LEFT, _TOP - 8), "start", "who")
    for share in _QUARTERS:
        yield Stroke((_LEFT - 3, _y(share)), (_LEFT, _y(share)), "lane")
        yield Label(percent(share), (_LEFT - 6, _y(share) + 3), "end", "time")


def _goal(front: Front, voice: Voice) -> Iterator[Shape]:
    y, words = _y(front.goal.least), voice("goal {least}", least=percent(front.goal.least))
    yield Stroke((_LEFT, y), (_LEFT + _WIDE, y), "endex")
    yield Label(words, (_LEFT + 4, y - 4), "start", "who")


def _clocks(front: Front) -> Iterator[Shape]:
    """A thin line for each clock where there are several."""
    each = zip(front.base, *(one.fared for one in front.sets), strict=True)
    for chances in each if len(front.base) > 1 else ():
        places = ((x, _y(one.met.p)) for (_, (x, _)), one in zip(_points(front), chances, strict=True))
        yield from (Stroke(place, after, "lane") for place, after in pairwise(places))


def _steps(front: Front) -> Iterator[Shape]:
    """From each place along and up to the next that is higher; another way to the same stands below the line."""
    (_, (x, y)), *points = _points(front)
    for _, (further, other) in points:
        yield Stroke((x, y), (further, y), "way")
        if other < y:
            yield Stroke((further, y), (further, other), "way")
        x, y = further, min(y, other)


def _signs(front: Front, voice: Voice) -> Iterator[Shape]:
    reaches = [front.holds, *(one.reaches(front.goal.least) for one in front.sets)]
    points, shown = _points(front), -1.0
    crowded = any(x - _LEFT < _WORD for _, (x, _) in points[1:])
    for n, ((cost, (x, y)), enough) in enumerate(zip(points, reaches, strict=True)):
        yield Disc((x, y), 3.5, hollow=not enough)
        if n:
            yield Label(str(n), (x + 5, y + (10 if y < _LOW else -5)), "start", "label")
        else:
            yield Label(voice("now"), (x + 5, y - (14 if crowded else 5)), "start", "label")
        if x - shown >= 14:
            yield Label(str(cost), (x, _BOTTOM + 12), "middle", "time")
            shown = x
