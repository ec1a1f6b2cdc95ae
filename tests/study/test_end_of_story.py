"""No chance depends on where the story ends, as long as it sends nothing between."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.model.durations import DAY, HOUR
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.study.bars import Bars
from simulator.study.batch import Order, play
from simulator.study.judged import Judged, judged
from simulator.study.study import study
from tests.setups import crowded_setup, make_setup, random_setup

RUNS = 4


def ending(setup: Setup, after: int) -> Setup:
    """The same with another end, and without what would come between the two ends that are compared."""
    story = setup.scenario
    injects = tuple(inject for inject in story.injects if inject.at is not None and not inject.once)
    return setup.model_copy(update={"scenario": story.model_copy(update={"ends_after": after, "injects": injects})})


def clocks(setup: Setup, seed: int) -> tuple[Judged, ...]:
    plan = compile_plan(setup)
    return judged(plan, play(plan, Order(seed, 0, RUNS)).reached, plan.horizon)


def assert_same_chances(setup: Setup, seed: int) -> None:
    """Run by run: what starts, is met, void, and when it is due; what recurs may end with the story."""
    early, late = clocks(ending(setup, 48 * HOUR), seed), clocks(ending(setup, 10 * DAY), seed)
    for one, other in zip(early, late, strict=True):
        if one.clock.recurs:
            continue
        for figure in ("started", "met", "void"):
            assert np.array_equal(getattr(one, figure), getattr(other, figure)), (one.clock.key, figure)
        # What came too early is settled then; how long it should have kept away may be told by what comes later.
        settled = ~one.met if one.clock.keeps_away else np.zeros_like(one.met)
        assert np.array_equal(one.due[~settled], other.due[~settled]), one.clock.key
        assert not one.undecided.any()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
@example(3659)  # a cap that starts after the clock was met
@example(36896609)  # what must keep away came too early
@example(47724)  # a step that nobody can do is ruled out when its delay is over
def test_the_end_of_the_story_moves_no_chance(seed: int) -> None:
    rng = Random(seed)
    assert_same_chances(rng.choice([random_setup, crowded_setup])(rng), seed)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_end_of_the_story_moves_no_chance_in_thousands_of_plans(seed: int) -> None:
    rng = Random(seed)
    assert_same_chances(rng.choice([random_setup, crowded_setup])(rng), seed)


def test_after_the_storys_end_is_not_never() -> None:
    """In a fifth of the runs nothing is found; the rest is told, mostly after the six hours of the story."""
    ends = {"leak": {"odds": "80%", "reaches": "leak-known"}, "none": "20%"}
    steps: list[dict[str, Any]] = [
        {"id": "look", "role": "analyst", "takes": "1h..12h", "once": "detected", "outcomes": ends},
        {"id": "tell", "role": "analyst", "takes": "1h", "after": "look=leak", "reaches": "told"},
    ]
    own = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "told", "within": "24h"}
    found = study(compile_plan(make_setup(steps, expectations=[own], ends_after="6h")), seed=1, runs=1000)
    (clock,) = found.expectations
    assert clock.coming.never == pytest.approx(0.2, abs=0.04)
    assert clock.coming.later == pytest.approx(0.8 * 7 / 11, abs=0.05)
    assert clock.met.p == pytest.approx(0.8, abs=0.04)
    told = next(milestone for milestone in found.milestones if milestone.id == "told")
    assert (told.coming, told.reached) == (clock.coming, clock.met.p)
    assert told.p50 is not None
    assert told.p90 is None, "one run in five never sees it"


def test_several_incidents_each_have_a_story_that_ends() -> None:
    steps = [{"id": "look", "role": "analyst", "takes": "1h", "once": "late", "reaches": "done"}]
    injects = [{"id": "late", "at": "5h", "title": "Late", "reaches": "late"}]
    setup = make_setup(steps, injects, {"analyst": {"people": "9", "hours": "always"}}, ends_after="4h")
    found = study(several(setup, 3, HOUR), seed=1, runs=2)
    assert [milestone.id for milestone in found.milestones] == [], "at 5h each story is over"


def test_an_order_of_which_nothing_comes_has_not_started_and_fails_nothing() -> None:
    order = {"id": "order", "title": "Order", "kind": "law", "order": ["first", "second"]}
    steps = [{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}]
    found = study(compile_plan(make_setup(steps, expectations=[order])), seed=1, runs=10)
    assert [clock.started for clock in found.expectations] == [0]
    assert Bars(1.0).graded(found.expectations) == ()


def test_a_false_alarm_counts_no_way() -> None:
    """Of the runs that are no false alarm all are in time; with half of them void the chance is theirs."""
    ends = {"harmless": {"odds": "50%", "reaches": "stood-down"}, "incident": "50%"}
    steps: list[dict[str, Any]] = [
        {"id": "triage", "role": "analyst", "takes": "30m", "once": "detected", "outcomes": ends},
        {"id": "isolate", "role": "analyst", "takes": "10m..60m", "after": "triage=incident", "reaches": "contained"},
    ]
    own = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "contained", "within": "2h"}
    plain, moot = (
        study(compile_plan(make_setup(steps, expectations=[own | more])), seed=1, runs=400).expectations[0]
        for more in ({}, {"unless": "stood-down"})
    )
    assert plain.void == 0
    assert plain.coming.never == pytest.approx(0.5, abs=0.08)
    assert (moot.started, moot.met.p, moot.coming.never) == (1, 1, 0)
    assert moot.void == pytest.approx(1 - plain.met.p)
    assert moot.missed == 0
