"""Rules 1 to 4: what one second brings, what waits for whom, and where an incident ends."""

from __future__ import annotations

import pytest

from simulator.exercise.commands import Finish, Order
from simulator.exercise.views import Refused
from simulator.plan.compiler import compile_plan
from simulator.study.study import study
from simulator.timeline.events import InjectDelivered, StepReady, WorkEnded, WorkStarted
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup
from tests.world.plays import OFFICE, Table, play

ALERT = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}
TEAM = {"analyst": {"people": "9", "hours": "always"}, "office": OFFICE}


def test_1_one_instant_ends_work_then_times_out_then_delivers_and_only_then_begins() -> None:
    """Everything here is due at 09:00, an hour after opening."""
    played = play(
        [
            {"id": "slow", "role": "analyst", "takes": "5h", "timeout": "1h", "once": "detected"},
            {"id": "look", "role": "analyst", "takes": "1h", "once": "detected"},
            {"id": "repair", "role": "office", "takes": "10m", "once": "detected"},
            {"id": "tell", "role": "analyst", "takes": "10m", "after": "look"},
        ],
        [ALERT, {"id": "mail", "at": "1h", "title": "A mail"}],
        TEAM,
        opens="2026-07-10T08:00+09:00",
    )
    nine = [(type(event), getattr(event, "job", "")) for event in played.events if event.at == 3600]
    assert nine[:3] == [(WorkEnded, "look"), (WorkEnded, "slow"), (InjectDelivered, "")]
    assert played.outcomes("slow") == ["timed-out"]
    assert set(nine[3:]) >= {(StepReady, ""), (WorkStarted, "repair"), (WorkStarted, "tell")}


def test_1_work_that_ends_in_the_second_of_its_timeout_is_done() -> None:
    played = play([{"id": "look", "role": "analyst", "takes": "20m", "timeout": "20m", "once": "detected"}])
    assert played.outcomes("look") == [""]


def test_1_what_happens_in_one_second_happens_in_file_order() -> None:
    steps = [{"id": name, "role": "analyst", "takes": "30m", "once": "detected"} for name in ("zebra", "ant")]
    letters = [{"id": name, "at": "30m", "title": "A letter"} for name in ("second", "first")]
    played = play(steps, [ALERT, *letters], TEAM)
    assert [event.job for event in played.of(WorkEnded)] == ["zebra", "ant"]
    assert [event.inject for event in played.of(InjectDelivered)] == ["alert", "second", "first"]


def test_1_the_first_second_is_an_instant_like_any_other() -> None:
    """What waits for nothing is ready at opening (5), but only when all that the opening brings has come."""
    played = play([{"id": "look", "role": "analyst", "takes": "1h", "unless": "detected"}])
    assert played.status("look") == "ruled-out"


def test_1_acts_of_people_come_last() -> None:
    """At minute 20 the work is over by itself before anybody can end it."""
    table = Table(make_setup([{"id": "look", "role": "analyst", "takes": "20m", "once": "detected"}]))
    table.act(Order("look")).until(20)
    with pytest.raises(Refused, match="done already"):
        table.act(Finish("look"))


def test_2_takes_is_working_time_and_a_timeout_is_elapsed_time() -> None:
    played = play(
        [
            {"id": "patient", "role": "office", "takes": "1h", "once": "detected"},
            {"id": "hasty", "role": "night", "takes": "1h", "timeout": "3h", "once": "detected"},
        ],
        roles={"office": OFFICE, "night": OFFICE},
    )
    assert played.hours("patient") == ["Fri 17:40-18:00", "Mon 09:00-09:40"]
    assert [played.clock(end.at) for end in played.ends("hasty")] == ["Fri 20:40"]
    assert played.outcomes("hasty") == ["timed-out"]


def test_2_delays_and_answers_are_elapsed_time() -> None:
    reachable = OFFICE | {"on_call": {"answers_in": "45m"}}
    played = play(
        [{"id": "look", "role": "office", "takes": "10m", "once": "late"}],
        [ALERT, {"id": "press", "once": "detected", "delay": "5h", "title": "A call", "reaches": "late"}],
        {"office": reachable},
    )
    assert [played.clock(event.at) for event in played.of(InjectDelivered)] == ["Fri 17:40", "Fri 22:40"]
    assert played.hours("look") == ["Fri 23:25-23:35"]


def test_3_what_falls_on_the_last_second_still_happens_and_what_is_later_does_not() -> None:
    steps = [
        {"id": "just", "role": "analyst", "takes": "1h", "once": "detected", "reaches": "contained"},
        {"id": "never", "role": "analyst", "takes": "61m", "once": "detected", "reaches": "recovered"},
    ]
    played = play(steps, roles=TEAM, ends_after="1h")
    assert (played.at("contained"), played.at("recovered")) == (60, None)
    assert (played.status("just"), played.status("never")) == ("done", "running")


def test_3_a_run_is_over_when_nothing_is_on_the_calendar() -> None:
    played = play([{"id": "look", "role": "analyst", "takes": "20m", "once": "detected"}])
    assert played.events[-1].at == 1200
    assert advance(played.plan, played.state, Draws(1), played.plan.horizon, auto=True) == []


def test_4_a_run_goes_on_beyond_the_storys_end_until_its_last_clock_is_settled() -> None:
    def met_and_later(takes: str) -> tuple[float, float]:
        steps = [{"id": "look", "role": "analyst", "takes": takes, "once": "detected", "reaches": "contained"}]
        clock = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "contained"}
        setup = make_setup(steps, expectations=[clock | {"within": "5h"}], ends_after="2h")
        result = study(compile_plan(setup), seed=1, runs=1).expectations[0]
        return result.met.p, result.coming.later

    assert met_and_later("1h") == (1, 0)
    assert met_and_later("4h") == (1, 1)
    assert met_and_later("6h") == (0, 1), "it was under way when the run was over"


def test_4_the_last_second_of_the_last_deadline_counts_and_then_the_run_is_over() -> None:
    own = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "contained", "within": "5h"}

    def ends(takes: str) -> list[str]:
        steps = [
            {"id": "look", "role": "analyst", "takes": takes, "once": "detected", "reaches": "contained"},
            {"id": "other", "role": "analyst", "takes": "5h", "once": "detected"},
            {"id": "slow", "role": "analyst", "takes": "6h", "once": "detected"},
        ]
        played = play(steps, roles=TEAM, ends_after="2h", expectations=[own])
        return [step for step in ("look", "other", "slow") if played.status(step) == "done"]

    assert ends("3h") == ["look"], "once it is met nothing else is waited for"
    assert ends("5h") == ["look", "other"]
    assert ends("8h") == ["other"]


def test_4_a_clock_that_work_may_yet_start_is_waited_for() -> None:
    law = {"id": "law", "title": "Law", "kind": "law", "from": "known", "to": "told", "within": "24h"}
    steps = [
        {"id": "look", "role": "analyst", "takes": "50h", "once": "detected", "reaches": "known"},
        {"id": "tell", "role": "analyst", "takes": "2h", "after": "look", "reaches": "told"},
    ]
    for ends_after in ("2h", "60h"):
        played = play(steps, ends_after=ends_after, expectations=[law])
        assert (played.at("known"), played.at("told")) == (50 * 60, 52 * 60)


def test_4_the_story_sends_nothing_after_its_end() -> None:
    own = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "contained", "within": "5h"}
    steps = [{"id": "look", "role": "analyst", "takes": "4h", "once": "detected", "reaches": "contained"}]
    late = {"id": "late", "at": "3h", "title": "Too late", "reaches": "known"}
    after = {"id": "after", "once": "contained", "title": "Set off too late", "reaches": "told"}
    played = play(steps, [ALERT, late, after], ends_after="2h", expectations=[own])
    assert played.at("contained") == 240
    assert [event.inject for event in played.of(InjectDelivered)] == ["alert"]
