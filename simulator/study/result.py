"""What a study found: values that a screen, a report or a program reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.study.statistics import Share


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a time lies, in seconds."""

    p5: int
    p50: int
    p95: int


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """How one clock fared over all runs."""

    id: str
    reading: str
    kind: str
    started: float
    """Share of runs in which the clock started."""
    met: Share
    """Share met among those."""
    undecided: float
    """Share of those in which neither milestone nor deadline came before the end."""
    margin: Spread | None
    """Seconds to spare where it was reached; negative when late. None where it never was."""


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """When one milestone was reached."""

    id: str
    reached: float
    """Share of runs."""
    mean: float
    p50: int
    p90: int
    p95: int


@dataclass(frozen=True, slots=True)
class Study:
    """Many runs of one setup."""

    scenario: str
    playbook: str
    team: str
    seed: int
    runs: int
    assumed_share: float
    """Share of the playbook's likely working time that rests on assumed figures."""
    expectations: tuple[ExpectationResult, ...]
    milestones: tuple[MilestoneResult, ...]


def as_json(study: Study) -> dict[str, Any]:
    """The document that programs read, schema version 1: seconds since opens, shares 0 to 1."""
    return {
        "schema_version": 1,
        "scenario": study.scenario,
        "playbook": study.playbook,
        "team": study.team,
        "seed": study.seed,
        "runs": study.runs,
        "assumed_share": round(study.assumed_share, 4),
        "expectations": [_expectation(e) for e in study.expectations],
        "milestones": [
            {"id": m.id, "reached": m.reached, "at": {"mean": m.mean, "p50": m.p50, "p90": m.p90, "p95": m.p95}}
            for m in study.milestones
        ],
    }


def _expectation(e: ExpectationResult) -> dict[str, Any]:
    margin = {"p5": e.margin.p5, "p50": e.margin.p50, "p95": e.margin.p95} if e.margin else None
    met = {"p": e.met.p, "low": e.met.low, "high": e.met.high}
    names = {"id": e.id, "reading": e.reading, "kind": e.kind}
    return {**names, "started": e.started, "met": met, "undecided": e.undecided, "margin": margin}
