"""What is handed to players, read from the files beside a scenario and from nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as FilePath

from simulator.content.document import Document, Path
from simulator.errors import Problem, Sentence, clean, either
from simulator.files import opened, real
from simulator.model.scenario import Scenario
from simulator.model.text import LANGUAGES

LARGEST = 200_000
"""Bytes an artefact may have."""


@dataclass(frozen=True)
class Handout:
    """An artefact in one language."""

    name: str
    """Its path as the scenario writes it."""
    file: str
    text: str
    sha256: str


def handouts(scenario: Scenario, document: Document) -> tuple[tuple[Handout, ...], tuple[Problem, ...]]:
    """All artefacts of a scenario by file, and those that could not be read as problems where they are named."""
    handouts_by_name: dict[str, Handout] = {}
    problems: list[Problem] = []
    for path, name in _named(scenario):
        language = path[-1]
        if language and language not in LANGUAGES:
            message = Sentence("unknown language {key!r}: write {known}", key=language, known=either(*LANGUAGES))
            problems.append(document.problem(path, "unknown-key", message, key=True))
        elif name not in handouts_by_name:
            read = _read(FilePath(document.file).parent, name)
            if isinstance(read, Handout):
                handouts_by_name[name] = read
            else:
                problems.append(document.problem(path, "artefact", read))
    return tuple(handouts_by_name.values()), tuple(problems)


def _named(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    for n, inject in enumerate(scenario.injects):
        for m, artefact in enumerate(inject.artefacts):
            for language, name in artefact.file.items():
                yield ("injects", n, "artefacts", m, "file", language), name


def _read(folder: FilePath, name: str) -> Handout | Sentence:
    """The artefact, or what is wrong with it. It must lie under the scenario's folder, links followed."""
    path = folder / name
    if not real(path).is_relative_to(real(folder)):
        return Sentence("{name} lies outside the folder of the scenario", name=name)
    try:
        with opened(path) as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Sentence("{name} is not UTF-8 text", name=name)
    except (OSError, ValueError):
        return Sentence("no file {name} beside the scenario", name=name)
    if len(data) > LARGEST:
        return Sentence("{name} has more than {most:,} bytes", name=name, most=LARGEST)
    return Handout(name, str(path), clean(text), sha256(data).hexdigest())
