"""Whether a scenario is decided beforehand: how its hardest clock fares, and what moves its clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import Change, changes, choices
from simulator.study.gains import WhatIf
from simulator.study.judged import Judged, gained
from simulator.study.result import ExpectationResult, Study
from simulator.study.study import chance, study
from simulator.study.workers import judged_runs

SEED = 7
OPEN = (0.10, 0.90)
"""Between these lies the chance of a clock that teaches something."""
DECIDES, CHANGES = 0.10, 0.10
"""What at least one decision, and at least one single change, must move the chance of some clock by."""
_OFTEN = 0.1
"""Share of the runs in which a clock must be a question, or what moves it is told of few."""

Name = tuple[str, ...]
"""A change: its kind, and what it is about."""


@dataclass(frozen=True)
class Moved:
    """A change, and the clock that binds whose chance it moves most."""

    way: WhatIf
    clock: str

    @property
    def by(self) -> float:
        """What it adds to the chance, or takes from it."""
        return self.way.gain.by


@dataclass(frozen=True)
class Tension:
    """What was found of one scenario with its own playbook and team."""

    study: Study
    decided: Moved
    """The option that moves a clock most, either way, if it is always taken."""
    changed: Moved
    """The single change to playbook or team that does."""

    @property
    def hardest(self) -> ExpectationResult:
        """The clock that binds and is missed most often."""
        return self.study.hardest[0]


def tension(setup: Setup, runs: int, tried: int) -> Tension:
    """Everything tried: ``tried`` runs for each option and change, beside ``runs`` of the scenario as it is."""
    found = study(compile_plan(setup), seed=SEED, runs=runs, why=True)
    before = clocks(setup, tried)
    ways = [max(_moved(before, some, tried), key=lambda one: abs(one.by)) for some in (choices(setup), changes(setup))]
    return Tension(found, *ways)


def _moved(before: Mapping[str, Judged], ways: Iterable[Change], runs: int) -> Iterator[Moved]:
    for way in ways:
        after = clocks(way.setup, runs)
        for key, clock in before.items():
            if key in after and clock.clock.binds and clock.counted.mean() >= _OFTEN <= after[key].counted.mean():
                gain = gained(clock, after[key])
                met = chance(after[key])
                yield Moved(WhatIf(way.kind, way.what, way.where, way.setting, met, gain, runs), key)


def clocks(setup: Setup, runs: int) -> dict[str, Judged]:
    """Every clock of the first ``runs`` runs, by its key."""
    return {judged.clock.key: judged for judged in judged_runs(compile_plan(setup), SEED, runs)}


def name_of(change: Change | WhatIf) -> Name:
    """What a change is found again by."""
    return (change.kind, *change.what)


def named(setup: Setup, name: Name) -> Setup:
    """The setup with one change made; StopIteration where there is no such change any more."""
    return next(change.setup for change in (*choices(setup), *changes(setup)) if name_of(change) == name)
