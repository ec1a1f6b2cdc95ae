"""Tables in Markdown, as tables whose cells know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from simulator.errors import clean
from simulator.exchange.csv_table import Cell, Row, Table

MOST_BARS: Final = 60
"""Between the cells of a row; what has more is no table that people read."""
_ROW = re.compile(r"\s{0,3}\|.*\|\s*")
_RULE = re.compile(r"\s{0,3}\|(?:\s*:?-{2,}:?\s*\|)+\s*")
_BAR = re.compile(r"(?<!\\)\|")


class Tables:
    """Those of a text, line by line."""

    def __init__(self, text: str, file: str, sha256: str = "") -> None:
        self.text, self.file, self.sha256 = text, file, sha256
        self.lines = text.split("\n")
        self._offsets = [0]
        for line in self.lines:
            self._offsets.append(self._offsets[-1] + len(line) + 1)

    def __iter__(self) -> Iterator[Table]:
        n = 0
        while n < len(self.lines):
            if self.begins(n):
                table, n = self.at(n)
                yield table
            else:
                n += 1

    def begins(self, n: int) -> bool:
        """Whether a table begins in this line: names of columns, and a rule below them."""
        rows = self.lines[n : n + 2]
        return len(rows) == 2 and all(map(_is_row, rows)) and _RULE.fullmatch(rows[1]) is not None

    def at(self, n: int) -> tuple[Table, int]:
        """The table that begins in this line, and the line after it. Rows that hold nothing are left out."""
        end = n + 2
        while end < len(self.lines) and _is_row(self.lines[end]):
            end += 1
        rows = (self._cells(m) for m in range(n + 2, end))
        filled = tuple(row for row in rows if any(cell.text for cell in row))
        return Table(self.file, self.text, self._cells(n), filled, self.sha256), end

    def _cells(self, n: int) -> Row:
        line, at = self.lines[n], self._offsets[n]
        cuts = [found.end() for found in _BAR.finditer(line)]
        parts = [(start, line[start : end - 1]) for start, end in pairwise(cuts)]
        return tuple(Cell(_plain(part), at + start + len(part) - len(part.lstrip())) for start, part in parts)


def _is_row(line: str) -> bool:
    return line.count("|") <= MOST_BARS and _ROW.fullmatch(line) is not None


def _plain(cell: str) -> str:
    """A cell without what makes it bold or slanted, a break in it as one."""
    broken = re.sub(r"<br ?/?>", "\n", clean(cell.replace("\\|", "|")), flags=re.IGNORECASE)
    return re.sub(r"^[*_`]{1,3}|[*_`]{1,3}$", "", broken.strip()).strip()
