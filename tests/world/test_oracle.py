"""Two tellings of the rules that share no code agree on every visit and every milestone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.timeline.events import WorkResumed
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.timeline.visits import visits
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import crowded_setup, queue_setup, random_setup, relay_setup, several_playbooks
from tests.world.oracle import Oracle, TimePassed

seeds = st.integers(0, 2**32 - 1)


def assert_same_story(setup: Setup, seed: int, as_one: Setup | None = None) -> None:
    """``as_one``: what the oracle reads instead."""
    plan = compile_plan(setup)
    oracle = Oracle(compile_plan(as_one) if as_one else plan, Draws(seed)).play()
    events = advance(plan, State(), Draws(seed), plan.horizon, auto=True)
    lived = [TimePassed(v.job, v.number, v.asked_at or 0, v.started_at, v.ended_at, v.outcome) for v in visits(events)]
    assert sorted(lived, key=lambda told: (told.job, told.visit)) == oracle.visits()
    handed_over = [(e.at, e.job, e.staff) for e in events if isinstance(e, WorkResumed) and e.staff]
    assert handed_over == [
        (at, job, tuple((plan.pools[pool].name, people) for pool, people in staff))
        for at, job, staff in oracle.handed_over
    ]
    state = fold(events)
    came = {name: at for name in plan.milestones if (at := state.reached(name)) is not None}
    assert came == oracle.milestones()


@settings(max_examples=30)
@given(seeds)
def test_world_and_oracle_tell_the_same_story(seed: int) -> None:
    assert_same_story(random_setup(Random(seed)), seed)


@settings(max_examples=30)
@example(101193)  # a decision calls people in the very second their shift ends: running work must pause
@given(seeds)
def test_world_and_oracle_tell_the_same_story_where_everybody_is_busy(seed: int) -> None:
    assert_same_story(crowded_setup(Random(seed)), seed)


@settings(max_examples=30)
@given(seeds)
def test_world_and_oracle_tell_the_same_story_where_roles_are_handed_over(seed: int) -> None:
    assert_same_story(relay_setup(Random(seed)), seed)


@settings(max_examples=30)
@given(seeds)
def test_world_and_oracle_tell_the_same_story_where_an_order_is_decided(seed: int) -> None:
    assert_same_story(queue_setup(Random(seed)), seed)


@settings(max_examples=30)
@given(seeds)
def test_world_and_oracle_tell_the_same_story_of_several_playbooks(seed: int) -> None:
    """The oracle reads them written as one, so it takes no part in how several become one (rule 29)."""
    assert_same_story(*with_several_playbooks(seed))


def with_several_playbooks(seed: int) -> tuple[Setup, int, Setup]:
    several, one = several_playbooks(Random(seed))
    return several, seed, one


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
@settings(max_examples=500)
@given(seed=seeds)
def test_world_and_oracle_tell_the_same_three_thousand_stories(part: int, seed: int) -> None:
    assert_same_story(random_setup(Random(seed)), seed)
    assert_same_story(crowded_setup(Random(seed)), seed)
    assert_same_story(relay_setup(Random(seed)), seed)
    assert_same_story(queue_setup(Random(seed)), seed)
    assert_same_story(*with_several_playbooks(seed))
