"""The rows of a list of messages (MSEL), whatever file they stand in: what each says by field, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from simulator.errors import Invalid, Problem, Sentence, Severity, TabletopError
from simulator.exchange.exercise import MOST, channel
from simulator.exchange.msel_columns import Columns, found, lacks, zone_in
from simulator.exchange.msel_times import when

At = Callable[[int, int, Sentence, str, Severity], Problem]
"""What is wrong in a row (-1 is the header) and column, at its place in the file."""
_TIMES: Final = ("time", "day", "delivered")
_NUMBER = re.compile(
    r"[*_`]*(?:#|no\.?|inject|event|msel)?\s*(?:[a-z]{1,4}[-. ]?)?\d{1,4}(?:[.-]\d{1,4})*[*_`]*", re.IGNORECASE
)
_START = re.compile(r"start\s?ex|start of (?:the )?exercise|演習開始", re.IGNORECASE)
_MARK = re.compile(rf"{_START.pattern}|end\s?ex|end of (?:the )?exercise|演習終了", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """A header and rows of texts. Raises TabletopError where there is no list in them, as soon as one is asked for."""

    file: str
    sha256: str
    format: str
    """What they were read as."""
    header: Sequence[str]
    cells: Sequence[Sequence[str]]
    at: At
    columns: Columns

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def places(self) -> dict[str, int]:
        """Field → number of its column."""
        if not self.header or not self.cells:
            raise self._empty()
        try:
            places = found(self.header, self.columns, self._numbering)
        except KeyError as error:
            there = tuple(self.header)
            message = Sentence("there is no column {name}: there is {columns}", name=error.args[0], columns=there)
            raise self.refused(self.at(-1, 0, message, "unknown-key", "error")) from None
        if what := lacks(places):
            message = Sentence(
                "no column tells {what}: there is {columns}. Name the columns in a file and give it with --map",
                what=what,
                columns=tuple(self.header),
            )
            raise self.refused(self.at(-1, 0, message, "unknown-key", "error"))
        if len(self) > MOST:
            message = Sentence("there are {count:,} messages; at most {most:,} are read", count=len(self), most=MOST)
            raise self.refused(self.at(MOST, 0, message, "too-many", "error"))
        return places

    @cached_property
    def _numbering(self) -> tuple[int, ...]:
        """Columns in which every cell is the number of a message: *Inject* is called so, and what comes under it."""
        return tuple(
            n for n in range(len(self.header))
            if (told := [cells[n] for cells in self.cells if n < len(cells) and cells[n]])
            and all(_NUMBER.fullmatch(text) for text in told)
        )  # fmt: skip

    def text(self, row: int, field: str) -> str:
        """What a row says of a field; empty where it says nothing."""
        place = self.places.get(field, len(self.cells[row]))
        return self.cells[row][place] if place < len(self.cells[row]) else ""

    @cached_property
    def messages(self) -> tuple[int, ...]:
        """The rows that are messages: no titles, nor those that say when the exercise begins and ends."""
        marks = {n for n in range(len(self)) if _MARK.fullmatch(self.text(n, "title") or self.text(n, "body"))}
        told = tuple(n for n in range(len(self)) if n not in marks and n not in self.headings)
        if not told:
            raise self._empty()
        return told

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The rows that are titles of others, in one cell, and those that name the columns again."""
        return tuple(n for n, cells in enumerate(self.cells) if self._says_one_thing(n) or [*cells] == [*self.header])

    def _says_one_thing(self, row: int) -> bool:
        said = [text for text in self.cells[row] if text]
        if len(said) != 1 or self.text(row, "title") or self.text(row, "body") or self.text(row, "day"):
            return False
        try:
            return not self.time(row) or not when(self.time(row), self.columns.format, self.zone)
        except Invalid:
            return True

    @cached_property
    def briefing(self) -> str:
        """What is said at the start of the exercise."""
        return "\n".join(self.text(n, "body") for n in range(len(self)) if _START.fullmatch(self.text(n, "title")))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """What a message is called elsewhere → its row."""
        return {self.text(n, "number"): n for n in self.messages}

    @property
    def zone(self) -> str:
        """Whose clock times without an offset are of."""
        return self.named_zone or "UTC"

    @cached_property
    def named_zone(self) -> str | None:
        """The same, where the map or the name of a column tells it."""
        named = (zone_in(self.header[self.places[field]]) for field in _TIMES if field in self.places)
        return self.columns.zone or next((zone for zone in named if zone), None)

    def time(self, row: int) -> str:
        """When a row comes, as it is written. Many write a day once, and then the times below it."""
        time = self.text(row, "time")
        day = self._days[row] if time else self.text(row, "day")
        return f"{day} {time}".strip() or self.text(row, "delivered")

    @cached_property
    def _days(self) -> list[str]:
        days = list[str]()
        for row in range(len(self)):
            days.append(self.text(row, "day") or (days[-1] if days else ""))
        return days

    def further(self, row: int) -> list[str]:
        """What a row says that no field of a message takes: each with the name of its column."""
        taken = {place for field, place in self.places.items() if field not in ("number", "delivered")}
        if not channel(self.text(row, "channel")):
            taken -= {self.places.get("channel", -1)}
        if self.text(row, "number") == str(self.messages.index(row) + 1):
            taken.add(self.places["number"])
        return [f"{self.header[n]}: {text}" for n, text in enumerate(self.cells[row]) if text and n not in taken]

    def problem(
        self, row: int, message: Sentence, code: str = "bad-value", severity: Severity = "error", field: str = ""
    ) -> Problem:
        """What is wrong in a row, in the column of this field, else in that of its time."""
        column = next(self.places[name] for name in (field, *_TIMES) if name in self.places)
        return self.at(row, column, message, code, severity)

    def refused(self, *problems: Problem) -> TabletopError:
        """The file cannot be used, and why."""
        return TabletopError("{name} cannot be used as it is", problems, name=self.file)

    def _empty(self) -> TabletopError:
        return TabletopError(
            "{path} holds no messages: expected a line of column names, then a row for each", path=self.file
        )
