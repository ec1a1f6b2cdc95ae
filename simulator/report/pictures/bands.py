"""Real times beside simulated ones: a strip a milestone, all on one scale of logarithms; a dot is an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.report.drawing import PAGE, Box, Disc, Drawing, Label, Shape, Stroke
from simulator.report.pictures.packing import shortened
from simulator.study.reality import Band, MilestoneCases
from simulator.wording.backtest import TICKS, milestone_words, place
from simulator.wording.names import Names

_GUTTER, _RIGHT, _HEAD, _ROW = 170.0, 14.0, 18.0, 20.0


def bands(milestones: Sequence[MilestoneCases], names: Names) -> Drawing:
    """A row a milestone: a thin bar for nine of ten runs, a thick one for the middle half, a line at the middle."""
    height = _HEAD + len(milestones) * _ROW
    rows = [shape for n, one in enumerate(milestones) for shape in _row(one, names, _HEAD + (n + 0.5) * _ROW)]
    return Drawing(names.voice("Real and simulated times"), PAGE, height + 2, (*_scale(names, height), *rows))


def _x(seconds: int | None) -> float:
    return _GUTTER + (PAGE - _GUTTER - _RIGHT) * place(seconds)


def _scale(names: Names, height: float) -> Iterator[Shape]:
    for seconds in TICKS:
        yield Stroke((_x(seconds), _HEAD - 4), (_x(seconds), height), "tick")
        yield Label(names.voice.span(seconds), (_x(seconds), _HEAD - 8), "middle", "time")


def _row(one: MilestoneCases, names: Names, middle: float) -> Iterator[Shape]:
    yield Label(shortened(milestone_words(one, names), _GUTTER - 12), (0, middle + 3))
    yield from _band(one.band, middle)
    for held in one.held:
        yield Disc((_x(held.case.took.seconds), middle), 2.6, hollow=not held.inside)


def _band(band: Band, middle: float) -> Iterator[Shape]:
    first, quarter, half, three_quarters, last = (_x(point) for point in band.points)
    yield Box((first, middle - 2.5), max(last - first, 1.0), 5, "work")
    yield Box((quarter, middle - 5), max(three_quarters - quarter, 1.0), 10, "work")
    if band.points[2] is not None:
        yield Stroke((half, middle - 7), (half, middle + 7), "endex")
