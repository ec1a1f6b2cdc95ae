"""Master scenario events lists (MSEL): a row for each message, as CSV, or as JSON as T3SF has it.

The columns are those of HSEEP or usual names; ``docs/exchange.md`` has them. What stands in another column is kept for
the facilitator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from simulator.errors import Invalid, Problem, Sentence, Severity, TabletopError, why
from simulator.exchange.csv_table import Cell, Table
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import MOST, Asked, Exercise, Message, Way, channel, everyone, points
from simulator.exchange.json_source import Source
from simulator.exchange.msel_columns import Columns, found, lacks, zone_in
from simulator.exchange.msel_tables import below_titles, list_in
from simulator.exchange.msel_times import Placed, When, another_form, placed, when
from simulator.exchange.naming import title_of
from simulator.exchange.workbook import Workbook

TITLE, OF_T3SF = "MSEL", "T3SF MSEL"
_MOST_TOLD = 20
_TIMES = {"time", "day", "delivered"}
_START = re.compile(r"start\s?ex|start of (?:the )?exercise|演習開始", re.IGNORECASE)
_MARK = re.compile(rf"{_START.pattern}|end\s?ex|end of (?:the )?exercise|演習終了", re.IGNORECASE)
"""Rows that tell when the exercise begins and ends, and are no messages."""
At = Callable[[int, int, Sentence, str, Severity], Problem]
"""What is wrong in a row (-1 is the header) and column, at its place in the file."""


def is_it(root: Any) -> bool:
    """Whether these values look like rows of T3SF."""
    rows = root if isinstance(root, list) and root else [None]
    return all(isinstance(row, dict) and "Subject" in row and "Script" in row for row in rows)


def read(source: Source | Table | Workbook, today: date, columns: Columns | None = None) -> Draft:
    """The draft made of a list. TabletopError that names the places where it cannot be made."""
    known = columns or Columns()
    match source:
        case Workbook():
            return _of_table(list_in(source, known)).draft(today, known)
        case Table():
            return _of_table(below_titles(source, known)).draft(today, known)
        case _:
            return _of_json(source).draft(today, known)


def _of_table(table: Table) -> _List:
    rows = [[cell.text for cell in row] for row in table.rows]
    return _List(table.file, table.sha256, TITLE, [cell.text for cell in table.header], rows, _in(table))


def _in(table: Table) -> At:
    def problem(row: int, column: int, message: Sentence, code: str, severity: Severity) -> Problem:
        cells = table.header if row < 0 else table.rows[row]
        cell = cells[column] if column < len(cells) else Cell("", cells[-1].offset)
        return replace(table.problem(cell, message, code), severity=severity)

    return problem


def _of_json(source: Source) -> _List:
    rows = source.root if isinstance(source.root, list) else []
    header = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    wrong = [n for n, row in enumerate(rows) if not isinstance(row, dict) or not all(map(_is_plain, row.values()))]
    if wrong or not rows:
        message = Sentence("expected a list of messages, each a map of texts and numbers")
        raise source.refused(*(source.problem((n,), message) for n in wrong[:_MOST_TOLD] or [0]))

    def problem(row: int, column: int, message: Sentence, code: str, severity: Severity) -> Problem:
        return source.problem((max(row, 0), header[column]) if header else (), message, code, severity)

    texts = [["" if row.get(key) is None else str(row[key]).strip() for key in header] for row in rows]
    return _List(source.file, source.sha256, OF_T3SF, header, texts, problem)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 10**12)


@dataclass
class _List:
    file: str
    sha256: str
    format: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    at: At

    def draft(self, today: date, columns: Columns) -> Draft:
        """Every row as a message, the first at the opening."""
        self.problems, self.places = list[Problem](), self._places(columns)
        tz = columns.zone or self._zone() or "UTC"
        self.marks = {
            n for n in range(len(self.rows)) if _MARK.fullmatch(self._text(n, "title") or self._text(n, "body"))
        }
        self.numbers = {self._text(n, "number"): n for n in range(len(self.rows)) if n not in self.marks}
        # Many write a day once, and then the times below it.
        self.days = list[str]()
        for n in range(len(self.rows)):
            self.days.append(self._text(n, "day") or (self.days[-1] if n else ""))
        times = [self._when(n, columns.format, tz) for n in range(len(self.rows))]
        self.follows = {n: found for n in range(len(self.rows)) if (found := self._follows(n))}
        self._one_form(times)
        self._refuse()
        timed = placed(times, today, tz)
        self._say_what_is_assumed(times, timed)
        at = [None if n in self.follows and times[n] is None else at for n, at in enumerate(timed.at)]
        messages = [self._message(n, at[n]) for n in range(len(self.rows)) if n not in self.marks]
        exercise = Exercise(title_of(self.file), timed.opens, tz, messages, briefing=self._briefing())
        try:
            scenario = exercise.scenario()
        except Invalid as error:
            raise self._refused(self.at(-1, 0, why(error), "bad-value", "error")) from None
        return Draft(scenario, self.format, self.file, self.sha256, problems=tuple(self.problems))

    def _places(self, columns: Columns) -> dict[str, int]:
        if not self.header or not self.rows:
            raise TabletopError("{path} holds no messages: expected a line of column names, then a row for each",
                                path=self.file)  # fmt: skip
        try:
            places = found(self.header, columns)
        except KeyError as error:
            message = Sentence("there is no column {name}: there is {columns}", name=error.args[0],
                               columns=tuple(self.header))  # fmt: skip
            raise self._refused(self.at(-1, 0, message, "unknown-key", "error")) from None
        if what := lacks(places):
            message = Sentence(
                "no column tells {what}: there is {columns}. Name the columns in a file and give it with --map",
                what=what,
                columns=tuple(self.header),
            )
            raise self._refused(self.at(-1, 0, message, "unknown-key", "error"))
        if len(self.rows) > MOST:
            message = Sentence(
                "there are {count:,} messages; at most {most:,} are read", count=len(self.rows), most=MOST
            )
            raise self._refused(self.at(MOST, 0, message, "too-many", "error"))
        return places

    def _zone(self) -> str | None:
        return next(
            filter(None, (zone_in(self.header[self.places[field]]) for field in _TIMES & self.places.keys())), None
        )

    def _briefing(self) -> str:
        """What is said at the start of the exercise, which is no message."""
        return "\n".join(self._text(n, "body") for n in sorted(self.marks) if _START.fullmatch(self._text(n, "title")))

    def _follows(self, row: int) -> tuple[str, int] | None:
        """The key of the message above that this one follows, and by how many seconds."""
        name, delay = self._text(row, "after"), self._text(row, "delay")
        if not name or row in self.marks:
            return None
        above = self.numbers.get(name, row)
        if above >= row:
            message = Sentence("it follows {name}, which is the number of no message above", name=repr(name[:40]))
            self._complain(row, message, "after")
        try:
            return str(above), when(f"+{delay}").seconds if delay else 0
        except Invalid as error:
            self._complain(row, why(error), "delay")
            return None

    def _text(self, row: int, field: str) -> str:
        place = self.places.get(field, len(self.rows[row]))
        return self.rows[row][place] if place < len(self.rows[row]) else ""

    def _when(self, row: int, format: str | None, tz: str) -> When | None:
        time = self._text(row, "time")
        day = self.days[row] if time else self._text(row, "day")
        written = f"{day} {time}".strip() or self._text(row, "delivered")
        if not written:
            return None
        try:
            return when(written, format, tz)
        except Invalid as error:
            self._complain(row, why(error))
            return None

    def _one_form(self, times: Sequence[When | None]) -> None:
        if (odd := another_form(times)) is not None:
            self._complain(odd, Sentence("this time is written in another form than those above: keep to one of them"))

    def _say_what_is_assumed(self, times: Sequence[When | None], timed: Placed) -> None:
        missing = [n for n, time in enumerate(times) if time is None and n not in self.marks | self.follows.keys()]
        for n in missing[:_MOST_TOLD]:
            message = Sentence("no time stands here: it comes with the message above")
            self.problems.append(self._timed(n, message, "no-time", "warning"))
        silent = [n for n in range(len(self.rows)) if not self._text(n, "title") and not self._text(n, "body")]
        for n in silent[:_MOST_TOLD]:
            message = Sentence("this message says nothing: give it a title, or leave it out")
            self.problems.append(self._timed(n, message, "no-text", "warning"))
        if not timed.dated:
            message = Sentence("no date is named: it opens on {day}", day=f"{timed.opens:%Y-%m-%d %H:%M}")
            self.problems.append(self._timed(0, message, "assumed", "warning"))

    def _message(self, row: int, at: int | None) -> Message:
        title, body, mode = (self._text(row, field) for field in ("title", "body", "channel"))
        title, body = (title, body) if title or not body else (body.splitlines()[0][:80], body)
        ways = tuple(Way(text.strip()) for text in self._text(row, "options").split("|") if text.strip())
        notes = [self._text(row, "notes")] if self._text(row, "notes") else []
        taken = set(self.places.values())
        if mode and not channel(mode):
            taken.discard(self.places["channel"])
        taken -= {self.places[field] for field in ("number", "delivered") if field in self.places}
        notes += [f"{self.header[n]}: {text}" for n, text in enumerate(self.rows[row]) if text and n not in taken]
        after, delay = self.follows.get(row, (None, 0))
        return Message(
            key=str(row),
            title=title,
            body=body,
            at=at,
            after=after,
            delay=delay,
            sender=self._text(row, "from_"),
            to=everyone(self._text(row, "to")),
            mode=mode,
            expects=points(self._text(row, "expects")),
            questions=tuple(map(Asked, points(self._text(row, "questions")))),
            objectives=points(self._text(row, "objectives")),
            ways=ways,
            notes=tuple(notes),
        )

    def _complain(self, row: int, message: Sentence, field: str = "") -> None:
        if len(self.problems) < _MOST_TOLD:
            told = self.at(row, self.places[field], message, "bad-value", "error") if field else None
            self.problems.append(told or self._timed(row, message, "bad-value", "error"))

    def _timed(self, row: int, message: Sentence, code: str, severity: Severity) -> Problem:
        column = next(self.places[field] for field in ("time", "day", "delivered") if field in self.places)
        return self.at(row, column, message, code, severity)

    def _refuse(self) -> None:
        if self.problems:
            raise self._refused(*self.problems)

    def _refused(self, *problems: Problem) -> TabletopError:
        return TabletopError("{name} cannot be used as it is", problems, name=self.file)
