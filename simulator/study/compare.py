"""Two setups on the same draws, clock by clock; and the events of one run."""

from __future__ import annotations

from simulator.plan.tables import Plan
from simulator.study.gains import Compared
from simulator.study.judged import gained
from simulator.study.study import chance
from simulator.study.workers import judged_runs
from simulator.timeline.events import Event
from simulator.timeline.state import State
from simulator.world.advance import play_out
from simulator.world.draws import Draws


def compare(plan: Plan, other: Plan, *, seed: int, runs: int, jobs: int | None = 1) -> tuple[Compared, ...]:
    """``other`` beside ``plan`` on the same ``runs`` runs: common figures are drawn alike."""
    before, after = ({j.clock.key: j for j in judged_runs(which, seed, runs, jobs)} for which in (plan, other))
    common = [(key, before[key], after[key]) for key in before if key in after]
    return tuple(Compared(key, chance(one), chance(two), gained(one, two)) for key, one, two in common)


def replay(plan: Plan, *, seed: int, run: int, antithetic: bool = False) -> tuple[Event, ...]:
    """Run ``run`` of a study of this seed once more, with all that happened in it to its end. One incident only."""
    draws = Draws(seed, run, 1, antithetic=antithetic)
    return tuple(play_out(plan, State(), draws, auto=True, run=run))
