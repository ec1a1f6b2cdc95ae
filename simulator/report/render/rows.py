"""One table as CSV, for other programs: UTF-8 with its mark, as Excel reads Japanese by no other."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO

from simulator.errors import clean
from simulator.report.tables import Sheet, Value

_BEGINS_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""A cell that begins so is computed by a spreadsheet, whatever stands around it."""


def render(sheet: Sheet) -> bytes:
    """A sheet with its titles in the first row; moments and days as ISO 8601, shares as numbers within 0-1."""
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow([_text(column.title) for column in sheet.columns])
    rows.writerows([_cell(value) for value in row] for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value) if isinstance(value, int) else _text(value or "")


def _text(text: str) -> str:
    """Words; those that a spreadsheet would compute begin with an apostrophe, as it then shows them as they are.

    So do those that look like such ones: whoever takes one apostrophe away has every text as it was.
    """
    cleaned = clean(text)
    return f"'{cleaned}" if cleaned.lstrip("' \n").startswith(_BEGINS_FORMULA) else cleaned
