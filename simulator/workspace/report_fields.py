"""What was filled in for reports, kept beside the records: for every exercise of a team, or for one alone.

What one team said never stands in another's report; without a team each exercise keeps its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from simulator.errors import TabletopError, why
from simulator.files import read_up_to, write_whole
from simulator.home import report_fields
from simulator.model.base import Value
from simulator.model.mark import MOST_BYTES, Mark, read_mark
from simulator.model.playbook import NONE
from simulator.model.report_fields import FIELDS, Filled, filled_in
from simulator.timeline.history import Head

MARK = "mark"
"""Beside the fields of a team: where its mark is."""


def _checked(answers: dict[str, str]) -> dict[str, str]:
    return {name: text if name == MARK else filled_in(name, text) for name, text in answers.items()}


Answers = Annotated[dict[str, str], AfterValidator(_checked)]


class Kept(Value):
    """Everything filled in so far."""

    teams: dict[str, Answers] = {}
    exercises: dict[str, Answers] = {}
    """By the exercise's six digits."""

    def of(self, head: Head) -> Filled:
        """What is filled in for an exercise: its own answers before its team's."""
        return self.of_team(_team(head)) | self.exercises.get(head.key, {})

    def of_team(self, team: str) -> dict[str, str]:
        """What is kept for every exercise of a team."""
        return dict(self.teams.get(team, {}))

    def with_answer(self, head: Head, name: str, text: str) -> Kept:
        """With another answer; without it where the text is empty."""
        if (name == MARK or FIELDS[name].kept == "team") and _team(head):
            return self.with_team_answer(_team(head), name, text)
        key = head.key
        return self.model_copy(update={"exercises": {**self.exercises, key: _put(self.exercises.get(key), name, text)}})

    def with_team_answer(self, team: str, name: str, text: str) -> Kept:
        """With another answer for every exercise of a team."""
        return self.model_copy(update={"teams": {**self.teams, team: _put(self.teams.get(team), name, text)}})


def _put(answers: Filled | None, name: str, text: str) -> dict[str, str]:
    others = {known: said for known, said in (answers or {}).items() if known != name}
    return others | ({name: text} if text else {})


def _team(head: Head) -> str:
    """Empty where nobody's team sat there: who did is not known, so nothing is kept for the next."""
    return "" if head.setup.team.id == NONE else head.setup.team.id


def kept_in(records: Path) -> Kept:
    """What is kept in a folder of records; nothing where there is no file yet.

    Raises TabletopError where the file cannot be read or holds something else.
    """
    path = report_fields(records)
    if not os.path.lexists(path):
        return Kept()
    from simulator.content.reading import load, read_as

    value, problems = read_as(load(path), Kept)
    if value is None:
        raise TabletopError("{path} cannot be read", problems, path=path)
    return value


def keep(records: Path, head: Head, answers: Mapping[str, str], mark: Path | None = None) -> None:
    """Keeps answers, by their fields' names, and where the mark is. Nothing said is nothing written.

    Raises TabletopError for a field that is none, a text too long, a mark that is no sound PNG, or where the file
    cannot be read or written; then nothing has changed.
    """
    said: dict[str, str] = {}
    for name, text in answers.items():
        try:
            said[name] = filled_in(name, text)
        except ValueError as error:
            raise TabletopError(why(error)) from None
    if mark is not None:
        mark_at(mark)
        said[MARK] = str(mark.absolute())
    if not said:
        return
    from simulator.content.writing import write

    kept = kept_in(records)
    for name, text in said.items():
        kept = kept.with_answer(head, name, text)
    write_whole(report_fields(records), write(kept).encode())


def keep_of_team(records: Path, team: str, name: str, text: str) -> None:
    """Keeps one answer for every exercise of a team. TabletopError where the file cannot be read or written."""
    from simulator.content.writing import write

    write_whole(report_fields(records), write(kept_in(records).with_team_answer(team, name, text)).encode())


def mark_at(path: Path) -> Mark:
    """The mark in a file. TabletopError where it cannot be read, or is no sound small PNG."""
    try:
        return read_mark(read_up_to(path, MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        raise TabletopError("the mark {path} cannot be used: {reason}", path=path, reason=why(error)) from None


def mark_of(filled: Filled) -> Mark | None:
    """The mark that is kept with the answers, if there is one. TabletopError as ``mark_at``."""
    return mark_at(Path(filled[MARK])) if MARK in filled else None
