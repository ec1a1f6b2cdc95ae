"""Tables and paragraphs for terminals, in which a Japanese character is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

_PIECES = re.compile(r"[（「『【〔〈《]*(?:[^\s\u2e80-\uffef]+|\S)[、。，．：；？！）」』】〕〉》・ー…]*|\s+")
"""What a line is broken between: words and single wide characters, with what must not end or begin a line; spaces."""


def width(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def columns(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as lines whose cells stand under each other; empty columns are left out."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True) if wide]
        yield (indent + "  ".join(cells)).rstrip()


def wrap(text: str, wide: int) -> list[str]:
    """A paragraph as lines of at most so many columns; a word that is longer has a line of its own."""
    lines = [""]
    for piece in _PIECES.findall(re.sub(r"\s*\n\s*", " ", text)):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > wide:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [*lines[:-1], lines[-1].rstrip()]
