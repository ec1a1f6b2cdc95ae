"""Many runs against what can be worked out on paper: seeds are fixed, and five standard errors allowed."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import pytest

from simulator.model.estimates import Estimate
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.result import MilestoneResult
from simulator.study.study import study
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.runs import runs_from
from simulator.world.start import start_from
from tests.setups import make_setup

RUNS = 4000
MINUTE = 60
EVEN = "0m..60m"
"""Evenly anything up to an hour: mean 30 minutes, standard deviation 60 / √12."""
SD_EVEN = 60 / sqrt(12)


def plan_of(*steps: dict[str, Any], **rest: Any) -> Plan:
    return compile_plan(make_setup(list(steps), roles={"analyst": {"people": "9", "hours": "always"}}, **rest))


def step(name: str, takes: str = EVEN, **keys: Any) -> dict[str, Any]:
    waits = {} if {"after", "after_any"} & set(keys) else {"once": "detected"}
    return {"id": name, "role": "analyst", "takes": takes} | waits | keys


def reached(plan: Plan, milestone: str) -> MilestoneResult:
    return next(found for found in study(plan, seed=3, runs=RUNS).milestones if found.id == milestone)


# ---- estimates


@pytest.mark.parametrize(
    ("estimate", "mean", "sd"),
    [
        ("45m", 45, 0),
        ("20m..180m", 100, 160 / sqrt(12)),
        ("20m..45m..180m", 63.33, 26.87),
        ({"low": "20m", "likely": "45m", "high": "180m", "shape": "triangular"}, 81.67, 35.11),
        ({"p50": "45m", "p95": "180m"}, 45 * exp((log(4) / 1.6449) ** 2 / 2), 65.4),
        ({"observed": ["20m", "45m", "180m"] * 4}, 245 / 3, 70.28),
    ],
    ids=["fixed", "uniform", "pert", "triangular", "lognormal", "observed"],
)
def test_mean_and_spread_of_what_is_drawn(estimate: Any, mean: float, sd: float) -> None:
    """In minutes. PERT: mean (20 + 4·45 + 180)/6; triangular: (20 + 45 + 180)/3; lognormal: p50·exp(σ²/2)."""
    count = 20_000
    draws, given = Draws(1, runs=count), Estimate.parse(estimate)
    drawn = [draws.takes(run, "work", 1, given) / MINUTE for run in range(count)]
    found = sum(drawn) / count
    assert found == pytest.approx(mean, abs=5 * sd / sqrt(count) + 0.01)
    assert sqrt(sum((x - found) ** 2 for x in drawn) / count) == pytest.approx(sd, rel=0.05, abs=0.01)


def test_the_points_of_a_lognormal_are_where_they_were_put() -> None:
    count = 20_000
    draws, given = Draws(1, runs=count), Estimate.parse({"p50": "45m", "p95": "180m"})
    drawn = [draws.takes(run, "work", 1, given) for run in range(count)]
    for share, minutes in ((0.5, 45), (0.95, 180)):
        below = sum(x <= minutes * MINUTE for x in drawn) / count
        assert below == pytest.approx(share, abs=5 * sqrt(share * (1 - share) / count))


# ---- structure


def test_one_after_the_other_adds_up() -> None:
    """The sum of two even hours is a triangle from nought to two: half below one hour, 5 % above 120 − √360 minutes."""
    found = reached(plan_of(step("one"), step("two", after="one", reaches="done")), "done")
    assert found.mean / MINUTE == pytest.approx(60, abs=5 * SD_EVEN * sqrt(2) / sqrt(RUNS))
    assert (found.p50 or 0) / MINUTE == pytest.approx(60, abs=3)
    assert (found.p95 or 0) / MINUTE == pytest.approx(120 - sqrt(360), abs=3)


def test_a_join_waits_for_the_later_of_two_and_after_any_for_the_earlier() -> None:
    """Of two even hours the later comes after 40 minutes on average, the earlier after 20."""
    plan = plan_of(
        step("one"),
        step("two"),
        step("both", "0m", after=["one", "two"], reaches="both-done"),
        step("either", "0m", after_any=["one", "two"], reaches="one-done"),
    )
    later, earlier = reached(plan, "both-done"), reached(plan, "one-done")
    spread = 60 / sqrt(18)
    assert later.mean / MINUTE == pytest.approx(40, abs=5 * spread / sqrt(RUNS))
    assert earlier.mean / MINUTE == pytest.approx(20, abs=5 * spread / sqrt(RUNS))
    assert (later.p50 or 0) / MINUTE == pytest.approx(60 * sqrt(0.5), abs=2)


@pytest.mark.parametrize(("odds", "at_most"), [(0.5, 3), (0.25, 1), (0.9, 5)])
def test_a_bounded_repeat_is_a_geometric_series_cut_off(odds: float, at_most: int) -> None:
    """Visits are 1 + p + p² + … + p^at_most on average; all of them are needed with probability p^at_most."""
    loop = {"from": "try", "odds": f"{odds:.0%}", "at_most": str(at_most)}
    clock = {"id": "soon", "title": "Soon", "kind": "own-target", "from": "detected", "to": "done"}
    plan = plan_of(
        step("try", "10m", repeat=loop, reaches="done"), expectations=[clock | {"within": f"{10 * at_most}m"}]
    )
    visits = (1 - odds ** (at_most + 1)) / (1 - odds)
    assert reached(plan, "done").mean / MINUTE == pytest.approx(
        10 * visits, abs=5 * 10 * (at_most + 1) / 2 / sqrt(RUNS)
    )
    met = study(plan, seed=3, runs=RUNS).expectations[0].met
    last = odds**at_most
    assert met.p == pytest.approx(1 - last, abs=5 * sqrt(last * (1 - last) / RUNS))


def test_outcomes_come_as_often_as_their_odds_say() -> None:
    ends = {"data": {"odds": "35%", "reaches": "known"}, "none": "65%"}
    found = study(plan_of(step("scope", outcomes=ends, reaches="scoped")), seed=3, runs=RUNS)
    shares = {milestone.id: milestone.reached for milestone in found.milestones}
    assert shares["known"] == pytest.approx(0.35, abs=5 * sqrt(0.35 * 0.65 / RUNS))
    assert shares["scoped"] == 1


def test_a_clock_is_met_as_often_as_the_work_is_short_enough() -> None:
    """A third of an even hour lies within twenty minutes; the margin's middle is ten minutes too late."""
    clock = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done", "within": "20m"}
    result = study(plan_of(step("look", reaches="done"), expectations=[clock]), seed=3, runs=RUNS).expectations[0]
    assert (result.started, result.undecided) == (1, 0)
    assert result.met.p == pytest.approx(1 / 3, abs=5 * sqrt(2 / 9 / RUNS))
    assert result.met.low < 1 / 3 < result.met.high
    assert result.margin is not None
    assert (result.margin.p50 or 0) / MINUTE == pytest.approx(-10, abs=2)


def test_a_clock_is_judged_among_the_runs_in_which_it_starts() -> None:
    """It starts in a third of all runs, and is then met whenever an even hour is within half an hour."""
    ends = {"data": {"odds": "35%", "reaches": "known"}, "none": "65%"}
    clock = {"id": "law", "title": "Law", "kind": "law", "from": "known", "to": "told", "within": "30m"}
    plan = plan_of(
        step("scope", outcomes=ends), step("report", after="scope=data", reaches="told"), expectations=[clock]
    )
    result = study(plan, seed=3, runs=RUNS).expectations[0]
    assert result.started == pytest.approx(0.35, abs=5 * sqrt(0.35 * 0.65 / RUNS))
    assert result.met.p == pytest.approx(0.5, abs=5 * 0.5 / sqrt(0.35 * RUNS))


# ---- runs


def test_a_run_is_the_same_run_whatever_the_number_of_runs() -> None:
    """One by one, each with figures drawn for it alone; or over a thousand, drawn in blocks."""
    plan = plan_of(step("one"), step("two", "10m..20m..60m", after="one", reaches="done"))
    start, count, done = start_from(plan, State()), 1100, plan.milestone_number["done"]
    alone = [runs_from(start, Draws(3, n)) for n in range(count)]
    for run in alone:
        run.play(plan.horizon)
    times = sorted(int(run.reached[0, done]) for run in alone)
    (found,) = [m for m in study(plan, seed=3, runs=count).milestones if m.id == "done"]
    assert (found.mean, found.p50, found.p95) == (sum(times) / count, times[549], times[1044])


@pytest.mark.parametrize(("first", "runs"), [(0, 1), (0, 7), (3, 5), (4, 1), (6, 2), (997, 10)])
def test_figures_do_not_depend_on_the_block_they_are_drawn_in(first: int, runs: int) -> None:
    whole, block = Draws(3, 0, 1010), Draws(3, first, runs)
    for run in range(first, first + runs):
        assert block.uniform(run, "look", "takes", 2) == whole.uniform(run, "look", "takes", 2)


def test_another_seed_is_another_incident() -> None:
    plan = plan_of(step("one", reaches="done"))
    assert study(plan, seed=3, runs=20) == study(plan, seed=3, runs=20)
    assert study(plan, seed=3, runs=20).milestones != study(plan, seed=4, runs=20).milestones


def test_the_result_says_how_much_rests_on_assumption() -> None:
    """Twenty of eighty likely minutes were measured."""
    measured = {"estimate": "20m", "basis": "measured: drills"}
    plan = plan_of(step("one") | {"takes": measured}, step("two", "10m..60m..90m", after="one"))
    assert study(plan, seed=3, runs=1).assumed_share == 0.75
