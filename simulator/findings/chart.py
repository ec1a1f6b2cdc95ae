"""What the timeline draws, as a value: marks and bars in seconds since opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.findings.outcomes import Outcome
from simulator.model.playbook import Step
from simulator.model.setup import Setup
from simulator.timeline.state import State
from simulator.timeline.visits import Span, Visit


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that takes no time: an inject, a milestone, a deadline."""

    kind: Literal["inject", "milestone", "deadline"]
    at: int
    what: str
    """Inject id, milestone or clock key."""
    good: bool = True
    """A deadline that was met."""
    number: int = 0
    """An inject's number in the run sheet; 0 for an improvised one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One visit of a job in a role's lane."""

    job: str
    number: int
    """The visit, from 1."""
    worked: tuple[Span, ...]
    paused: tuple[Span, ...]
    ended: bool
    """False for work that the end of the incident cut off."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on the timeline."""

    ended_at: int | None
    """ENDEX; what is later is projected."""
    injects: tuple[Mark, ...]
    lanes: tuple[tuple[str, tuple[Bar, ...]], ...]
    """(role, its bars), in the team's order; roles that did nothing are left out."""
    milestones: tuple[Mark, ...]
    deadlines: tuple[Mark, ...]


def chart(
    setup: Setup, state: State, visits: Iterable[Visit], outcomes: Iterable[Outcome], milestones: Iterable[str]
) -> Chart:
    """The timeline of an exercise; ``milestones`` are those to be marked."""
    return Chart(
        ended_at=state.ended_at,
        injects=_injects(setup, state),
        lanes=_lanes(setup, state, visits),
        milestones=tuple(
            Mark("milestone", at, m) for m in milestones if (at := state.reached(m)) is not None and at >= 0
        ),
        deadlines=tuple(
            Mark("deadline", o.deadline, o.clock.key, o.standing == "met")
            for o in outcomes
            if o.deadline is not None and o.clock.kind != "inject"
        ),
    )


def _injects(setup: Setup, state: State) -> tuple[Mark, ...]:
    scripted = [
        Mark("inject", delivery.at, inject.id, number=number)
        for number, inject in enumerate(setup.scenario.injects, 1)
        if (delivery := state.delivery(inject.id)).status == "delivered"
    ]
    improvised = [Mark("inject", message.at, name) for name, message in state.improvised.items() if state.came(name)]
    return tuple(sorted(scripted + improvised, key=lambda mark: mark.at))


def _lanes(setup: Setup, state: State, visits: Iterable[Visit]) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    lanes: dict[str, list[Bar]] = {role: [] for role in setup.team.roles}
    for visit in visits:
        if visit.started_at is None:
            continue
        for turn, (who, start, end) in enumerate(visit.holders, 1):
            over = visit.ended_at is not None or turn < len(visit.holders)
            worked, paused = _within(visit.worked, start, end), _within(visit.paused, start, end)
            bar = Bar(visit.job, visit.number, worked, paused, over)
            for role in tuple(role for role, _ in who) or staff_of(setup, state, visit.job):
                lanes.setdefault(role, []).append(bar)
    return tuple((role, tuple(bars)) for role, bars in lanes.items() if bars)


def _within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """What of these stretches lies between two seconds."""
    cut = ((max(start, first), min(end, last)) for first, last in spans)
    return tuple((first, last) for first, last in cut if first < last)


def staff_of(setup: Setup, state: State, job: str) -> tuple[str, ...]:
    """The roles that a job takes people of."""
    if job in state.actions:
        return tuple(role for role, _ in state.actions[job].staff)
    task = setup.task(job)
    if task is None:
        return ()
    return tuple(task.role) if isinstance(task, Step) else (task.role,) if task.role else ()
