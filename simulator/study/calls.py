"""Calls of steps: a step that only waits may call people in, and what an approval called, others call without it."""

from __future__ import annotations

from simulator.model.playbook import Step
from simulator.model.setup import Setup
from simulator.model.team import Role


def could_call(setup: Setup, step: Step) -> bool:
    """Whether a step calls nobody in, though the team says how some of its people can be."""
    return not step.calls_in and any(_comes_when_called(role) for role in _doing(setup, step))


def calling(step: Step) -> Step:
    """The step, calling in whoever is missing."""
    return step.model_copy(update={"calls_in": True})


def calling_instead(setup: Setup, approval: Step) -> dict[str, Step]:
    """The steps behind one that calls people in, each that needs some of them with a call of its own; by id."""
    called = {setup.team.pool_of(role) for role in approval.role} if approval.calls_in else set()
    behind = _behind(setup, approval.id) if called else set()
    return {
        step.id: calling(step)
        for step in setup.playbook.steps
        if step.id in behind and not called.isdisjoint(map(setup.team.pool_of, step.role))
    }


def _comes_when_called(role: Role | None) -> bool:
    return role is not None and role.call_in is not None and not role.always


def _doing(setup: Setup, step: Step) -> list[Role | None]:
    """Whose people do the step, deputies apart."""
    return [setup.team.roles.get(setup.team.pool_of(role)) for role in step.role]


def _behind(setup: Setup, first: str) -> set[str]:
    """The steps that wait for one, or for one that does."""
    found = {first}
    while more := {
        step.id
        for step in setup.playbook.steps
        if step.id not in found and any(ref.step in found for ref in step.after + step.after_any)
    }:
        found |= more
    return found - {first}
