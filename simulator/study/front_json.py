"""What it would take, as the document that programs read; ``docs/ci.md`` says what stands in it."""

from __future__ import annotations

from typing import Any

from simulator.model.setup import Setup
from simulator.study.fronts import ChangeSet, Fared, Front, Part, Way
from simulator.study.statistics import Gain, Share


def front_json(front: Front, setup: Setup) -> dict[str, Any]:
    """The document, schema version 1: seconds on average, shares 0 to 1, costs as the files say."""
    goal, first = front.goal, front.first
    return {
        "schema_version": 1,
        "scenario": setup.scenario.id,
        "playbook": setup.playbook.id,
        "team": setup.team.id,
        "seed": front.seed,
        "runs": front.runs,
        "partial": front.partial,
        "goal": {"clocks": list(goal.clocks), "least": goal.least, "budget": goal.budget},
        "holds": front.holds,
        "first": front.sets.index(first) + 1 if first else None,
        "changes": front.changes,
        "sets_tried": front.sets_tried,
        "base": [_fared(one, key) for one, key in zip(front.base, goal.clocks, strict=True)],
        "sets": [_set(one, front) for one in front.sets],
        "bounds": [{"clock": k, "most": _interval(b)} for k, b in zip(goal.clocks, front.bounds, strict=False)],
    }


def _set(one: ChangeSet, front: Front) -> dict[str, Any]:
    return {
        "cost": one.cost,
        "reaches": one.reaches(front.goal.least),
        "runs": one.runs,
        "clocks": [_fared(fared, key) for fared, key in zip(one.fared, front.goal.clocks, strict=True)],
        "changes": [_part(part) for part in one.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    named = {"id": part.id, "kind": part.kind, "what": list(part.what), "where": list(part.where), "set": part.setting}
    return {**named, "cost": part.cost, "without": list(part.without)}


def _fared(fared: Fared, key: str) -> dict[str, Any]:
    figures = {"met": _interval(fared.met), "gain": _interval(fared.gain)}
    return {"clock": key, **figures, "way": _way(fared.way) if fared.way else None}


def _way(way: Way) -> dict[str, Any]:
    waited = {"for_person": way.for_person, "for_absent": way.for_absent}
    return {"milestone": way.milestone, "worked": way.worked, **waited}


def _interval(found: Share | Gain) -> dict[str, float]:
    middle = {"p": found.p} if isinstance(found, Share) else {"by": found.by}
    return {**middle, "low": found.low, "high": found.high}
