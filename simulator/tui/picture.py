"""A bar chart in block characters: bars over an axis, the limit a line with its word."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from simulator.console.figures import BarChart
from simulator.tui import text

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_GUTTER = 6
"""Cells for the scale at the left."""
_LIMIT = "bold $text-warning"


def chart_lines(chart: BarChart, width: int, height: int) -> list[Content]:
    """The chart for a width in cells (at least 50), its bars ``height`` lines high: limit, bars, axis, marks."""
    grid = _Grid(chart, 2 if width >= _GUTTER + 2 * len(chart.shares) + 4 else 1)
    lines = [_limit(chart, grid, width)]
    for row in range(height - 1, -1, -1):
        label = chart.scale if row == height - 1 else ""
        lines.append(text.line((f"{label:>{_GUTTER - 2}} │", "$text-muted"), *grid.row(row, height)))
    return lines + [text.line((row, "$text-muted")) for row in _axis(grid)]


class _Grid:
    """Columns of cells, a thin one put in where the limit falls."""

    def __init__(self, chart: BarChart, cells: int) -> None:
        self.chart, self.cells = chart, cells

    def column(self, bar: int) -> int:
        """The cell at which a bar begins."""
        late = self.chart.late
        return bar * self.cells + (late is not None and bar >= late)

    def row(self, row: int, height: int) -> Iterator[tuple[str, str]]:
        """One line of the bars, 0 the lowest."""
        late, bars = self.chart.late, len(self.chart.shares)
        for n, share in enumerate(self.chart.shares):
            if n == late:
                yield "┃", _LIMIT
            tone = "$text-error" if late is not None and n >= late else "$text-success"
            yield _block(share, row, height) * self.cells, tone
        if late == bars:
            yield "┃", _LIMIT


def _block(share: float, row: int, height: int) -> str:
    eighths = max(round(share * height * 8), 1) if share else 0
    return _EIGHTHS[min(max(eighths - row * 8, 0), 8)]


def _limit(chart: BarChart, grid: _Grid, width: int) -> Content:
    """``▼ deadline 4h`` above its line, at its left near the right edge; an arrow where it lies beyond."""
    words = chart.limit
    if not words:
        return Content("")
    if chart.late is None:
        last = _GUTTER + grid.column(len(chart.shares))
        label = f"{words} ▶"
        return text.line(" " * max(last - text.cells(label), 0), (label, _LIMIT))
    at = _GUTTER + chart.late * grid.cells
    if at + 2 + text.cells(words) <= width:
        return text.line(" " * at, (f"▼ {words}", _LIMIT))
    return text.line(" " * max(at - text.cells(words) - 1, 0), (f"{words} ▼", _LIMIT))


def _axis(grid: _Grid) -> tuple[str, str]:
    """The base line with its marks, and what they stand for."""
    bars, marks = len(grid.chart.shares), grid.chart.marks
    columns = [grid.column(bars * n // (len(marks) - 1)) for n in range(len(marks))]
    base = " " * (_GUTTER - 1) + "└" + "".join("┴" if n in columns[1:] else "─" for n in range(columns[-1] + 1))
    labels = " " * _GUTTER
    for column, label in zip(columns, marks, strict=True):
        start = _GUTTER + column - (text.cells(label) // 2 if column else 0)
        labels += " " * max(start - text.cells(labels), 1 if column else 0) + label
    return base, labels
