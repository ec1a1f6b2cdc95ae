"""What a report says that no record holds, filled in by whoever conducts: at set-up, and again in the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from simulator.console.dialogs import Check, Choice, Form, Front, Write
from simulator.console.rows import Cell, Row
from simulator.errors import TabletopError, why
from simulator.model.report_fields import FIELDS, Filled, filled_in
from simulator.wording.report_fields import FIELD_TITLES
from simulator.wording.voice import Voice

OF_TEAM = tuple(name for name, field in FIELDS.items() if field.kept == "team")
"""What is known before an exercise, and holds for all of a team."""


async def fill_in(
    front: Front, voice: Voice, filled: Filled, keep: Callable[[str, str], None], names: Sequence[str] = tuple(FIELDS)
) -> None:
    """Field by field until the list is left; ``keep`` keeps each answer at once, an empty one takes it back."""
    at, answers = "", dict(filled)
    while chosen := await front.ask(partial(_fields, voice, answers, at, names)):
        at = chosen.row.id
        if answer := await front.ask(partial(_field, voice, at, answers.get(at, ""))):
            text = filled_in(at, answer["text"])
            try:
                keep(at, text)
            except TabletopError as error:
                front.say(voice(error.sentence), warning=True)
            else:
                answers[at] = text


def field_rows(voice: Voice, answers: Filled, names: Sequence[str] = tuple(FIELDS)) -> tuple[Row, ...]:
    """The fields with what is filled in so far."""
    return tuple(Row(name, (Cell(voice(FIELD_TITLES[name])),), right=answers.get(name) or "–") for name in names)


def _fields(voice: Voice, answers: Filled, at: str, names: Sequence[str]) -> Choice:
    kept = voice("Kept beside the records, mostly for all exercises of the team. What is not filled in stays a blank.")
    return Choice(
        voice("Report fields"), field_rows(voice, answers, names), ((kept,),), voice("opens"), voice("finishes"), at=at
    )


def _field(voice: Voice, name: str, text: str) -> Form:
    hint = voice("in one's own words; may stay empty")
    return Form(voice(FIELD_TITLES[name]), (Write("text", voice("What"), text, hint, _check(voice, name)),))


def _check(voice: Voice, name: str) -> Check:
    def check(written: str) -> str:
        try:
            filled_in(name, written)
        except ValueError as error:
            return voice(why(error))
        return ""

    return check
