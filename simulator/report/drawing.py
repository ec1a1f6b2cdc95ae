"""A picture as a value: strokes, boxes, signs and labels on a sheet. Whoever draws it need not know what it shows.

Lengths count from the upper left corner, in units of which a label's letters are ``LETTER`` high.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, assert_never

from simulator.model.playbook import Phase

LETTER = 8.0
"""Height of a label's letters."""
PAGE = 540.0
"""The width of every picture: on A4 it is printed 175 mm wide, and a label's letters 7.3 points high."""
_THIRD = 260.0
"""A third of the height of A4."""
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
"""The part of a label that stands at its place."""
LineStyle = Literal["lane", "tick", "paused", "endex", "way"]
"""Base or border line, time, work that pauses (or is done again), end of play (or deadline, or middle), what leads
on."""
FillStyle = Literal["work", "work projected", "late", "between", "idle", "after", Phase]
"""Work, work after ENDEX, what is late, waiting for a person, waiting for absent people, all that is after ENDEX; the
phase of a step."""
LabelStyle = Literal["label", "who", "time"]
"""A name, a heading, a time."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    start: Point
    end: Point
    style: LineStyle


@dataclass(frozen=True, slots=True)
class Break:
    """A zigzag: the axis is shortened here."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, by its upper left corner."""

    corner: Point
    width: float
    height: float
    style: FillStyle


@dataclass(frozen=True, slots=True)
class Disc:
    """A round sign."""

    middle: Point
    radius: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign with corners, such as a diamond."""

    points: tuple[Point, ...]
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Plain words on one line; ``at`` is where their baseline starts, ends or has its middle."""

    words: str
    at: Point
    anchor: Anchor = "start"
    style: LabelStyle = "label"


Shape = Stroke | Break | Box | Disc | Sign | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture, what lies below first."""

    title: str
    """What it is, for who cannot see it."""
    width: float
    height: float
    shapes: tuple[Shape, ...]
    cuts: tuple[float, ...] = ()
    """Heights at which it may go on on the next page, ascending; what is above the first is repeated there."""
    top: float = 0
    """Where it begins; of a piece of another, the height of its upper edge."""

    @property
    def long(self) -> bool:
        """It takes more than a third of a page: rather than leave that blank, it goes on on the next."""
        return bool(self.cuts) and self.height > _THIRD

    def pieces(self) -> tuple[Drawing, ...]:
        """Its head and what lies between its cuts, each on its own; itself where it is not to be cut."""
        if not self.cuts:
            return (self,)
        edges = (self.top, *self.cuts, self.top + self.height)
        return tuple(self._piece(top, bottom) for top, bottom in pairwise(edges) if bottom > top)

    def _piece(self, top: float, bottom: float) -> Drawing:
        within = tuple(shape for shape in self.shapes if _reaches(shape, top, bottom))
        return replace(self, height=bottom - top, shapes=within, cuts=(), top=top)


def _reaches(shape: Shape, top: float, bottom: float) -> bool:
    """Whether any of it is to be seen between two heights."""
    heights = _heights(shape)
    return min(heights) < bottom and max(heights) > top


def _heights(shape: Shape) -> tuple[float, ...]:
    match shape:
        case Stroke((_, y1), (_, y2)):
            return y1 - 0.5, y2 + 0.5, y1 + 0.5, y2 - 0.5
        case Box((_, y), _, height):
            return y, y + height
        case Disc((_, y), radius):
            return y - radius, y + radius
        case Sign(points) | Break(points):
            return tuple(y for _, y in points)
        case Label(_, (_, y)):
            return y - LETTER, y + LETTER / 3
        case _:
            assert_never(shape)


def diamond(x: float, y: float, *, hollow: bool = False) -> Sign:
    """A milestone, or when the team reached it."""
    return Sign(((x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)), hollow)


def triangle(x: float, y: float, *, hollow: bool = False) -> Sign:
    """A deadline: it points down at its time."""
    return Sign(((x - 4, y - 3.5), (x + 4, y - 3.5), (x, y + 3.5)), hollow)
