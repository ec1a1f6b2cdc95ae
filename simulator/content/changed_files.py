"""The files of an assembly, changed so that together they make another setup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.content.assembly import Assembly
from simulator.content.edits import edited
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.errors import TabletopError
from simulator.model.base import Value
from simulator.model.kinds import Kind
from simulator.model.setup import Setup


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file, and what it would say."""

    kind: Kind
    path: Path
    before: bytes
    after: bytes


def changed_files(assembly: Assembly, now: Setup) -> tuple[ChangedFile, ...]:
    """Those files of scenario, playbook and team that have to change for the setup ``now``; every other byte stays.

    What an assembly has by ``--set`` stands in no file yet, and so becomes a part of the change. Raises TabletopError
    where an expectation is to be another, or a file cannot be changed so that it reads back as meant.
    """
    if now.expectations != assembly.setup.expectations:
        raise TabletopError("a change of expectations cannot be written: they are what the playbook is held against")
    files = []
    for item, value in _wanted(assembly, now):
        path = Path(item.document.file)
        before = path.read_bytes()
        after = edited(before, str(path), item.kind, value)
        if after != before:
            files.append(ChangedFile(item.kind, path, before, after))
    return tuple(files)


def _wanted(assembly: Assembly, now: Setup) -> Iterator[tuple[LoadedItem[Any], Value]]:
    """Each file that is there, and what it is to say."""
    steps = {step.id: step for step in now.playbook.steps}
    yield assembly.scenario, now.scenario
    for part, told in zip(assembly.playbook.parts, now.playbook.parts, strict=True):
        if part.value is not None:
            yield part, part.value.model_copy(update={"steps": tuple(steps[name] for name in told.steps)})
    if assembly.team.document is not UNWRITTEN:
        yield assembly.team, now.team
