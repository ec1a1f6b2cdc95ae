"""A whole library checked: every file, and every scenario with every playbook that is for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.content.reading import LoadedItem
from simulator.content.rules.catalogue import of_assembly, of_file
from simulator.errors import Problem, Sentence, TabletopError
from simulator.files import real
from simulator.model.kinds import KINDS, PLAYBOOK, SCENARIO, Kind


def check(
    library: Library | Sequence[Path], paths: Sequence[Path] = (), today: date | None = None
) -> tuple[Problem, ...]:
    """All problems sorted by file and line: of these files and what they go with, or of the whole library.

    A library may be given by its folders. Without ``today`` nothing is out of date. Raises TabletopError for
    a path that cannot be opened.
    """
    opened = library if isinstance(library, Library) else Library.open(library)
    return tuple(sorted(_Checking(opened, paths, today).problems()))


class _Checking:
    def __init__(self, library: Library, paths: Sequence[Path], today: date | None) -> None:
        self.library = library
        self.today = today
        self.paths = paths
        self.in_files: dict[str, list[Problem]] = {}
        self.milestones = frozenset(entry.id for entry in library.milestones() if entry.value)

    def problems(self) -> set[Problem]:
        files = [path for kind in KINDS for path in self.library.files(kind)]
        if self.paths:
            files = [file for path in self.paths for file in _files_in(path)]
        to_check = {_real(path) for path in files}
        problems = {problem for path in files for problem in chain(self._of_file(path), self._names(path))}
        problems.update(self._twins(to_check))
        problems.update(self._of_pairs(to_check))
        return problems

    def _of_file(self, path: Path) -> list[Problem]:
        items = self.library.items(path)
        name = items[0].document.file
        if name not in self.in_files:
            self.in_files[name] = list(of_file(items, self.today, self.milestones))
        return self.in_files[name]

    def _is_sound(self, item: LoadedItem[Any]) -> bool:
        problems = self._of_file(Path(item.document.file))
        return item.value is not None and not any(problem.severity == "error" for problem in problems)

    def _names(self, path: Path) -> Iterator[Problem]:
        """A file is found most easily when it is named for the id it holds."""
        item = self.library.items(path)[0]
        if not item.kind.several and item.id and item.id != path.stem:
            message = Sentence("the id {id} and the name of the file differ: call the file {id}.yaml", id=item.id)
            yield item.document.problem(("id",), "file-name", message, "warning")

    def _twins(self, to_check: set[str]) -> Iterator[Problem]:
        """Of two items with one id in the same folder, only the first is ever used."""
        everything = [path for kind in KINDS for path in self.library.files(kind)]
        given = [file for path in self.paths for file in _files_in(path)]
        first: dict[tuple[str, Kind, str], LoadedItem[Any]] = {}
        for path in {_real(path): path for path in [*everything, *given]}.values():
            for item in self.library.items(path):
                twin = first.setdefault((_real(path.parent), item.kind, item.id), item)
                if item.id and twin is not item and _real(path) in to_check:
                    message = Sentence(
                        "the id {id} stands already in {file}, and only that one is found",
                        id=item.id,
                        file=twin.document.file,
                    )
                    yield item.document.problem((*item.root, "id"), "duplicate-id", message)

    def _of_pairs(self, to_check: set[str]) -> Iterator[Problem]:
        """What shows only with scenario and playbook together.

        A warning about a playbook counts only if it appears with every scenario that goes with it: a playbook is
        written for several, and need not use all that it offers in each.
        """
        of_playbook: dict[str, list[set[Problem]]] = {}
        scenarios, playbooks = self._sound_ones(SCENARIO), self._sound_ones(PLAYBOOK)
        for scenario in scenarios:
            mine = _real(scenario.document.file) in to_check
            try:
                team = self.library.team_for(scenario)
                default = self.library.playbook_for(scenario)
            except TabletopError as error:
                yield from error.problems if mine else ()
                continue
            if mine:
                yield from self._unsound(scenario, (team, default), to_check)
            for playbook in playbooks:
                fits = playbook.id == default.id or _is_for(playbook, scenario)
                if fits and self._is_sound(team) and (mine or _real(playbook.document.file) in to_check):
                    of_pair = set(of_assembly(self.library.pair(scenario, playbook, team)))
                    weak = {p for p in of_pair if p.file == playbook.document.file and p.severity != "error"}
                    of_playbook.setdefault(playbook.document.file, []).append(weak)
                    yield from of_pair - weak
        for file, sets in of_playbook.items():
            yield from set.intersection(*sets) if _real(file) in to_check else ()

    def _unsound(
        self, scenario: LoadedItem[Any], parts: Iterable[LoadedItem[Any]], to_check: set[str]
    ) -> Iterator[Problem]:
        """The scenario's playbook or team has errors of its own, in a file that is not among those checked."""
        for part in parts:
            if not self._is_sound(part) and _real(part.document.file) not in to_check:
                message = Sentence(
                    "{key} {part} has errors of its own: tabletop check {file}",
                    key=part.kind.one,
                    part=part.id,
                    file=part.document.file,
                )
                yield scenario.document.problem((part.kind.one,), "unsound-part", message)

    def _sound_ones(self, kind: Kind) -> list[LoadedItem[Any]]:
        """Those of the library, and those given by path; each id once."""
        given = [self.library.items(file)[0] for path in self.paths for file in _files_in(path)]
        sound: dict[str, LoadedItem[Any]] = {}
        for item in [*given, *(entry.item for entry in self.library.entries(kind))]:
            if item.kind == kind and self._is_sound(item):
                sound.setdefault(item.id, item)
        return list(sound.values())


def _is_for(playbook: LoadedItem[Any], scenario: LoadedItem[Any]) -> bool:
    return scenario.value is not None and playbook.value is not None and scenario.value.category in playbook.value.for_


def _files_in(path: Path) -> list[Path]:
    """The file itself, or the content files anywhere in a folder. Raises TabletopError where there is nothing."""
    if not path.exists():
        raise TabletopError("{path}: there is no such file or folder", path=path)
    if not path.is_dir():
        return [path]
    found = (file for pattern in ("*.yaml", "*.yml") for file in path.rglob(pattern))
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))


def _real(path: Path | str) -> str:
    return str(real(Path(path)))
