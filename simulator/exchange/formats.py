"""The formats of other programs. Whoever offers, finds or refuses one asks this table.

A new format is a module of this room with ``is_it`` and ``read`` (and ``write``, where playbooks can be written so),
and its line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.errors import TabletopError

if TYPE_CHECKING:
    from simulator.exchange.csv_table import Table
    from simulator.exchange.draft import Draft
    from simulator.exchange.json_source import Source
    from simulator.exchange.msel_columns import Columns
    from simulator.model.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which other programs write playbooks or exercises; its module is loaded when it is used."""

    name: str
    """As the command line names it."""
    title: str
    """As the file that is made names it."""
    module: str
    written: bool = False
    """Whether a playbook can be written so."""
    mapped: bool = False
    """Whether it is a table of which a map can say what its columns are."""

    def is_it(self, source: Source) -> bool:
        """Whether a file looks like one of this format."""
        found: bool = self._module().is_it(source.root)
        return found

    def read(self, source: Source | Table, today: date, columns: Columns | None = None) -> Draft:
        """The draft made of a file. TabletopError that names the places where it cannot be made."""
        if columns and not self.mapped:
            raise TabletopError("--map is for lists of messages (MSEL): leave it out for {title}", title=self.title)
        further = (columns,) if self.mapped else ()
        draft: Draft = self._module().read(source, today, *further)
        return draft

    def write(self, playbook: Playbook) -> bytes:
        """The playbook in this format."""
        data: bytes = self._module().write(playbook)
        return data

    def _module(self) -> Any:
        return import_module(f"simulator.exchange.{self.module}")


FORMATS: Mapping[str, Format] = {
    known.name: known
    for known in (
        Format("cacao", "CACAO 2.0", "cacao", written=True),
        Format("cosai", "CoSAI AI Incident Response", "cosai"),
        Format("iceberg", "IcebergTTX", "iceberg"),
        Format("cexf", "CEXF", "cexf"),
        Format("msel", "MSEL", "msel", mapped=True),
    )
}
"""Name → format; a file is of the first that it looks like."""
WRITTEN: Mapping[str, Format] = {name: known for name, known in FORMATS.items() if known.written}
"""Those in which a playbook can be written."""


TABLES = (".csv", ".tsv")
"""How the names of files end that are tables; all others are JSON."""


_ZIP = b"PK\x03\x04"


def read(data: bytes, file: str, today: date, name: str | None = None, columns: Columns | None = None) -> Draft:
    """The draft made of a file's bytes, in the format named, else in the one it looks like.

    ``columns``: of a table, which say what. Raises TabletopError with what is wrong and where; then nothing of it can
    be used.
    """
    from simulator.exchange.json_source import read_json

    if data.startswith(_ZIP):
        raise TabletopError("{path} is a workbook or an archive: save the sheet as CSV UTF-8", path=file)
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    if file.lower().endswith(TABLES) or (name == "msel" and not is_json):
        from simulator.exchange.csv_table import read_table

        known = FORMATS[name or "msel"]
        if not known.mapped:
            raise TabletopError("{path} is a table, and {title} is none", path=file, title=known.title)
        return known.read(read_table(data, file), today, columns)
    source = read_json(data, file)
    if name:
        return FORMATS[name].read(source, today, columns)
    for known in FORMATS.values():
        if known.is_it(source):
            return known.read(source, today, columns)
    raise TabletopError(
        "{path} is in no format that is read here ({known}): name one before the file if it is all the same",
        path=file,
        known=tuple(FORMATS),
    )
