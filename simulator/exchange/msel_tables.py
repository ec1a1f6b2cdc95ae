"""Where in a file the list of messages (MSEL) is: below its titles, and on which sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from simulator.errors import Sentence, TabletopError
from simulator.exchange.csv_table import Row, Table
from simulator.exchange.msel_columns import Columns, found, lacks
from simulator.exchange.workbook import Sheet, Workbook

MOST_TITLES: Final = 50
"""How many rows of titles and remarks may stand above the names of columns."""


def below_titles(table: Table, columns: Columns) -> Table:
    """The table from the row on that names its columns; as it is where none of the first does."""
    rows = (table.header, *table.rows)
    begins = next((n for n, row in enumerate(rows[:MOST_TITLES]) if _names(row, columns)), 0)
    return replace(table, header=rows[begins], rows=rows[begins + 1 :])


def list_in(book: Workbook, columns: Columns) -> Table:
    """The first sheet that has the columns of a list. TabletopError where none has, or its formulas have no result."""
    seen = list[Sheet]()
    for sheet in book.sheets():
        table = below_titles(sheet, columns)
        if _names(table.header, columns):
            return worked_out(table, sheet)
        seen.append(sheet)
    if not seen:
        raise TabletopError(
            "{path} holds no rows: expected a line of column names, then a row for each", path=book.file
        )
    if len(seen) == 1:
        return seen[0]
    message = Sentence(
        "no sheet has a column for when a message comes and one for what is said: there are {sheets}. Name the columns"
        " in a file and give it with --map",
        sheets=tuple(sheet.name for sheet in seen),
    )
    raise TabletopError(
        "{name} cannot be used as it is", [sheet.problem(sheet.header[0], message, "unknown-key") for sheet in seen],
        name=book.file,
    )  # fmt: skip


def _names(row: Row, columns: Columns) -> bool:
    try:
        return lacks(found([cell.text for cell in row], columns)) is None
    except KeyError:
        return False


def worked_out(table: Table, sheet: Sheet) -> Table:
    """The table again. TabletopError where its sheet has formulas without a result."""
    message = Sentence("the result of this formula is not in the file: open and save it in a spreadsheet program")
    if wrong := [sheet.problem(cell, message, "no-result") for cell in sheet.not_worked_out[:20]]:
        raise TabletopError("{name} cannot be used as it is", wrong, name=sheet.file)
    return table
