"""What exercises written as JSON have in common: a map that lists messages, each with an id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.errors import Invalid, Sentence, why
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import MOST, Exercise
from simulator.exchange.json_source import Path, Source
from simulator.exchange.workflow import Complaints, Shape
from simulator.model.durations import MINUTE

FOLLOWS_IN = 10 * MINUTE
"""Assumed between a choice and what it leads to."""


def root_map(source: Source, complaints: Complaints) -> dict[str, Any]:
    """The map that the file is. TabletopError where it is something else."""
    if not isinstance(source.root, dict):
        complaints.error((), Sentence("expected a map, found {found}", found=type(source.root).__name__))
        complaints.refuse()
    root: dict[str, Any] = source.root
    return root


def drafted(source: Source, complaints: Complaints, exercise: Exercise, title: str) -> Draft:
    """The exercise as a draft; TabletopError where no scenario can be made of it."""
    try:
        scenario = exercise.scenario()
    except Invalid as error:
        complaints.error((), why(error))
        complaints.refuse()
        raise
    return Draft(scenario, title, source.file, source.sha256, problems=tuple(complaints.problems))


def maps(shape: Shape, raw: dict[str, Any], key: str, path: Path) -> dict[Path, dict[str, Any]]:
    """Place → map, of a list of maps. What is no map is complained of, and a list of too many."""
    made, listed = dict[Path, dict[str, Any]](), shape.items(raw, key, path)
    if len(listed) > MOST:
        message = Sentence("there are {count:,} messages; at most {most:,} are read", count=len(listed), most=MOST)
        shape.complaints.error((*path, key), message, "too-many")
        shape.complaints.refuse()
    for n, item in enumerate(listed):
        if isinstance(item, dict):
            made[(*path, key, n)] = item
        else:
            found = Sentence("expected a map, found {found}", found=repr(item)[:40])
            shape.complaints.error((*path, key, n), found)
    return made


def keys(found: Mapping[Path, dict[str, Any]], key: str, complaints: Complaints) -> dict[str, Path]:
    """Id → place. Ids that are missing or stand twice are complained of, and a file without any message."""
    made = dict[str, Path]()
    for path, raw in found.items():
        name = raw.get(key)
        if not isinstance(name, str) or not name:
            complaints.error(path, Sentence("this message has no {key}: the others cannot lead to it", key=key))
        elif name in made:
            message = Sentence("another message is called {id}, too: call one of the two otherwise", id=name[:80])
            complaints.error((*path, key), message)
        else:
            made[name] = path
    if not found:
        complaints.error((), Sentence("there are no messages in it"))
    return made
