"""What the ledger beside the records tells: which exercises were begun, and what became of corrective actions.

It stands apart from the records, as a closed one takes no more lines, and one that is gone cannot say that it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, get_args

Interval = tuple[float, float, float]
"""A share or a difference of two, from -1 to 1, with the ends of its 95 % interval."""
OneChange = tuple[str, str, str, str]
"""A change: its id, as ``tabletop simulate --patch`` takes it, the path in the playbook, what stands there, what is
proposed."""
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
class ActionProposed:
    """Changes of the playbook, as it was exercised, and what a study says they do for a clock that was missed.

    The single one that helps most, or those that people named. Both are played on the same draws, those of a retest:
    made as proposed, they are retested to this gain.
    """

    action: str
    change: str
    where: str
    was: str
    now: str
    """The first of them: see ``OneChange``."""
    clock: str
    """Its key."""
    runs: int
    before: Interval
    after: Interval
    gain: Interval
    also: tuple[OneChange, ...] = ()
    """The others of a set, to be made with it."""

    @property
    def changes(self) -> tuple[OneChange, ...]:
        """All of them."""
        return (self.change, self.where, self.was, self.now), *self.also


@dataclass(frozen=True, slots=True)
class ActionRetested:
    """What a study says: the chance of a clock that was missed, with the playbook as exercised and as it is now.

    Both are played on the same draws. It is evidence, no proof: whether the action held is said by people.
    """

    action: str
    clock: str
    """Its key."""
    runs: int
    before: Interval
    after: Interval
    gain: Interval
    """Among the runs in which it counts with both."""
    version: str
    """Of the playbook as it is now."""
    changed: bool = True
    """Whether the step that the action names is another one now; true where it names none."""


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


FollowUp = ActionDone | ActionHeld | ActionReopened | ActionPostponed | ActionProposed | ActionRetested
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
            case ActionPostponed() | ActionProposed() | ActionRetested():
                pass
    return at


def retest(entries: Sequence[Entry[FollowUp]]) -> Entry[ActionRetested] | None:
    """The last study of it; None where there was none."""
    studies = [Entry(entry.wall, entry.said) for entry in entries if isinstance(entry.said, ActionRetested)]
    return studies[-1] if studies else None


def proposal(entries: Sequence[Entry[FollowUp]]) -> Entry[ActionProposed] | None:
    """What was proposed last; None where nothing was, or what was done since has been retested."""
    for entry in reversed(entries):
        match entry.said:
            case ActionProposed() as said:
                return Entry(entry.wall, said)
            case ActionRetested():
                return None
    return None


def due(entries: Sequence[Entry[FollowUp]], agreed: str) -> str:
    """The day it is due now: the last one it was postponed to, or else the one agreed, which may be empty."""
    postponed = [entry.said.due for entry in entries if isinstance(entry.said, ActionPostponed)]
    return postponed[-1] if postponed else agreed
