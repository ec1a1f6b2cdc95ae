"""What a report says that no record holds: numbers, addressees, remarks. Somebody fills them in; none is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.errors import Invalid, clean

Kept = Literal["team", "exercise"]
"""For whom an answer is kept: every exercise of the team, or this one alone."""
Filled = Mapping[str, str]
"""Name of a field → what was filled in; what is not there was not filled in."""

_NAME, _LINE, _PARAGRAPH = 60, 200, 1200


@dataclass(frozen=True, slots=True)
class ReportField:
    """One blank of a report."""

    name: str
    """As ``--field`` names it."""
    kept: Kept
    longest: int = _LINE
    """Characters it may have: a page that must not grow has room for so many."""


FIELDS: Mapping[str, ReportField] = {
    field.name: field
    for field in (
        ReportField("organisation", "team", _NAME),
        ReportField("drafted-by", "team", _NAME),
        ReportField("contact", "team"),
        ReportField("addressee", "team", _NAME),
        ReportField("handling", "team", _NAME),
        ReportField("participants", "team", 600),
        ReportField("planners", "team"),
        ReportField("business-impact", "team", 600),
        ReportField("third-parties", "team", 600),
        ReportField("document-number", "exercise", _NAME),
        ReportField("issued", "exercise", _NAME),
        ReportField("outline", "exercise", 600),
        ReportField("overall", "exercise", _PARAGRAPH),
        ReportField("assumptions", "exercise", 600),
        ReportField("root-cause", "exercise", _PARAGRAPH),
        ReportField("deviations", "exercise", 600),
        ReportField("sign-off", "exercise"),
        ReportField("next-exercise", "exercise"),
    )
}
"""Name → field, in the order in which they are asked for."""


def filled_in(name: str, value: str) -> str:
    """What to keep for a field: cleaned, blanks at its ends taken off; empty takes an answer back.

    Raises Invalid for a name that is none, and a text longer than its place.
    """
    if name not in FIELDS:
        raise Invalid("no field of a report is called {name}: choose {names}", name=name, names=tuple(FIELDS))
    text, longest = clean(value).strip(), FIELDS[name].longest
    if len(text) > longest:
        raise Invalid(
            "{name} has {count} characters and room for {longest}: shorten it, or put it in an annex",
            name=name,
            count=len(text),
            longest=longest,
        )
    return text
