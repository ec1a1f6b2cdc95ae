"""When several tables reached each milestone: a dot a table, a line at par, on a scale of logarithms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import log

from simulator.findings.gathered import Gathered, Spread
from simulator.model.durations import DAY, HOUR, MINUTE
from simulator.report.drawing import PAGE, Disc, Drawing, Label, Shape, Stroke
from simulator.report.pictures.packing import shortened
from simulator.wording.names import Names

_GUTTER, _RIGHT, _HEAD, _ROW = 190.0, 44.0, 18.0, 26.0
_RADIUS, _HIGHER = 2.6, 5.4
_PLACES = (0.0, -_HIGHER, _HIGHER)
"""Where dots that would hide each other stand: on the line, above, below; then again from the line on."""


_FIRST = 5 * MINUTE
"""What came sooner stands at the left edge."""
_TICKS = (10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY)
X = Callable[[int], float]
"""Where a second stands."""


def spread(gathered: Gathered, names: Names) -> Drawing:
    """Every milestone that a table reached in play, those first that came first."""
    rows, x = gathered.milestones, _placed(gathered)
    height = _HEAD + len(rows) * _ROW
    shapes = [shape for n, one in enumerate(rows) for shape in _row(one, gathered, names, _HEAD + (n + 0.5) * _ROW, x)]
    title = names.voice("When each table reached each milestone")
    cuts = tuple(_HEAD + n * _ROW for n in range(len(rows)))
    return Drawing(title, PAGE, height + 2, (*_scale(names, height, x), *shapes), cuts)


def _placed(gathered: Gathered) -> X:
    last = max((one.times[-1] for one in gathered.milestones), default=0)
    whole = log(max([last, HOUR, *(at for v in gathered.variants for at in v.milestones.values())]) / _FIRST)
    return lambda at: _GUTTER + (PAGE - _GUTTER - _RIGHT) * min(max(log(max(at, 1) / _FIRST) / whole, 0.0), 1.0)


def _scale(names: Names, height: float, x: X) -> Iterator[Shape]:
    for seconds in _TICKS:
        if x(seconds) < PAGE - _RIGHT:
            yield Stroke((x(seconds), _HEAD - 4), (x(seconds), height), "tick")
            yield Label(names.voice.span(seconds), (x(seconds), _HEAD - 8), "middle", "time")


def _row(one: Spread, gathered: Gathered, names: Names, middle: float, x: X) -> Iterator[Shape]:
    yield Label(shortened(names.milestone(one.milestone), _GUTTER - 12), (0, middle + 3))
    pars = {variant.milestones[one.milestone] for variant in gathered.variants if one.milestone in variant.milestones}
    for par in sorted(pars):
        yield Stroke((x(par), middle - 9), (x(par), middle + 9), "endex")
    places = [x(at) for at in one.times]
    for n, place in enumerate(places):
        yield Disc((place, middle + _PLACES[_hidden(places[:n], place) % len(_PLACES)]), _RADIUS)
    yield Label(f"{len(one.at)}/{len(gathered.tables)}", (PAGE, middle + 3), "end")


def _hidden(before: Sequence[float], place: float) -> int:
    """How many of the dots before it stand so near that one would hide another."""
    return sum(place - other < 2 * _RADIUS for other in before)
