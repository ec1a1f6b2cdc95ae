"""Tables and paragraphs for terminals, in which a Japanese character is two columns wide."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

LEAST = 24
"""Columns that a title keeps before others are left out for it."""
_PIECES = re.compile(r"[（「『【〔〈《]*(?:[^\s\u2e80-\uffef]+|\S)[、。，．：；？！）」』】〕〉》・ー…]*|\s+")
"""What a line is broken between: words and single wide characters, with what must not end or begin a line; spaces."""


def room() -> int | None:
    """Columns of the terminal that is printed to; None where it goes to a file, which has no end."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def width(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, wide: int) -> str:
    """A text that fits, its end told by ``…``."""
    if width(text) <= wide:
        return text
    while text and width(text) >= wide:
        text = text[:-1]
    return text.rstrip() + "…"


def columns(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as lines whose cells stand under each other; empty columns are left out."""
    widths = _widths(rows)
    for row in rows:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True) if wide]
        yield (indent + "  ".join(cells)).rstrip()


def fitted(rows: Sequence[Sequence[str]], wide: int | None, indent: str = "") -> Iterator[str]:
    """Rows whose first column is an id and whose last a title, as lines of at most so many columns.

    The title is cut to what is left of a line. Where that is too little, other columns are left out, the last first.
    """
    if wide is None:
        return columns(rows, indent)
    left = _left(rows, wide - width(indent))
    while left < min(LEAST, _widths(rows)[-1]) and len(rows[0]) > 2:
        rows = [[*row[:-2], row[-1]] for row in rows]
        left = _left(rows, wide - width(indent))
    return (cut(line, wide) for line in columns([[*row[:-1], cut(row[-1], max(left, 1))] for row in rows], indent))


def _left(rows: Sequence[Sequence[str]], wide: int) -> int:
    return wide - sum(column + 2 for column in _widths(rows)[:-1] if column)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(width, cells)) for cells in zip(*rows, strict=True)]


def wrap(text: str, wide: int) -> list[str]:
    """A paragraph as lines of at most so many columns; a word that is longer has a line of its own."""
    lines = [""]
    for piece in _PIECES.findall(re.sub(r"\s*\n\s*", " ", text)):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > wide:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [*lines[:-1], lines[-1].rstrip()]
