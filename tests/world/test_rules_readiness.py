"""Rules 5 and 6: what a step waits for, and when it is not needed any more."""

from __future__ import annotations

from typing import Any

from simulator.exercise.commands import Order
from simulator.timeline.events import StepRuledOut
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, Played, Table, play, step

NEWS = {"id": "news", "at": "1h", "title": "News", "reaches": "public"}


def played(*steps: dict[str, Any], **fixed: str) -> Played:
    return play(list(steps), [ALERT, NEWS], MANY, outcomes=fixed)


def test_5_all_waits_must_hold_together() -> None:
    story = played(
        step("look", "10m", once="detected"),
        step("ask", "30m", once="detected"),
        step("call", "50m", once="detected"),
        step("tell", after=["look"], after_any=["call", "ask"], once=["detected", "public"]),
        step("note", after=["look"], after_any=["call", "ask"], once=["detected"]),
    )
    assert story.worked("tell") == [(60, 70)]
    assert story.worked("note") == [(30, 40)]


def test_5_conditions_are_asked_once_when_all_waits_hold() -> None:
    """The news come at minute 60: too late to be a reason, too late to be an obstacle."""
    story = played(
        step("look", once="detected"),
        step("answer", after="look", only_if="public"),
        step("whisper", after="look", unless="public"),
        step("later", "90m", once="detected"),
        step("reply", after="later", only_if="public"),
        step("hush", after="later", unless="public"),
    )
    assert story.status("answer") == "ruled-out"
    assert story.worked("whisper") == [(10, 20)]
    assert story.worked("reply") == [(90, 100)]
    assert story.status("hush") == "ruled-out"


def test_5_a_step_with_no_waits_is_ready_at_opening() -> None:
    assert played(step("look")).worked("look") == [(0, 10)]


def test_5_a_delayed_step_is_ready_so_much_later_and_asked_about_only_then() -> None:
    """The news come at minute 60, in the very second in which the delay of two steps is over."""
    story = played(
        step("look", once="detected"),
        step("reply", after="look", delay="50m", only_if="public"),
        step("whisper", after="look", delay="49m", unless="public"),
        step("hush", after="look", delay="50m", unless="public"),
        step("open", delay="15m", timeout="12m"),
    )
    assert story.worked("reply") == [(60, 70)]
    assert story.worked("whisper") == [(59, 69)]
    assert story.status("hush") == "ruled-out"
    assert story.worked("open") == [(15, 25)]
    assert story.outcomes("open") == [""], "a timeout counts from being asked for"


def test_9_a_delay_comes_before_every_visit() -> None:
    story = played(
        step("fix", once="detected", delay="5m"),
        step("check", after="fix", delay="20m", repeat={"from": "fix", "odds": "100%", "at_most": "1"}),
        step("idle", after="fix", delay="3h", repeat={"from": "fix", "odds": "0%", "at_most": "1"}),
    )
    assert story.worked("fix") == [(5, 15), (50, 60)]
    assert story.worked("check") == [(35, 45), (80, 90)]
    assert story.worked("idle") == [(195, 205)], "what lies outside the loop goes on with its delay"


def test_4_a_delay_is_waited_for_beyond_the_story() -> None:
    clock = {"id": "told", "title": "Told", "kind": "law", "from": "looked", "to": "told", "within": "1h"}
    steps = [
        step("look", once="detected", delay="5h", reaches="looked"),
        step("tell", after="look", delay="30m", reaches="told"),
    ]
    story = play(steps, [ALERT], MANY, expectations=[clock], ends_after="1h")
    assert (story.at("looked"), story.at("told")) == (310, 350)


def test_20_an_order_waits_for_the_end_of_a_delay_and_one_for_now_does_not() -> None:
    setup = make_setup([step("look", once="detected", delay="30m"), step("ask", once="detected", delay="30m")])
    at = Table(setup).act(Order("look")).act(Order("ask", now=True))
    assert (at.status("look"), at.status("ask")) == ("delayed", "running")
    assert at.until(60).worked("look") == [(30, 40)]
    assert at.worked("ask") == [(0, 10)]


def test_5_readiness_once_come_is_not_lost() -> None:
    """The step waits for its only analyst when the news come that would have forbidden it."""
    alone = {"analyst": {"people": "1", "hours": "always"}}
    steps = [step("look", "2h", once="detected"), step("whisper", once="detected", unless="public")]
    assert play(steps, [ALERT, NEWS], alone).worked("whisper") == [(120, 130)]


def test_5_a_milestone_counts_the_first_time_only_and_starts_nothing_twice() -> None:
    again = {"id": "again", "at": "30m", "title": "Once more", "reaches": "detected"}
    story = play([step("look", once="detected", reaches="detected")], [ALERT, again], MANY)
    assert story.at("detected") == 0
    assert story.worked("look") == [(0, 10)]


def test_6_a_plain_entry_is_waived_when_its_step_is_ruled_out() -> None:
    story = played(
        step("look", once="detected"),
        step("reply", after="look", only_if="public"),
        step("tell", after=["look", "reply"]),
    )
    assert story.status("reply") == "ruled-out"
    assert story.worked("tell") == [(10, 20)]


def test_6_when_every_entry_is_waived_the_step_is_ruled_out_too() -> None:
    story = played(
        step("look", once="detected"),
        step("reply", after="look", only_if="public"),
        step("archive", after="reply"),
    )
    assert [event.step for event in story.of(StepRuledOut)] == ["reply", "archive"]


def test_6_an_outcome_is_a_condition() -> None:
    """Ruled out as soon as the other outcome is there, though ``slow`` is still being waited for."""
    steps = [
        step("scope", once="detected", outcomes={"data": {}, "none": {}}),
        step("slow", "5h", once="detected"),
        step("report", after=["scope=data", "slow"]),
        step("explain", after="report=sent"),
        step("close", after="scope=none"),
    ]
    none = played(*steps, scope="none")
    assert [(event.step, event.at) for event in none.of(StepRuledOut)] == [("report", 600), ("explain", 600)]
    assert none.worked("close") == [(10, 20)]
    data = played(*steps, scope="data")
    assert data.worked("report") == [(300, 310)]
    assert data.status("close") == "ruled-out"


def test_6_after_any_is_ruled_out_when_no_entry_can_hold_any_more() -> None:
    story = played(
        step("scope", once="detected", outcomes={"data": {}, "none": {}}),
        step("look", once="detected"),
        step("reply", after="look", only_if="public"),
        step("either", after_any=["scope=data", "look"]),
        step("neither", after_any=["scope=data", "reply"]),
        scope="none",
    )
    assert story.worked("either") == [(10, 20)]
    assert story.status("neither") == "ruled-out"


def test_6_once_never_rules_out_it_waits() -> None:
    story = played(step("look", once="detected"), step("celebrate", after="look", once="never-reached"))
    assert story.status("celebrate") == "idle"
