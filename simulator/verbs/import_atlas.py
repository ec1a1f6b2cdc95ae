"""``tabletop import atlas``: the cases of MITRE ATLAS, listed, and one of them begun as a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.content.document import Document
from simulator.content.library import Library
from simulator.content.writing import write
from simulator.content.yaml_nodes import LARGEST, parse
from simulator.errors import Problem, Sentence, Severity, TabletopError, why
from simulator.exchange.atlas import Atlas, Case, read_atlas
from simulator.exchange.atlas_scenario import begun, category_of
from simulator.exchange.json_source import Source
from simulator.files import STDIN, read_up_to
from simulator.model.scenario import Scenario
from simulator.verbs.printed import table
from simulator.wording.voice import Voice

ATLAS = "atlas"
"""The word that stands before the file."""
_ASSUMED = re.compile(r"^    at:.*$", re.MULTILINE)


@dataclass(frozen=True)
class _InYaml(Source):
    """A YAML file, of which the library's reader knows where everything stands."""

    document: Document | None = None

    def problem(
        self, path: tuple[str | int, ...], message: Sentence, code: str = "bad-value", severity: Severity = "error"
    ) -> Problem:
        """What is wrong at a path, or at the nearest place before it that the file has."""
        if self.document is None:
            return super().problem(path, message, code, severity)
        return self.document.problem(path, code, message, severity)


def read_file(path: Path) -> tuple[Atlas, Source]:
    """The collection in a file, ``-`` for standard input. TabletopError with what is wrong and where."""
    try:
        data = read_up_to(path, LARGEST + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None
    document = parse(data, "stdin" if path == STDIN else str(path))
    source = _InYaml(document.file, document.text, document.sha256, document.root, document)
    # In our own files a key with nothing behind it is a slip; elsewhere it is usual.
    if problems := [problem for problem in document.problems if problem.code != "empty-value"]:
        raise source.refused(*problems)
    return read_atlas(source), source


def listed(path: Path, language: str) -> int:
    """Prints the cases of a file: 0."""
    atlas, _ = read_file(path)
    voice = Voice(language)
    heads = ["ID", voice("KIND"), voice("DATE"), voice("CATEGORY"), voice("WHAT IT IS")]
    rows = [[case.id, case.kind, case.date, category_of(case), case.name] for case in atlas.cases.values()]
    print("\n".join(table(heads, rows, indent="")))
    return 0


def scenario_text(
    path: Path, id: str, category: str | None, libraries: Sequence[Path], language: str
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
    alike = _nearest(case, category, libraries)
    found = category or (alike.category if alike else category_of(case))
    scenario = begun(case, atlas, datetime.now(UTC).date(), category=found, **_taken_over(alike))
    voice = Voice(language)
    text = _ASSUMED.sub(lambda line: f"{line[0]}  # {voice('assumed: put in your own')}", write(scenario))
    return scenario, "".join(f"# {line}\n" for line in _remarks(source, case, atlas, voice)) + text


def _nearest(case: Case, category: str | None, libraries: Sequence[Path]) -> Scenario | None:
    """A scenario that names the case among its references, else one of its category; of the category asked for."""
    found = [entry.value for entry in Library.open(libraries).scenarios() if entry.value]
    fitting = [one for one in found if one.playbook and one.team and category in (None, one.category)]
    naming = (one for one in fitting if any(reference.id == case.id for reference in one.references))
    alike = (one for one in fitting if one.category == (category or category_of(case)))
    return next(naming, None) or next(alike, None)


def _taken_over(alike: Scenario | None) -> Mapping[str, Any]:
    """Playbook, team, whom messages reach and clocks of one's own rules, as another scenario has them."""
    if alike is None:
        return {"playbook": "none", "team": "none", "roles": ["incident-commander"]}
    roles = next((inject.to for inject in alike.injects if inject.to), ("incident-commander",))
    own = [one for one in alike.expectations if one.startswith("own-")]
    return {"playbook": alike.playbook, "team": alike.team, "roles": list(roles), "expectations": own}


def _remarks(source: Source, case: Case, atlas: Atlas, voice: Voice) -> Iterator[str]:
    file = "".join(char if char.isprintable() else " " for char in source.file)
    title = f"MITRE ATLAS {atlas.version}, {case.id}".replace(" ,", ",").replace("\n", " ")
    yield voice("Made of {file} ({format}), sha256 {hash}", file=file, format=title, hash=source.sha256)
    yield voice("Licence: {licence}", licence=voice("not named in the file"))
    yield voice(
        "This is the attacker's half. When it was seen, by whom, and what the team does about it is for you to write:"
        " tabletop check lists what is missing. Half an hour between messages, playbook and team are assumed."
    )
