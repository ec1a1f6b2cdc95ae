"""Tables for who counts and sorts, as values: each column holds one kind of thing, in the reader's language.

A text in a column of days or moments is a day that nobody could read: it stays as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from simulator.model.mark import Mark

Kind = Literal["text", "count", "day", "moment", "hours", "share"]
"""``moment`` is a local time without its zone, ``hours`` a length of time with its fraction, a share is within 0-1."""
Value = str | int | float | date | datetime | None
"""What a cell holds; None or an empty text for nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its width in letters."""

    title: str
    kind: Kind = "text"
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. Its rows are as long as its columns are many."""

    name: str
    """Of the sheet in every language, as formats ask for it."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """All tables of one exercise."""

    banner: str
    issuer: str
    """The organisation whose tables they are; empty where nobody said."""
    title: str
    kind: str
    """What it is, with the mark of a draft."""
    language: str
    sheets: tuple[Sheet, ...]
    mark: Mark | None = None
    """The organisation's own."""
    mark_in_words: str = ""
    """What stands for the mark where it is not seen."""

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name. KeyError where there is none."""
        return next(sheet for sheet in self.sheets if sheet.name == name)
