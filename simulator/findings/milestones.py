"""When milestones were reached, where the time went, and how par did."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.findings.outcomes import Paths
from simulator.model.setup import Setup
from simulator.timeline.paths import Basis, basis
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class MilestoneTimes:
    """When team and par reached a milestone that a clock or an objective looks at. Times in seconds since opens."""

    id: str
    at: int | None
    """The team's; None where only par reached it."""
    projected: bool
    basis: Basis
    par: int | None
    """When the playbook on autopilot reached it on the same draws."""


def looked_at(setup: Setup) -> tuple[str, ...]:
    """The milestones that clocks and objectives look at, each once, in that order."""
    clocks = [m for clock in setup.clocks if clock.kind != "inject" for m in (clock.start, clock.end)]
    shown = [m for objective in setup.scenario.objectives for m in objective.shows]
    return tuple(dict.fromkeys(clocks + shown))


def milestones(setup: Setup, state: State, paths: Paths, par: State | None) -> tuple[MilestoneTimes, ...]:
    """Those looked at that the team or par reached, in the order of the team's times."""
    times = [
        MilestoneTimes(
            id=milestone,
            at=(at := state.reached(milestone)),
            projected=at is not None and state.ended_at is not None and at > state.ended_at,
            basis=basis(paths.get(milestone, ())),
            par=par.reached(milestone) if par else None,
        )
        for milestone in looked_at(setup)
    ]
    reached = [m for m in times if m.at is not None or m.par is not None]
    return tuple(sorted(reached, key=lambda m: (m.at is None, m.at if m.at is not None else m.par)))
