"""What a study keeps of a run and what an exercise is told of it are the same run."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
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
from tests.setups import crowded_setup, queue_setup, random_setup
from tests.world.plays import ALERT, OFFICE, play, step
from tests.world.test_law import played_state

seeds = st.integers(0, 2**32 - 1)


def rows_and_milestones_are_those_of_the_events(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    start = start_from(plan, State())
    run = Swift(start, Draws(seed)).play(plan.horizon)
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


def short_cuts_change_nothing(seed: int, known_ends: bool) -> None:
    """From a state that people have brought about: as the par plays it to the end, and as a forecast does."""
    rng = Random(seed)
    plan, draws = compile_plan(rng.choice([random_setup, crowded_setup, queue_setup])(rng)), Draws(seed, 0, 2)
    start = start_from(plan, played_state(rng, plan, draws), known_ends=known_ends)
    for run in range(2):
        swift = Swift(start, draws, run).play(plan.horizon)
        told = Run(start, draws, run, auto=True).play(plan.horizon)
        assert sorted(swift.rows) == sorted(told.rows)
        assert swift.reached == told.reached


@settings(max_examples=60)
@given(seeds)
def test_rows_and_milestones_of_a_study_are_those_of_the_events(seed: int) -> None:
    rows_and_milestones_are_those_of_the_events(seed)


@settings(max_examples=50)
@given(seeds, st.booleans())
def test_short_cuts_change_nothing_wherever_a_run_begins(seed: int, known_ends: bool) -> None:
    short_cuts_change_nothing(seed, known_ends)


@pytest.mark.slow
@settings(max_examples=2000)
@given(seeds, st.booleans())
def test_two_thousand_runs_of_a_study_are_those_that_are_told(seed: int, known_ends: bool) -> None:
    rows_and_milestones_are_those_of_the_events(seed)
    short_cuts_change_nothing(seed, known_ends)


@pytest.mark.parametrize(
    ("steps", "stops"),
    [
        pytest.param(
            [step("usual", "2h", after="come"), step("pressing", "2h", after="come", priority="1")],
            "usual",
            id="what is less urgent, wherever it stands in the file",
        ),
        pytest.param(
            [step("second", "2h", after="gap"), step("first", "2h", after="come")],
            "second",
            id="of equals what was asked for later, wherever it stands in the file",
        ),
        pytest.param(
            [step("usual", "2h", after="come"), step("pressing", "2h", after="gap", priority="1")],
            "usual",
            id="what is less urgent, though it began earlier",
        ),
    ],
)
def test_when_people_leave_a_study_pauses_what_stands_last_in_the_order_of_service(
    steps: list[dict[str, Any]], stops: str
) -> None:
    """Two are called at 22:40 and begin both steps at once; at 23:40 one of them leaves (rule 13)."""
    comes = {"on_call": {"answers_in": "0m"}, "call_in": {"answers_in": "0m", "stays": "1h"}}
    roles = {"analyst": OFFICE | comes | {"people": "2"}, "robot": {"people": "1", "hours": "always"}}
    gap = {"id": "gap", "role": "robot", "takes": "10m", "after": "come"}
    late = {"id": "late", "at": "5h", "title": "At night", "reaches": "late"}
    story = play([step("come", once="late", calls_in="true"), gap, *steps], [ALERT, late], roles)
    assert len(story.hours(stops)) == 2, "it stops at 23:40 and goes on when the other is done"

    start, draws = start_from(story.plan, State()), Draws(1)
    told = Run(start, draws, auto=True).play(story.plan.horizon)
    assert sorted(Swift(start, draws).play(story.plan.horizon).rows) == sorted(told.rows)


def test_a_study_staffs_work_with_deputies_anew_when_it_is_done_again() -> None:
    """The deputy does it at night, and the officer when it is sent back on Monday; a study must not keep the deputy."""
    roles = {"officer": OFFICE, "deputy": {"people": "1", "hours": "always"}}
    late = {"id": "late", "at": "5h", "title": "At night", "reaches": "late"}
    approve = step("approve", once="late", role="officer", deputies="deputy")
    back = {"from": "approve", "odds": "100%", "at_most": "1"}
    check = step("check", after="approve", role="officer", repeat=back)
    story = play([approve, check], [ALERT, late], roles, ends_after="200h")
    assert [visit.staff for visit in story.visits("approve")] == [(("deputy", 1),), (("officer", 1),)]

    start, draws = start_from(story.plan, State()), Draws(1)
    told, study = Run(start, draws, auto=True), Swift(start, draws)
    assert study.play(story.plan.horizon).staffed == told.play(story.plan.horizon).staffed
