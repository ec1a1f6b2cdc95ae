"""What stands in the files that are made of a draft: where it is from, the value, and what in it is a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from simulator.content.writing import write, write_list
from simulator.content.yaml_nodes import LARGEST
from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.exercise import CATEGORY
from simulator.exchange.surroundings import scenario_for, team_for
from simulator.model.kinds import EXPECTATIONS, PLAYBOOK, SCENARIO, TEAM, Kind
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario
from simulator.verbs.import_target import Target
from simulator.wording.voice import Voice

_ASSUMED: Mapping[Kind, re.Pattern[str]] = {
    PLAYBOOK: re.compile(r"^    (?:takes: (?!0m$)|fails:|repeat:).*$", re.MULTILINE),
    SCENARIO: re.compile(rf"^(?:category: {CATEGORY}|session:.*)$|^      takes:.*$", re.MULTILINE),
}
"""Lines of a file that are a guess. Texts of several lines stand further in."""

_ENDLESS = re.compile(r"^  to: .*\n(?!  within:)", re.MULTILINE)
"""Where an expectation would say how long it may take, and does not."""


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
        files[target.place(SCENARIO, value.id)] = write(scenario_for(value, team, category, today, _ids(draft)))
    if draft.expectations and not target.output:
        files[target.place(EXPECTATIONS, value.id)] = _limits(draft, target.voice)
    return files


def _limits(draft: Draft, voice: Voice) -> str:
    """The expectations beside a playbook, with a remark where the file does not say how long it may take."""
    missing = f"  # within: 4h  {voice('(how long it may take is not in the file: put in your own)')}"
    return _head(draft, voice) + _ENDLESS.sub(rf"\g<0>{missing}\n", write_list(draft.expectations))


def _ids(draft: Draft) -> list[str]:
    """The expectations that run a clock: the limit of others is not in the file."""
    return [expectation.id for expectation in draft.expectations if expectation.limit]


def _marked(draft: Draft, text: str, voice: Voice) -> str:
    """The text with its head, and a remark in each line that is assumed."""
    if draft.assumed:
        text = _ASSUMED[draft.kind].sub(lambda line: f"{line[0]}  # {voice('assumed: put in your own')}", text)
    return _head(draft, voice) + "".join(f"# {line}\n" for line in _guesses(draft, voice)) + text


def _head(draft: Draft, voice: Voice) -> str:
    """Where a file is from."""
    source, licence = _one_line(draft.source), _one_line(draft.licence) or voice("not named in the file")
    made = voice("Made of {file} ({format}), sha256 {hash}", file=source, format=draft.format, hash=draft.sha256)
    return f"# {made}\n# {voice('Licence: {licence}', licence=licence)}\n"


def _guesses(draft: Draft, voice: Voice) -> Iterator[str]:
    """What in the file is a guess."""
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
