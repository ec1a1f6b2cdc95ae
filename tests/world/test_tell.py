"""What a study keeps of a run and what an exercise is told of it are the same run."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.timeline.visits import visits
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from
from simulator.world.swift import Swift
from simulator.world.tell import tell
from tests.setups import random_setup


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1))
def test_rows_and_milestones_of_a_study_are_those_of_the_events(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    start = start_from(plan, State())
    kept = Swift(start, Draws(seed)).play(plan.horizon)
    events = list(tell(Run(start, Draws(seed), auto=True, trace=True).play(plan.horizon)))

    lived = {(plan.job_number[v.job], v.number): v for v in visits(events) if v.ended_at is not None}
    rows = {(row[0], row[1]): row[3:7] for row in kept.rows}
    assert rows.keys() == lived.keys()
    for key, (asked, started, ended, outcome) in rows.items():
        visit = lived[key]
        assert (asked, ended, outcome) == (visit.asked_at, visit.ended_at, visit.outcome)
        assert visit.started_at in (started, None), "what ended in the queue was never begun"

    state = fold(events)
    assert kept.reached == [state.reached(milestone) for milestone in plan.milestones]
