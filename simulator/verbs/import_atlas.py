"""``tabletop import atlas``: the cases of MITRE ATLAS, listed, and one of them begun as a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.library import Library
from simulator.content.writing import write
from simulator.content.yaml_nodes import LARGEST
from simulator.errors import TabletopError
from simulator.exchange.atlas import Atlas, Case, read_atlas
from simulator.exchange.atlas_scenario import begun, category_of
from simulator.exchange.json_source import Source
from simulator.model.kinds import SCENARIO
from simulator.model.scenario import Scenario
from simulator.verbs.atlas_surroundings import Whose, surroundings
from simulator.verbs.import_sources import bytes_of, yaml_source
from simulator.verbs.import_target import Target
from simulator.verbs.printed import table
from simulator.wording.voice import Voice

ATLAS = "atlas"
"""The word that stands before the file."""
_ASSUMED = re.compile(r"^    at:.*$", re.MULTILINE)


def read_file(path: Path) -> tuple[Atlas, Source]:
    """The collection in a file, ``-`` for standard input. TabletopError with what is wrong and where."""
    source = yaml_source(bytes_of(path, LARGEST), path)
    return read_atlas(source), source


def import_case(
    files: Sequence[str],
    case: str | None,
    category: str | None,
    target: Target,
    libraries: Sequence[Path],
    whose: Whose,
    *,
    listed: bool,
) -> int:
    """Prints the cases of the one file named, or writes the scenario begun from one of them: 0.

    TabletopError where it is not said which of the two, or no scenario can be made of the case.
    """
    if len(files) != 1 or listed == bool(case):
        raise TabletopError("expected: tabletop import atlas FILE --list, or with --case ID")
    if case is None:
        return _list(Path(files[0]), target.voice)
    scenario, text = _scenario_text(Path(files[0]), case, category, libraries, whose, target.voice)
    begun = {target.place(SCENARIO, scenario.id): text}
    target.free(begun)
    target.write(begun)
    return 0


def _list(path: Path, voice: Voice) -> int:
    atlas, _ = read_file(path)
    heads = ["ID", voice("KIND"), voice("DATE"), voice("CATEGORY"), voice("WHAT IT IS")]
    rows = [[case.id, case.kind, case.date, category_of(case), case.name] for case in atlas.cases.values()]
    print("\n".join(table(heads, rows, indent="")))
    return 0


def _scenario_text(
    path: Path, id: str, category: str | None, libraries: Sequence[Path], whose: Whose, voice: Voice
) -> tuple[Scenario, str]:
    """The scenario begun from a case, and its file. TabletopError for a case that is not there, or has no steps."""
    atlas, source = read_file(path)
    case = atlas.cases.get(id)
    if case is None:
        raise TabletopError(
            "{path} has no case {id}: tabletop import atlas {path} --list shows them", path=source.file, id=id
        )
    if not case.steps:
        raise TabletopError("{path}: case {id} has no steps, so there is nothing to tell", path=source.file, id=id)
    found = surroundings(case, atlas, category, Library.open(libraries), whose)
    scenario = begun(case, atlas, datetime.now(UTC).date(), **found)
    text = _ASSUMED.sub(lambda line: f"{line[0]}  # {voice('assumed: put in your own')}", write(scenario))
    return scenario, "".join(f"# {line}\n" for line in _remarks(source, case, atlas, voice)) + text


def _remarks(source: Source, case: Case, atlas: Atlas, voice: Voice) -> Iterator[str]:
    file = "".join(char if char.isprintable() else " " for char in source.file)
    title = f"MITRE ATLAS {atlas.version}, {case.id}".replace(" ,", ",").replace("\n", " ")
    yield voice("Made of {file} ({format}), sha256 {hash}", file=file, format=title, hash=source.sha256)
    yield voice("Licence: {licence}", licence=voice("not named in the file"))
    yield voice(
        "This is the attacker's half. When it was seen, by whom, and what the team does about it is for you to write:"
        " tabletop check lists what is missing. Half an hour between messages, playbook and team are assumed."
    )
    yield voice(
        "Clocks are proposed: of those that scenarios of its kind run, or that the playbook starts, all that can run"
        " for the organisation. Leave out what does not apply."
    )
