"""What can be told of an incident's pace: held against incidents counted one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.exercise.commands import Act, Finish, PlayCommand, Reestimate, Skip
from simulator.model.setup import Setup
from simulator.study.pace_seen import likely_pace, pace_of_exercise, usual
from simulator.world.draws import Draws
from tests.setups import make_setup
from tests.world.plays import Table, step

LOOK, FIX = step("look", "10m..60m", once="detected", reaches="known"), step("fix", "1h", after="look")
MANY = 50_000


def setup(*steps: dict[str, object], pace: str = "3") -> Setup:
    return make_setup([*steps], roles={"analyst": {"people": "9"}}, pace=pace)


def told(table: Table) -> float | None:
    """So many times as slow as usual."""
    likely = likely_pace(table.plan, table.state)
    return None if likely is None else usual(table.plan, likely)


def counted(least: float, most: float, takes: str = "10m..60m") -> float:
    """The middle pace of all incidents in which work takes this long, in minutes."""
    plan = Table(setup(step("look", takes, once="detected"))).plan
    draws = Draws(5, 0, MANY)
    estimate = plan.jobs[0].estimate
    assert estimate is not None
    lengths = np.array(draws.lengths("look", 1, estimate, 0, 3.0)) / 60
    paces = np.array([draws.factor(run, 3.0) for run in range(MANY)])
    alike = paces[(lengths >= least) & (lengths < most)]
    assert len(alike) > 300
    return float(np.median(alike))


def quick(plan_of: Setup, job: str, least: float, most: float) -> int:
    """A seed by which the job ends in this many minutes."""
    table = Table(plan_of)
    (spec,) = (spec for spec in table.plan.jobs if spec.name == job)
    assert spec.estimate is not None
    lengths = ((s, Draws(s).takes(0, job, 1, spec.estimate, 0, spec.pace) / 60) for s in range(500))
    return next(seed for seed, took in lengths if least <= took < most)


def test_work_that_ended_tells_how_fast_this_incident_is() -> None:
    for least, most in ((9, 11), (49, 53), (88, 100)):
        seed = quick(setup(LOOK), "look", least, most)
        table = Table(setup(LOOK), self_running=True, seed=seed).until(120)
        took = table.state.lasted[0].worked / 60
        assert told(table) == pytest.approx(counted(took * 0.97, took * 1.03), rel=0.05)


def test_work_that_still_goes_on_tells_it_too() -> None:
    seed = quick(setup(LOOK), "look", 120, 300)
    table = Table(setup(LOOK), self_running=True, seed=seed)
    assert told(table) == pytest.approx(1, abs=0.01)
    for minutes in (30, 60, 90):
        assert told(table.until(minutes)) == pytest.approx(counted(minutes, np.inf), rel=0.03)


def test_a_constant_tells_it_outright() -> None:
    table = Table(setup(step("look", "1h", once="detected")), self_running=True, seed=8).until(600)
    pace = pace_of_exercise(table.plan, 8)
    assert pace is not None
    assert told(table) == pytest.approx(pace.factor, rel=0.005)


def test_visits_that_were_done_again_count() -> None:
    """The latest is not all: two lengths tell more than one."""
    again = step("look", "10m..60m", once="detected", repeat={"from": "look", "odds": "100%", "at_most": "1"})
    table = Table(setup(again), self_running=True, seed=8).until(2000)
    assert [(lasted.job, lasted.whole) for lasted in table.state.lasted] == [("look", True), ("look", True)]
    latest = likely_pace(table.plan, replace(table.state, lasted=table.state.lasted[1:]))
    both = likely_pace(table.plan, table.state)
    assert both is not None
    assert latest is not None
    assert both.max() > latest.max()


@pytest.mark.parametrize("command", [Finish("look"), Skip("look"), Reestimate("look", 60), Reestimate("look", 90_000)])
def test_what_people_cut_short_had_lasted_so_long(command: PlayCommand) -> None:
    """Ended, left out or given another length: the drawn one was longer, and no more is known."""
    seed = quick(setup(LOOK), "look", 120, 300)
    table = Table(setup(LOOK), self_running=True, seed=seed).until(60)
    before = told(table)
    assert told(table.act(command)) == before
    assert told(table.until(2000)) == before


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([step("look", "0m", once="detected")], id="what takes no time"),
        pytest.param([step("look", once="detected") | {"takes": {"observed": ["1h"] * 10}}], id="what was observed"),
        pytest.param([step("look", once="never")], id="what has not begun"),
    ],
)
def test_nothing_is_told_by(steps: list[dict[str, object]]) -> None:
    pace = told(Table(setup(*steps, step("later", once="never")), self_running=True).until(300))
    assert pace is None or pace == pytest.approx(1, abs=0.005)


def test_nor_by_what_is_no_work_of_the_playbook() -> None:
    table = Table(setup(step("look", once="never")), seed=2).act(Act("Ask", "analyst", 3600)).until(300)
    assert told(table) is None


def test_without_a_pace_nothing_is_told() -> None:
    table = Table(setup(LOOK, pace=""), self_running=True).until(300)
    assert told(table) is None
    assert pace_of_exercise(table.plan, 1) is None


def test_a_length_that_no_pace_explains_is_passed_over() -> None:
    """A record whose playbook has changed since, say."""
    table = Table(setup(LOOK), self_running=True, seed=8).until(600)
    (look,) = table.state.lasted
    known = likely_pace(table.plan, table.state)
    puzzled = likely_pace(table.plan, replace(table.state, lasted=(look._replace(worked=10**7), look)))
    assert known is not None
    assert puzzled is not None
    assert (known == puzzled).all()
