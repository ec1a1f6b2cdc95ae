"""Hindsight: from the second of a decision, what each option would have done to the clocks that were open.

All options are played on the same draws, none of them the exercise's own, with the playbook alone from there: so what
differs between two options is the options' doing, not the luck's, and not what the table did afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.plan.tables import Plan
from simulator.study.batch import times
from simulator.study.gains import Compared, Hindsight
from simulator.study.judged import Judged, gained, judged
from simulator.study.pace_seen import likely_pace
from simulator.study.study import chance
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.runs import runs_from
from simulator.world.start import start_from

MOST, LEAST = 150, 40
"""Runs of one option: of more nobody could read the difference, and fewer would say nothing."""
IN_ALL = 1600
"""Runs that the hindsight of one exercise may take; some seconds."""


def runs_each(options: int) -> int:
    """Runs of each option where so many are to be played in all, so that an exercise of many decisions ends too."""
    return min(MOST, max(LEAST, IN_ALL // max(options, 1)))


def hindsight(
    plan: Plan, before: State, taken: State, others: Mapping[str, State], *, seed: int, runs: int
) -> Hindsight:
    """What the other options would have done to each clock that binds and was not settled.

    ``before``: as it stood at the second of the decision. ``taken``: the same with what was decided, ``others`` with
    each other option. ``seed`` as ``forecast.seed_of`` gives it. A clock that counts in no run of the two is left out.
    """
    open_ = {v.clock.key for v in judge(plan.clocks, before) if v.standing in ("running", "not-started")}
    likely, draws = likely_pace(plan, before), Draws(seed, 0, runs)
    draws = draws if likely is None else draws.given_pace(likely)
    as_it_was = _played(plan, taken, draws)
    return Hindsight(
        at=before.now,
        runs=runs,
        seed=seed,
        options={name: _compared(as_it_was, _played(plan, state, draws), open_) for name, state in others.items()},
    )


def _played(plan: Plan, state: State, draws: Draws) -> tuple[Judged, ...]:
    start = start_from(plan, state, known_ends=False)
    runs = runs_from(start, draws)
    runs.play(plan.horizon)
    return judged(plan, times(plan, runs, ended=True), plan.horizon)


def _compared(taken: tuple[Judged, ...], other: tuple[Judged, ...], keys: set[str]) -> tuple[Compared, ...]:
    return tuple(
        Compared(one.clock.key, chance(one), chance(two), gained(one, two))
        for one, two in zip(taken, other, strict=True)
        if one.clock.binds and one.clock.key in keys and one.counted.any() and two.counted.any()
    )
