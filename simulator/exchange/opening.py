"""A file of another program, opened: which of the readers of this room takes its bytes."""

from __future__ import annotations

from typing import Final

from simulator.errors import TabletopError
from simulator.exchange.csv_table import Table, read_table
from simulator.exchange.json_source import Source, read_json

LARGEST: Final = 20_000_000
"""Bytes a file may have."""

JSON: Final = ".json"
YAML: Final = (".yml", ".yaml")
"""How the names of files end that are YAML: this room cannot read them, so who opens one hands on its values."""
TABLES: Final = (".csv", ".tsv")
"""How the names of files end that are tables."""
_ZIP = b"PK\x03\x04"
Opened = Source | Table


def opened(data: bytes, file: str, *, is_table: bool = False) -> Opened:
    """The values or the cells of a file, by the end of its name and its first bytes; else it is taken for JSON.

    ``is_table``: a table is expected where it does not begin as JSON does. TabletopError where it cannot be read.
    """
    if len(data) > LARGEST:
        raise TabletopError(
            "{path} has {count:,} bytes; at most {most:,} are read", path=file, count=len(data), most=LARGEST
        )
    if data.startswith(_ZIP):
        raise TabletopError("{path} is a workbook or an archive: save the sheet as CSV UTF-8", path=file)
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if file.lower().endswith(TABLES) or (is_table and begins not in (b"{", b"[")):
        return read_table(data, file)
    return read_json(data, file)
