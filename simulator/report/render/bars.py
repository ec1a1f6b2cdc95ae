"""Where the time goes on the way to a milestone: a row a job, its work and its waits one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.model.text import clean
from simulator.report.render.packing import SIZE, shortened, width_of
from simulator.study.result import Effort
from simulator.wording.names import Names

_WIDTH, _GUTTER, _RIGHT, _ROW, _HEAD = 720.0, 190.0, 64.0, 15.0, 18.0
_STYLES = ("late", "between", "idle")
"""Worked, waited for a person, waited for absent people: dark, grey, hollow."""


def time_bars(efforts: Sequence[Effort], names: Names) -> str:
    """All on one scale; the length in words at the right."""
    whole = max((sum(_parts(effort)) for effort in efforts), default=1.0) or 1.0
    rows = "".join(_row(effort, names, whole, _HEAD + n * _ROW) for n, effort in enumerate(efforts))
    box = f'viewBox="0 0 {_WIDTH:.0f} {_HEAD + len(efforts) * _ROW + 2:.0f}" font-size="{SIZE:.0f}"'
    title = f"<title>{escape(names.voice('Where the time goes'))}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{title}{_legend(names)}{rows}</svg>\n'


def _parts(effort: Effort) -> tuple[float, float, float]:
    return effort.worked, effort.for_person, effort.for_absent


def _legend(names: Names) -> str:
    voice, x, found = names.voice, _GUTTER, ""
    for style, word in zip(
        _STYLES, (voice("worked"), voice("waited for a person"), voice("waited for a shift or call")), strict=True
    ):
        found += f'<rect class="{style}" x="{x:.1f}" y="2" width="10" height="7"/>' + _text(word, x + 14, 9, "start")
        x += 14 + width_of(word) + 18
    return found


def _row(effort: Effort, names: Names, whole: float, top: float) -> str:
    x, scale = _GUTTER, (_WIDTH - _GUTTER - _RIGHT) / whole
    found = _text(shortened(names.job(effort.job), _GUTTER - 12), 0, top + 9, "start")
    for style, seconds in zip(_STYLES, _parts(effort), strict=True):
        if seconds:
            wide = seconds * scale
            found += f'<rect class="{style}" x="{x:.1f}" y="{top + 2:.1f}" width="{max(wide, 0.6):.1f}" height="8"/>'
            x += wide
    return found + _text(names.voice.span(round(sum(_parts(effort)))), _WIDTH, top + 9, "end")


def _text(words: str, x: float, y: float, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="label" {place}>{escape(clean(words))}</text>'
