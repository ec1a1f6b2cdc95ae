"""Corrective actions over all exercises: what was agreed, where it stands, and what is said of it afterwards.

An action stays open until the ledger beside its record says that it was done, whatever is exercised meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import TabletopError
from simulator.home import ledger
from simulator.journal.ledger import append, entries
from simulator.timeline.events import ActionAgreed
from simulator.timeline.follow_up import (
    ActionDone,
    ActionHeld,
    ActionPostponed,
    ActionProposed,
    ActionReopened,
    ActionRetested,
    Entry,
    ExerciseBegun,
    FollowUp,
    Stage,
    Written,
    due,
    proposal,
    retest,
    stage,
)
from simulator.workspace.records import RECENT, Exercise, exercises, newest_first

_REFUSED: Mapping[tuple[type[FollowUp], Stage], str] = {
    (ActionDone, "done"): "{action} is done already: tabletop actions reopen {action} opens it again",
    (
        ActionDone,
        "to-retest",
    ): "{action} is done already; say whether it held: tabletop actions held {action}, or reopen",
    (ActionHeld, "open"): "{action} is not done yet: tabletop actions done {action}",
    (ActionHeld, "done"): "{action} is done already, and nothing is left to try again",
    (ActionReopened, "open"): "{action} is open already",
    (ActionPostponed, "done"): "{action} is done already: it is due no more",
    (ActionPostponed, "to-retest"): "{action} is done already: it is due no more",
}
"""What cannot be said of an action where it stands, and why."""


@dataclass(frozen=True)
class Action:
    """A corrective action of an exercise, and what the ledger says of it."""

    exercise: Exercise
    agreed: ActionAgreed
    entries: tuple[Entry[FollowUp], ...] = ()
    """Oldest first."""

    @property
    def id(self) -> str:
        """What names it over all records, short enough to be typed: ``4f2a9c-1``."""
        return f"{self.exercise.key}-{self.agreed.action.removeprefix('ca-')}"

    @property
    def stage(self) -> Stage:
        """Where it stands. What was agreed to be tried again is to be retested, and what changes the playbook."""
        return stage(self.entries, retest=bool(self.agreed.retest or self.agreed.step))

    @property
    def due(self) -> str:
        """The day it is due now; empty while to be set."""
        return due(self.entries, self.agreed.due)

    def overdue(self, today: str) -> bool:
        """Whether its day has passed and it is still to be done; ``today`` is ISO."""
        return self.stage == "open" and bool(self.due) and self.due < today


def actions(found: Iterable[Exercise]) -> tuple[Action, ...]:
    """The corrective actions of these exercises. TabletopError where a ledger beside them cannot be read."""
    ledgers: dict[Path, Mapping[str, Sequence[Entry[FollowUp]]]] = {}
    told = []
    for exercise in found:
        beside = ledger(exercise.path.parent)
        if beside not in ledgers:
            ledgers[beside] = _by_action(entries(beside))
        for agreed in exercise.state.agreed.values():
            action = Action(exercise, agreed)
            told.append(Action(exercise, agreed, tuple(ledgers[beside].get(action.id, ()))))
    return tuple(told)


def retests_of(exercise: Exercise) -> Mapping[str, Entry[ActionRetested]]:
    """Of an exercise's actions, by their names in its record, the last study of each; none without a sound ledger."""
    told = ((action, retest(action.entries)) for action in known([exercise]))
    return {action.agreed.action: last for action, last in told if last}


def proposals_of(exercise: Exercise) -> Mapping[str, Entry[ActionProposed]]:
    """Of an exercise's actions, by their names in its record, what is proposed; none without a sound ledger."""
    told = ((action, proposal(action.entries)) for action in known([exercise]))
    return {action.agreed.action: said for action, said in told if said}


def _by_action(written: Iterable[Entry[Written]]) -> Mapping[str, Sequence[Entry[FollowUp]]]:
    by_action: dict[str, list[Entry[FollowUp]]] = {}
    for entry in written:
        if not isinstance(entry.said, ExerciseBegun):
            by_action.setdefault(entry.said.action, []).append(Entry(entry.wall, entry.said))
    return by_action


def again(known: Iterable[Action]) -> tuple[Action, ...]:
    """The same actions as their ledgers have them now; as they were where a ledger cannot be read."""
    known = tuple(known)
    try:
        now = {action.id: action for action in actions({a.exercise.key: a.exercise for a in known}.values())}
    except TabletopError:
        return known
    return tuple(now[action.id] for action in known)


def named(known: Sequence[Action], written: str) -> Action:
    """The action of this id, or the only one whose id begins so, or that a report calls so.

    TabletopError where there is none, or several.
    """
    wanted = written.strip().casefold()
    found = [a for a in known if a.id == wanted] or [a for a in known if wanted and a.id.startswith(wanted)]
    found = found or [a for a in known if a.agreed.action == wanted]
    if not found:
        raise TabletopError("no corrective action has the id {id}: tabletop actions lists them", id=written)
    if len(found) > 1:
        raise TabletopError(
            "{id} may be any of {count} corrective actions: write one of {known}",
            id=written,
            count=len(found),
            known=tuple(action.id for action in found),
        )
    return found[0]


def write_down(action: Action, said: Callable[[str], FollowUp], wall: str) -> Action:
    """Writes into the ledger what ``said`` makes of the action's id; the action as it stands then.

    TabletopError where that cannot be said of it as it stands, or cannot be written.
    """
    entry = Entry(wall, said(action.id))
    refused = type(entry.said), action.stage
    if refused in _REFUSED:
        raise TabletopError(_REFUSED[refused], action=action.id)
    append(ledger(action.exercise.path.parent), entry)
    return Action(action.exercise, action.agreed, (*action.entries, entry))


def unfinished(*records: Path) -> tuple[Action, ...]:
    """What the newest exercises of some folders agreed on, and is still to be done or to be retested.

    Where the ledger cannot be read, all that was agreed is: ``tabletop actions`` says why.
    """
    agreed = known(exercises(newest_first(*records)[:RECENT]))
    return tuple(action for action in agreed if action.stage != "done")


def known(found: Iterable[Exercise]) -> tuple[Action, ...]:
    """The corrective actions of these exercises; as they were agreed where a ledger cannot be read."""
    found = tuple(found)
    try:
        return actions(found)
    except TabletopError:
        return tuple(Action(exercise, agreed) for exercise in found for agreed in exercise.state.agreed.values())


@dataclass(frozen=True, slots=True)
class Past:
    """What the records show about a scenario."""

    last: str = ""
    """The day it was last exercised, ISO; empty for never. Rehearsals and demonstrations do not count."""
    open_actions: int = 0


def past(*records: Path) -> Mapping[str, Past]:
    """Scenario → what the newest records of some folders show about it.

    Where the ledger cannot be read, all that was agreed counts as open: ``tabletop actions`` says why.
    """
    found = list(exercises(newest_first(*records)[:RECENT]))
    last: dict[str, str] = {}
    for exercise in found:
        if exercise.history.unfit in (None, "open"):
            last.setdefault(exercise.scenario, exercise.day)
    still = Counter(action.exercise.scenario for action in known(found) if action.stage == "open")
    return {one.scenario: Past(last.get(one.scenario, ""), still[one.scenario]) for one in found}
