"""What the ledger beside the records tells: which exercises were begun, and what became of corrective actions.

It stands apart from the records, as a closed one takes no more lines, and one that is gone cannot say that it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, get_args

Stage = Literal["open", "to-retest", "done"]
"""Where an action stands: to be done; done, to be seen to work; done with."""


@dataclass(frozen=True, slots=True)
class ActionDone:
    """It was done, and what shows that."""

    action: str
    """Its id over all records, as ``tabletop actions`` lists it."""
    evidence: str


@dataclass(frozen=True, slots=True)
class ActionHeld:
    """It was tried again and worked, and what shows that."""

    action: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ActionReopened:
    """It is to be done after all: it was not done, or did not hold."""

    action: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ActionPostponed:
    """It is due on another day than was agreed."""

    action: str
    due: str
    """A day such as 2026-12-01."""
    evidence: str = ""
    """Why, where that was said."""


@dataclass(frozen=True, slots=True)
class ExerciseBegun:
    """STARTEX of an exercise of people, whatever becomes of its record."""

    exercise: str
    """What names it over all records: the first part of the ids of its actions."""
    began: str
    """When play began, ISO 8601 with offset."""
    scenario: str
    team: str
    purpose: str
    """As its record says: ``exercise``, ``rehearsal``, ``demo`` or ``incident``."""
    record: str
    """The file, as seen from the ledger."""


FollowUp = ActionDone | ActionHeld | ActionReopened | ActionPostponed
"""What is said of one action."""
Written = FollowUp | ExerciseBegun
"""What a line of the ledger can say."""
WRITTEN: tuple[type[Written], ...] = get_args(Written)
Said = TypeVar("Said", bound=Written, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Said]):
    """One line of the ledger."""

    wall: str
    """When it was written, ISO 8601 with offset."""
    said: Said


def stage(entries: Sequence[Entry[FollowUp]], *, retest: bool) -> Stage:
    """Where an action stands after its entries, oldest first; ``retest``: whether it is to be seen to work."""
    at: Stage = "open"
    for entry in entries:
        match entry.said:
            case ActionDone():
                at = "to-retest" if retest else "done"
            case ActionHeld():
                at = "done"
            case ActionReopened():
                at = "open"
            case ActionPostponed():
                pass
    return at


def due(entries: Sequence[Entry[FollowUp]], agreed: str) -> str:
    """The day it is due now: the last one it was postponed to, or else the one agreed, which may be empty."""
    postponed = [entry.said.due for entry in entries if isinstance(entry.said, ActionPostponed)]
    return postponed[-1] if postponed else agreed
