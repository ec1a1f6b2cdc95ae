"""What a change stands for: what the files say at its place before, and what they would say then."""

from __future__ import annotations

from typing import Any, Final

from simulator.model.base import percent
from simulator.model.calendars import Hours
from simulator.model.durations import format_duration
from simulator.model.estimates import Estimate
from simulator.model.injects import THEN, Option, Queued
from simulator.model.playbook import Step
from simulator.model.setup import Setup
from simulator.model.team import OnCall
from simulator.study.changes import AWAY, Change

NOTHING: Final = "–"


def figures(setup: Setup, change: Change) -> tuple[str, str]:
    """What stands at the place of a change as things are, and what then, as short as a file could write it.

    Of people out of reach, how many of the role there are, and how many are left.
    """
    if change.kind in AWAY:
        people = setup.team.roles[change.what[0]].headcount
        left = people - 1 if isinstance(people, int) and change.kind == AWAY[0] else 0
        return str(people), str(left)
    kind, path = change.where
    before, after = (_at(getattr(which, kind), path) for which in (setup, change.setup))
    if change.kind == "no-delay":
        return format_duration(before), format_duration(after)
    return _short(before), _short(after)


def _at(value: Any, path: str) -> Any:
    """What a path leads to, as ``--set`` writes it; None where nothing stands there."""
    for part in path.split("."):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, tuple):
            value = next((thing for thing in value if thing.id == part), None)
        else:
            value = getattr(value, part, None)
    return value


def _short(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Estimate():
            return str(value)
        case Step():
            return _short(value.takes)
        case Option():
            return NOTHING if value.odds is None else percent(value.odds)
        case OnCall():
            return f"answers_in: {value.answers_in}, people: {value.people}"
        case Hours():
            return value.written
        case dict():
            return "; ".join(f"{key}: {_short(inner)}" for key, inner in value.items()) or NOTHING
        case (Queued(), *_):
            return f" {THEN} ".join(item.step for item in value)
        case tuple():
            return ", ".join(map(str, value)) or NOTHING
    return NOTHING if value is None else str(value)
