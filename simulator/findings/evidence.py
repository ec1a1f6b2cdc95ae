"""Acts of people that speak of an objective: on its messages, its steps, its milestones. Suggested, never counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.findings.conduct import played
from simulator.model.scenario import Objective
from simulator.model.setup import Setup
from simulator.timeline import events as e


@dataclass(frozen=True, slots=True)
class _About:
    """What an objective is about."""

    injects: frozenset[str]
    steps: frozenset[str]
    milestones: frozenset[str]

    @classmethod
    def of(cls, objective: Objective, setup: Setup) -> _About:
        """Its own messages, what it is to show, and the steps that its messages expect or that reach that."""
        own = [inject for inject in setup.scenario.injects if objective.id in inject.objectives]
        steps = {expected.step for inject in own for expected in inject.expects if expected.step}
        steps |= {step.id for step in setup.playbook.steps if {*step.reaches} & {*objective.shows}}
        return cls(frozenset(inject.id for inject in own), frozenset(steps), frozenset(objective.shows))


def acts_on(objective: Objective, setup: Setup, events: Iterable[e.Event]) -> tuple[e.Event, ...]:
    """What people did in play that may speak for or against an objective, oldest first."""
    about = _About.of(objective, setup)
    return tuple(event for event in played(events) if _speaks(event, about))


def _speaks(event: e.Event, about: _About) -> bool:
    match event:
        case e.DecisionTaken() | e.ArtefactHanded():
            return event.inject in about.injects
        case e.Discussed(text=text):
            return bool(text) and event.inject in about.injects
        case e.Noted(kind="answer" | "note"):
            return event.inject in about.injects
        case e.MilestoneMarked():
            return event.milestone in about.milestones
        case e.Ordered() | e.OrderWithdrawn() | e.StepSkipped():
            return event.step in about.steps
        case e.WorkQueued(seat=seat) | e.WorkEnded(seat=seat) | e.WorkReestimated(seat=seat):
            return bool(seat) and event.job in about.steps
        case _:
            return False
