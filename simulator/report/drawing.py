"""A picture as a value: strokes, boxes, signs and labels on a sheet. Whoever draws it need not know what it shows.

Lengths count from the upper left corner, in units of which a label's letters are ``LETTER`` high.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LETTER = 8.0
"""Height of a label's letters."""
Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
"""The part of a label that stands at its place."""
LineStyle = Literal["lane", "tick", "paused", "endex"]
"""Base or border line, time, work that pauses, end of play (or deadline, or middle)."""
FillStyle = Literal["work", "work projected", "late", "between", "idle", "after"]
"""Work, work after ENDEX, what is late, waiting for a person, waiting for absent people, all that is after ENDEX."""
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


def diamond(x: float, y: float, *, hollow: bool = False) -> Sign:
    """A milestone, or when the team reached it."""
    return Sign(((x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)), hollow)


def triangle(x: float, y: float, *, hollow: bool = False) -> Sign:
    """A deadline: it points down at its time."""
    return Sign(((x - 4, y - 3.5), (x + 4, y - 3.5), (x, y + 3.5)), hollow)
