"""What forecasts say on average, over all that may have happened by then, is what was likely from the beginning.

Each exercise is stopped at a moment and forecast once, with other figures. If a forecast draws what is left of running
work, open calls and decisions as it should, exercise and forecast together are one more run of the whole: milestones
come as often, and as often by a given time, as in runs that nobody stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from random import Random
from typing import Any

import pytest

from simulator.model.durations import MINUTE
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.forecast import from_here
from simulator.timeline.events import Passed
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from simulator.world.runs import runs_from
from tests.setups import make_setup, random_setup
from tests.study.samples import played

Reached = Sequence[int | None]
ELSEWHERE = 1_000_000
"""Seeds of forecasts are those of exercises and so much more: none is used twice."""


def stopped(plan: Plan, at: int, exercises: int) -> Iterable[Reached]:
    """Exercises up to a second, each with one forecast from there."""
    for seed in range(exercises):
        events = advance(plan, State(), Draws(seed), at, auto=True)
        start, draws = from_here(plan, fold([*events, Passed(at)]), Draws(ELSEWHERE + seed))
        runs = runs_from(start, draws)
        runs.play(plan.horizon)
        yield next(runs.told()).reached


def assert_same_chances(plan: Plan, at: int, exercises: int, runs: int) -> None:
    """Every milestone, at all and by the quartiles of when it comes, uncut or forecast: within five standard errors."""
    uncut = [run.reached for run in played(plan, seed=2 * ELSEWHERE, runs=runs)]
    told = list(stopped(plan, at, exercises))
    for milestone, number in plan.milestone_number.items():
        came, comes = ([when for reached in some if (when := reached[number]) is not None] for some in (uncut, told))
        for by in {plan.horizon, *quartiles(came), *quartiles(comes)}:
            p, q = sum(when <= by for when in came) / runs, sum(when <= by for when in comes) / exercises
            mixed = (p * runs + q * exercises) / (runs + exercises)
            error = sqrt(mixed * (1 - mixed) * (1 / runs + 1 / exercises))
            assert abs(p - q) <= 5 * error + 1e-9, (milestone, by, p, q)


def quartiles(times: list[int]) -> list[int]:
    return [sorted(times)[len(times) * n // 4] for n in (1, 2, 3)] if times else []


def friday_evening() -> Plan:
    """Shifts, calls, a decision, a loop, and figures that were observed and have nothing between.

    At half an hour what a forecast must know is plain. Of ``look`` only what takes 60 minutes still goes on; the call
    of ``wake`` is answered after 40 if it was not after 10; ``write`` takes 40 minutes if not 18, and 25 have gone by:
    20 before its people went home and 5 since they were called back.
    """
    steps: list[dict[str, Any]] = [
        {"id": "look", "role": "analyst", "takes": {"observed": ["10m", "30m", "60m"] * 4}, "once": "detected"},
        {"id": "fix", "role": "engineer", "takes": "10m..30m..2h", "after": "look"},
        {"id": "prove", "role": "analyst", "takes": {"p50": "15m", "p95": "60m"}, "after": "fix", "reaches": "fixed"},
        {"id": "tell", "role": "lawyer", "takes": "20m..60m", "once": "grave", "calls_in": "true", "reaches": "told"},
    ]
    steps += [
        {"id": "wake", "role": "night", "takes": "5m", "once": "detected"},
        {"id": "write", "role": "day", "takes": {"observed": ["18m", "40m"] * 5}, "once": "detected"},
    ]
    steps[2]["repeat"] = {"from": "fix", "odds": "40%", "at_most": "2"}
    options = [
        {"id": "grave", "text": "Grave", "odds": "60%", "reaches": "grave"},
        {"id": "slight", "text": "Slight", "odds": "40%"},
    ]
    decision = {"role": "analyst", "question": "How bad?", "takes": "5m..45m", "options": options}
    injects: list[dict[str, Any]] = [
        {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"},
        {"id": "call", "at": "15m", "decision": decision},
    ]
    office = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
    roles = {
        "analyst": {"people": "2", "hours": "always"},
        "engineer": office | {"on_call": {"answers_in": "5m..60m"}},
        "night": {"hours": "Mon-Fri 09:00-17:00", "on_call": {"answers_in": {"observed": ["10m", "40m"] * 5}}},
        "day": office | {"on_call": {"answers_in": "5m"}},
        "lawyer": office | {"call_in": {"answers_in": "10m..90m", "stays": "2h"}},
    }
    return compile_plan(make_setup(steps, injects, roles, ends_after="12h"))


def test_forecasts_are_right_on_average() -> None:
    assert_same_chances(friday_evening(), 30 * MINUTE, exercises=500, runs=1500)


@pytest.mark.slow
@pytest.mark.parametrize("minute", [60])
def test_forecasts_are_right_on_average_to_a_few_parts_in_a_hundred(minute: int) -> None:
    assert_same_chances(friday_evening(), minute * MINUTE, exercises=1500, runs=4000)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_forecasts_of_random_setups_are_right_on_average(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    assert_same_chances(plan, Random(seed).choice([600, 3600, 4 * 3600]), exercises=500, runs=1500)
