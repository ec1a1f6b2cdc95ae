"""Which pairs of scenario and playbook ``simulate --all`` plays, ready to be played.

They are kept with what they were made of, every byte of the libraries: where no file has changed, none is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from simulator.content.library import Entry, Library
from simulator.errors import TabletopError
from simulator.files import real
from simulator.model.kinds import SCENARIO
from simulator.model.playbook import NONE
from simulator.model.playbooks import SEPARATOR
from simulator.model.setup import Setup
from simulator.wording.speech import say
from simulator.workspace.kept import Kept, name_of

_MADE_BY = ("content", "model", "plan", "verbs", "wording")
"""The rooms that setups, and what is said of those that cannot be made, come from."""
_HELD_IN = ("playbooks", "scenarios")
"""Folders of a library in which all its files are."""
_MOST = 8
"""Sets of pairs that are kept."""


@dataclass(frozen=True)
class Prepared:
    """One scenario with one playbook and the team that the scenario names."""

    scenario: str
    playbook: str
    file: str
    """The scenario's, as the library names it."""
    asked: bool
    """The scenario names this playbook, or has it for want of another: the other pairs may be unplayable."""
    setup: Setup | None = None
    problem: str = ""
    """Why there is no setup."""


@dataclass(frozen=True)
class Pairs:
    """All pairs of some libraries."""

    discussions: tuple[str, ...]
    """The scenarios of one's own that have no playbook, by id: there is nothing to simulate."""
    prepared: tuple[Prepared, ...]


def pairs(library: Library, own: Sequence[Path], language: str, *, cached: bool) -> Pairs:
    """Every scenario of one's own folders with every playbook there for its category."""
    kept = Kept.own("pairs", _shape(), _MOST) if cached else None
    name = _name_of_all(library, own, language) if kept else None
    if kept is None or name is None:
        return _pairs(library, own, language)
    if known := kept.get(name):
        return known
    found = _pairs(library, own, language)
    kept.put(name, found)
    return found


@cache
def _shape() -> TypeAdapter[Pairs]:
    return TypeAdapter(Pairs)


def _name_of_all(library: Library, own: Sequence[Path], language: str) -> str | None:
    """A hash of every file of the libraries and of where they lie; None where one cannot be read."""
    whole = sha256()
    try:
        for folder in library.folders:
            for path in sorted(path for held in _HELD_IN for path in (folder / held).rglob("*") if path.is_file()):
                whole.update(f"{path}\0".encode() + sha256(path.read_bytes()).digest())
    except OSError:
        return None
    folders = [[str(folder) for folder in some] for some in (library.folders, own)]
    return name_of(_MADE_BY, whole.hexdigest(), folders, language, version("holidays"))


def _pairs(library: Library, own: Sequence[Path], language: str) -> Pairs:
    is_mine = partial(_lies_in, [real(folder) for folder in own])
    mine = [(scenario, _default(library, scenario)) for scenario in filter(is_mine, library.scenarios())]
    playbooks = [(entry, is_mine(entry)) for entry in library.playbooks() if entry.value]
    prepared = (
        _prepared(library, scenario, playbook, language, asked=playbook in (default, ""))
        for scenario, default in mine
        if default != NONE
        for playbook in _playbooks_for(scenario, default, playbooks)
    )
    return Pairs(tuple(scenario.id for scenario, default in mine if default == NONE), tuple(prepared))


def _playbooks_for(scenario: Entry, default: str, playbooks: Sequence[tuple[Entry, bool]]) -> list[str]:
    """The playbook that the scenario asks for, and those of one's own for its category; an empty name for none."""
    category = scenario.value.category if scenario.value else ""
    fitting = [p.id for p, is_mine in playbooks if p.id == default or (category in p.value.for_ and is_mine)]
    parts = default.split(SEPARATOR)
    together = [default] if len(parts) > 1 else []
    return [*together, *(name for name in fitting if name not in parts or not together)] or [""]


def _prepared(library: Library, scenario: Entry, playbook: str, language: str, *, asked: bool) -> Prepared:
    file = library.find(SCENARIO, scenario.id).document.file
    try:
        setup = library.setup(scenario.id, playbook or None)
    except TabletopError as error:
        return Prepared(scenario.id, playbook, file, asked, problem=say(error.sentence, language))
    return Prepared(scenario.id, setup.playbook.id, file, asked, setup)


def _default(library: Library, scenario: Entry) -> str:
    """The playbook that a scenario has where none is named; empty where there is none."""
    try:
        return library.playbook_for(scenario.item).id if scenario.value else ""
    except TabletopError:
        return ""


def _lies_in(folders: Sequence[Path], entry: Entry) -> bool:
    return any(real(entry.path).is_relative_to(folder) for folder in folders)
