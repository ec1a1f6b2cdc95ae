"""The spread of simulated times as one strip a clock: a bar for most runs, a line at the middle, deadline and team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.findings.percentiles import Percentile
from simulator.model.setup import Clock
from simulator.report.drawing import PAGE, Box, Drawing, Label, Shape, Stroke, diamond, triangle
from simulator.report.pictures.packing import begun, shortened
from simulator.wording.names import Names

_WIDTH, _GUTTER, _RIGHT, _ROW = PAGE, 170.0, 56.0, 24.0
_FAR = 3
"""A deadline farther off than this many times what was taken would squeeze all else: it is left off its strip."""


def strips(percentiles: Sequence[Percentile], names: Names) -> Drawing:
    """A row a clock, each on a scale of its own that begins with the clock."""
    rows = [shape for n, one in enumerate(percentiles) for shape in _row(one, names, 2 + n * _ROW + _ROW / 2)]
    return Drawing(names.voice("Among simulated runs"), _WIDTH, len(percentiles) * _ROW + 4, tuple(rows))


def _row(one: Percentile, names: Names, middle: float) -> Iterator[Shape]:
    points = one.simulated.quantiles
    longest = max(*(at for at in points[:96] if at is not None), one.took or 0, 60)
    whole = max(longest, one.limit) if one.limit is not None and one.limit <= _FAR * longest else longest

    def x(seconds: int | None) -> float:
        """Where a time stands; what is not reached lies at the very end."""
        return _GUTTER + (_WIDTH - _GUTTER - _RIGHT) * (1.0 if seconds is None else min(seconds / whole, 1.0))

    yield Stroke((_GUTTER, middle), (x(whole), middle), "lane")
    yield _bar(x(points[5]), x(points[95]), middle, 2.5)
    yield _bar(x(points[25]), x(points[75]), middle, 5.0)
    if points[50] is not None:
        yield Stroke((x(points[50]), middle - 7), (x(points[50]), middle + 7), "endex")
    if one.limit is not None and one.limit <= whole:
        yield triangle(x(one.limit), middle - 7, hollow=one.outcome.standing != "missed")
    if one.took is not None:
        yield diamond(x(one.took), middle, hollow=one.outcome.reached_projected)
    yield from _name(one.outcome.clock, names, middle)
    yield Label(names.voice.span(whole), (_WIDTH, middle + 3), "end")


def _name(clock: Clock, names: Names, middle: float) -> Iterator[Shape]:
    """On two lines where it takes them; what two readings of a clock differ in is never cut off with the title."""
    room, title = _GUTTER - 12, names.clock(clock)
    if clock.reading:
        second = names.voice("from: {milestone}", milestone=names.milestone(clock.start))
    else:
        second = title[len(begun(title, room)) :].strip()
    if not second:
        yield Label(title, (0, middle + 3))
        return
    first = shortened(title, room) if clock.reading else begun(title, room)
    yield Label(first, (0, middle - 1.5))
    yield Label(shortened(second, room), (0, middle + 7.5), style="time" if clock.reading else "label")


def _bar(left: float, right: float, middle: float, half: float) -> Box:
    return Box((left, middle - half), max(right - left, 1.0), 2 * half, "work")
