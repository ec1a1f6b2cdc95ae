"""``tabletop export``: one's own playbook in another program's format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.content.library import Library
from simulator.errors import TabletopError
from simulator.exchange.formats import WRITTEN
from simulator.files import STDOUT, write_whole
from simulator.model.kinds import PLAYBOOK
from simulator.verbs.import_target import free


def export(
    *,
    playbook: str,
    to: str = next(iter(WRITTEN)),
    output: Path | None = None,
    force: bool = False,
    libraries: Sequence[Path] = (),
    language: str = "en",
) -> int:
    """Writes it to ``output``, else to standard output: 0.

    TabletopError for a format that is not written, a playbook with errors, or where a file exists already and ``force``
    does not say to write over it.
    """
    if to not in WRITTEN:
        raise TabletopError("no playbook is written as {name}: choose {names}", name=to, names=tuple(WRITTEN))
    item = Library.open(libraries).find(PLAYBOOK, playbook)
    if item.value is None:
        raise TabletopError("{id} cannot be exported as it is", item.problems, id=item.id)
    path = output or STDOUT
    free([path], force)
    write_whole(path, WRITTEN[to].write(item.value))
    return 0
