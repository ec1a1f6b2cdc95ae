"""What learned figures rest on, as the program writes it into ``basis``: so that it reads it again, in any language."""

from __future__ import annotations

import re
from typing import Final

NEXT: Final = "; "
"""Between the parts of a basis."""
_ENTRY = r"(?:\d{4}-\d{2}-\d{2} )?[0-9a-f]{6,8}"
_ENTRIES = rf"(?P<records>{_ENTRY}(?:, {_ENTRY})*)"
EXERCISES: Final = re.compile(rf"\d+ exercises?, as told at the table: {_ENTRIES}")
"""Names records of exercises, by day and mark."""
INCIDENTS: Final = re.compile(rf"\d+ incidents?, by (?:its timeline|their timelines): {_ENTRIES}")
"""Names records of real incidents, by day and key."""
LOG: Final = re.compile(r"incident log (?P<marks>.*) of (?P<first>\d{4}-\d{2}-\d{2})\.\.(?P<last>\d{4}-\d{2}-\d{2}).*")
"""Names tables of incidents, and from which day to which they tell."""


def parts(basis_from: str) -> list[str]:
    """What a basis names one after the other."""
    return basis_from.split(NEXT) if basis_from else []


def records(basis_from: str, named: re.Pattern[str]) -> list[str]:
    """The records of one kind that a basis names, each with its day."""
    told = (found["records"] for part in parts(basis_from) if (found := named.fullmatch(part)))
    return [entry for some in told for entry in some.split(", ")]


def is_learned(basis_from: str) -> bool:
    """Whether nothing but what the program writes stands there."""
    told = parts(basis_from)
    return bool(told) and all(any(form.fullmatch(part) for form in (EXERCISES, INCIDENTS, LOG)) for part in told)
