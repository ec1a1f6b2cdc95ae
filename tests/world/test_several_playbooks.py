"""Two playbooks in one incident: one that has nothing to do with the other comes out as it does alone."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.playbook import Playbook
from simulator.model.playbooks import together
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.timeline.events import Passed
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import random_setup

seeds = st.integers(0, 2**32 - 1)
SECOND = re.compile(r'"(step-\d|role-\d|shared|m\d)')


def beside(rng: Random) -> tuple[Setup, Playbook, Playbook]:
    """A scenario and the people of two playbooks that share neither milestones nor people, and the two."""
    first, second = random_setup(rng), random_setup(rng)
    other = Setup.model_validate(json.loads(SECOND.sub(r'"other-\1', json.dumps(second.normal()))))
    roles = first.team.roles | other.team.roles
    alert = first.scenario.injects[0].model_copy(update={"id": "other-alert", "reaches": ("other-m0",)})
    story = first.scenario.model_copy(update={"injects": (*first.scenario.injects, alert)})
    team = first.team.model_copy(update={"roles": roles})
    mine, theirs = (setup.playbook.model_copy(update={"pace": None}) for setup in (first, other))
    theirs = theirs.model_copy(update={"id": "other"})
    return first.model_copy(update={"scenario": story, "team": team, "expectations": ()}), mine, theirs


def told(setup: Setup, playbook: Playbook, seed: int, *, other: bool) -> list[str]:
    """What happens of one of the two, in order."""
    plan = compile_plan(setup.model_copy(update={"playbook": playbook}))
    events = advance(plan, State(), Draws(seed), plan.horizon, auto=True)
    return [repr(event) for event in events if not isinstance(event, Passed) and ("other-" in repr(event)) == other]


def each_comes_out_as_alone(seed: int) -> None:
    setup, mine, theirs = beside(Random(seed))
    both = together([mine, theirs])
    assert told(setup, both, seed, other=False) == told(setup, mine, seed, other=False)
    assert told(setup, both, seed, other=True) == told(setup, theirs, seed, other=True)


@settings(max_examples=15)
@given(seeds)
def test_two_that_share_nothing_come_out_as_each_alone(seed: int) -> None:
    each_comes_out_as_alone(seed)


@pytest.mark.slow
@settings(max_examples=1500)
@given(seeds)
def test_two_that_share_nothing_come_out_as_each_alone_at_length(seed: int) -> None:
    each_comes_out_as_alone(seed)
