"""Rules 20 and 21: people may do what they think right; it is recorded as what it was."""

from __future__ import annotations

import pytest

from simulator.exercise.commands import Act, CallIn, EndPlay, Finish, Mark, Order, Reestimate, Skip, Withdraw
from simulator.exercise.views import Refused
from simulator.timeline.events import WorkQueued
from tests.setups import make_setup
from tests.world.plays import ALERT, OFFICE, Table, step

CHAIN = [
    step("look", "20m", once="detected", reaches="known"),
    step("fix", "1h", after="look", reaches="fixed"),
    step("tell", "5m", after="fix"),
]
RISKY = step(
    "scope",
    "1h",
    once="detected",
    outcomes={"data": {"odds": "100%", "reaches": "data-known"}, "none": "0%"},
    fails={"odds": "100%"},
    repeat={"from": "scope", "odds": "100%", "at_most": "5"},
    reaches="scope-known",
)


def table(*steps: dict[str, object]) -> Table:
    return Table(make_setup(list(steps or CHAIN)))


# ---- 20: orders, ends


def test_20_out_of_order_is_allowed_and_recorded() -> None:
    story = table().act(Order("fix", seat="analyst", now=True)).until(60)
    queued = [(event.job, event.at, event.early, event.seat) for event in story.of(WorkQueued)]
    assert queued == [("fix", 0, True, "analyst")]
    assert story.at("fixed") == 60


def test_20_again_is_a_new_visit() -> None:
    """The milestone keeps its first time, and what followed is not done again."""
    story = table().act(Order("look")).act(Order("fix")).until(100)
    story.act(Order("look", now=True)).until(200)
    assert story.worked("look") == [(0, 20), (100, 120)]
    assert story.at("known") == 20
    assert story.worked("fix") == [(20, 80)]


def test_20_what_is_under_way_cannot_be_ordered_again() -> None:
    story = table().act(Order("look")).until(10)
    with pytest.raises(Refused, match="under way"):
        story.act(Order("look", now=True))


def test_20_finishing_early_draws_neither_failure_nor_repeat() -> None:
    story = table(RISKY).act(Order("scope")).until(5).act(Finish("scope", outcome="none", seat="analyst"))
    assert (story.outcomes("scope"), story.at("scope-known"), story.at("data-known")) == (["none"], 5, None)


def test_20_the_outcome_of_an_early_end_is_drawn_where_none_is_named() -> None:
    story = table(RISKY).act(Order("scope")).until(5).act(Finish("scope"))
    assert (story.outcomes("scope"), story.at("data-known")) == (["data"], 5)


def test_20_what_is_not_an_outcome_is_refused() -> None:
    story = table(RISKY).act(Order("scope"))
    with pytest.raises(Refused, match="no outcome failed"):
        story.act(Finish("scope", outcome="failed"))


def test_20_work_that_ends_by_itself_draws_its_outcome_as_on_autopilot() -> None:
    story = table(RISKY).act(Order("scope")).until(60)
    assert story.outcomes("scope") == ["failed"]


def test_20_people_overrule_how_long_work_takes_but_not_what_has_been_worked() -> None:
    story = table().act(Order("look")).until(10).act(Reestimate("look", 40 * 60)).until(30)
    assert story.status("look") == "running"
    story.act(Reestimate("look", 60)).until(31)
    assert story.worked("look") == [(0, 30)]
    assert story.state.job("look").takes == 30 * 60


def test_20_a_milestone_is_marked_now_or_earlier_and_never_moves_what_work_reached() -> None:
    story = (
        table().act(Order("look")).until(40).act(Mark("aware", since=600, why="the second mail")).act(Mark("known", 0))
    )
    assert (story.at("aware"), story.at("known")) == (10, 20)
    assert story.state.milestones["aware"].marked_at == 2400
    with pytest.raises(Refused, match="between the opening and now"):
        story.act(Mark("aware", since=9999))


def test_20_what_waits_for_a_milestone_marked_back_in_time_counts_from_then() -> None:
    press = {"id": "press", "once": "aware", "delay": "1h", "title": "A call"}
    story = Table(make_setup(CHAIN, [ALERT, press])).until(40).act(Mark("aware", since=600)).until(200)
    assert story.at("inject:press") == 70


def test_20_at_endex_the_rest_is_played_on_standing_orders() -> None:
    """``tell`` was ordered ahead of time; nobody orders ``fix`` any more, so it is never told."""
    story = table().act(Order("look")).act(Order("tell")).until(10).act(EndPlay()).until(600)
    assert (story.status("look"), story.status("fix"), story.status("tell")) == ("done", "ready", "idle")
    with pytest.raises(Refused, match="Play has ended"):
        story.act(Order("fix"))


# ---- 21: free actions, skipping, orders ahead of time


def test_21_a_free_action_is_work_and_may_reach_milestones() -> None:
    story = (
        table().act(Order("look")).until(5).act(Act("Ask the landlord", "analyst", 600, ("access-known",))).until(60)
    )
    assert story.worked("action/1") == [(20, 30)], "it waits for the analyst like any work"
    assert story.at("access-known") == 30


def test_21_a_free_action_ends_early_like_any_work() -> None:
    story = table().act(Act("Ask the landlord", "analyst", 600, ("access-known",))).until(4).act(Finish("action/1"))
    assert story.at("access-known") == 4


def test_21_skipping_frees_its_people_and_lets_followers_go_on() -> None:
    story = table().act(Order("look")).act(Order("fix")).until(5).act(Skip("look", seat="analyst")).until(100)
    assert (story.status("look"), story.at("known"), story.at("step:look")) == ("skipped", None, 5)
    assert story.worked("fix") == [(5, 65)]


def test_21_skipped_without_its_outcome_a_condition_can_hold_no_more() -> None:
    """Named, it holds."""
    scope = RISKY | {"fails": {"odds": "0%"}}
    steps = [scope, step("report", after="scope=data"), step("close", after="scope")]
    plain = table(*steps).act(Skip("scope"))
    assert (plain.status("report"), plain.status("close")) == ("ruled-out", "ready")
    named = table(*steps).act(Skip("scope", outcome="data"))
    assert (named.status("report"), named.status("close")) == ("ready", "ready")


def test_21_an_order_ahead_of_time_waits_for_readiness_and_may_be_taken_back() -> None:
    story = table().act(Order("fix")).act(Order("tell")).act(Withdraw("tell")).act(Order("look")).until(200)
    assert story.worked("fix") == [(20, 80)]
    assert story.status("tell") == "ready"


def test_21_who_is_on_duty_is_not_called() -> None:
    story = Table(make_setup(CHAIN, roles={"analyst": OFFICE | {"on_call": {"answers_in": "10m"}}}))
    with pytest.raises(Refused, match="on duty"):
        story.act(CallIn("analyst"))
    story.until(60).act(CallIn("analyst")).act(Order("look")).until(120)
    assert story.hours("look") == ["Fri 18:50-19:10"]
