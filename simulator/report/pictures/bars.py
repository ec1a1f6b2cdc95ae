"""Where the time goes on the way to a milestone: a row a job, its work and its waits one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.report.drawing import PAGE, Box, Drawing, FillStyle, Label, Shape
from simulator.report.pictures.packing import shortened, width_of
from simulator.study.result import Effort
from simulator.wording.names import Names

_WIDTH, _GUTTER, _RIGHT, _ROW, _HEAD = PAGE, 170.0, 56.0, 15.0, 18.0
STYLES: tuple[FillStyle, ...] = ("late", "between", "idle")
"""Worked, waited for a person, waited for absent people: dark, grey, hollow."""


def time_bars(efforts: Sequence[Effort], names: Names) -> Drawing:
    """All on one scale; the length in words at the right."""
    whole = max((sum(parts(effort)) for effort in efforts), default=1.0) or 1.0
    rows = [shape for n, effort in enumerate(efforts) for shape in _row(effort, names, whole, _HEAD + n * _ROW)]
    height = _HEAD + len(efforts) * _ROW + 2
    return Drawing(names.voice("Where the time goes"), _WIDTH, height, (*_legend(names), *rows))


def parts(effort: Effort) -> tuple[float, float, float]:
    """Seconds in the order of ``STYLES``."""
    return effort.worked, effort.for_person, effort.for_absent


def _legend(names: Names) -> Iterator[Shape]:
    voice, x = names.voice, _GUTTER
    words = (voice("worked"), voice("waited for a person"), voice("waited for a shift or call"))
    for style, word in zip(STYLES, words, strict=True):
        yield Box((x, 2), 10, 7, style)
        yield Label(word, (x + 14, 9))
        x += 14 + width_of(word) + 18


def _row(effort: Effort, names: Names, whole: float, top: float) -> Iterator[Shape]:
    x, scale = _GUTTER, (_WIDTH - _GUTTER - _RIGHT) / whole
    yield Label(shortened(names.job(effort.job), _GUTTER - 12), (0, top + 9))
    for style, seconds in zip(STYLES, parts(effort), strict=True):
        if seconds:
            yield Box((x, top + 2), max(seconds * scale, 0.6), 8, style)
            x += seconds * scale
    yield Label(names.voice.span(round(sum(parts(effort)))), (_WIDTH, top + 9), "end")
