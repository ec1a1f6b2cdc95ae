"""A table of real incidents as times of milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from simulator.errors import Invalid, Problem, Sentence, TabletopError, why
from simulator.exchange.csv_table import Cell, Row, Table, read_table
from simulator.exchange.mapping import KNOWN, Mapping
from simulator.model.base import FIRST_YEAR, ID_PATTERN, LAST_YEAR
from simulator.model.calendars import zone

_MOST_TOLD = 20
"""Mistakes that are told of one file."""
_TIME = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|JST|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_OFFSETS = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "JST": "+09:00"}
"""Names of zones that mean one offset, everywhere and all year; all others are asked for."""
_MILESTONE = re.compile(rf"(?:(?:step|begun|inject):)?{ID_PATTERN.strip('^$')}")


@dataclass(frozen=True)
class IncidentLog:
    """What a file says of incidents."""

    mark: str
    """The first eight digits of the file's sha256; of a record, the key that it keeps while it goes on."""
    read_as: str
    """The tool whose export it is; empty for a map of one's own."""
    incidents: dict[str, dict[str, int]]
    """Incident → milestone → when it was first reached, in seconds since 1970 (UTC)."""
    day: str = ""
    """On which the one incident of a record began; empty for a table, which holds all there are."""


def read_log(data: bytes, file: str, mapping: Mapping | None = None, tz: str | None = None) -> IncidentLog:
    """The incidents in a CSV file, read as ``mapping`` says or, without one, by its column names.

    ``tz``: whose clock times without an offset are of. Raises TabletopError that names line and column of all that
    cannot be read.
    """
    table = read_table(data, file)
    read_as, chosen = ("", mapping) if mapping else _recognised(table)
    reader = _Reader(table, chosen, tz or chosen.zone)
    for row in table.rows:
        reader.read(row)
    if reader.problems:
        raise TabletopError("{name} cannot be used as it is", reader.problems[:_MOST_TOLD], name=file)
    return IncidentLog(sha256(data).hexdigest()[:8], read_as, reader.incidents)


def _recognised(table: Table) -> tuple[str, Mapping]:
    names = [cell.text.lower() for cell in table.header]
    for tool, mappings in KNOWN.items():
        for mapping in mappings:
            if set(mapping.columns) <= set(names):
                return tool, mapping
    message = Sentence(
        "these are the columns of no form that is known ({known}): name them in a file and give it with --map",
        known=tuple(KNOWN),
    )
    raise TabletopError("{name} cannot be used as it is", [table.problem(table.header[0], message)], name=table.file)


@dataclass
class _Reader:
    table: Table
    mapping: Mapping
    tz: str | None
    incidents: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        at: dict[str, int] = {}
        for n, cell in enumerate(self.table.header):
            at.setdefault(cell.text, n)
            at.setdefault(cell.text.lower(), n)
        missing = [name for name in self.mapping.columns if name not in at]
        self.places = {name: at[name] for name in self.mapping.columns if name in at}
        for name in missing:
            columns = tuple(cell.text for cell in self.table.header)
            message = Sentence("there is no column {name}: there is {columns}", name=name, columns=columns)
            self.problems.append(self.table.problem(self.table.header[0], message, "unknown-key"))
        self.broken = bool(missing)

    def cell(self, row: Row, column: str) -> Cell:
        """The cell of a row in a column; a row may end early."""
        place = self.places[column]
        return row[place] if place < len(row) else Cell("", row[-1].offset)

    def read(self, row: Row) -> None:
        """Adds what the row says, or what is wrong with it."""
        if self.broken or len(self.problems) >= _MOST_TOLD:
            return
        named = self.cell(row, self.mapping.incident)
        if not named.text:
            self._complain(named, Sentence("no incident is named here"))
            return
        times = self.incidents.setdefault(named.text, {})
        for milestone, at in self._times(row):
            times[milestone] = min(at, times.get(milestone, at))
        for column, counted in self.mapping.seconds.items():
            for milestone, since in counted.items():
                seconds = self._seconds(self.cell(row, column))
                if seconds is not None and since in times:
                    times.setdefault(milestone, times[since] + seconds)

    def _times(self, row: Row) -> Iterator[tuple[str, int]]:
        mapping = self.mapping
        told = [(self.cell(row, column), milestone) for column, milestone in mapping.times.items()]
        if mapping.milestone and mapping.at:
            named = self.cell(row, mapping.milestone)
            milestone = mapping.names.get(named.text, named.text)
            if not _MILESTONE.fullmatch(milestone):
                self._complain(
                    named,
                    Sentence("{found} is no milestone: write its id, such as contained", found=repr(milestone[:40])),
                )
                return
            told = [(self.cell(row, mapping.at), milestone)]
        for cell, milestone in told:
            if cell.text:
                try:
                    yield milestone, instant(cell.text, mapping.format, self.tz)
                except Invalid as error:
                    self._complain(cell, why(error))

    def _seconds(self, cell: Cell) -> int | None:
        if not cell.text:
            return None
        if not re.fullmatch(r"\d{1,9}(?:\.\d+)?", cell.text):
            self._complain(cell, Sentence("expected a number of seconds, found {found}", found=repr(cell.text[:40])))
            return None
        return round(float(cell.text))

    def _complain(self, cell: Cell, message: Sentence) -> None:
        self.problems.append(self.table.problem(cell, message))


def instant(text: str, format: str | None, tz: str | None) -> int:
    """A written time in seconds since 1970.

    Raises ValueError where it cannot be read, or nobody says whose clock it is.

    ``format``: as for ``strptime``; without one year, month and day come first. ``tz``: of times without an offset.
    """
    moment = _formatted(text, format) if format else _iso(text)
    if moment.tzinfo is None:
        if tz is None:
            raise Invalid(
                "{found} does not say whose clock it is of: add --zone, such as --zone Asia/Tokyo", found=text
            )
        moment = _on_the_clock(moment.replace(tzinfo=zone(tz)), text)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Invalid(
            "expected a year from {first} to {last}, found {found}", first=FIRST_YEAR, last=LAST_YEAR, found=text
        )
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def _on_the_clock(moment: datetime, text: str) -> datetime:
    """The same, where clocks of its zone show that time once; Invalid where they skip it, or show it twice."""
    if moment.utcoffset() == moment.replace(fold=1).utcoffset():
        return moment
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise Invalid("clocks went forward over {found}: write its offset, such as +01:00", found=text)
    raise Invalid("clocks show {found} twice, as they went back: write its offset, such as +01:00", found=text)


def _iso(text: str) -> datetime:
    found = _TIME.fullmatch(text)
    if not found:
        raise Invalid(
            "expected a time such as 2026-07-10T18:40+09:00 or 2026-07-10 18:40, found {found}; "
            "for another way to write it, say which in a map (format:), and leave out what is only a day",
            found=repr(text[:40]),
        )
    *numbers, offset = found.groups()
    # Of 24:30 only half past midnight of the day after can be meant.
    days = 1 if int(numbers[3]) == 24 else 0
    numbers[3] = str(int(numbers[3]) - 24 * days)
    written = "{:0>4}-{:0>2}-{:0>2}T{:0>2}:{}:{:0>2}".format(*(number or "0" for number in numbers))
    sign = _OFFSETS.get(offset.upper(), offset) if offset else ""
    try:
        return datetime.fromisoformat(written + sign) + timedelta(days=days)
    except ValueError:
        raise Invalid("there is no such day or time: {found}", found=text[:40]) from None


def _formatted(text: str, format: str) -> datetime:
    try:
        # Whose clock it is of is said elsewhere, where the format does not.
        return datetime.strptime(text, format)  # noqa: DTZ007
    except (ValueError, re.error):
        raise Invalid(
            "expected a time written as {format}, found {found}", format=format, found=repr(text[:40])
        ) from None
