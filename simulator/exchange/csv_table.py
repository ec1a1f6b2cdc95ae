"""A CSV file as rows of cells that know where they stand.

The standard library's reader does not tell in which column a cell begins, nor what is wrong with a quote, so the text
is cut here. A cell is text and nothing else: a formula is never worked out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from simulator.errors import Problem, Sentence, TabletopError, clean

LARGEST = 50_000_000
"""Bytes a file may have."""
_ENCODINGS = ("utf-8-sig", "cp932")
_DELIMITERS = (",", ";", "\t")
_AS_TEXT = re.compile(r'^="(.*)"$')
"""How a spreadsheet is made to keep a cell as it is."""
_NO_FORMULA = re.compile(r"'([' \n]*[=+\-@\t\r＝＋－＠].*)", re.DOTALL)
"""Likewise a text that would be worked out, as ours are written (``report/render/rows.py``)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without spaces around it, and where it begins, in characters of the file."""

    text: str
    offset: int


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it, those left out that hold nothing."""

    file: str
    """As the user named it."""
    text: str
    header: Row
    rows: tuple[Row, ...]
    sha256: str = ""

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", self.text))]

    def problem(self, cell: Cell, message: Sentence, code: str = "bad-value") -> Problem:
        """What is wrong with a cell, at its line and column."""
        line = bisect_right(self._lines, cell.offset)
        return Problem(self.file, line, cell.offset - self._lines[line - 1] + 1, code, "error", message)


def read_table(data: bytes, file: str) -> Table:
    """The table in these bytes: UTF-8, UTF-16 or CP932 (Japanese Excel); commas, semicolons or tabs between cells.

    Raises TabletopError with file, line and column where it cannot be read.
    """
    if len(data) > LARGEST:
        raise TabletopError(
            "{path} has {count:,} bytes; at most {most:,} are read", path=file, count=len(data), most=LARGEST
        )
    text = _decoded(data, file)
    if found := re.match(r"sep=(.)[ \t]*(?=\r|\n)", text):
        text = text[found.end() :]  # for Excel; an empty line stays, so that places are those of the file
    first = re.split(r"\r\n|\n|\r", text.lstrip("\r\n"), maxsplit=1)[0]
    delimiter = found[1] if found and found[1] in _DELIMITERS else max(_DELIMITERS, key=first.count)
    rows = [row for row in _rows(text, delimiter, file) if any(cell.text for cell in row)]
    if not rows:
        raise TabletopError("{path} holds no rows: expected a line of column names, then a row for each", path=file)
    table = Table(file, text, rows[0], tuple(rows[1:]), sha256(data).hexdigest())
    wrong = [_width(table, row) for row in table.rows if len(row) > len(table.header)]
    if wrong:
        raise TabletopError("{name} cannot be used as it is", wrong[:20], name=file)
    return table


def _decoded(data: bytes, file: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TabletopError("{path} is no text in UTF-8, UTF-16 or CP932: save it as CSV UTF-8", path=file)


def _rows(text: str, delimiter: str, file: str) -> Iterator[Row]:
    """A state machine would look at every character; this looks at every cell."""
    quoted_or_plain = rf'"((?:[^"]|"")*+)"[ ]*+|([^{delimiter}\r\n"][^{delimiter}\r\n]*+|)'
    one = re.compile(rf"[ ]*+(?:{quoted_or_plain})({delimiter}|\r\n|\n|\r|\Z)")
    at, row = 0, list[Cell]()
    while at < len(text):
        found = one.match(text, at)
        if not found:
            raise TabletopError("{name} cannot be used as it is", [_quote(text, at, file)], name=file)
        quoted, plain, end = found.groups()
        row.append(Cell(_plain(quoted.replace('""', '"') if quoted is not None else plain), at))
        at = found.end()
        if end != delimiter:
            yield tuple(row)
            row = []
    if row:
        yield (*row, Cell("", at))


def _plain(text: str) -> str:
    kept = _AS_TEXT.match(text.strip()) or _NO_FORMULA.match(text)
    return clean(kept[1] if kept else text).strip()


def _quote(text: str, at: int, file: str) -> Problem:
    message = Sentence('this cell begins with " and does not end so: write "" for a quotation mark inside it')
    return Table(file, text, (), ()).problem(Cell("", at), message, "bad-quote")


def _width(table: Table, row: Row) -> Problem:
    message = Sentence(
        "this row has {count} cells and the header {all}: put a cell that holds a comma into quotation marks",
        count=len(row),
        all=len(table.header),
    )
    return table.problem(row[len(table.header)], message, "too-many-cells")
