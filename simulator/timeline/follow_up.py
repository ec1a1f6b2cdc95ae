"""What became of corrective actions after their exercise: told in a ledger, as a closed record takes no more lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

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


FollowUp = ActionDone | ActionHeld | ActionReopened | ActionPostponed
FOLLOW_UPS: tuple[type[FollowUp], ...] = get_args(FollowUp)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    wall: str
    """When it was written, ISO 8601 with offset."""
    said: FollowUp


def stage(entries: Sequence[Entry], *, retest: bool) -> Stage:
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


def due(entries: Sequence[Entry], agreed: str) -> str:
    """The day it is due now: the last one it was postponed to, or else the one agreed, which may be empty."""
    postponed = [entry.said.due for entry in entries if isinstance(entry.said, ActionPostponed)]
    return postponed[-1] if postponed else agreed
