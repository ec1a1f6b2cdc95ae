"""Master scenario events lists (MSEL): a row for each message, as a workbook or CSV, or as JSON as T3SF has it.

The columns are those of HSEEP or usual names; ``docs/exchange.md`` has them. What stands in another column is kept for
the facilitator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from simulator.errors import Invalid, Problem, Sentence, Severity, why
from simulator.exchange.csv_table import Cell, Table
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import Asked, Exercise, Message, Way, everyone, points
from simulator.exchange.json_source import Source
from simulator.exchange.msel_columns import Columns
from simulator.exchange.msel_dates import in_order, shows_the_order
from simulator.exchange.msel_rows import At, Rows
from simulator.exchange.msel_tables import list_in, list_of
from simulator.exchange.msel_times import Placed, When, another_form, has_zone, placed, when
from simulator.exchange.naming import title_of
from simulator.exchange.workbook import Workbook

TITLE, OF_T3SF = "MSEL", "T3SF MSEL"
_MOST_TOLD = 20
_BARE = re.compile(r"(?:[1-9]|1\d|2[0-3])[0-5]\d")
_OPEN = re.compile(
    r"as (?:needed|required|necessary)|if (?:needed|required)|on request|ad[- ]?hoc|contingency|optional|tb[ad]|n/?a"
    r"|随時|適宜|必要時|必要に応じて|未定",
    re.IGNORECASE,
)
"""In the place of a time: whoever conducts the exercise chooses when."""


def is_it(root: Any) -> bool:
    """Whether these values look like rows of T3SF."""
    rows = root if isinstance(root, list) and root else [None]
    return all(isinstance(row, dict) and "Subject" in row and "Script" in row for row in rows)


def read(
    source: Source | Table | Workbook, today: date, columns: Columns | None = None, title: str | None = None
) -> Draft:
    """The draft made of a list. TabletopError that names the places where it cannot be made.

    ``title``: what it is called, where that is not the name of its file.
    """
    known = columns or Columns()
    match source:
        case Workbook():
            rows = _of_table(list_in(source, known), known)
        case Table():
            rows = _of_table(list_of(source, known), known)
        case _:
            rows = _of_json(source, known)
    return _List(rows).draft(today, title)


def _of_table(table: Table, columns: Columns) -> Rows:
    header, cells = [cell.text for cell in table.header], [[cell.text for cell in row] for row in table.rows]
    return Rows(table.file, table.sha256, TITLE, header, cells, _in(table), columns)


def _in(table: Table) -> At:
    def problem(row: int, column: int, message: Sentence, code: str, severity: Severity) -> Problem:
        cells = table.header if row < 0 else table.rows[row]
        cell = cells[column] if column < len(cells) else Cell("", cells[-1].offset)
        return replace(table.problem(cell, message, code), severity=severity)

    return problem


def _of_json(source: Source, columns: Columns) -> Rows:
    rows = source.root if isinstance(source.root, list) else []
    header = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    wrong = [n for n, row in enumerate(rows) if not isinstance(row, dict) or not all(map(_is_plain, row.values()))]
    if wrong or not rows:
        message = Sentence("expected a list of messages, each a map of texts and numbers")
        raise source.refused(*(source.problem((n,), message) for n in wrong[:_MOST_TOLD] or [0]))

    def problem(row: int, column: int, message: Sentence, code: str, severity: Severity) -> Problem:
        return source.problem((max(row, 0), header[column]) if header else (), message, code, severity)

    texts = [["" if row.get(key) is None else str(row[key]).strip() for key in header] for row in rows]
    return Rows(source.file, source.sha256, OF_T3SF, header, texts, problem, columns)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 10**12)


class _List:
    """Rows on their way to an exercise, with what is wrong in them."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.problems = rows, list[Problem]()
        self.follows = dict[int, tuple[str, int]]()
        self.order: tuple[int, bool] | None = None
        """The row with the date that shows whether months stand first, and whether they do."""
        self.bare = False
        """Whether times of day stand as numbers without a zero before them, such as 930."""
        self.open = list[int]()
        """Rows whose time is left open."""

    def draft(self, today: date, title: str | None) -> Draft:
        """Every message, from the opening on."""
        rows = self.rows
        self.open = [n for n in rows.messages if _OPEN.fullmatch(rows.text(n, "time") or rows.time(n))]
        self.bare = self._lost_their_zeros()
        self.order = None if rows.columns.format else shows_the_order([rows.time(n) for n in range(len(rows))])
        times = [None if n in {*rows.headings, *self.open} else self._when(n) for n in range(len(rows))]
        self.follows = {n: above for n in rows.messages if (above := self._follows(n))}
        if (odd := another_form(times)) is not None:
            self._complain(odd, Sentence("this time is written in another form than those above: keep to one of them"))
        if self.problems:
            raise rows.refused(*self.problems)
        timed = placed(times, today, rows.zone)
        self._say_what_is_assumed(times, timed)
        at = [None if n in self.follows and times[n] is None else at for n, at in enumerate(timed.at)]
        messages = [self._message(n, at[n]) for n in rows.messages]
        exercise = Exercise(title or title_of(rows.file), timed.opens, rows.zone, messages, briefing=rows.briefing)
        try:
            scenario = exercise.scenario()
        except Invalid as error:
            raise rows.refused(rows.at(-1, 0, why(error), "bad-value", "error")) from None
        return Draft(scenario, rows.format, rows.file, rows.sha256, problems=tuple(self.problems))

    def _when(self, row: int) -> When | None:
        try:
            written = self.rows.time(row)
            written = written.zfill(4) if self.bare else written
            written = in_order(written, month_first=self.order[1]) if self.order else written
            return when(written, self.rows.columns.format, self.rows.zone) if written else None
        except Invalid as error:
            self._complain(row, why(error))
            return None

    def _lost_their_zeros(self) -> bool:
        """Whether spreadsheets made 900 of 0900: all times are such numbers, of three digits at least."""
        written = [time for n in self.rows.messages if (time := self.rows.time(n)) and n not in self.open]
        is_named = (
            "minute" in self.rows.header[self.rows.places["time"]].lower() if "time" in self.rows.places else False
        )
        return not is_named and any(len(time) == 3 for time in written) and all(map(_BARE.fullmatch, written))

    def _follows(self, row: int) -> tuple[str, int] | None:
        """The key of the message above that this one follows, and by how many seconds."""
        name, delay = self.rows.text(row, "after"), self.rows.text(row, "delay")
        above = self.rows.numbers.get(name, row)
        if name and above >= row:
            message = Sentence("it follows {name}, which is the number of no message above", name=repr(name[:40]))
            self._complain(row, message, "after")
        try:
            return (str(above), when(f"+{delay}").seconds if delay else 0) if name else None
        except Invalid:
            message = Sentence("expected hours and minutes, such as 0:30, found {found}", found=repr(delay[:40]))
            self._complain(row, message, "delay")
            return None

    def _complain(self, row: int, message: Sentence, field: str = "") -> None:
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(self.rows.problem(row, message, field=field))

    def _say_what_is_assumed(self, times: Sequence[When | None], timed: Placed) -> None:
        rows = self.rows
        missing = [n for n in rows.messages if times[n] is None and n not in self.follows and n not in self.open]
        silent = [n for n in rows.messages if not rows.text(n, "title") and not rows.text(n, "body")]
        message = Sentence("no time stands here: it comes with the message above")
        self.problems += [rows.problem(n, message, "no-time", "warning") for n in missing[:_MOST_TOLD]]
        message = Sentence("this message says nothing: give it a title, or leave it out")
        self.problems += [rows.problem(n, message, "no-text", "warning") for n in silent[:_MOST_TOLD]]
        for n in self.open[:_MOST_TOLD]:
            message = Sentence("“{text}” is no time: it is sent only if you choose to (optional)", text=rows.time(n))
            self.problems.append(rows.problem(n, message, "no-time", "warning"))
        for n in rows.headings[:_MOST_TOLD]:
            said = next((text for text in rows.cells[n] if text), "")
            message = Sentence("this row says only “{text}” and is left out", text=said[:60])
            self.problems.append(rows.problem(n, message, "left-out", "warning"))
        zoned = rows.named_zone or all(has_zone(rows.time(n)) for n in rows.messages if times[n])
        if timed.dated and not rows.columns.format and not zoned:
            message = Sentence("no zone is named: these times are taken to be of UTC; say in a map whose (zone:)")
            self.problems.append(rows.problem(rows.messages[0], message, "assumed", "warning"))
        if self.order:
            shows = rows.time(self.order[0]).split()[0]
            message = Sentence("the month stands first in these dates, as {found} shows", found=shows)
            if not self.order[1]:
                message = Sentence("the day stands first in these dates, as {found} shows", found=shows)
            self.problems.append(rows.problem(self.order[0], message, "assumed", "warning"))
        if self.bare:
            message = Sentence("numbers such as {found} are read as times of day", found=rows.time(rows.messages[0]))
            self.problems.append(rows.problem(rows.messages[0], message, "assumed", "warning"))
        if not timed.dated:
            message = Sentence("no date is named: it opens on {day}", day=f"{timed.opens:%Y-%m-%d %H:%M}")
            self.problems.append(rows.problem(0, message, "assumed", "warning"))

    def _message(self, row: int, at: int | None) -> Message:
        title, body, notes, sender, to, mode, expects, questions, objectives, options = (
            self.rows.text(row, field) for field in (
                "title", "body", "notes", "from_", "to", "channel", "expects", "questions", "objectives", "options"
            )
        )  # fmt: skip
        title, body = (title, body) if title or not body else (body.splitlines()[0][:80], body)
        after, delay = self.follows.get(row, (None, 0))
        return Message(
            key=str(row),
            title=title,
            body=body,
            at=at,
            after=after,
            delay=delay,
            optional=row in self.open,
            sender=sender,
            to=everyone(to),
            mode=mode,
            expects=points(expects),
            questions=tuple(map(Asked, points(questions))),
            objectives=points(objectives),
            ways=tuple(Way(text.strip()) for text in options.split("|") if text.strip()),
            notes=(*([notes] if notes else []), *self.rows.further(row)),
        )
