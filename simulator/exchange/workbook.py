"""A workbook (.xlsx) as tables: cells as they are shown, merged ones in each of their rows, formulas as their result.

It is read here and not by a library: what is unpacked is bounded, parts that are no cells can neither fail nor cost
anything, and every cell is found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from posixpath import join, normpath, split

from simulator.errors import Problem, Sentence, TabletopError, clean
from simulator.exchange.archive import Archive, Listener
from simulator.exchange.csv_table import Cell, Table
from simulator.exchange.sheet_cells import WIDTH, Cells, Shared, Styles, Texts, letters


@dataclass(frozen=True)
class Sheet(Table):
    """The rows of one sheet; a cell's offset is its row times the columns a sheet can have, and its column."""

    name: str = ""
    not_worked_out: tuple[Cell, ...] = ()
    """Formulas of which the file does not have the result."""

    def problem(self, cell: Cell, message: Sentence, code: str = "bad-value") -> Problem:
        """What is wrong with a cell, by its row and column and by its name."""
        row, column = divmod(cell.offset, WIDTH)
        told = Sentence(
            "{cell} on sheet {sheet}: {message}", cell=f"{letters(column)}{row}", sheet=self.name, message=message
        )
        return Problem(self.file, row, column + 1, code, "error", told)


@dataclass(frozen=True)
class Workbook:
    """A workbook, of which no sheet is read before it is asked for."""

    file: str
    """As the user named it."""
    sha256: str
    archive: Archive
    parts: dict[str, str]
    """Name of a sheet → where in the archive it stands; those that are hidden are left out."""
    related: dict[str, str]
    """Kind of another part → where it stands."""
    since_1904: bool

    def sheets(self) -> Iterator[Sheet]:
        """Every sheet that holds something. TabletopError where one cannot be read."""
        for name, part in self.parts.items():
            cells = Cells(self._shared)
            self.archive.hear(part, cells)
            if rows := cells.filled():
                yield Sheet(self.file, "", rows[0], rows[1:], self.sha256, name, tuple(cells.not_worked_out))

    @cached_property
    def _shared(self) -> Shared:
        texts, styles = Texts(), Styles()
        for kind, listener in (("sharedStrings", texts), ("styles", styles)):
            if part := self.related.get(kind):
                self.archive.hear(part, listener)
        return Shared(self.file, texts.said, styles.codes, self.since_1904)


def read_workbook(data: bytes, file: str) -> Workbook:
    """The workbook in these bytes. TabletopError where it is none, or larger than is read."""
    archive = Archive(data, file)
    main = next((led.place for led in _led(archive, "") if led.kind == "officeDocument"), "xl/workbook.xml")
    outline = _Outline()
    if main.endswith(".xml") and main in archive:
        archive.hear(main, outline)
    if not outline.sheets:
        raise TabletopError("{path} is an archive, but no workbook (.xlsx): save the sheet as CSV UTF-8", path=file)
    led_to = _led(archive, main)
    places = {led.id: led.place for led in led_to if led.place in archive}
    parts = {clean(name): places[key] for name, key in outline.sheets if key in places}
    related = {led.kind: led.place for led in led_to if led.place in archive}
    return Workbook(file, sha256(data).hexdigest(), archive, parts, related, outline.since_1904)


def _led(archive: Archive, part: str) -> list[_Link]:
    """What a part of the archive leads to."""
    folder, name = split(part)
    links, place = _Links(folder), join(folder, "_rels", f"{name}.rels")
    if place in archive:
        archive.hear(place, links)
    return links.found


@dataclass(frozen=True, slots=True)
class _Link:
    id: str
    kind: str
    place: str


class _Links(Listener):
    def __init__(self, folder: str) -> None:
        self.found, self._folder = list[_Link](), folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            place = normpath(join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append(_Link(attributes.get("Id", ""), kind, place))


class _Outline(Listener):
    def __init__(self) -> None:
        self.sheets, self.since_1904 = list[tuple[str, str]](), False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
