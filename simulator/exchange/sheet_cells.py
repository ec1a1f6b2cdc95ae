"""The cells of a workbook's sheet, with what they refer to: texts and formats that stand once for all sheets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from simulator.errors import TabletopError, clean
from simulator.exchange.archive import Listener
from simulator.exchange.cell_format import as_shown, code_of
from simulator.exchange.csv_table import Cell, Row

MOST_CELLS: Final = 500_000
MOST_ROWS: Final = 5_000
"""Of a sheet, with something in them; columns likewise."""
MOST_COLUMNS: Final = 256
MOST_CHARACTERS: Final = 20_000_000
WIDTH: Final = 1 << 14
"""Columns that a sheet can have. A cell's offset is its row times that, and its column."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Shared:
    """What the cells of all sheets refer to by number."""

    file: str
    texts: Sequence[str]
    codes: Sequence[str]
    """How a number of this style is shown."""
    since_1904: bool


class Texts(Listener):
    """Texts by number; how Japanese is read (``rPh``) is no part of them."""

    def __init__(self) -> None:
        self.said, self._pieces, self._aside = list[str](), list[str](), 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """How a text is read stands beside it."""
        self._aside += name == "rPh"

    def end(self, name: str, text: str) -> None:
        """Pieces of a text may look different."""
        self._aside -= name == "rPh"
        if name == "t" and not self._aside:
            self._pieces.append(text)
        elif name == "si":
            self.said.append(_plain("".join(self._pieces)))
            self._pieces.clear()


class Styles(Listener):
    """How numbers are shown, by the number of a cell's style."""

    def __init__(self) -> None:
        self.codes, self._known, self._of_cells = list[str](), dict[int, str](), False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A format is named before the styles that have it."""
        if name == "numFmt":
            self._known[_count(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._of_cells = True
        elif name == "xf" and self._of_cells:
            self.codes.append(code_of(_count(attributes.get("numFmtId")), self._known))

    def end(self, name: str, text: str) -> None:
        """Styles of cells come after those that they are made of."""
        if name == "cellXfs":
            self._of_cells = False


class Cells(Listener):
    """The cells of a sheet that hold something."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._rows = defaultdict[int, dict[int, str]](dict)
        self._merged = list[tuple[int, int, int]]()
        self.not_worked_out = list[Cell]()
        self._row = self._column = self._count = self._characters = self._aside = 0
        self._begin({})

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or cell may say where it stands; else it is the next one."""
        match name:
            case "row":
                self._row, self._column = _count(attributes.get("r")) or self._row + 1, -1
            case "c":
                self._begin(attributes)
            case "rPh":
                self._aside += 1
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def end(self, name: str, text: str) -> None:
        """A cell has a value, or a text of its own."""
        match name:
            case "v":
                self._value = text
            case "t" if not self._aside:
                self._inline.append(text)
            case "f":
                self._formula = True
            case "rPh":
                self._aside -= 1
            case "c":
                self._keep(self._text())

    def _begin(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", "n"), _count(attributes.get("s"))
        self._value, self._inline, self._formula = "", list[str](), False
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        self._counted()

    def _text(self) -> str:
        match self._kind:
            case "s":
                number = _count(self._value)
                return self._shared.texts[number] if self._value and number < len(self._shared.texts) else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(self._value, "")
            case "n" if self._value:
                return self._shown()
            case _:
                return _plain(self._value or "".join(self._inline))

    def _shown(self) -> str:
        try:
            value = float(self._value)
        except ValueError:
            return _plain(self._value)
        codes = self._shared.codes
        code = codes[self._style] if self._style < len(codes) else ""
        return as_shown(value, code, since_1904=self._shared.since_1904)

    def _keep(self, text: str) -> None:
        if self._formula and not self._value and not self._inline:
            self.not_worked_out.append(Cell("", self._row * WIDTH + self._column))
        if text and self._column < WIDTH:
            self._rows[self._row][self._column] = text
            self._characters += len(text)
            if len(self._rows) > MOST_ROWS or self._characters > MOST_CHARACTERS:
                raise self._too_large()

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        begins, ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begins and ends and begins[2] != ends[2]:
            self._merged.append((_number(begins[1]), int(begins[2]), int(ends[2])))

    def filled(self) -> tuple[Row, ...]:
        """The rows that hold something, without columns that are empty throughout, to the last cell of each."""
        self._fill_merged()
        columns = sorted({column for cells in self._rows.values() for column in cells})
        if len(columns) > MOST_COLUMNS:
            raise self._too_large()
        return tuple(
            tuple(Cell(cells.get(column, ""), row * WIDTH + column) for column in columns if column <= last)
            for row, cells, last in sorted((row, cells, max(cells)) for row, cells in self._rows.items())
        )

    def _fill_merged(self) -> None:
        """What stands over several rows holds for each of them that says something."""
        rows = sorted(self._rows)
        for column, first, last in self._merged:
            text = self._rows[first].get(column) if first in self._rows else None
            for row in rows[bisect_right(rows, first) : bisect_right(rows, last)] if text else ():
                self._rows[row].setdefault(column, text or "")
                self._counted()

    def _counted(self) -> None:
        self._count += 1
        if self._count > MOST_CELLS:
            raise self._too_large()

    def _too_large(self) -> TabletopError:
        return TabletopError(
            "{path} holds too much to be a list: save the list alone, or as CSV UTF-8", path=self._shared.file
        )


def _plain(text: str) -> str:
    """A text as people see it: signs that XML cannot hold stand in it by their numbers."""
    return clean(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)).strip()


def _count(text: str | None) -> int:
    """A number that counts something; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _number(letters: str) -> int:
    """Of a column: A is 0."""
    return reduce(lambda so_far, letter: so_far * 26 + ord(letter) - 64, letters, 0) - 1


def letters(column: int) -> str:
    """The name of a column: 0 is A."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(65 + last)
