"""The world keeps nothing to itself: cut anywhere, it goes on as if it had not been cut."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.exercise.rules.decide import decide
from simulator.exercise.views import Refused
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.timeline.events import Started, WorkEnded
from simulator.timeline.fold import evolve, fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.exercise.hands import random_command
from tests.setups import queue_setup, random_setup, relay_setup, several_playbooks

seeds = st.integers(0, 2**32 - 1)


def played_state(rng: Random, plan: Plan, draws: Draws) -> State:
    """A state that people and time have brought about."""
    state = fold([Started(0, self_running=rng.random() < 0.5)])
    for _ in range(rng.randint(0, 6)):
        try:
            state = fold(decide(plan, state, draws, random_command(rng, plan, state)), state)
        except Refused:
            continue
        state = fold(advance(plan, state, draws, state.now + rng.choice([0, 60, 1200, 40_000])), state)
    return state


def any_setup(rng: Random) -> Setup:
    if rng.random() < 0.2:
        return several_playbooks(rng)[0]
    return rng.choice([random_setup, random_setup, relay_setup, queue_setup])(rng)


def two_goes_are_one(seed: int) -> None:
    rng = Random(seed)
    plan, draws = compile_plan(any_setup(rng)), Draws(seed)
    auto = rng.random() < 0.4
    state = State() if auto else played_state(rng, plan, draws)
    whole = advance(plan, state, draws, plan.horizon, auto=auto)
    moments = [event.at for event in whole] or [state.now]
    cuts = {rng.choice(moments), rng.choice(moments) - 1, rng.randint(state.now, plan.horizon)}
    for cut in sorted(cut for cut in cuts if cut >= state.now):
        first = advance(plan, state, draws, cut, auto=auto)
        rest = advance(plan, fold(first, state), draws, plan.horizon, auto=auto)
        assert first + rest == whole


@settings(max_examples=40)
@given(seeds)
def test_advancing_in_two_goes_is_advancing_in_one(seed: int) -> None:
    two_goes_are_one(seed)


@pytest.mark.slow
@settings(max_examples=3000)
@given(seeds)
def test_advancing_in_two_goes_is_advancing_in_one_three_thousand_times(seed: int) -> None:
    two_goes_are_one(seed)


@settings(max_examples=30)
@given(seeds)
def test_time_never_runs_backwards_and_every_job_ends_at_most_once_a_visit(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    events = advance(plan, State(), Draws(seed), plan.horizon, auto=True)
    assert [event.at for event in events] == sorted(event.at for event in events)
    ended = [(event.job, event.visit) for event in events if isinstance(event, WorkEnded)]
    assert len(ended) == len(set(ended))


@settings(max_examples=30)
@given(seeds)
def test_nobody_is_in_two_places(seed: int) -> None:
    """At no moment do more people work than a pool has."""
    plan = compile_plan(random_setup(Random(seed)))
    state = State()
    for event in advance(plan, state, Draws(seed), plan.horizon, auto=True):
        state = evolve(state, event)
        used = [0] * len(plan.pools)
        for name, job in state.jobs.items():
            spec = plan.job(name)
            if job.status == "running" and spec:
                named = [(plan.pool_number[role], people) for role, people in job.staff]
                for pool, people in named or spec.staff:
                    used[pool] += people
        assert all(busy <= pool.people for busy, pool in zip(used, plan.pools, strict=True))
