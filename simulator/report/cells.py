"""Cells of tables: moments, days and lengths of time as spreadsheets hold them."""

from __future__ import annotations

from datetime import date, datetime

from simulator.model.durations import HOUR
from simulator.report.tables import Value
from simulator.wording.names import Names

_FIRST_YEAR = 1900
"""Spreadsheets know no earlier day."""


def hours(seconds: int | None) -> float | None:
    """Hours with their fraction; None for None."""
    return None if seconds is None else seconds / HOUR


def moment(seconds: int | None, n: Names) -> Value:
    """Local time; spreadsheets know no zones."""
    return None if seconds is None else _dated(n.voice.local(seconds).replace(tzinfo=None, fold=0))


def wall(iso: str) -> Value:
    """A moment of the wall clock; what is none stays as it was written."""
    try:
        return _dated(datetime.fromisoformat(iso).replace(tzinfo=None, microsecond=0))
    except ValueError:
        return iso


def day(written: str) -> Value:
    """A day as a day; what is none stays as it was written."""
    try:
        read = date.fromisoformat(written)
    except ValueError:
        return written
    return read if read.year >= _FIRST_YEAR else written


def _dated(read: datetime) -> Value:
    return read if read.year >= _FIRST_YEAR else read.isoformat(" ", "minutes")
