"""Lines and rows of the console, laid out in cells of the terminal; most are as they were at the last key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from textual.content import Content

from simulator.console.rows import Labelled, Line, Markdown, Part, Row, Tone, Words, plain, tone
from simulator.tui import markdown, text
from simulator.wording.shares import bar

TONES: dict[Tone, str] = {
    "": "",
    "strong": "bold",
    "quiet": "$text-muted",
    "accent": "bold $text-accent",
    "good": "$text-success",
    "warning": "bold $text-warning",
    "bad": "bold $text-error",
    "alarm": "bold reverse $text-error",
    "paper": "black on white",
}
"""Tone → style."""
_LONGEST_BAR = 12


def piece(words: Words) -> tuple[str, str]:
    """Words in the style of their tone."""
    return plain(words), TONES[tone(words)]


def content(line: Line) -> Content:
    """A line with its styles."""
    return text.line(*map(piece, line))


def lay_out_all(parts: Iterable[Part], width: int) -> list[Content]:
    """Parts under each other, none of their lines wider than ``width`` cells."""
    return [line for part in parts for line in _lines(part, width)]


def _lines(part: Part, width: int) -> Sequence[Content]:
    if isinstance(part, Markdown):
        return markdown.render(part.source, width)
    if isinstance(part, Labelled):
        return _labelled(part, width)
    if isinstance(part, Row):
        return _whole(part, width) if part.whole else [lay_out(part, width)]
    return text.wrap(content(part), width)


@lru_cache(maxsize=1024)
def lay_out(row: Row, width: int) -> Content:
    """A row in at most ``width`` cells a line: whole on several lines, or cut to one with its end on the right."""
    if row.whole:
        return text.lines(_whole(row, width))
    if row.indent:
        return text.line(" " * row.indent, _on_one_line(row, width - row.indent))
    return _on_one_line(row, width)


@lru_cache(maxsize=1024)
def _whole(row: Row, width: int) -> Sequence[Content]:
    """On as many lines as it takes; what follows the first stands under its words."""
    first = " " * row.indent
    rest = first + ("  " if plain(row.mark) or not row.indent else "")
    line = text.line(*_marked(row), *(piece(cell.words) for cell in row.cells))
    return text.wrap(line, width, first=first, rest=rest)


def _on_one_line(row: Row, width: int) -> Content:
    pieces: list[text.Piece] = [*_marked(row)]
    if row.bar is not None:
        taken = sum(text.cells(plain(cell.words)) for cell in row.cells) + text.cells(plain(row.right))
        filled = bar(row.bar, min(max(width - taken - 3, 4), _LONGEST_BAR))
        pieces += [(filled, "$text-accent"), "  "]
    for number, cell in enumerate(row.cells):
        words, style = piece(cell.words)
        pieces += ["  "] if number else []
        pieces.append((text.fit(words, int(width * cell.share)) if cell.share else words, style))
    left = text.line(*pieces)
    if not plain(row.right):
        return text.shorten(left, width)
    words, style = piece(row.right)
    # Beside what is minor stands what is more so: whose a clock is gives way to the par, not the other way round.
    room = max(width - left.cell_length - 1, 0) if row.minor else width // 2
    return text.columns(left, (text.cut(words, room), style), width)


def _marked(row: Row) -> tuple[text.Piece, ...]:
    return (piece(row.mark), " ") if plain(row.mark) else ()


def _labelled(part: Labelled, width: int) -> list[Content]:
    """The rows beside their label."""
    label, style = piece(part.label)
    aside = text.cells(label) + 1
    lines = [line for row in part.rows for line in _whole(row, width - aside)]
    beside = [text.line((label, style), " "), *[Content(" " * aside)] * (len(lines) - 1)]
    return [text.line(left, line) for left, line in zip(beside, lines, strict=True)]
