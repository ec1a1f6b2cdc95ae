"""Whether a scenario is decided beforehand: how its hardest clock fares, and what moves it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import Change, changes, choices
from simulator.study.ranking import WhatIf
from simulator.study.result import ExpectationResult, Study
from simulator.study.study import study
from simulator.study.whatif import rank

SEED = 7
OPEN = (0.10, 0.90)
"""Between these lies the chance of a clock that teaches something."""
DECIDES, CHANGES = 0.10, 0.15
"""What at least one decision, and at least one single change, must move that chance by."""

Name = tuple[str, ...]
"""A change: its kind, and what it is about."""


@dataclass(frozen=True)
class Tension:
    """What was found of one scenario with its own playbook and team."""

    study: Study
    decided: WhatIf
    """The option that moves the hardest clock most, either way, if it is always taken."""
    changed: WhatIf
    """The single change to playbook or team that does."""

    @property
    def hardest(self) -> ExpectationResult:
        """The clock that binds and is missed most often."""
        return self.study.hardest[0]


def tension(setup: Setup, runs: int) -> Tension:
    """Everything tried, from ``runs`` runs of the scenario as it is."""
    found = study(compile_plan(setup), seed=SEED, runs=runs, why=True)
    clock = found.hardest[0].key
    tried = [rank(setup, clock, ways(setup), seed=SEED)[1] for ways in (choices, changes)]
    return Tension(found, *(max(ranked, key=lambda way: abs(way.gain.by)) for ranked in tried))


def name_of(change: Change | WhatIf) -> Name:
    """What a change is found again by."""
    return (change.kind, *change.what)


def named(setup: Setup, name: Name) -> Setup:
    """The setup with one change made; StopIteration where there is no such change any more."""
    return next(change.setup for change in (*choices(setup), *changes(setup)) if name_of(change) == name)


def chance(setup: Setup, clock: str, runs: int) -> float:
    """How often a clock is met in the runs in which it starts, in the first ``runs`` runs."""
    (found,) = [e for e in study(compile_plan(setup), seed=SEED, runs=runs).expectations if e.key == clock]
    return found.met.p
