"""The formats of other programs. Whoever offers, finds or refuses one asks this table.

A new format is a module of this room with ``is_it`` and ``read`` (and ``write``, where playbooks can be written so),
and its line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.errors import Sentence, TabletopError
from simulator.exchange.csv_table import Table
from simulator.exchange.json_source import Source
from simulator.exchange.opening import JSON, PAGES, TABLES, WORKBOOKS, YAML, Opened, opened
from simulator.exchange.page import Page
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
IN_FOLDERS = (JSON, *YAML, *TABLES, *WORKBOOKS)
"""How the names of files end that are read of a folder where no format is named."""


def read(data: bytes, file: str, today: date, name: str | None = None, columns: Columns | None = None) -> Draft:
    """The draft made of a file's bytes, in the format named, else in the one it looks like.

    ``columns``: of a table, which say what. Raises TabletopError with what is wrong and where; then nothing of it can
    be used.
    """
    return drafted(opened(data, file, FORMATS[name].opened_as if name else ()), today, name, columns)


def drafted(file: Opened, today: date, name: str | None = None, columns: Columns | None = None) -> Draft:
    """The draft made of a file that is open already, as ``read``."""
    file = _alone(file)
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


def _alone(file: Opened) -> Opened:
    """What stands alone in a list, as services answer that may have several; a list that is a format is kept."""
    if not isinstance(file, Source) or not isinstance(file.root, list) or _looks_like(file):
        return file
    inner = [replace(file, root=one, within=(n,)) for n, one in enumerate(file.root[:2])]
    if not inner or not all(map(_looks_like, inner)):
        return file
    if len(inner) > 1:
        message = Sentence("a second one begins here, and one is read of a file: save each in a file of its own")
        raise file.refused(file.problem((1,), message, "several"))
    return inner[0]
