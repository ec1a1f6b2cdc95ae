"""Content checked: every file, and every scenario with the playbooks that go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from simulator.content.library import Library, is_second_choice
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.content.rules.catalogue import is_sound, of_assembly, of_file
from simulator.content.scope import files_in, has_its_suffix, is_content, passed_over
from simulator.errors import Problem, Sentence, TabletopError
from simulator.files import STDIN, real
from simulator.model.kinds import (
    CATEGORIES,
    EXPECTATIONS,
    FORMS,
    KINDS,
    MILESTONES,
    PLAYBOOK,
    RENAMED,
    SCENARIO,
    Kind,
)


def check(
    library: Library | Sequence[Path],
    paths: Sequence[Path] = (),
    today: date | None = None,
    own: Sequence[Path] | None = None,
) -> tuple[Problem, ...]:
    """All problems sorted by file and line: of these files and what they go with, or of the folders that are one's own.

    A library may be given by its folders. Without ``own`` all its folders are; without ``today`` nothing is out of
    date. Raises TabletopError for a path that cannot be opened, and where there is nothing to check.
    """
    opened = library if isinstance(library, Library) else Library.open(library)
    return tuple(sorted(_Checking(opened, paths, today, opened.folders if own is None else own).problems()))


@dataclass(frozen=True)
class _Pair:
    """A scenario with a playbook, and what shows only in the two together."""

    scenario: LoadedItem[Any]
    playbook: LoadedItem[Any]
    found: set[Problem]
    asked: bool
    """A file asks for it: the scenario that is checked has this playbook, or one names the playbook."""

    @property
    def fails(self) -> bool:
        """It cannot be played."""
        return any(problem.severity == "error" for problem in self.found)

    @property
    def files(self) -> frozenset[str]:
        """Of the playbook, or of each that is carried out beside another."""
        return frozenset(part.document.file for part in self.playbook.parts)

    @property
    def weak(self) -> set[Problem]:
        """What is told of the playbook and is no error."""
        return {p for p in self.found if p.file in self.files and p.severity != "error"}

    def weak_of(self, file: str) -> set[Problem]:
        """What of that is told in one file."""
        return {p for p in self.weak if p.file == file}


class _Checking:
    def __init__(self, library: Library, paths: Sequence[Path], today: date | None, own: Sequence[Path]) -> None:
        self.library = library
        self.today = today
        self.sound: dict[str, bool] = {}
        """Of files that were asked for it."""
        self.own = [real(folder) for folder in own]
        self.known = {
            kind: frozenset(entry.id for entry in library.entries(kind) if entry.value)
            for kind in (MILESTONES, CATEGORIES, EXPECTATIONS, FORMS, SCENARIO)
        }
        self.named = [path for path in paths if not path.is_dir()]
        self.given = [file for path in paths for file in files_in(path) if self._holds_content(file)]
        self.files = self.given if paths else [path for kind in KINDS for path in Library.open(own).files(kind)]
        self.checked = {_real(path) for path in self.files}

    def problems(self) -> set[Problem]:
        over = {passed_over(path) for path in self.named if not self._holds_content(path)}
        if not self.files and not over:
            raise TabletopError("there is nothing to check here: no scenario, no playbook, no team, no list")
        of_files = {problem for path in self.files for problem in chain(self._of_file(path), self._names(path))}
        return of_files.union(over, self._twins(), self._hidden(), self._of_pairs())

    def _holds_content(self, path: Path) -> bool:
        return has_its_suffix(path) and is_content(path, self.library.items(path)[0].document)

    def _of_file(self, path: Path) -> Iterator[Problem]:
        return of_file(self.library.items(path), self.today, self.known)

    def _is_sound(self, item: LoadedItem[Any]) -> bool:
        name = item.document.file
        if name not in self.sound:
            self.sound[name] = is_sound(item)
        return self.sound[name]

    def _names(self, path: Path) -> Iterator[Problem]:
        """A file is found most easily when it is named for the id it holds."""
        item = self.library.items(path)[0]
        if not item.kind.several and item.id and item.id != path.stem and path != STDIN:
            message = Sentence("the id {id} and the name of the file differ: call the file {id}.yaml", id=item.id)
            yield item.document.problem(("id",), "file-name", message, "warning")

    def _twins(self) -> Iterator[Problem]:
        """Of two items with one id in the same folder, only one is ever used."""
        everything = [path for kind in KINDS for path in self.library.files(kind)]
        by_name = {_real(path): path for path in [*everything, *self.given]}.values()
        items = [(path, item) for path in by_name for item in self.library.items(path)]
        first: dict[tuple[str, Kind, str], LoadedItem[Any]] = {}
        for path, item in sorted(items, key=lambda held: is_second_choice(*held)):
            twin = first.setdefault((_real(path.parent), item.kind, item.id), item)
            if item.id and twin is not item and _real(path) in self.checked:
                message = Sentence(
                    "the id {id} stands already in {file}, and only that one is found",
                    id=item.id,
                    file=twin.document.file,
                )
                yield item.document.problem((*item.root, "id"), "duplicate-id", message)

    def _hidden(self) -> Iterator[Problem]:
        """An item that stands before one of the same id in a library further behind."""
        kinds = [kind for kind in KINDS if kind not in RENAMED]
        first = {(entry.kind, entry.id): entry for kind in kinds for entry in self.library.entries(kind)}
        for other in (entry for kind in kinds for entry in self.library.every(kind)):
            used = first[other.kind, other.id]
            if self._is_checked(used.item) and _real(used.path.parent) != _real(other.path.parent):
                message = Sentence("this {id} is used, not the one of {file}", id=used.id, file=other.path)
                yield used.item.document.problem((*used.item.root, "id"), "hides-another", message, "note")

    def _of_pairs(self) -> Iterator[Problem]:
        """What shows only with scenario and playbook together.

        Errors are told of the pairs that are asked for; of the rest one note says that they cannot be played. A
        warning about a playbook counts only if it appears with every scenario that goes with it: a playbook is
        written for several, and need not use all that it offers in each. Pairs that nobody asked for and that cannot
        be played have no say.
        """
        pairs: list[_Pair] = []
        playbooks = self._sound_ones(PLAYBOOK)
        for scenario in self._sound_ones(SCENARIO):
            mine = self._is_checked(scenario)
            try:
                team = self.library.team_for(scenario)
                default = self.library.playbook_for(scenario)
            except TabletopError as error:
                yield from error.problems if mine else ()
                continue
            if mine:
                yield from self._unsound(scenario, (team, default))
            if self._is_sound(team):
                fitting = [p for p in playbooks if p.id == default.id or _is_for(p, scenario)]
                fitting = [default] if default.document is UNWRITTEN else fitting
                if len(default.parts) > 1:
                    together = [default] if self._is_sound(default) else []
                    fitting = [*together, *(p for p in fitting if p.id not in [part.id for part in default.parts])]
                pairs += self._pairs_of(scenario, fitting, team, default.id if mine else _named_by(scenario))
        pairs = [replace(pair, asked=pair.asked or self._is_all_there_is(pair, pairs)) for pair in pairs]
        for pair in pairs:
            if pair.asked:
                own = (p for p in pair.found - pair.weak if p.severity == "error" or self._is_about_checked(p))
                yield from own
        heard = [pair for pair in pairs if pair.asked or not pair.fails]
        for playbook in {file for pair in heard for file in pair.files} & {str(path) for path in self.files}:
            yield from set.intersection(*(pair.weak_of(playbook) for pair in heard if playbook in pair.files))
        yield from self._not_asked_for([pair for pair in pairs if pair.fails and not pair.asked])

    def _pairs_of(
        self, scenario: LoadedItem[Any], fitting: Sequence[LoadedItem[Any]], team: LoadedItem[Any], asked: str | None
    ) -> Iterator[_Pair]:
        """A scenario with the playbooks for it, where one of the two is checked."""
        for playbook in fitting:
            if self._is_checked(scenario) or self._is_checked(playbook):
                problems = set(of_assembly(self.library.pair(scenario, playbook, team)))
                yield _Pair(scenario, playbook, problems, playbook.id == asked)

    def _is_all_there_is(self, pair: _Pair, pairs: Sequence[_Pair]) -> bool:
        """No scenario asks for this playbook, and it can be played with none of one's own, of which this is one."""
        if not (pair.fails and self._is_checked(pair.playbook) and self._is_own(pair.scenario)):
            return False
        same = [other for other in pairs if other.files & pair.files]
        return not any(other.asked for other in same) and all(p.fails for p in same if self._is_own(p.scenario))

    def _not_asked_for(self, pairs: Sequence[_Pair]) -> Iterator[Problem]:
        if pairs:
            message = Sentence(
                "not playable, of the pairs that no file asks for: {count}, such as scenario {scenario} with playbook "
                "{playbook}",
                count=len(pairs),
                scenario=pairs[0].scenario.id,
                playbook=pairs[0].playbook.id,
            )
            mine = pairs[0].scenario if self._is_checked(pairs[0].scenario) else pairs[0].playbook
            yield Problem(mine.document.file, 0, 0, "other-pairs", "note", message)

    def _is_own(self, item: LoadedItem[Any]) -> bool:
        return any(real(Path(item.document.file)).is_relative_to(folder) for folder in self.own)

    def _is_checked(self, item: LoadedItem[Any]) -> bool:
        return any(_real(part.document.file) in self.checked for part in item.parts)

    def _is_about_checked(self, problem: Problem) -> bool:
        return _real(problem.file) in self.checked

    def _unsound(self, scenario: LoadedItem[Any], parts: Iterable[LoadedItem[Any]]) -> Iterator[Problem]:
        """The scenario's playbook or team has errors of its own, in a file that is not among those checked."""
        for part in (part for item in parts for part in item.parts):
            if not self._is_sound(part) and not self._is_checked(part):
                message = Sentence(
                    "{key} {part} has errors of its own: tabletop check {file}",
                    key=part.kind.one,
                    part=part.id,
                    file=part.document.file,
                )
                yield scenario.document.problem((part.kind.one,), "unsound-part", message)

    def _sound_ones(self, kind: Kind) -> list[LoadedItem[Any]]:
        """Those of the library, and those given by path; each id once."""
        given = [self.library.items(file)[0] for file in self.given]
        sound: dict[str, LoadedItem[Any]] = {}
        for item in [*given, *(entry.item for entry in self.library.entries(kind))]:
            if item.kind == kind and self._is_sound(item):
                sound.setdefault(item.id, item)
        return list(sound.values())


def _is_for(playbook: LoadedItem[Any], scenario: LoadedItem[Any]) -> bool:
    return scenario.value is not None and playbook.value is not None and scenario.value.category in playbook.value.for_


def _named_by(scenario: LoadedItem[Any]) -> str | None:
    return scenario.value.playbook if scenario.value is not None else None


def _real(path: Path | str) -> str:
    return str(real(Path(path)))
