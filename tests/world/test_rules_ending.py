"""Rules 7 to 11: what happens when work ends."""

from __future__ import annotations

from typing import Any

from simulator.exercise.commands import Finish, Mark, Order, Skip
from simulator.plan.compiler import compile_plan
from simulator.study.study import study
from simulator.timeline.events import WorkEnded
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, Played, Table, play, step


def test_7_when_work_ends_its_people_are_free_at_once() -> None:
    story = play([step("look", "20m", once="detected"), step("ask", "5m", once="detected")])
    assert story.worked("look") == [(0, 20)]
    assert story.worked("ask") == [(20, 25)]


def test_7_failure_comes_before_outcome_repeat_and_milestones() -> None:
    story = play(
        [
            step(
                "look",
                once="detected",
                fails={"odds": "100%"},
                outcomes={"clean": {"reaches": "known"}},
                reaches="looked",
                repeat={"from": "look", "odds": "100%", "at_most": "1"},
            )
        ]
    )
    assert story.outcomes("look") == ["failed"]
    assert story.of(WorkEnded)[0].reaches == ()


def test_7_a_visit_that_is_sent_back_has_an_outcome_but_reaches_and_releases_nothing() -> None:
    story = play(
        [
            step("fix", "10m", once="detected"),
            step(
                "verify",
                "5m",
                after="fix",
                outcomes={"clean": {"reaches": "known"}},
                reaches="verified",
                repeat={"from": "fix", "odds": "100%", "at_most": "2"},
            ),
            step("tell", after="verify"),
        ]
    )
    assert story.worked("fix") == [(0, 10), (15, 25), (30, 40)]
    assert story.worked("verify") == [(10, 15), (25, 30), (40, 45)]
    assert [(end.outcome, end.sent_back, end.reaches) for end in story.ends("verify")] == [
        ("clean", True, ()),
        ("clean", True, ()),
        ("clean", False, ("verified", "known")),
    ]
    assert (story.at("verified"), story.at("known")) == (45, 45)
    assert story.worked("tell") == [(45, 55)]


def test_8_after_a_failure_followers_wait_until_people_do_it_again() -> None:
    steps = [step("call", once="detected", fails={"odds": "100%"}, reaches="called"), step("tell", after="call")]
    table = Table(make_setup(steps), self_running=True).until(60)
    assert (table.outcomes("call"), table.status("tell"), table.at("called")) == (["failed"], "idle", None)
    table.act(Order("call", now=True)).act(Finish("call")).until(70)
    assert table.outcomes("call") == ["failed", ""]
    assert table.worked("tell") == [(60, 70)]


def test_8_where_some_step_answers_the_failure_plain_followers_are_ruled_out() -> None:
    story = play(
        [
            step("call", once="detected", fails={"odds": "100%"}),
            step("tell", after="call"),
            step("write", after="call=failed"),
            step("wait", "2h", once="detected", timeout="30m"),
            step("go-on", after="wait"),
            step("escalate", after="wait=timed-out"),
        ],
        roles=MANY,
    )
    assert (story.status("tell"), story.worked("write")) == ("ruled-out", [(10, 20)])
    assert (story.status("go-on"), story.worked("escalate")) == ("ruled-out", [(30, 40)])


def test_9_sending_back_reopens_what_is_over_leaves_what_runs_and_touches_nothing_outside() -> None:
    """At minute 15 the first verification sends back to ``fix``."""
    story = play(
        [
            step("fix", "10m", once="detected"),
            step("warn", "5m", after="fix"),
            step("rebuild", "30m", after="fix"),
            step("explain", "5m", after="fix", only_if="public"),
            step(
                "verify",
                "5m",
                after_any=["fix", "warn", "rebuild", "explain"],
                repeat={"from": "fix", "odds": "100%", "at_most": "1"},
            ),
            step("note", "1m", after="fix"),
        ],
        [ALERT, {"id": "news", "at": "20m", "title": "News", "reaches": "public"}],
        MANY,
    )
    assert story.ends("verify")[0].reopened == ("fix", "warn", "explain", "verify")
    assert story.worked("fix") == [(0, 10), (15, 25)]
    assert story.worked("warn") == [(10, 15), (25, 30)], "done again"
    assert story.worked("explain") == [(25, 30)], "ruled out the first time, needed the second"
    assert story.worked("rebuild") == [(10, 40)], "running work goes on"
    assert story.worked("note") == [(10, 11)], "outside the loop"


def test_9_what_is_queued_goes_on_too_and_from_is_ready_at_once_whatever_it_waited_for() -> None:
    """``fix`` would be ruled out now; ``warn`` stands in the queue of a busy lawyer when it is sent back."""
    lawyer = {"role": "lawyer"}
    team = MANY | {"lawyer": {"people": "1", "hours": "always"}}
    story = play(
        [
            step("brief", "1h", once="detected") | lawyer,
            step("fix", "10m", once="detected", unless="public"),
            step("warn", "5m", after="fix") | lawyer,
            step("verify", "5m", after_any=["fix", "warn"], repeat={"from": "fix", "odds": "100%", "at_most": "1"}),
        ],
        [ALERT, {"id": "news", "at": "5m", "title": "News", "reaches": "public"}],
        team,
    )
    assert story.ends("verify")[0].reopened == ("fix", "verify")
    assert story.worked("fix") == [(0, 10), (15, 25)]
    assert story.worked("warn") == [(60, 65)]


def test_9_after_the_last_time_it_goes_on_as_passed() -> None:
    loop = {"from": "verify", "odds": "100%", "at_most": "3"}
    story = play([step("verify", "5m", once="detected", repeat=loop, reaches="verified")])
    assert len(story.visits("verify")) == 4
    assert story.at("verified") == 20


def test_9_what_never_began_is_not_begun_by_sending_back_to_it() -> None:
    """``verify`` could begin without ``fix``, which goes on waiting for its own reason."""
    story = play(
        [
            step("look", once="detected"),
            step("fix", once="never-reached"),
            step("verify", after_any=["fix", "look"], repeat={"from": "fix", "odds": "100%", "at_most": "1"}),
        ]
    )
    assert (story.status("fix"), story.worked("verify")) == ("idle", [(10, 20), (20, 30)])


def test_10_a_timeout_comes_due_in_the_queue_and_the_next_in_turn_is_served() -> None:
    story = play(
        [
            step("long", "2h", once="detected"),
            step("hasty", "5m", once="detected", timeout="30m"),
            step("patient", "5m", once="detected"),
        ]
    )
    hasty = story.visits("hasty")[0]
    assert (hasty.started_at, hasty.ended_at, hasty.outcome) == (None, 30 * 60, "timed-out")
    assert story.worked("patient") == [(120, 125)]


def test_10_a_timeout_runs_from_being_asked_for() -> None:
    """For the autopilot that is being ready; for people, their order."""
    setup = make_setup([step("look", "2h", once="detected", timeout="30m")])
    assert play([step("look", "2h", once="detected", timeout="30m")]).worked("look") == [(0, 30)]
    table = Table(setup).until(50).act(Order("look")).until(100)
    assert table.worked("look") == [(50, 80)]


def test_11_what_the_story_fixes_is_neither_drawn_nor_chosen() -> None:
    odds = {"data": "0%", "none": "100%"}
    setup = make_setup([step("scope", once="detected", outcomes=odds)], outcomes={"scope": "data"})
    assert Table(setup, self_running=True).until(60).outcomes("scope") == ["data"]
    chosen = Table(setup).act(Order("scope")).act(Finish("scope", outcome="none"))
    assert chosen.outcomes("scope") == ["data"]


def test_11_equal_odds_where_none_are_given() -> None:
    """Each of three outcomes comes about a third of the time (1,200 draws; five standard deviations allowed)."""
    ends = {"a": {"reaches": "at-a"}, "b": {"reaches": "at-b"}, "c": {"reaches": "at-c"}}
    plan = compile_plan(make_setup([step("toss", once="detected", outcomes=ends)]))
    found = {milestone.id: milestone.reached for milestone in study(plan, seed=1, runs=1200).milestones}
    assert all(abs(found[name] - 1 / 3) < 5 * 0.0136 for name in ("at-a", "at-b", "at-c"))


def test_9_a_step_that_recurs_comes_again_until_a_milestone() -> None:
    """Every half hour from when it was asked for; what is late comes as soon as it can, and does not catch up."""
    story = play(
        [
            step("tell", "10m", once="detected", every="30m", until="fixed", reaches="told"),
            step("ask", "40m", once="detected", every="30m", until="fixed"),
            step("fix", "100m", once="detected", reaches="fixed"),
        ],
        [ALERT],
        MANY,
    )
    assert story.worked("tell") == [(0, 10), (30, 40), (60, 70), (90, 100)]
    assert story.worked("ask") == [(0, 40), (40, 80), (80, 120)], "what is under way goes on"
    assert story.at("told") == 10, "a milestone counts the first time only"


def test_9_whatever_its_end_a_step_that_recurs_comes_again() -> None:
    tries = step("try", "10m", once="detected", every="1h", until="fixed", fails={"odds": "100%"}, delay="5m")
    story = play([tries, step("fix", "150m", once="detected", reaches="fixed")], [ALERT], MANY)
    assert story.worked("try") == [(5, 15), (65, 75), (125, 135)], "the delay comes before the first time only"


def test_9_a_milestone_in_the_very_second_ends_a_step_that_recurs() -> None:
    story = play(
        [step("tell", once="detected", every="1h", until="fixed"), step("fix", "2h", once="detected", reaches="fixed")],
        [ALERT],
        MANY,
    )
    assert story.worked("tell") == [(0, 10), (60, 70)]


def test_4_turns_of_a_step_that_recurs_are_waited_for_until_they_end() -> None:
    clock = {"id": "c", "title": "C", "kind": "law", "from": "told", "to": "fixed", "within": "1h"}
    steps = [step("tell", once="detected", every="1h", until="fixed"), step("fix", once="told", reaches="fixed")]
    late = step("late", once="detected", every="3h", until="fixed", reaches="told")
    never = step("say", once="asked", reaches="told")
    idle = play([*steps, never], [ALERT], MANY, expectations=[clock], ends_after="90m")
    assert len(idle.worked("tell")) == 1 + (90 * 60 + 35 * 86_400) // 3600, "for 35 days nothing may start the clock"
    fixed = play([*steps, late], [ALERT], MANY, expectations=[clock], ends_after="5m")
    assert fixed.worked("tell") == [(0, 10)], "it was fixed at 20 minutes"


def test_20_on_orders_each_turn_waits_for_an_order_and_leaving_it_out_ends_it() -> None:
    at = Table(make_setup([step("tell", once="detected", every="1h", until="fixed")])).act(Order("tell"))
    assert at.until(70).status("tell") == "ready"
    at.act(Order("tell")).until(120)
    assert at.worked("tell") == [(0, 10), (70, 80)]
    assert at.status("tell") == "done", "an hour after it was asked for"
    assert at.until(130).status("tell") == "ready"
    assert at.act(Skip("tell")).until(600).status("tell") == "skipped"


# ---- 9: done again on new information

MORE: dict[str, Any] = {"id": "more", "at": "30m", "title": "More", "reaches": "grew"}


def again(takes: str, **keys: Any) -> Played:
    return play([step("scope", takes, once="detected", again_on="grew", **keys)], [ALERT, MORE], MANY)


def test_9_what_was_over_is_done_again_once() -> None:
    assert again("10m").worked("scope") == [(0, 10), (30, 40)]


def test_9_what_ends_in_that_second_or_later_is_not_done_again() -> None:
    assert again("30m").worked("scope") == [(0, 30)]
    assert again("50m").worked("scope") == [(0, 50)]
    assert len(again("29m59s").visits("scope")) == 2


def test_9_what_was_ruled_out_stays_so() -> None:
    assert again("10m", unless="detected").status("scope") == "ruled-out"


def test_9_a_step_or_a_message_makes_it_be_done_again_too() -> None:
    steps = [step("scope", once="detected", again_on=["look", "more"]), step("look", "20m", once="detected")]
    assert play(steps, [ALERT, MORE], MANY).worked("scope") == [(0, 10), (20, 30)], "at 0:30 it is over that second"
    late = MORE | {"at": "31m"}
    assert play(steps, [ALERT, late], MANY).worked("scope") == [(0, 10), (20, 30), (31, 41)]


def test_9_at_the_table_it_waits_for_an_order_again() -> None:
    setup = make_setup([step("scope", once="detected", again_on="grew")], [ALERT, MORE], MANY)
    table = Table(setup).act(Order("scope")).until(40)
    assert (table.status("scope"), len(table.visits("scope"))) == ("ready", 1)
    table.act(Order("scope")).until(60)
    assert table.worked("scope") == [(0, 10), (40, 50)]


def test_9_people_who_mark_it_make_it_be_done_again_unless_it_was_so_before() -> None:
    for since, visits in ((5, 1), (15, 2)):
        table = Table(make_setup([step("scope", once="detected", again_on="grew")], [ALERT], MANY), self_running=True)
        table.until(20).act(Mark("grew", since * 60)).until(60)
        assert len(table.visits("scope")) == visits
