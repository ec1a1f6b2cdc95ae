"""A file of another program, opened: which of the readers of this room takes its bytes."""

from __future__ import annotations

from typing import Final

from simulator.errors import TabletopError
from simulator.exchange.csv_table import Table, read_table
from simulator.exchange.json_source import Source, read_json
from simulator.exchange.page import Page, read_page
from simulator.exchange.workbook import Workbook, read_workbook

LARGEST: Final = 20_000_000
"""Bytes a file may have."""

JSON: Final = ".json"
YAML: Final = (".yml", ".yaml")
"""How the names of files end that are YAML: this room cannot read them, so who opens one hands on its values."""
TABLES: Final = (".csv", ".tsv")
WORKBOOKS: Final = (".xlsx", ".xlsm")
PAGES: Final = (".md", ".markdown")
ZIP: Final = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
"""How workbooks of before 2007 begin, and those with a password."""
Opened = Source | Table | Workbook | Page


def opened(data: bytes, file: str, expected: tuple[type, ...] = ()) -> Opened:
    """The values, cells, sheets or headings of a file, by the end of its name and its first bytes; else it is JSON.

    ``expected``: what it may be where its name does not tell. TabletopError where it cannot be read.
    """
    if len(data) > LARGEST:
        raise TabletopError(
            "{path} has {count:,} bytes; at most {most:,} are read", path=file, count=len(data), most=LARGEST
        )
    if data.startswith(_OLD):
        raise TabletopError(
            "{path} is a workbook of before 2007 or has a password: save it as .xlsx without one, or as CSV UTF-8",
            path=file,
        )
    if data.startswith(ZIP) or file.lower().endswith(WORKBOOKS):
        return read_workbook(data, file)
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    is_named = file.lower().endswith((JSON, *TABLES))
    shows = b"\n```" in data and begins not in (b"{", b"[") and not is_named
    if file.lower().endswith(PAGES) or expected == (Page,) or shows:
        return read_page(data, file)
    if file.lower().endswith(TABLES) or (Table in expected and begins not in (b"{", b"[")):
        return read_table(data, file)
    return read_json(data, file)
