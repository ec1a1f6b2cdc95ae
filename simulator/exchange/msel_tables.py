"""Where in a file the list of messages (MSEL) is."""

from __future__ import annotations

from simulator.errors import Sentence, TabletopError
from simulator.exchange.csv_table import Row, Table
from simulator.exchange.msel_columns import Columns, found, lacks
from simulator.exchange.titled_table import below_titles, sheet_with
from simulator.exchange.workbook import Workbook


def list_of(table: Table, columns: Columns) -> Table:
    """The list in a table, below its titles."""
    return below_titles(table, lambda row: is_header(row, columns))


def list_in(book: Workbook, columns: Columns) -> Table:
    """The first sheet that has the columns of a list. TabletopError where none has, or its formulas have no result."""
    seen = sheet_with(book, lambda row: is_header(row, columns))
    if isinstance(seen, Table):
        return seen
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


def is_header(row: Row, columns: Columns) -> bool:
    """Whether a row names the columns of a list: when a message comes, and what is said."""
    try:
        return lacks(found([cell.text for cell in row], columns)) is None
    except KeyError:
        return False
