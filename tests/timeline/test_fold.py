"""Events become State, and in one way only."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.timeline import events as e
from simulator.timeline.fold import evolve, fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import random_setup


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1))
def test_folding_all_is_folding_one_by_one_or_in_two_goes(seed: int) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    events = advance(plan, State(), Draws(seed), plan.horizon, auto=True)
    one_by_one = State()
    for event in events:
        one_by_one = evolve(one_by_one, event)
    half = Random(seed).randint(0, len(events))
    assert fold(events) == one_by_one == fold(events[half:], fold(events[:half]))


def test_a_state_is_never_changed_by_what_comes_later() -> None:
    before = fold([e.InjectDelivered(0, "alert", ("detected",)), e.WorkQueued(0, "look", 1)])
    after = fold([e.WorkStarted(60, "look", 1, 600), e.MilestoneMarked(60, "aware", 0)], before)
    assert (before.now, before.job("look").status, before.reached("aware")) == (0, "queued", None)
    assert (after.now, after.job("look").status, after.reached("aware")) == (60, "running", 0)


def test_nothing_has_happened_to_what_is_not_named() -> None:
    assert State().job("look").status == "idle"
    assert State().delivery("alert").status == "to-come"
    assert State().reached("detected") is None


# ---- milestones


def test_a_milestone_counts_the_first_time_only() -> None:
    state = fold([e.InjectDelivered(60, "mail", ("known",)), e.WorkEnded(90, "look", 1, reaches=("known",))])
    assert (state.reached("known"), state.milestones["known"].by) == (60, "inject/mail")


def test_what_people_stated_they_may_correct_and_what_work_reached_they_may_not() -> None:
    state = fold([e.MilestoneMarked(60, "aware", 30), e.MilestoneMarked(90, "aware", 10, why="the first mail")])
    assert (state.reached("aware"), state.milestones["aware"].marked_at) == (10, 90)
    state = fold([e.WorkEnded(90, "look", 1, reaches=("known",)), e.MilestoneMarked(100, "known", 0)])
    assert state.reached("known") == 90


def test_steps_and_injects_are_milestones_too() -> None:
    state = fold([e.InjectDelivered(5, "alert"), e.InjectHeld(6, "press"), e.WorkEnded(60, "look", 1)])
    assert (state.reached("inject:alert"), state.reached("inject:press"), state.reached("step:look")) == (5, None, 60)


@pytest.mark.parametrize("outcome", ["failed", "timed-out"])
def test_what_failed_is_not_done(outcome: str) -> None:
    ended: list[e.Event] = [
        e.WorkEnded(60, "look", 1, outcome),
        e.WorkQueued(80, "look", 2),
        e.WorkEnded(90, "look", 2),
    ]
    assert fold(ended[:1]).reached("step:look") is None
    assert fold(ended).reached("step:look") == 90


# ---- work


def test_a_pause_stops_the_work_and_not_the_clock() -> None:
    begun: list[e.Event] = [e.WorkQueued(0, "look", 1), e.WorkStarted(100, "look", 1, 600)]
    assert fold(begun).job("look").ends_at == 700
    paused = fold([*begun, e.WorkPaused(300, "look")]).job("look")
    assert (paused.status, paused.worked, paused.ends_at) == ("paused", 200, None)
    resumed = fold([*begun, e.WorkPaused(300, "look"), e.WorkResumed(5000, "look")]).job("look")
    assert (resumed.status, resumed.worked, resumed.ends_at) == ("running", 200, 5400)
    longer = fold(
        [*begun, e.WorkPaused(300, "look"), e.WorkResumed(5000, "look"), e.WorkReestimated(5001, "look", 900)]
    )
    assert longer.job("look").ends_at == 5700


def test_what_is_sent_back_waits_to_be_done_again_and_keeps_what_it_was() -> None:
    done: list[e.Event] = [e.WorkQueued(0, "fix", 1), e.WorkStarted(0, "fix", 1, 60), e.WorkEnded(60, "fix", 1, "good")]
    back = e.WorkEnded(90, "check", 1, sent_back=True, reopened=("fix", "check"))
    state = fold([*done, e.WorkQueued(60, "check", 1), back])
    fix, check = state.job("fix"), state.job("check")
    assert (fix.status, fix.visit, fix.first_done_at, fix.outcome) == ("idle", 1, 60, "")
    assert (check.status, check.sent_back, check.first_done_at) == ("idle", 1, None)


def test_an_order_lasts_until_the_work_is_asked_for_or_it_is_taken_back() -> None:
    ordered = fold([e.Ordered(0, "fix"), e.StepReady(5, "fix", "look")])
    assert ordered.job("fix").ordered
    assert not evolve(ordered, e.WorkQueued(5, "fix", 1)).job("fix").ordered
    assert not evolve(ordered, e.OrderWithdrawn(6, "fix")).job("fix").ordered


# ---- the rest


def test_calls_are_counted_by_pool_and_kind() -> None:
    calls = [e.Called(0, "legal", "on-call", 1, 60, 900), e.Called(1000, "legal", "on-call", 1, 1060, 1900)]
    state = fold([*calls, e.Called(1000, "legal", "call-in", 2, 2000, 9000)])
    assert (state.calls["on-call/legal"].nth, state.calls["on-call/legal"].at) == (2, 1000)
    assert state.calls["call-in/legal"].nth == 1


def test_a_decision_is_open_until_taken_and_keeps_that_its_options_were_shown() -> None:
    state = fold([e.DecisionOpened(60, "ask"), e.OptionsOpened(70, "ask")])
    assert state.open_decisions == ("ask",)
    choice = evolve(state, e.DecisionTaken(90, "ask", "go", ("gone",), why="it burns")).choices["ask"]
    assert (choice.opened_at, choice.shown, choice.at, choice.option, choice.why) == (60, True, 90, "go", "it burns")


def test_room_time_adds_up_and_a_tick_can_be_taken_back() -> None:
    state = fold(
        [e.Passed(10, 30), e.Passed(10, 12), e.Ticked(10, "objective/a/1"), e.Ticked(11, "objective/a/1", on=False)]
    )
    assert (state.now, state.room, state.ticks) == (11, 42, {})


def test_an_action_agreed_again_replaces_the_earlier_one() -> None:
    state = fold(
        [e.ActionAgreed(1, "ca-1", "Write a list"), e.ActionAgreed(2, "ca-1", "Write a list", owner="analyst")]
    )
    assert [action.owner for action in state.agreed.values()] == ["analyst"]
