"""The formats of other programs. Whoever offers, finds or refuses one asks this table.

A new format is a module of this room with ``is_it`` and ``read`` (and ``write``, where playbooks can be written so),
and its line here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.errors import TabletopError
from simulator.exchange.csv_table import Table
from simulator.exchange.json_source import Source
from simulator.exchange.opening import JSON, PAGES, TABLES, WORKBOOKS, YAML, Opened, opened
from simulator.exchange.page import Page
from simulator.exchange.page_blocks import blocks
from simulator.exchange.workbook import Workbook

if TYPE_CHECKING:
    from simulator.exchange.draft import Draft
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
    endings: tuple[str, ...] = (JSON,)
    """How the names of its files end."""
    opened_as: tuple[type, ...] = (Source,)
    """What its ``read`` takes."""
    written: bool = False
    """Whether a playbook can be written so."""
    mapped: bool = False
    """Whether it is a table of which a map can say what its columns are."""

    def is_it(self, file: Opened) -> bool:
        """Whether a file looks like one of this format; a table does by being one."""
        if not isinstance(file, self.opened_as):
            return False
        return not isinstance(file, Source) or bool(self._module().is_it(file.root))

    def read(self, file: Opened, today: date, columns: Columns | None = None) -> Draft:
        """The draft made of a file. TabletopError that names the places where it cannot be made."""
        if columns and not self.mapped:
            raise TabletopError("--map is for lists of messages (MSEL): leave it out for {title}", title=self.title)
        if not isinstance(file, self.opened_as):
            raise TabletopError(
                "{path} is no file of {title}: expected a name that ends in {endings}",
                path=file.file,
                title=self.title,
                endings=self.endings,
            )
        further = (columns,) if self.mapped else ()
        draft: Draft = self._module().read(file, today, *further)
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
        Format("xsoar", "Cortex XSOAR", "xsoar", (*YAML, JSON)),
        Format("manual", "situation manual", "manual", PAGES, (Page,)),
        Format("msel", "MSEL", "msel", (*TABLES, *WORKBOOKS, JSON), (Source, Table, Workbook), mapped=True),
    )
}
"""Name → format; a file is of the first that it looks like."""
WRITTEN: Mapping[str, Format] = {name: known for name, known in FORMATS.items() if known.written}
"""Those in which a playbook can be written."""
_MOST_PARTS = 500
IN_FOLDERS = (JSON, *YAML, *TABLES, *WORKBOOKS)
"""How the names of files end that are read of a folder where no format is named."""


def read(data: bytes, file: str, today: date, name: str | None = None, columns: Columns | None = None) -> Draft:
    """The draft made of a file's bytes, in the format named, else in the one it looks like: of the first of its parts.

    ``columns``: of a table, which say what. Raises TabletopError with what is wrong and where; then nothing of it can
    be used.
    """
    whole = opened(data, file, FORMATS[name].opened_as if name else ())
    (part, *_) = parts_of(whole, name)
    return drafted(part, today, name, columns)


def parts_of(file: Opened, name: str | None = None) -> Sequence[Opened]:
    """What of a file is read on its own: each playbook of a list, or shown in a page; mostly the file as it is."""
    known = FORMATS[name] if name else None

    def fits(part: Opened) -> bool:
        return known.is_it(part) if known else _looks_like(part) is not None

    if isinstance(file, Page) and not (known and Page in known.opened_as):
        return [block for block in blocks(file) if fits(block)] or [file]
    if not isinstance(file, Source) or not isinstance(file.root, list) or len(file.root) > _MOST_PARTS or fits(file):
        return [file]
    parts = [replace(file, root=one, within=(n,)) for n, one in enumerate(file.root)]
    return parts if parts and all(map(fits, parts)) else [file]


def drafted(file: Opened, today: date, name: str | None = None, columns: Columns | None = None) -> Draft:
    """The draft made of a file that is open already, or of a part of it, as ``read``."""
    known = FORMATS[name] if name else _looks_like(file)
    if known is None:
        raise TabletopError(
            "{path} is in no format that is read here ({known}): name one before the file if it is all the same",
            path=file.file,
            known=tuple(FORMATS),
        )
    return known.read(file, today, columns)


def _looks_like(file: Opened) -> Format | None:
    return next((known for known in FORMATS.values() if known.is_it(file)), None)
