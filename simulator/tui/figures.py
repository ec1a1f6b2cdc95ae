"""Pages of figures, and lists whose figures stand under each other, laid out in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from simulator.console.figures import BarChart, Excerpt, Figure, Figures
from simulator.console.rows import Row, Tone, plain, tone
from simulator.tui import text
from simulator.tui.picture import chart_lines
from simulator.tui.rows import TONES, lay_out, lay_out_all, piece
from simulator.wording.shares import bar

_FARTHEST = 56
"""Cells within which a figure stands at the end of its line: farther off nobody finds it."""
_BAR = 8
_BARS: frozenset[Tone] = frozenset(("good", "warning", "bad", "quiet"))
"""Tones that a bar has from its figure."""
_HIGH, _LOW = 7, 4
"""Lines of a chart's bars, and where there is little room."""


def page(parts: Iterable[Figure], width: int, *, low: bool = False) -> list[Content]:
    """Parts under each other; ``low``: there is room for few lines."""
    return [line for part in parts for line in _lines(part, width, low)]


def _lines(part: Figure, width: int, low: bool) -> Iterable[Content]:
    if isinstance(part, BarChart):
        return chart_lines(part, width, _LOW) if low else (Content(""), *chart_lines(part, width, _HIGH))
    if isinstance(part, Figures):
        return _table(part, width)
    if isinstance(part, Excerpt):
        return _excerpt(part, width)
    if isinstance(part, Row) and plain(part.right):
        return [lay_out(part, min(width, _FARTHEST))]
    return lay_out_all((part,), width)


def _table(part: Figures, width: int) -> list[Content]:
    """Figures flush right under their heads; the last column flush left, cut where the line ends."""
    wide = _widths((part.heads, *part.rows))
    heads, *rows = (f"{_flush(row[:-1], wide)}{row[-1]}" for row in (part.heads, *part.rows))
    return [text.line((text.cut(heads, width), "$text-muted")), *(Content(text.cut(row, width)) for row in rows)]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Cells of every column but the last."""
    return [max(map(text.cells, column)) for column in list(zip(*rows, strict=True))[:-1]]


def _flush(figures: Sequence[str], wide: Sequence[int]) -> str:
    return "".join(" " * (w - text.cells(each)) + each + "  " for w, each in zip(wide, figures, strict=True))


def _excerpt(part: Excerpt, width: int) -> list[Content]:
    """Numbered lines, cut where they end; the one that is meant marked."""
    lines = []
    for number, words in part.lines:
        here = number == part.at
        mark = (f"{'▶' if here else ' '}{number:>4} ", "bold $text-warning")
        lines.append(text.line(mark, (text.cut(words, max(width - 7, 1)), "bold" if here else "")))
    return lines


# ---- lists


def compared(rows: Sequence[Row], width: int) -> list[Content]:
    """Rows with their figures flush right under each other, then the bar, then what they are of.

    Names are cut last, and no two to the same words: what stands at the right ends is left out where a name would
    have to give way to it.
    """
    most = max((len(row.cells) for row in rows), default=0)
    wide = _widths([[plain(cell.words) for cell in row.cells] for row in rows if len(row.cells) == most])
    heads = [_head(row, wide, most) for row in rows]
    widest = max((head.cell_length for head in heads), default=0)
    names = [plain(row.cells[-1].words) for row in rows]
    fits = all(
        widest + text.cells(name) + 1 + text.cells(plain(row.right)) <= width
        for row, name in zip(rows, names, strict=True)
        if plain(row.right)
    )
    lines = []
    for row, head, name in zip(rows, heads, names, strict=True):
        shown = text.cut_among(name, names, max(width - widest, 1)), TONES[tone(row.cells[-1].words)]
        line = text.line(text.padded(head, widest), shown)
        lines.append(
            text.columns(line, piece(row.right), width) if fits and plain(row.right) else text.shorten(line, width)
        )
    return lines


def _head(row: Row, wide: Sequence[int], most: int) -> Content:
    """All before what it is of."""
    if len(row.cells) < most:
        return text.line(*(piece(cell.words) for cell in row.cells[:-1]), "  ")
    pieces: list[text.Piece] = []
    for cell, cells in zip(row.cells[:-1], wide, strict=True):
        words, style = piece(cell.words)
        pieces += ["  "] if pieces else []
        pieces.append((" " * (cells - text.cells(words)) + words, style))
    if row.bar is None:
        return text.line(*pieces, "  ")
    figure = tone(row.cells[0].words)
    return text.line(*pieces, " ", (bar(row.bar, _BAR), TONES[figure if figure in _BARS else "accent"]), " ")
