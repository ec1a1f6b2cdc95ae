"""When milestones were reached, where the time went, how par did, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.findings.outcomes import Paths
from simulator.model.estimates import Estimate
from simulator.model.setup import Setup
from simulator.timeline.paths import Basis, basis
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone that a clock or an objective looks at. Times in seconds since opens."""

    id: str
    at: int | None
    projected: bool
    basis: Basis
    par: int | None
    """When the playbook on autopilot reached it on the same draws."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """One piece of work on the way to a milestone, with the figure it was drawn from."""

    job: str
    estimate: Estimate
    worked: int
    """Seconds of it that decided a milestone."""


def looked_at(setup: Setup) -> tuple[str, ...]:
    """The milestones that clocks and objectives look at, each once, in that order."""
    clocks = [m for clock in setup.clocks if clock.kind != "inject" for m in (clock.start, clock.end)]
    shown = [m for objective in setup.scenario.objectives for m in objective.shows]
    return tuple(dict.fromkeys(clocks + shown))


def milestones(setup: Setup, state: State, paths: Paths, par: State | None) -> tuple[Milestone, ...]:
    """Those looked at that the team or par reached, in the order of the team's times."""
    found = [
        Milestone(
            id=milestone,
            at=(at := state.reached(milestone)),
            projected=at is not None and state.ended_at is not None and at > state.ended_at,
            basis=basis(paths.get(milestone, ())),
            par=par.reached(milestone) if par else None,
        )
        for milestone in looked_at(setup)
    ]
    reached = [m for m in found if m.at is not None or m.par is not None]
    return tuple(sorted(reached, key=lambda m: (m.at is None, m.at if m.at is not None else m.par)))


def assumed(setup: Setup, paths: Paths) -> tuple[Assumed, ...]:
    """The estimates of all work that decided a milestone, longest first."""
    worked: dict[str, int] = {}
    legs = {leg for path in paths.values() for leg in path if leg.cause == "worked"}
    for leg in legs:
        worked[leg.what] = worked.get(leg.what, 0) + leg.end - leg.start
    found = [Assumed(job, e, n) for job, n in worked.items() if (e := estimate_of(setup, job)) is not None]
    return tuple(sorted(found, key=lambda a: (-a.worked, a.job)))


def estimate_of(setup: Setup, job: str) -> Estimate | None:
    """The figure of a step, of an inject's work or of deciding; None for a free action."""
    step = setup.playbook.step(job)
    if step:
        return step.takes
    kind, _, inner = job.partition("/")
    inject = setup.scenario.inject(inner)
    if inject and kind == "inject" and inject.work:
        return inject.work.takes
    return inject.decision.takes if inject and kind == "decision" and inject.decision else None


def assumed_share(found: Iterable[Assumed]) -> float | None:
    """The share of that working time which rests on assumed figures; None where there was none."""
    every = list(found)
    total = sum(a.worked for a in every)
    return sum(a.worked for a in every if a.estimate.basis == "assumed") / total if total else None
