"""Exercises over time: each that was begun, how it came out, and what is different since the last of its scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.errors import TabletopError
from simulator.findings.findings import Findings, findings
from simulator.findings.readiness import LedgerMark
from simulator.findings.since import Since, since
from simulator.home import ledger
from simulator.journal.ledger import append, entries, read_ledger
from simulator.timeline.follow_up import Entry, ExerciseBegun, Written
from simulator.timeline.history import History
from simulator.workspace.records import Exercise, exercises, in_turn, make, newest_first


@dataclass(frozen=True)
class Held:
    """One exercise among the others."""

    exercise: Exercise
    findings: Findings
    since: Since | None
    """Beside the last of the scenario before it that counts; None where there is none, or it does not count itself."""

    @property
    def complete(self) -> bool:
        """Whether its record was closed: until then it may change."""
        return not self.findings.draft


def over_time(begun: Iterable[Exercise]) -> tuple[Held, ...]:
    """Every exercise that was begun, the oldest first, complete or not."""
    shown: dict[str, Findings] = {}
    told: list[Held] = []
    for exercise, before in in_turn(begun):
        found = shown[exercise.key] = findings(exercise.history)
        told.append(Held(exercise, found, since(found, shown[before.key]) if before else None))
    return tuple(told)


@dataclass(frozen=True)
class Register:
    """All that was begun, as records and ledgers of some folders tell it, and what they leave open."""

    held: tuple[Held, ...] = ()
    """Those whose record can be read, the oldest first."""
    lost: tuple[ExerciseBegun, ...] = ()
    """Begun, by a ledger, and no record of them can be read: deleted, moved or broken. The oldest first."""
    unentered: frozenset[str] = frozenset()
    """Keys of those that no ledger knows: begun before there was one, or where it could not be written."""
    unreadable: tuple[Exception, ...] = ()
    """Why records cannot be read."""
    blind: tuple[TabletopError, ...] = ()
    """Why ledgers cannot be read: whether more was begun is not known then."""
    ledgers: tuple[LedgerMark, ...] = ()
    """Those that can be read."""

    @classmethod
    def read(cls, *records: Path) -> Register:
        """Reads them."""
        unreadable, blind, marks = list[Exception](), list[TabletopError](), list[LedgerMark]()
        entered: dict[str, ExerciseBegun] = {}
        held = over_time(exercises(newest_first(*records), unreadable.append))
        for folder in records:
            path = ledger(folder)
            try:
                held_in = read_ledger(path) if path.exists() else None
            except TabletopError as error:
                blind.append(error)
                continue
            if held_in and held_in.entries:
                entered |= _entered(held_in.entries)
                marks.append(LedgerMark(held_in.entries[0].wall, len(held_in.entries), held_in.head_hash))
        keys = frozenset(one.exercise.key for one in held)
        lost = sorted((said for key, said in entered.items() if key not in keys), key=lambda said: said.began)
        return cls(held, tuple(lost), keys - entered.keys(), tuple(unreadable), tuple(blind), tuple(marks))

    def of(self, scenario: str | None, team: str | None) -> Register:
        """What it tells of one scenario, or one team; of all where none is named."""
        held = tuple(
            one
            for one in self.held
            if scenario in (None, one.exercise.scenario) and team in (None, one.findings.setup.team.id)
        )
        lost = tuple(said for said in self.lost if scenario in (None, said.scenario) and team in (None, said.team))
        return replace(self, held=held, lost=lost)


def enter(records: Path, record: Path, history: History, wall: str) -> None:
    """Writes into the ledger of a folder that an exercise of people has begun, once however often it is resumed.

    TabletopError where it cannot be written; the exercise has begun all the same.
    """
    head, path, file = history.head, ledger(records), record.name if record.parent == records else record.absolute()
    make(records)
    if head.driver == "people" and head.key not in _entered(entries(path)):
        begun = head.setup.scenario.id, head.setup.team.id, head.purpose, str(file)
        append(path, Entry(wall, ExerciseBegun(head.key, history.began, *begun)))


def _entered(written: Iterable[Entry[Written]]) -> dict[str, ExerciseBegun]:
    said = (entry.said for entry in written)
    return {begun.exercise: begun for begun in said if isinstance(begun, ExerciseBegun)}
