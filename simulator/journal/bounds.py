"""What an event may say in one exercise: times within bounds, things that are there.

A chain of hashes shows that lines follow one another, not that a program of ours wrote them: whoever forges a record
hashes it anew. What passes here can be folded, judged and shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from simulator.errors import Invalid
from simulator.model.durations import LONGEST
from simulator.model.setup import Setup
from simulator.timeline.events import EVENTS, ActionNamed, Event, InjectImprovised

MOST = 2 * LONGEST
"""The largest number an event holds: twice the seconds an incident may last, as a call may end after it."""
_TEXTS = 1_000_000
"""Characters a text may have."""


class Bounds:
    """The things of one exercise, those named while it was played among them."""

    def __init__(self, setup: Setup) -> None:
        injects = {inject.id for inject in setup.scenario.injects}
        steps = {step.id for step in setup.playbook.steps}
        work = {f"{kind}/{inject}" for kind in ("inject", "decision") for inject in injects}
        self._known = {
            "step": steps,
            "job": steps | work,
            "inject": injects,
            "role": set(setup.team.roles),
            "form": {form.id for form in setup.forms},
            "item": {item.id for form in setup.forms for item in form.items},
            "expectation": {expectation.id for expectation in (*setup.expectations, *setup.tempting)},
            "objective": {objective.id for objective in setup.scenario.objectives},
        }

    def check(self, event: Event, move: int) -> None:
        """Takes note of what the event names first. ``move``: its number in the record, from 0.

        Raises Invalid for what cannot be.
        """
        match event:
            case ActionNamed(job=name) if name.startswith("action/"):
                self._known["job"].add(name)
            case InjectImprovised(inject=name) if name.startswith("improvised/"):
                self._known["inject"].add(name)
            case _:
                pass
        for name in _FIELDS[type(event)]:
            self._field(event, name, move)

    def _field(self, event: Event, name: str, move: int) -> None:
        value = getattr(event, name)
        if isinstance(value, bool):
            return
        if isinstance(value, int | float) and not 0 <= value <= MOST:
            raise Invalid("{key}: {value} is out of bounds", key=name, value=f"{value:.4g}")
        if name in ("move", "back_to") and value >= move + (name == "back_to"):
            raise Invalid("{key}: there is no move {value} before", key=name, value=value)
        if isinstance(value, str) and len(value) > _TEXTS:
            raise Invalid("{key}: a text of {count} characters", key=name, count=len(value))
        for kind, named in _things(name, value):
            if named not in self._known[kind] and (named or name not in _MAY_BE_EMPTY[type(event)]):
                raise Invalid("{key}: the exercise has no {value!r}", key=name, value=named[:60])


def _things(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """(kind, id) of what a field names."""
    if name in ("step", "job", "inject", "role", "objective", "form", "item", "expectation"):
        yield name, value
    elif name == "reopened":
        yield from (("step", step) for step in value)
    elif name == "staff":
        yield from (("role", role) for role, _ in value)


_MAY_BE_EMPTY = {kind: {field.name for field in fields(kind) if field.default == ""} for kind in EVENTS}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in EVENTS}
