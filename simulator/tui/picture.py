"""A histogram in block characters: bars over a time axis, the deadline a line with its word."""

from __future__ import annotations

from textual.content import Content

from simulator.study.result import Histogram
from simulator.tui import text
from simulator.wording.histogram import deadline_words, outside_words, quarters, scale_words
from simulator.wording.voice import Voice

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_GUTTER = 6
"""Cells for the scale at the left."""


def histogram_lines(picture: Histogram, voice: Voice, width: int, height: int = 6) -> list[Content]:
    """The picture for a width in cells (at least 50): deadline, bars, axis, lengths of time, and what it leaves out."""
    grid = _Grid(picture, 2 if width >= _GUTTER + 2 * len(picture.counts) + 4 else 1)
    found = [_deadline(picture, grid, voice, width)]
    for row in range(height - 1, -1, -1):
        label = scale_words(picture) if row == height - 1 else ""
        found.append(text.line((f"{label:>{_GUTTER - 2}} │", "$text-muted"), *grid.row(row, height)))
    found += [text.line((row, "$text-muted")) for row in _axis(grid, voice)]
    return found + [
        row for words in outside_words(picture, voice) for row in text.wrap(text.line((words, "$text-muted")), width)
    ]


class _Grid:
    """Columns of cells, a thin one put in where the deadline falls."""

    def __init__(self, picture: Histogram, cells: int) -> None:
        self.picture, self.cells = picture, cells
        self.most = max(*picture.counts, 1)
        late = (n for n in range(len(picture.counts)) if picture.late(n))
        self.cut = None if picture.limit_shown is None else next(late, len(picture.counts))
        """The first bin after the deadline."""

    def column(self, bin_: int) -> int:
        """The cell at which a bin begins."""
        return bin_ * self.cells + (self.cut is not None and bin_ >= self.cut)

    def row(self, row: int, height: int) -> list[tuple[str, str]]:
        """One line of the bars, 0 the lowest."""
        pieces: list[tuple[str, str]] = []
        for n, count in enumerate(self.picture.counts):
            if n == self.cut:
                pieces.append(("┃", "bold $text-warning"))
            tone = "$text-error" if self.picture.late(n) else "$text-success"
            pieces.append((self._block(count, row, height) * self.cells, tone))
        return [*pieces, ("┃", "bold $text-warning")] if self.cut == len(self.picture.counts) else pieces

    def _block(self, count: int, row: int, height: int) -> str:
        eighths = max(round(count / self.most * height * 8), 1) if count else 0
        return _EIGHTHS[min(max(eighths - row * 8, 0), 8)]


def _deadline(picture: Histogram, grid: _Grid, voice: Voice, width: int) -> Content:
    """``▼ deadline 4h`` above its line, at its left near the right edge; an arrow where it lies beyond."""
    if picture.limit is None:
        return Content("")
    words = deadline_words(picture, voice)
    if grid.cut is None:
        last = _GUTTER + grid.column(len(picture.counts))
        label = f"{words} ▶"
        return text.line(" " * max(last - text.cells(label), 0), (label, "bold $text-warning"))
    at = _GUTTER + grid.cut * grid.cells
    if at + 2 + text.cells(words) <= width:
        return text.line(" " * at, (f"▼ {words}", "bold $text-warning"))
    return text.line(" " * max(at - text.cells(words) - 1, 0), (f"{words} ▼", "bold $text-warning"))


def _axis(grid: _Grid, voice: Voice) -> tuple[str, str]:
    """The base line with a mark at every quarter, and how long after the start that is."""
    bins = len(grid.picture.counts)
    marks = {grid.column(bins * n // 4): span for n, (_, span) in enumerate(quarters(grid.picture, voice))}
    end = grid.column(bins)
    base = " " * (_GUTTER - 1) + "└" + "".join("┴" if n in marks and n else "─" for n in range(end + 1))
    labels = " " * _GUTTER
    for column, label in marks.items():
        start = _GUTTER + column - (text.cells(label) // 2 if column else 0)
        labels += " " * max(start - text.cells(labels), 1 if column else 0) + label
    return base, labels
