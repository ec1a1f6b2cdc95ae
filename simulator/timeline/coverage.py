"""Which requirements a library lets one exercise, and which somebody has: when last, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.timeline.history import History


@dataclass(frozen=True, slots=True)
class Held:
    """An exercise in which an objective that names a requirement was seen at work."""

    day: str
    """Such as 2026-11-24; empty where the record does not say."""
    scenario: str
    rating: str
    """The worst of its objectives' ratings, P best, U worst; empty where nobody has rated yet."""
    mark: str
    """Of the record: the first eight digits of its head hash."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement and what stands for it."""

    requirement: Requirement
    scenarios: tuple[str, ...]
    """Of the library, those with an objective that names it."""
    held: tuple[Held, ...] = ()
    """Exercises, the last one first."""


def coverage(
    requirements: Sequence[Requirement], scenarios: Sequence[Scenario], records: Iterable[History]
) -> tuple[Covered, ...]:
    """Every requirement, in its order.

    Of records only closed exercises of people count, each objective as its record holds it; an objective rated N,
    not observed, shows nothing. A copy of a record counts once.
    """
    distinct = {record.head_hash: record for record in records if not record.unfit}
    exercises = sorted(distinct.values(), key=lambda record: record.day, reverse=True)
    return tuple(
        Covered(
            requirement,
            tuple(s.id for s in scenarios if requirement.any_exercise or _names(s, requirement)),
            tuple(held for held in map(partial(_held, requirement), exercises) if held),
        )
        for requirement in requirements
    )


def _names(scenario: Scenario, requirement: Requirement) -> bool:
    return any(requirement.id in objective.requirements for objective in scenario.objectives)


def _held(requirement: Requirement, record: History) -> Held | None:
    """The exercise as evidence for a requirement; None where it is none."""
    scenario, ratings = record.head.setup.scenario, record.state().ratings
    rated = [
        ratings[objective.id].rating if objective.id in ratings else ""
        for objective in scenario.objectives
        if requirement.id in objective.requirements
    ]
    seen = [rating for rating in rated if rating != "N"]
    if not seen and not requirement.any_exercise:
        return None
    return Held(record.day, scenario.id, max(seen, key="PSMU".find, default=""), record.mark)
