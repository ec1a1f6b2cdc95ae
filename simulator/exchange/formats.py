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
    from simulator.exchange.draft import Draft
    from simulator.exchange.json_source import Source
    from simulator.model.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which other programs write playbooks. Its module is loaded when something is read or written."""

    name: str
    """As the command line names it."""
    title: str
    """As the file that is made names it."""
    module: str
    written: bool = False
    """Whether a playbook can be written so."""

    def is_it(self, source: Source) -> bool:
        """Whether a file looks like one of this format."""
        found: bool = self._module().is_it(source.root)
        return found

    def read(self, source: Source, today: date) -> Draft:
        """The draft made of a file. TabletopError that names the places where it cannot be made."""
        draft: Draft = self._module().read(source, today)
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
    )
}
"""Name → format; a file is of the first that it looks like."""
WRITTEN: Mapping[str, Format] = {name: known for name, known in FORMATS.items() if known.written}
"""Those in which a playbook can be written."""


def read(data: bytes, file: str, today: date, name: str | None = None) -> Draft:
    """The draft made of a file's bytes, in the format named, else in the one it looks like.

    Raises TabletopError with what is wrong and where; then nothing of it can be used.
    """
    from simulator.exchange.json_source import read_json

    source = read_json(data, file)
    if name:
        return FORMATS[name].read(source, today)
    for known in FORMATS.values():
        if known.is_it(source):
            return known.read(source, today)
    raise TabletopError(
        "{path} is in no format that is read here ({known}): name one before the file if it is all the same",
        path=file,
        known=tuple(FORMATS),
    )
