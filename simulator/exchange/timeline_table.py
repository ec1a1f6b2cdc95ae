"""A table as a timeline: a row for each line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from simulator.errors import Problem, Sentence
from simulator.exchange.csv_table import Cell, Row, Table
from simulator.exchange.days import ANY_DAY, day_in
from simulator.exchange.moments import ZONE, zone_named
from simulator.exchange.timeline import Entry, Place, Reading
from simulator.exchange.timeline_map import FIELDS, NEEDED, TimelineMap, columns_found, plain_name
from simulator.exchange.titled_table import below_titles, sheet_with
from simulator.exchange.workbook import Workbook
from simulator.model.marks import MARK_PATTERN

_MARK = re.compile(MARK_PATTERN)
_BARE_DAY = re.compile(ANY_DAY)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_PLAIN_CLOCK = re.compile(rf"(?:{ANY_DAY}[ T]+)?(?P<clock>\d{{1,2}}:\d{{2}})(?::\d{{2}})?\s*(?:{ZONE})?")
_ZONED = re.compile(rf"(?<![A-Za-z-]){ZONE}$|^\d{{10}}")


def read_rows(table: Table, reading: Reading, zone: str = "") -> None:
    """Adds a table's rows, or what is wrong with them. ``zone``: of times without one, where no column names it."""
    try:
        places = columns_found([cell.text for cell in table.header], reading.chosen)
    except KeyError as error:
        columns = tuple(cell.text for cell in table.header)
        message = Sentence("there is no column {name}: there is {columns}", name=error.args[0], columns=columns)
        reading.note(table.problem(table.header[0], message, "unknown-key"))
        return
    missing = [field for field in NEEDED if field not in places]
    if missing:
        reading.note(_no_column(table, missing[0]))
        return
    named = (zone_named(table.header[places[field]].text) for field in ("time", "day") if field in places)
    zone = next(filter(None, named), zone)
    above = _Above()
    for row in table.rows:
        _Row(table, row, places, reading, zone, above).read()
    _say_what_is_left_out(table, places, reading)


def _say_what_is_left_out(table: Table, places: dict[str, int], reading: Reading) -> None:
    """Columns that say something and are not read."""
    filled = {n for row in table.rows for n, cell in enumerate(row) if cell.text}
    lost = tuple(cell.text for n, cell in enumerate(table.header) if cell.text and n in filled - set(places.values()))
    if lost:
        message = Sentence("these columns are left out: {columns}. A file given with --map can name them", columns=lost)
        reading.note(replace(table.problem(table.header[0], message, "left-out"), severity="warning"))


def rows_of(table: Table, chosen: TimelineMap) -> Table:
    """The timeline in a table, below its titles."""
    return below_titles(table, lambda row: _has_columns(row, chosen))


def rows_in(book: Workbook, chosen: TimelineMap) -> Table:
    """The first sheet that has the columns of a timeline, else the first. TabletopError where none holds anything."""
    seen = sheet_with(book, lambda row: _has_columns(row, chosen))
    return seen if isinstance(seen, Table) else seen[0]


def _has_columns(row: Row, chosen: TimelineMap) -> bool:
    try:
        places = columns_found([cell.text for cell in row], chosen)
    except KeyError:
        return False
    return all(field in places for field in NEEDED)


def is_timeline(header: Row) -> bool:
    """Whether the names of columns are those of a timeline."""
    names = {plain_name(cell.text) for cell in header}
    return bool(names & {*FIELDS["time"]} and names & {*FIELDS["text"], *FIELDS["heading"]})


def _no_column(table: Table, field: str) -> Problem:
    columns = tuple(cell.text for cell in table.header)
    known = FIELDS[field][:3]
    message = Sentence(
        "no column says {field} (usual names: {known}); there is {columns}. Name it in a file and give it with --map",
        field=Sentence("when it happened") if field == "time" else Sentence("what happened"),
        known=known,
        columns=columns,
    )
    return table.problem(table.header[0], message, "unknown-key")


def _clock_of(text: str) -> str:
    """The hour and minute of a written time, so that a later one is greater; empty where it has none of 24 hours."""
    found = _PLAIN_CLOCK.fullmatch(text)
    return found["clock"].rjust(5) if found else ""


def headed(heading: str, text: str) -> str:
    """A text below its title or state."""
    return ": ".join(part for part in (heading.rstrip(".:。：") if text else heading, text) if part)


@dataclass
class _Above:
    """What the rows above tell of the day, where it is written once."""

    day: str = ""
    clock: str = ""
    said: bool = False


class _Row:
    """One row while it is read."""

    def __init__(
        self, table: Table, row: Row, places: dict[str, int], reading: Reading, zone: str, above: _Above
    ) -> None:
        self.table, self.row, self.places, self.reading, self.zone = table, row, places, reading, zone
        self.above = above

    def cell(self, field: str) -> Cell:
        """The cell of a field; empty where there is none, or the row ends before it."""
        place = self.places.get(field)
        return self.row[place] if place is not None and place < len(self.row) else Cell("", self.row[0].offset)

    def read(self) -> None:
        """Adds the row, or what is wrong with it."""
        text, number = (
            headed(self.cell("heading").text, self.cell("text").text),
            self.table.problem(self.row[0], Sentence("")).line,
        )
        at = self._happened()
        if at is None:
            return
        if not text:
            self._complain(self.cell("text"), Sentence("the line has a time and no text: say what happened"))
            return
        edited = self._when("edited")
        written = self._when("written")
        if edited is not None and edited <= max(at, written or at):
            edited = None  # tools set it when they create a line, too
        entry = Entry(
            number,
            at,
            text,
            self.cell("author").text,
            written=written,
            edited=edited is not None,
            edited_at=edited,
            milestones=self._milestones(),
        )
        self.reading.add(entry, self.place(self.row[0]))

    def place(self, cell: Cell) -> Place:
        """The line and column of a cell."""

        def found() -> tuple[int, int]:
            problem = self.table.problem(cell, Sentence(""))
            return problem.line, problem.column

        return found

    def _happened(self) -> int | None:
        day, time = self.cell("day"), self.cell("time")
        if not time.text and not day.text:
            self._complain(time, Sentence("the line has no time: write when it happened, or leave the line out"))
            return None
        if not time.text or _BARE_DAY.fullmatch(time.text):
            cell = time if time.text else day
            self._complain(
                cell, Sentence("{found} is only a day: write the hour and minute, too", found=cell.text[:40])
            )
            return None
        on = day.text or self._day_above(time)
        if told := day_in(time.text) or day.text:
            self.above.day, self.above.clock = told, _clock_of(time.text) or "~"
        written = time.text if not on or day_in(time.text) else f"{on} {time.text}"
        if _CLOCK.match(written) and not self.reading.chosen.format:
            said = Sentence("on which day was this? Write the day before the time, or in a column of its own")
            self._complain(time, said)
            return None
        return self.reading.moment(self._with_zone(written), self.place(time))

    def _day_above(self, time: Cell) -> str:
        """The day of the row above, where the column of days has none and the time is no earlier; said once."""
        clock = "" if day_in(time.text) else _clock_of(time.text)
        if not clock or not self.above.day or clock < self.above.clock:
            return ""
        if not self.above.said:
            said = Sentence("the day is that of the row above: {day}", day=self.above.day)
            self.reading.note(replace(self.table.problem(time, said, "assumed"), severity="warning"))
        self.above.said, self.above.clock = True, clock
        return self.above.day

    def _with_zone(self, written: str) -> str:
        """A time that names no zone is of the one that the table names."""
        return f"{written} {self.zone}" if self.zone and not _ZONED.search(written) else written

    def _when(self, field: str) -> int | None:
        cell = self.cell(field)
        return self.reading.moment(self._with_zone(cell.text), self.place(cell)) if cell.text else None

    def _milestones(self) -> tuple[str, ...]:
        cell = self.cell("milestone")
        if not cell.text:
            return ()
        chosen = self.reading.chosen.names
        parts = [cell.text] if cell.text in chosen else [part.strip() for part in cell.text.split(",")]
        marks = tuple(chosen.get(part, part) for part in parts)
        if not all(map(_MARK.fullmatch, marks)):
            found = repr(cell.text[:40])
            self._complain(cell, Sentence("{found} is no milestone: write its id, such as contained", found=found))
            return ()
        return marks

    def _complain(self, cell: Cell, message: Sentence) -> None:
        self.reading.note(self.table.problem(cell, message))
