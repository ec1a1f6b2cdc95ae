"""``tabletop import``: playbooks and exercises of other programs, as files of a library."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from simulator.content.writing import write
from simulator.content.yaml_nodes import LARGEST
from simulator.errors import TabletopError, why
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import CATEGORY
from simulator.exchange.formats import FORMATS, TABLES, read
from simulator.exchange.json_source import LARGEST as LARGEST_READ
from simulator.exchange.msel_columns import Columns
from simulator.exchange.surroundings import scenario_for, team_for
from simulator.files import STDIN, is_stdout, read_up_to, write_whole
from simulator.home import own
from simulator.model.base import ID_PATTERN, Value
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM, Kind
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.verbs import import_atlas
from simulator.verbs.import_atlas import ATLAS
from simulator.verbs.incident_logs import map_in
from simulator.verbs.terminal import beside
from simulator.wording.speech import problem_text, say
from simulator.wording.voice import Voice

READ = (".json", *TABLES)
"""How the names of files end that are read of a folder."""
_ASSUMED: Mapping[Kind, re.Pattern[str]] = {
    PLAYBOOK: re.compile(r"^    (?:takes|fails|repeat):.*$", re.MULTILINE),
    SCENARIO: re.compile(rf"^(?:category: {CATEGORY}|session:.*)$|^      takes:.*$", re.MULTILINE),
}
"""Lines of a file that are a guess. Texts of several lines stand further in."""


def import_(
    *,
    words: Sequence[str],
    output: Path | None = None,
    dry_run: bool = False,
    force: bool = False,
    category: str | None = None,
    columns: Path | None = None,
    case: str | None = None,
    listed: bool = False,
    libraries: Sequence[Path] = (),
    language: str = "en",
) -> int:
    """Writes a playbook or an exercise for each file named, or found in a folder named; ``-`` is standard input.

    A format may stand first. Files go to ``output``, else to the first library that is the user's own, else below
    the working folder. ``category``: a scenario of it and a team are written beside a playbook; an exercise is of it.
    ``columns``: a map of a table's columns. ``dry_run``: nothing is written. 1
    where one of several files was refused. TabletopError where the only one is, or a file exists already and ``force``
    does not say to write over it; then nothing is written.

    After the word ``atlas`` a file of MITRE ATLAS is read: ``listed`` prints its cases, ``case`` begins a scenario.
    """
    if category and not re.fullmatch(ID_PATTERN, category):
        raise TabletopError("--scenario {found}: expected a category (tabletop list categories)", found=category)
    if words[0] == ATLAS:
        if len(words) != 2 or listed == bool(case):
            raise TabletopError("expected: tabletop import atlas FILE --list, or with --case ID")
        if case is None:
            return import_atlas.listed(Path(words[1]), language)
        scenario, text = import_atlas.scenario_text(Path(words[1]), case, category, libraries, language)
        begun = {output or _place(SCENARIO, scenario.id, next(iter(own(libraries)), Path())): text}
        free(begun, force)
        _write_all(begun, dry_run, output, Voice(language))
        return 0
    if case or listed:
        raise TabletopError("--case and --list are for cases: tabletop import atlas FILE --list")
    named, paths = _named(words)
    if output and (len(paths) > 1 or category):
        raise TabletopError("-o takes one playbook: leave it out for several, or with --scenario")
    mapping = map_in(columns, Columns) if columns else None
    today, voice, taken, refused = datetime.now(UTC).date(), Voice(language), set[tuple[Kind, str]](), 0
    for path in paths:
        try:
            draft = _renamed(_read(path, named, today, mapping), taken)
            places = _places(draft, output, next(iter(own(libraries)), Path()), category, today, voice)
            free(places, force)
        except TabletopError as error:
            if len(paths) == 1:
                raise
            refused += 1
            _tell(error, language)
            continue
        taken.add((draft.kind, draft.value.id))
        for problem in draft.problems:
            print(problem_text(problem, language), file=sys.stderr)
        _write_all(places, dry_run, output, voice)
    return 1 if refused else 0


def _write_all(places: Mapping[Path, str], dry_run: bool, output: Path | None, voice: Voice) -> None:
    for place, text in places.items():
        if not dry_run:
            _write(place, text)
        said = voice("{path} would be written", path=place) if dry_run else voice("{path} is written", path=place)
        print(said, file=beside(output or place))


def _named(words: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The format named first, if one is, and the files: those of a folder, too."""
    named = words[0] if len(words) > 1 and words[0] in FORMATS else None
    paths = list[Path]()
    for path in map(Path, words[1:] if named else words):
        within = sorted(p for p in path.rglob("*") if p.name.lower().endswith(READ)) if path.is_dir() else [path]
        if not within:
            raise TabletopError("{path} holds no file that is read here: expected names that end in {endings}",
                                path=path, endings=READ)  # fmt: skip
        paths += within
    return named, paths


def _read(path: Path, named: str | None, today: date, columns: Columns | None) -> Draft:
    try:
        data = read_up_to(path, LARGEST_READ + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None
    return read(data, "stdin" if path == STDIN else str(path), today, named, columns)


def _tell(error: TabletopError, language: str) -> None:
    for line in (say(error.sentence, language), *(problem_text(problem, language) for problem in error.problems)):
        print(line, file=sys.stderr)


def _renamed(draft: Draft, taken: set[tuple[Kind, str]]) -> Draft:
    """Under a name that no other of these has."""
    name, number = draft.value.id, 1
    while (draft.kind, name) in taken:
        number += 1
        name = f"{draft.value.id[:58]}-{number}"
    return draft.named(name)


def _places(
    draft: Draft, output: Path | None, folder: Path, category: str | None, today: date, voice: Voice
) -> Mapping[Path, str]:
    """What is to be written, and where."""
    value = draft.value
    if category and isinstance(value, Scenario):
        value = value.model_copy(update={"category": category})
    text = "".join(f"# {line}\n" for line in _remarks(draft, voice)) + write(value)
    if draft.assumed:
        text = _ASSUMED[draft.kind].sub(lambda line: f"{line[0]}  # {voice('assumed: put in your own')}", text)
    if len(text.encode()) > LARGEST:
        raise TabletopError(
            "{path} makes a file of more than {most:,} bytes, which is not read again: cut it into several",
            path=draft.source,
            most=LARGEST,
        )
    places = {output or _place(draft.kind, value.id, folder): text}
    if category and isinstance(value, Playbook):
        team = team_for(value)
        beside: list[tuple[Kind, Value, str]] = [
            (TEAM, team, team.id),
            (SCENARIO, scenario_for(value, team, category, today), value.id),
        ]
        places |= {_place(kind, name, folder): write(value) for kind, value, name in beside}
    return places


def _remarks(draft: Draft, voice: Voice) -> Iterator[str]:
    """The head of the file: where it is from, and what in it is a guess."""
    source = _one_line(draft.source)
    yield voice("Made of {file} ({format}), sha256 {hash}", file=source, format=draft.format, hash=draft.sha256)
    yield voice("Licence: {licence}", licence=_one_line(draft.licence) or voice("not named in the file"))
    if draft.assumed and draft.kind == SCENARIO:
        yield voice(
            "It does not say of what kind the incident is, what is really the case, and how long is talked of what:"
            " put in your own where a line says so and where tabletop check asks for it."
        )
    elif draft.assumed:
        yield voice(
            "It has no working times, no odds and no hours of people. They are assumed here, branches in equal shares:"
            " put in your own where a line says so, and name roles that your team has."
        )


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _place(kind: Kind, id: str, folder: Path) -> Path:
    return folder / kind.folder / f"{id}.yaml"


def free(places: Iterable[Path], force: bool) -> None:
    """Raises TabletopError where a file exists already and ``force`` does not say to write over it."""
    for path in places:
        if not is_stdout(path) and os.path.lexists(path) and not force:
            raise TabletopError("{path} exists already and is left as it is: --force writes over it", path=path)


def _write(path: Path, text: str) -> None:
    if not is_stdout(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from None
    write_whole(path, text.encode())
