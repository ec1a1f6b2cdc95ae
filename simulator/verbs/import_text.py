"""What stands in the files that are made of a draft: where it is from, the value, and what in it is a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from simulator.content.writing import write
from simulator.content.yaml_nodes import LARGEST
from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import CATEGORY
from simulator.exchange.surroundings import scenario_for, team_for
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM, Kind
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.verbs.import_target import Target
from simulator.wording.voice import Voice

_ASSUMED: Mapping[Kind, re.Pattern[str]] = {
    PLAYBOOK: re.compile(r"^    (?:takes|fails|repeat):.*$", re.MULTILINE),
    SCENARIO: re.compile(rf"^(?:category: {CATEGORY}|session:.*)$|^      takes:.*$", re.MULTILINE),
}
"""Lines of a file that are a guess. Texts of several lines stand further in."""


def files_of(draft: Draft, category: str | None, today: date, target: Target) -> Mapping[Path, str]:
    """The files to be written: the draft's own, and beside a playbook with a category what it is played with.

    TabletopError where a file would be larger than any that is read.
    """
    value = draft.value
    if category and isinstance(value, Scenario):
        value = value.model_copy(update={"category": category})
    text = _marked(draft, write(value), target.voice)
    if len(text.encode()) > LARGEST:
        raise TabletopError(
            "{path} makes a file of more than {most:,} bytes, which is not read again: cut it into several",
            path=draft.source,
            most=LARGEST,
        )
    files = {target.place(draft.kind, value.id): text}
    if category and isinstance(value, Playbook):
        team = team_for(value)
        files[target.place(TEAM, team.id)] = write(team)
        files[target.place(SCENARIO, value.id)] = write(scenario_for(value, team, category, today))
    return files


def _marked(draft: Draft, text: str, voice: Voice) -> str:
    """The text with its head, and a remark in each line that is assumed."""
    if draft.assumed:
        text = _ASSUMED[draft.kind].sub(lambda line: f"{line[0]}  # {voice('assumed: put in your own')}", text)
    return "".join(f"# {line}\n" for line in _remarks(draft, voice)) + text


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
