"""Forecasts held against what then came: many exercises, each stopped once and played on to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.forecast import forecast, seed_of
from simulator.timeline.events import Event, Passed
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.advance import advance, play_out
from simulator.world.draws import Draws, Floats

Act = Callable[[Plan, State, Draws], Sequence[Event]]
"""What people do at the table before the forecast, as facts."""
ENOUGH = 50
"""Chances of a tenth of all, or it says nothing."""


class Anew(Draws):
    """Draws the pace as if nothing had been seen of it."""

    def given_pace(self, likely: Floats) -> Draws:
        """Itself."""
        return self


@dataclass(frozen=True)
class Told:
    """The chance of one clock, told in several ways, and what came of it."""

    exercise: int
    said: Mapping[str, float]
    """``seen``: by a forecast. ``anew``: by one that draws the pace anew. ``ignored``: by one that knows none."""
    came: bool


def nothing(_plan: Plan, _state: State, _draws: Draws) -> Sequence[Event]:
    """The playbook runs by itself."""
    return ()


def told(
    setup: Setup, exercises: Sequence[int], moments: Sequence[int], *, runs: int = 60, act: Act = nothing
) -> list[Told]:
    """The chances of all clocks that run in each exercise at one of these moments (minutes since opens), in turn."""
    plans = compile_plan(setup), compile_plan(_without_pace(setup))
    return [
        one
        for n, seed in enumerate(exercises)
        for one in _exercise(plans, seed, moments[n % len(moments)] * 60, runs, act)
    ]


def _without_pace(setup: Setup) -> Setup:
    team = setup.team.model_copy(update={"pace": None})
    return setup.model_copy(update={"team": team, "playbook": setup.playbook.model_copy(update={"pace": None})})


def _exercise(plans: tuple[Plan, Plan], seed: int, moment: int, runs: int, act: Act) -> Iterator[Told]:
    plan, unpaced = plans
    draws, own = Draws(seed), seed_of(seed)
    state = fold([*advance(plan, State(), draws, moment, auto=True), Passed(moment)])
    state = fold(act(plan, state, draws), state)
    ways = {
        "seen": forecast(plan, state, Draws(own, 0, runs, antithetic=True)),
        "anew": forecast(plan, state, Anew(own, 0, runs, antithetic=True)),
        "ignored": forecast(unpaced, state, Draws(own, 0, runs, antithetic=True)),
    }
    then = fold(play_out(plan, state, draws, auto=True), state)
    for verdict in judge(plan.clocks, then, over=True):
        key = verdict.clock.key
        if verdict.standing in ("met", "missed") and all(key in chances for chances in ways.values()):
            yield Told(seed, {way: chances[key].p for way, chances in ways.items()}, verdict.standing == "met")


@dataclass(frozen=True)
class Calibration:
    """What chances were worth."""

    n: int
    gap: float
    """Said minus came, on average."""
    error: float
    """Its standard error; the chances of one exercise have its luck in common."""
    worst: float
    """The gap of the worst tenth."""
    brier: float

    @property
    def holds(self) -> bool:
        """On average and tenth by tenth."""
        return abs(self.gap) <= 2 * self.error and self.worst <= 0.07


def calibration(chances: Sequence[Told], way: str = "seen") -> Calibration:
    """Of chances told in one way."""
    said, came = np.array([one.said[way] for one in chances]), np.array([one.came for one in chances], dtype=float)
    gaps, tenths = said - came, np.minimum((said * 10).astype(int), 9)
    _, exercise = np.unique([one.exercise for one in chances], return_inverse=True)
    sums = np.bincount(exercise, gaps - gaps.mean())
    worst = [abs(gaps[tenths == n].mean()) for n in range(10) if (tenths == n).sum() >= ENOUGH]
    error = sqrt((sums**2).sum()) / len(chances)
    return Calibration(len(chances), float(gaps.mean()), error, max(worst, default=0.0), float((gaps**2).mean()))
