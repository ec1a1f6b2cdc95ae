"""Where the time went, on a story worked out by hand and on any autopilot run."""

from __future__ import annotations

from random import Random

import pytest

from simulator.plan.compiler import compile_plan
from simulator.timeline.paths import Basis, Leg, Story, basis
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.report.table import PLAY, SETUP, H, M
from tests.setups import random_setup

EVENTS = [event for n, move in enumerate(PLAY) if n not in (3, 4) for event in move]
STORY = Story(SETUP, EVENTS)


@pytest.mark.parametrize(
    ("milestone", "expected"),
    [
        ("detected", Basis()),
        ("triaged", Basis(talked=10 * M, worked=30 * M)),
        ("declared", Basis(talked=15 * M, worked=50 * M)),
        ("takedown-ordered", Basis(talked=20 * M, worked=30 * M, scripted=20 * M)),  # the inject came 20m after triage
        (
            "contained",
            Basis(talked=40 * M, worked=45 * M, scripted=20 * M),
        ),  # out of order: talked since the last inject
        ("snapshot-taken", Basis(talked=60 * M, worked=90 * M, waited=60 * M)),
        ("ppc-notified-preliminary", Basis(talked=15 * M + 195 * M, worked=50 * M + 4 * H, waited=40 * M)),
        ("never-reached", Basis()),
    ],
)
def test_every_second_has_one_cause(milestone: str, expected: Basis) -> None:
    assert basis(STORY.path(milestone)) == expected


def test_only_the_time_since_counts() -> None:
    assert basis(STORY.path("declared"), since=40 * M) == Basis(talked=5 * M, worked=20 * M)


def test_a_milestone_people_state_is_talk_since_the_inject_before() -> None:
    legs = STORY.path("personal-data-breach-known")
    assert legs[-1] == Leg("talked", 60 * M, 120 * M, "personal-data-breach-known")


def test_a_visit_keeps_its_pauses() -> None:
    snapshot = next(visit for visit in STORY.visits if visit.job == "snapshot")
    assert snapshot.worked == ((110 * M, 140 * M), (200 * M, 210 * M))
    assert snapshot.paused == ((140 * M, 200 * M),)


@pytest.mark.parametrize("seed", range(60))
def test_legs_lie_end_to_end_from_opening_to_milestone(seed: int) -> None:
    """Loops, shifts, meetings, timeouts: nothing is counted twice and nothing is left out."""
    setup = random_setup(Random(seed))
    plan = compile_plan(setup)
    events = advance(plan, State(), Draws(seed), plan.horizon, auto=True)
    story = Story(setup, events)
    state = story.state
    for milestone in [*state.milestones, *(f"step:{step.id}" for step in setup.playbook.steps)]:
        legs = story.path(milestone)
        ends = [0, *(leg.end for leg in legs)]
        assert [leg.start for leg in legs] == ends[:-1]
        assert ends[-1] == (state.reached(milestone) or 0)
