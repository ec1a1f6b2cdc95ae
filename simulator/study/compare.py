"""Two setups on the same draws, clock by clock; and one run told as what happened."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.plan.tables import Plan
from simulator.study.batch import BLOCK, Order, joined
from simulator.study.judged import Judged, judged
from simulator.study.statistics import Gain, Share, paired_gain
from simulator.study.study import chance
from simulator.study.workers import played
from simulator.timeline.events import Event
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws


@dataclass(frozen=True, slots=True)
class Compared:
    """One clock that both setups have."""

    clock: str
    """Its key."""
    before: Share
    after: Share
    gain: Gain
    """Among the runs in which it started in both."""


def compare(plan: Plan, other: Plan, *, seed: int, runs: int, jobs: int | None = 1) -> tuple[Compared, ...]:
    """``other`` beside ``plan`` on the same ``runs`` runs: common figures are drawn alike."""
    before, after = (_judged(which, seed, runs, jobs) for which in (plan, other))
    return tuple(_compared(before[key], after[key]) for key in before if key in after)


def _judged(plan: Plan, seed: int, runs: int, jobs: int | None) -> dict[str, Judged]:
    orders = [Order(plan, seed, first, min(BLOCK, runs - first)) for first in range(0, runs, BLOCK)]
    reached = joined(list(played(orders, jobs))).reached
    return {j.clock.key: j for j in judged(plan, reached, plan.horizon)}


def _compared(before: Judged, after: Judged) -> Compared:
    both = before.started & after.started
    gained, lost = int((both & after.met & ~before.met).sum()), int((both & before.met & ~after.met).sum())
    return Compared(before.clock.key, chance(before), chance(after), paired_gain(gained, lost, int(both.sum())))


def replay(plan: Plan, *, seed: int, run: int, antithetic: bool = False) -> tuple[Event, ...]:
    """Run ``run`` of a study of this seed once more, with all that happened in it. One incident only."""
    draws = Draws(seed, run, 1, antithetic=antithetic)
    return tuple(advance(plan, State(), draws, plan.horizon, auto=True, run=run))
