"""The spread of simulated times as one strip a clock: a bar for most runs, a line at the middle, deadline and team."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.findings.percentiles import Percentile
from simulator.model.text import clean
from simulator.report.render.packing import SIZE, shortened
from simulator.wording.names import Names

_WIDTH, _GUTTER, _RIGHT, _ROW = 720.0, 190.0, 70.0, 22.0
_FAR = 3
"""A deadline farther off than this many times what was taken would squeeze all else: it is left off its strip."""


def strips(found: Sequence[Percentile], names: Names) -> str:
    """A row a clock, each on a scale of its own that begins with the clock."""
    rows = "".join(_row(one, names, 2 + number * _ROW) for number, one in enumerate(found))
    box = f'viewBox="0 0 {_WIDTH:.0f} {len(found) * _ROW + 4:.0f}" font-size="{SIZE:.0f}"'
    title = f"<title>{escape(names.voice('Among simulated runs'))}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {box}>{title}{rows}</svg>\n'


def _row(one: Percentile, names: Names, top: float) -> str:
    points, middle = one.simulated.quantiles, top + _ROW / 2
    longest = max(*points[95:96], one.took or 0, 60)
    whole = max(longest, one.limit) if one.limit is not None and one.limit <= _FAR * longest else longest

    def x(seconds: int) -> float:
        return _GUTTER + (_WIDTH - _GUTTER - _RIGHT) * min(seconds / whole, 1.0)

    parts = [f'<line class="lane" x1="{_GUTTER:.0f}" y1="{middle:.1f}" x2="{x(whole):.1f}" y2="{middle:.1f}"/>']
    if points:
        parts += [_bar(x(points[a]), x(points[b]), middle, half) for a, b, half in ((5, 95, 2.5), (25, 75, 5.0))]
        at = x(points[50])
        parts.append(f'<line class="endex" x1="{at:.1f}" y1="{middle - 7:.1f}" x2="{at:.1f}" y2="{middle + 7:.1f}"/>')
    if one.limit is not None and one.limit <= whole:
        parts.append(
            _sign(x(one.limit), middle - 7, ((-4, -3.5), (4, -3.5), (0, 3.5)), one.outcome.standing == "missed")
        )
    if one.took is not None:
        parts.append(_sign(x(one.took), middle, ((0, -4), (4, 0), (0, 4), (-4, 0)), not one.outcome.reached_projected))
    label = shortened(names.clock(one.outcome.clock), _GUTTER - 14)
    parts.append(_text(label, 0, middle + 3, "start"))
    parts.append(_text(names.voice.span(whole), _WIDTH, middle + 3, "end"))
    return "".join(parts)


def _bar(left: float, right: float, middle: float, half: float) -> str:
    place = f'x="{left:.1f}" y="{middle - half:.1f}" width="{max(right - left, 1.0):.1f}" height="{2 * half:.1f}"'
    return f'<rect class="work" {place}/>'


def _sign(x: float, y: float, shape: Sequence[tuple[float, float]], filled: bool) -> str:
    path = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shape)
    return f'<polygon class="sign{"" if filled else " hollow"}" points="{path}"/>'


def _text(words: str, x: float, y: float, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="label" {place}>{escape(clean(words))}</text>'
