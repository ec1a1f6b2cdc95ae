"""Tables for terminals, in which a Japanese character is two columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def columns(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as lines whose cells stand under each other; empty columns are left out."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True) if wide]
        yield (indent + "  ".join(cells)).rstrip()
