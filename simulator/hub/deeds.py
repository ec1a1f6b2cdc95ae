"""What a seat's page offers to do. A deed is done as it was offered or refused: nothing else can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from simulator.console.dialogs import Field, Pick, Values
from simulator.errors import clean
from simulator.exercise import commands as c

LONGEST = 4000
"""Characters of what is written into one field."""


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: a button, with fields to fill in before it."""

    id: str
    """Stays the same while the same is offered, so that what is half written stays with it."""
    does: str
    """What the button says."""
    command: Callable[[Values], c.Command] = field(compare=False)
    """What is asked for, of what was filled in."""
    fields: tuple[Field, ...] = ()
    folds: bool = False
    """It is closed until somebody opens it."""
    minor: bool = False
    """It stands back behind others."""
    title: str = ""
    """What it is, where the button alone does not say."""
    about: str = ""
    """What it is about, in a few words: where it is closed, and where deeds stand in a list of their own."""


def filled(deed: Deed, sent: Mapping[str, object]) -> Values | None:
    """What was filled in, as the fields allow it; None where it is nothing of the kind."""
    if set(sent) - {asked.id for asked in deed.fields}:
        return None
    values = dict(_values(deed, sent))
    return values if len(values) == len(deed.fields) else None


def _values(deed: Deed, sent: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for asked in deed.fields:
        value = sent.get(asked.id)
        if isinstance(value, str) and _fits(asked, value):
            yield asked.id, clean(value).strip()


def _fits(asked: Field, value: str) -> bool:
    if isinstance(asked, Pick):
        return value in {id_ for id_, _ in asked.options}
    return len(value) <= LONGEST
