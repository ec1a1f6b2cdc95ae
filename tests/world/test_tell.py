"""What a study keeps of a run and what an exercise is told of it are the same run."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.timeline.visits import visits
from simulator.world.draws import Draws
from simulator.world.played import PlayedRun
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.tell import tell
from tests.setups import random_setup

seeds = st.integers(0, 2**32 - 1)


def rows_and_milestones_are_those_of_the_events(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    start = start_from(plan, State())
    run = PlayedRun.of(Run(start, Draws(seed), auto=True, told=False).play(plan.horizon), traced=True)
    events = list(tell(Run(start, Draws(seed), auto=True).play(plan.horizon)))

    told = {(plan.job_number[v.job], v.number): v for v in visits(events) if v.ended_at is not None}
    rows = {(row[0], row[1]): row[3:7] for row in run.rows}
    assert rows.keys() == told.keys()
    for key, (asked, started, ended, outcome) in rows.items():
        visit = told[key]
        assert (asked, ended, outcome) == (visit.asked_at, visit.ended_at, visit.outcome)
        assert visit.started_at in (started, None), "what ended in the queue was never begun"

    state = fold(events)
    assert run.reached == [state.reached(milestone) for milestone in plan.milestones]


@settings(max_examples=60)
@given(seeds)
def test_rows_and_milestones_of_a_study_are_those_of_the_events(seed: int) -> None:
    rows_and_milestones_are_those_of_the_events(seed)


@pytest.mark.slow
@settings(max_examples=2000)
@given(seeds)
def test_two_thousand_runs_of_a_study_are_those_that_are_told(seed: int) -> None:
    rows_and_milestones_are_those_of_the_events(seed)
