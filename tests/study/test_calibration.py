"""Chances that forecasts tell of incidents with a pace come as often as they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.model.setup import Setup
from simulator.plan.tables import Plan
from simulator.study import forecast, pace_seen
from simulator.timeline.events import Event, StepSkipped, WorkEnded, WorkReestimated
from simulator.timeline.state import Job, State
from simulator.world.draws import Draws, Floats
from tests.setups import make_setup
from tests.study.calibration import Calibration, Told, calibration, told
from tests.study.incidents import abuse, leak, outage, theft
from tests.world.plays import step

WITHIN = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done", "within": "4h"}


def chain() -> Setup:
    """Four hours of work, one step after the other, and as long to do it: half of the incidents are in time."""
    steps = [step(f"s{n}", "20m..1h..2h", **({"after": f"s{n - 1}"} if n else {"once": "detected"})) for n in range(4)]
    return make_setup([*steps[:3], steps[3] | {"reaches": "done"}], expectations=[WITHIN], pace="3")


def test_a_milestone_that_never_comes_counts_as_missed() -> None:
    """The run is over long before the limit where work fails: chances of such clocks are held to account, too."""
    setup = make_setup([step("look", fails={"odds": "50%"}, once="detected", reaches="done")], expectations=[WITHIN])
    assert {one.came for one in told(setup, range(20), [5], runs=4)} == {True, False}


def test_a_forecast_learns_from_what_it_has_seen() -> None:
    chances = told(chain(), range(60), [100], runs=10)
    seen, anew = calibration(chances), calibration(chances, "anew")
    assert abs(seen.gap) <= 2 * seen.error
    assert seen.brier < 0.6 * anew.brier
    assert abs(anew.gap) > 2 * anew.error


@pytest.mark.slow
def test_chances_come_as_often_as_they_are_told_in_four_scenarios() -> None:
    """By tenths and on average, and better than by a pace drawn anew, or none: those fail the same test."""
    chances: list[Told] = []
    for n, incident in enumerate((outage, leak, theft, abuse)):
        exercises = range(1000 * n, 1000 * n + 800)
        chances += told(incident(), exercises, (30, 60, 120, 240, 480))
    seen, anew, ignored = (calibration(chances, way) for way in ("seen", "anew", "ignored"))
    print(seen, anew, ignored, sep="\n")
    assert seen.n >= 4000
    assert seen.holds
    assert seen.brier < min(anew.brier, ignored.brier)
    assert not anew.holds
    assert not ignored.holds


Cut = Callable[[int, str, Job], Event]
"""An act at a second, on a step."""


def slow_ones(cut: Cut) -> Callable[[Plan, State, Draws], list[Event]]:
    """People lose patience: what has lasted forty minutes is cut. So whatever is cut is slow."""

    def act(_plan: Plan, state: State, _draws: Draws) -> list[Event]:
        jobs = [(name, job) for name, job in state.jobs.items() if job.status == "running"]
        return [cut(state.now, name, job) for name, job in jobs if job.worked_at(state.now) >= 2400]

    return act


def likely_by_finished_work(plan: Plan, state: State) -> Floats | None:
    """As if of what people cut nothing were known."""
    return pace_seen.likely_pace(plan, replace(state, lasted=tuple(one for one in state.lasted if one.whole)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "cut",
    [
        pytest.param(
            lambda at, name, job: WorkEnded(
                at, name, job.visit, reaches=("done",) if name == "s3" else (), seat="analyst"
            ),
            id="ended",
        ),
        pytest.param(lambda at, name, _: StepSkipped(at, name), id="left out"),
        pytest.param(lambda at, name, _: WorkReestimated(at, name, 2 * 3600), id="overruled"),
    ],
)
def test_what_people_cut_short_was_longer_than_it_had_lasted(cut: Cut, monkeypatch: pytest.MonkeyPatch) -> None:
    """A forecast that passes over it believes in a fast incident."""

    def calibrated() -> Calibration:
        return calibration(told(chain(), range(500), [100], runs=20, act=slow_ones(cut)))

    assert calibrated().holds
    monkeypatch.setattr(forecast, "likely_pace", likely_by_finished_work)
    passed_over = calibrated()
    assert not passed_over.holds
    assert passed_over.gap > 0.05
