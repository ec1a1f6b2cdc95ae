"""Where in a file a table is: below its titles, and on which sheet of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from simulator.errors import Sentence, TabletopError
from simulator.exchange.csv_table import Row, Table
from simulator.exchange.workbook import Sheet, Workbook

MOST_TITLES: Final = 50
"""How many rows of titles and remarks may stand above the names of columns."""
IsHeader = Callable[[Row], bool]
"""Whether a row names the columns that are looked for."""


def below_titles(table: Table, is_header: IsHeader) -> Table:
    """The table from the row on that names its columns; as it is where none of the first does."""
    rows = (table.header, *table.rows)
    begins = next((n for n, row in enumerate(rows[:MOST_TITLES]) if is_header(row)), 0)
    return replace(table, header=rows[begins], rows=rows[begins + 1 :])


def sheet_with(book: Workbook, is_header: IsHeader) -> Table | list[Sheet]:
    """The first sheet that has the columns; where none has, all of them.

    TabletopError where none holds anything, or formulas of the one that has them have no result.
    """
    seen = list[Sheet]()
    for sheet in book.sheets():
        table = below_titles(sheet, is_header)
        if is_header(table.header):
            return _worked_out(table, sheet)
        seen.append(sheet)
    if not seen:
        raise TabletopError(
            "{path} holds no rows: expected a line of column names, then a row for each", path=book.file
        )
    return seen


def _worked_out(table: Table, sheet: Sheet) -> Table:
    message = Sentence("the result of this formula is not in the file: open and save it in a spreadsheet program")
    if wrong := [sheet.problem(cell, message, "no-result") for cell in sheet.not_worked_out[:20]]:
        raise TabletopError("{name} cannot be used as it is", wrong, name=sheet.file)
    return table
