"""Lines and rows of the console, laid out in cells of the terminal."""

from __future__ import annotations

from textual.content import Content

from simulator.console.rows import Line, Row, Tone, Words, plain, tone
from simulator.tui import text

TONES: dict[Tone, str] = {
    "": "",
    "strong": "bold",
    "quiet": "$text-muted",
    "accent": "bold $text-accent",
    "good": "$text-success",
    "warning": "bold $text-warning",
    "bad": "bold $text-error",
}
"""Tone → style."""


def piece(words: Words) -> tuple[str, str]:
    """Words in the style of their tone."""
    return plain(words), TONES[tone(words)]


def content(line: Line) -> Content:
    """A line with its styles."""
    return text.line(*map(piece, line))


def lay_out(row: Row, width: int) -> Content:
    """A row in at most ``width`` cells a line: whole on several lines, or cut to one with its end on the right."""
    mark = (piece(row.mark), " ") if plain(row.mark) else ()
    if row.whole:
        line = text.line(*mark, *(piece(cell.words) for cell in row.cells))
        return text.lines(text.wrap(line, width, rest="  "))
    pieces: list[text.Piece] = [*mark]
    for number, cell in enumerate(row.cells):
        words, style = piece(cell.words)
        pieces += ["  "] if number else []
        pieces.append((text.fit(words, int(width * cell.share)) if cell.share else words, style))
    left = text.line(*pieces)
    if not plain(row.right):
        return text.shorten(left, width)
    words, style = piece(row.right)
    return text.columns(left, (text.cut(words, width // 2), style), width)
