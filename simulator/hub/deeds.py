"""What a seat's page offers to do. A deed is done as it was offered or refused: nothing else can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.console.dialogs import Field, Pick, Values
from simulator.console.view import Phase, View
from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.seats import Kind, Seat

LONGEST = 4000
"""Characters of what is written into one field."""


class Sitting(NamedTuple):
    """How a seat sits: to all who sit alike the same is offered."""

    kinds: frozenset[Kind]
    roles: frozenset[str]
    phase: Phase
    ended_at: int | None
    discussion_only: bool

    @classmethod
    def of(cls, view: View) -> Sitting:
        """How the seat of a view sits."""
        return cls(view.seat.kinds, view.seat.roles, view.phase, view.ended_at, view.discussion_only)

    @property
    def plays(self) -> bool:
        """A player while play is on, or in a break."""
        return "player" in self.kinds and self.phase in ("play", "break")


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: a button, with fields to fill in before it."""

    id: str
    """Stays the same while the same is offered, so that what is half written stays with it."""
    does: str
    """What the button says."""
    command: Callable[[Seat, Values], c.Command] = field(compare=False)
    """What a seat asks for by it, of what was filled in."""
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
