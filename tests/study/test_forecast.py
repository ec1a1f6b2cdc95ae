"""What a screen is told while an exercise goes on: chances of clocks that run, averaging to what was likely before."""

from __future__ import annotations

from math import sqrt
from typing import Any

from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.forecast import ENOUGH, draws_of, forecast, seed_of
from simulator.study.study import study
from simulator.timeline.events import Passed
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup

OFFICE = {"people": "1", "hours": "Mon-Fri 09:00-18:00", "on_call": {"answers_in": "10m..60m"}}
CLOCK = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done", "within": "2h"}


def evening(*more: dict[str, str]) -> Plan:
    """Shifts, calls and outcomes: two hours from the alert to the last word."""
    ends = {"bad": "40%", "good": "60%"}
    steps: list[dict[str, Any]] = [
        {"id": "look", "role": "analyst", "takes": "10m..30m..90m", "once": "detected"},
        {"id": "scope", "role": "legal", "takes": "10m..60m", "after": "look", "outcomes": ends},
        {"id": "mend", "role": "analyst", "takes": "10m..40m", "after": "scope=bad"},
        {"id": "tell", "role": "legal", "takes": "5m..20m", "after": ["scope", "mend"], "reaches": "done"},
    ]
    roles = {"analyst": {"people": "1", "hours": "always"}, "legal": OFFICE}
    return compile_plan(make_setup(steps, roles=roles, expectations=[CLOCK, *more]))


def after(plan: Plan, minutes: int, seed: int = 0) -> State:
    """Where the autopilot stands then."""
    now = minutes * 60
    return fold([*advance(plan, State(), Draws(seed), now, auto=True), Passed(now)])


def test_forecasts_average_to_the_chance_there_was_before_anything_happened() -> None:
    """The law of total probability, with work and calls under way at the moment of asking."""
    plan, exercises = evening(), 80
    before = study(plan, seed=11, runs=3000).expectations[0].met.p
    told = []
    for seed in range(exercises):
        last = forecast(plan, after(plan, 50, seed), draws_of(seed_of(seed), runs=20))
        told.append(last["own"].p)
    average = sum(told) / exercises
    spread = sqrt(sum((p - average) ** 2 for p in told) / exercises)
    error = sqrt(spread**2 / exercises + before * (1 - before) / 3000)
    assert 0.1 < before < 0.9
    assert abs(average - before) < 5 * error


def test_it_ends_when_it_is_sure_enough() -> None:
    plan = evening()
    state = after(plan, 50)
    sure = forecast(plan, state, draws_of(seed_of(0), runs=5000))
    assert sure["own"].half_width <= ENOUGH
    assert sure == forecast(plan, state, draws_of(seed_of(0), runs=10_000))


def test_only_clocks_that_run_have_a_chance() -> None:
    """A week is longer than the story, whose runs go on for it. ``later`` has not started."""
    week = CLOCK | {"id": "week", "within": "1w"}
    later = CLOCK | {"id": "later", "from": "done", "to": "look"}
    plan = evening(week, later)
    last = forecast(plan, after(plan, 10), draws_of(seed_of(0), runs=50))
    assert set(last) == {"own", "week"}
    assert last["own"].p < last["week"].p == 1
    assert not forecast(plan, State(), draws_of(seed_of(0)))


HOURLY = CLOCK | {"id": "hourly", "to": "told", "until": "done", "every": "1h"}


def updates(*, ends: str = "72h", every: str = "45m") -> Plan:
    """Somebody tells every so often, between other work; half of the time it takes too long."""
    tell = {"id": "tell", "role": "analyst", "takes": "10m..20m", "once": "detected", "reaches": "told"}
    steps = [tell | {"every": every, "until": "done"}]
    steps += [{"id": "fix", "role": "analyst", "takes": "10m..90m", "once": "told", "reaches": "known"}]
    duty = {key: value for key, value in HOURLY.items() if key != "within"}
    return compile_plan(make_setup(steps, expectations=[duty], ends_after=ends))


def test_of_a_duty_that_recurs_the_chance_is_that_of_the_turn_that_runs() -> None:
    """It averages to the share of second turns that are kept, before anything has happened."""
    plan, exercises = updates(), 60
    runs = 300
    second = [
        verdict.gaps[1].missed
        for n in range(runs)
        for verdict in judge(plan.clocks, fold(advance(plan, State(), Draws(5, 0, runs), 4 * 3600, auto=True, run=n)))
    ]
    before = 1 - sum(second) / runs
    told = [
        forecast(plan, after(plan, 25, seed), draws_of(seed_of(seed), runs=20))["hourly"].p for seed in range(exercises)
    ]
    average = sum(told) / exercises
    spread = sqrt(sum((p - average) ** 2 for p in told) / exercises)
    assert 0.1 < before < 0.9
    assert abs(average - before) < 5 * sqrt(spread**2 / exercises + before * (1 - before) / runs)


def test_a_turn_that_is_due_after_the_story_is_no_question_and_has_no_chance() -> None:
    plan = updates(ends="1h")
    assert "hourly" in forecast(plan, after(plan, 1), draws_of(seed_of(0), runs=20))
    assert "hourly" not in forecast(plan, after(plan, 30), draws_of(seed_of(0), runs=20))
