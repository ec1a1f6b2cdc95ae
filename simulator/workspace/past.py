"""Exercises over time: each that was begun, how it came out, and what is different since the last of its scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.findings.findings import Findings, findings
from simulator.findings.since import Since, since
from simulator.workspace.records import Exercise


@dataclass(frozen=True)
class Held:
    """One exercise among the others."""

    exercise: Exercise
    findings: Findings
    since: Since | None
    """Beside the last of the scenario before it that counts; None where there is none, or it does not count itself.

    A rehearsal, a demonstration and one that is not closed do not: they show nothing of people, or not yet.
    """

    @property
    def complete(self) -> bool:
        """Whether its record was closed: until then it may change."""
        return not self.findings.draft


def over_time(begun: Iterable[Exercise]) -> tuple[Held, ...]:
    """Every exercise that was begun, the oldest first, complete or not."""
    told: list[Held] = []
    last: dict[str, Findings] = {}
    for exercise in sorted(begun, key=lambda e: (e.day, e.history.head.created, e.path.name)):
        found = findings(exercise.history)
        counts = exercise.history.unfit is None
        before = last.get(exercise.scenario) if counts else None
        told.append(Held(exercise, found, since(found, before) if before else None))
        if counts:
            last[exercise.scenario] = found
    return tuple(told)
