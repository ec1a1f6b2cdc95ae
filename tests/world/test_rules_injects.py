"""Rules 18 and 19: when injects come, and what decisions do to whom."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.exercise.commands import Decide, Finish, Hold, Improvise, Order, Release, SkipInject
from simulator.exercise.views import Refused
from simulator.timeline.events import DecisionOpened, DecisionTaken, InjectDelivered, InjectDropped
from simulator.timeline.judge import judge
from simulator.wording.voice import Voice
from tests.setups import make_setup
from tests.world.plays import ALERT, OFFICE, Table, play, step

LOOK = step("look", "20m", once="detected", reaches="known")


def inject(name: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "title": name} | keys


# ---- 18: injects


def test_18_an_inject_is_due_at_the_latest_of_its_time_and_its_milestones_plus_delay() -> None:
    story = play(
        [LOOK],
        [
            ALERT,
            inject("time-is-later", at="1h", once="known", delay="5m"),
            inject("milestone-is-later", at="10m", once="known", delay="5m"),
            inject("both-must-come", once=["known", "time-is-later"], delay="30m"),
            inject("after-a-step", once="look"),
        ],
    )
    assert {name: story.at(f"inject:{name}") for name in ("time-is-later", "milestone-is-later")} == {
        "time-is-later": 60,
        "milestone-is-later": 25,
    }
    assert story.at("inject:both-must-come") == 90
    assert story.at("inject:after-a-step") == 20


def test_18_unless_is_asked_when_it_is_due_and_that_very_second_counts() -> None:
    story = play([LOOK], [ALERT, *(inject(f"at-{at}", at=f"{at}m", unless="known") for at in (19, 20, 21))])
    assert [event.inject for event in story.of(InjectDelivered)] == ["alert", "at-19"]
    assert [event.inject for event in story.of(InjectDropped)] == ["at-20", "at-21"]


def test_18_what_the_facilitator_releases_comes_at_once_and_is_not_asked() -> None:
    setup = make_setup([LOOK], [ALERT, inject("press", at="1h", unless="known"), inject("late", at="5h")])
    table = Table(setup, self_running=True).until(30).act(Release("press")).act(Release("late")).until(600)
    assert (table.at("inject:press"), table.at("inject:late")) == (30, 30)
    assert len(table.of(InjectDelivered)) == 3, "each comes once"


def test_18_even_what_was_dropped_may_be_released() -> None:
    setup = make_setup([LOOK], [ALERT, inject("press", at="25m", unless="known")])
    table = Table(setup, self_running=True).until(30)
    assert table.state.delivery("press").status == "dropped"
    assert table.act(Release("press")).at("inject:press") == 30


def test_18_what_is_held_back_does_not_come_until_it_is_released() -> None:
    table = Table(make_setup([LOOK], [ALERT, inject("press", at="10m")])).act(Hold("press")).until(60)
    assert table.at("inject:press") is None
    assert table.act(Release("press")).at("inject:press") == 60


def test_18_what_was_left_out_or_made_up() -> None:
    table = Table(make_setup([LOOK], [ALERT, inject("press", at="10m")]), self_running=True)
    table.act(SkipInject("press")).act(Improvise("A rumour", reaches=("public",))).until(60)
    assert (table.at("inject:press"), table.at("public")) == (None, 0)
    with pytest.raises(Refused, match="delivered or dropped"):
        table.act(SkipInject("press"))


def test_18_injects_cost_work() -> None:
    """The call is one more piece of work in the queue, delivered whether somebody is free or not."""
    call = inject("call", at="5m", work={"role": "analyst", "takes": "15m"})
    story = play([LOOK], [ALERT, call])
    assert story.at("inject:call") == 5
    assert story.worked("inject/call") == [(20, 35)]


def test_18_moments_in_texts_count_from_opening_and_expectations_from_delivery() -> None:
    expecting = inject("press", at="1h", body="By {T+24h}", expects=[{"step": "look", "done_within": "30m"}])
    table = Table(make_setup([LOOK], [ALERT, expecting]))
    body = table.setup.scenario.injects[1].body
    assert Voice.of(table.setup, "en").text(body) == "By Sat 11 Jul 2026 17:40"
    (verdict,) = judge(table.setup.clocks, table.until(70).state)
    assert (verdict.standing, verdict.started, verdict.deadline) == ("running", 3600, 5400)
    (verdict,) = judge(table.setup.clocks, table.act(Order("look")).until(120).state)
    assert (verdict.standing, verdict.reached) == ("met", 5400)


# ---- 19: decisions


OPTIONS = [
    {"id": "wait", "text": "Wait", "odds": "0%", "reaches": "waited"},
    {"id": "act", "text": "Act", "odds": "100%", "reaches": "acted"},
]
QUESTION = {"role": "analyst", "question": "What now?", "takes": "15m", "options": OPTIONS}
ASKED = {"id": "ask", "at": "5m", "decision": QUESTION}
ASKED_FOR = ASKED | {"decision": QUESTION | {"answer_by": "45m", "if_undecided": "wait"}}


def test_19_for_the_autopilot_a_decision_is_work_that_waits_its_turn() -> None:
    story = play([LOOK], [ALERT, ASKED])
    assert story.worked("decision/ask") == [(20, 35)]
    assert (story.at("acted"), story.at("waited")) == (35, None)
    assert story.of(DecisionOpened) == []


def test_19_for_the_autopilot_a_decision_waits_for_the_shift_and_knows_no_answer_by() -> None:
    story = play([LOOK], [ALERT, ASKED_FOR | {"at": "1h"}], {"analyst": OFFICE})
    assert story.hours("decision/ask") == ["Mon 09:00-09:15"]
    assert [(event.option, event.undecided) for event in story.of(DecisionTaken)] == [("act", False)]


def test_19_with_people_it_is_open_until_taken_and_occupies_nobody() -> None:
    table = Table(make_setup([LOOK], [ALERT, ASKED]), self_running=True).until(600)
    assert table.state.open_decisions == ("ask",)
    assert table.worked("look") == [(0, 20)]
    decided = table.act(Decide("ask", "wait", why="nobody knows yet"))
    assert decided.state.open_decisions == ()
    assert decided.at("waited") == 600


def test_19_nobody_decided_in_time() -> None:
    table = Table(make_setup([LOOK], [ALERT, ASKED_FOR]), self_running=True).until(600)
    taken = table.state.choices["ask"]
    assert (taken.option, taken.undecided, taken.at) == ("wait", True, 50 * 60)
    with pytest.raises(Refused, match="No decision is open"):
        table.act(Decide("ask", "act"))


def test_19_an_open_decision_is_taken_and_cannot_be_finished_like_work() -> None:
    table = Table(make_setup([LOOK], [ALERT, ASKED_FOR]), self_running=True).until(30)
    with pytest.raises(Refused, match="not under way"):
        table.act(Finish("decision/ask", outcome="act"))
    assert table.state.open_decisions == ("ask",)


def test_19_something_else_can_always_be_decided() -> None:
    table = Table(make_setup([LOOK], [ALERT, ASKED_FOR]), self_running=True).until(30)
    table.act(Decide("ask", text="We ask the landlord")).until(600)
    assert len(table.of(DecisionTaken)) == 1
    assert (table.at("waited"), table.at("acted")) == (None, None)
