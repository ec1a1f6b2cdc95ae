"""Rules 12 to 17: who works on what, and who is there at all. Every play opens on a Friday at 17:40."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.exercise.commands import CallIn, Order, SetAway
from simulator.exercise.views import Refused
from simulator.timeline.events import Called, InjectDelivered, WorkPaused, WorkStarted
from tests.setups import make_setup
from tests.world.plays import ALERT, OFFICE, Played, Table, play, step

NIGHT: dict[str, Any] = {"id": "night", "at": "5h", "title": "A call at 22:40", "reaches": "late"}


# ---- 12: one queue


def test_12_the_queue_goes_by_priority_then_by_time_asked_then_by_file() -> None:
    mail = {"id": "mail", "at": "10m", "title": "A mail", "reaches": "mailed"}
    story = play(
        [
            step("busy", "1h", once="detected"),
            step("late", once="mailed"),
            step("early-b", after_any="begun"),
            step("early-a", once="detected"),
            step("urgent", once="mailed", priority="1"),
            step("begun", "0m", once="detected", priority="1"),
        ],
        [ALERT, mail],
    )
    order = sorted(["busy", "late", "early-a", "early-b", "urgent"], key=lambda job: story.worked(job)[0])
    assert order == ["busy", "urgent", "early-b", "early-a", "late"]


def test_12_nobody_is_taken_off_running_work() -> None:
    urgent = {"id": "urgent", "at": "5m", "title": "Urgent", "reaches": "worse"}
    story = play([step("busy", "1h", once="detected"), step("rescue", once="worse", priority="1")], [ALERT, urgent])
    assert story.worked("busy") == [(0, 60)]
    assert story.worked("rescue") == [(60, 70)]


def test_12_nobody_overtakes_free_people_are_kept_for_the_first_in_the_queue() -> None:
    pair = {"role": {"analyst": "2"}}
    two = {"analyst": {"people": "2", "hours": "always"}}
    story = play(
        [step("busy", "1h", once="detected"), step("lift", once="detected") | pair, step("tidy", once="detected")],
        roles=two,
    )
    assert story.worked("lift") == [(60, 70)]
    assert story.worked("tidy") == [(70, 80)], "one person was free all the time, and kept"


def test_12_waiting_for_somebody_absent_keeps_nobody() -> None:
    """The meeting waits for Monday; the analyst does other work meanwhile."""
    roles = {"analyst": {"people": "1", "hours": "always"}, "counsel": OFFICE | {"hours": "Mon-Fri 09:00-17:00"}}
    meeting = {"role": {"analyst": "1", "counsel": "1"}, "priority": "1"}
    story = play([step("meet", once="detected") | meeting, step("tidy", once="detected")], roles=roles)
    assert story.hours("tidy") == ["Fri 17:40-17:50"]
    assert story.hours("meet") == ["Mon 09:00-09:10"]


# ---- 13: hours


def test_13_work_begins_with_the_next_shift_and_pauses_between_shifts() -> None:
    story = play(
        [step("long", "1h", once="detected"), step("later", once="late")],
        [ALERT, NIGHT],
        {"analyst": OFFICE},
    )
    assert story.hours("long") == ["Fri 17:40-18:00", "Mon 09:00-09:40"]
    assert story.hours("later") == ["Mon 09:40-09:50"], "what was paused comes before what waits"


def test_13_work_that_ends_with_the_shift_ends_that_evening() -> None:
    assert play([step("look", "20m", once="detected")], roles={"analyst": OFFICE}).hours("look") == ["Fri 17:40-18:00"]


def test_13_overtime_carries_running_work_on_but_begins_nothing() -> None:
    overtime = {"analyst": OFFICE | {"overtime": "30m"}}
    story = play([step("look", "40m", once="detected"), step("tell", after="look")], roles=overtime)
    assert story.hours("look") == ["Fri 17:40-18:20"]
    assert story.hours("tell") == ["Mon 09:00-09:10"]
    longer = play([step("look", "1h", once="detected")], roles=overtime)
    assert longer.hours("look") == ["Fri 17:40-18:30", "Mon 09:00-09:10"]


def test_13_paused_work_whose_people_are_at_hand_keeps_its_place() -> None:
    """On Monday one of the two is still busy from the night: the pair cannot go on, and the other is kept for it."""
    story = play(
        [
            step("lift", "1h", once="detected") | {"role": {"analyst": "2"}},
            step("watch", "60h", once="late"),
            step("tidy", once="monday"),
        ],
        [ALERT, NIGHT, {"id": "monday", "at": "64h", "title": "Monday 09:40", "reaches": "monday"}],
        {"analyst": OFFICE | {"people": "2", "on_call": {"answers_in": "0m"}}},
        ends_after="96h",
    )
    assert story.hours("watch") == ["Fri 22:40-Mon 10:40"]
    assert story.hours("lift") == ["Fri 17:40-18:00", "Mon 10:40-11:20"]
    assert story.hours("tidy") == ["Mon 11:20-11:30"]


def test_13_paused_work_holds_nobody_while_one_of_its_roles_is_away() -> None:
    """The meeting pauses at 18:00 as the lawyer goes; until Monday the analyst is free for all else."""
    story = play(
        [
            step("meet", "1h", once="detected", priority="1") | {"role": {"analyst": "1", "lawyer": "1"}},
            step("tidy", once="late", priority="9"),
            step("sweep", "1h", once="monday", priority="9"),
        ],
        [ALERT, NIGHT, {"id": "monday", "at": "63h15m", "title": "Monday 08:55", "reaches": "monday"}],
        {"analyst": {"people": "1", "hours": "always"}, "lawyer": OFFICE},
    )
    assert story.hours("tidy") == ["Fri 22:40-22:50"]
    assert story.hours("sweep") == ["Mon 08:55-09:55"], "nobody is taken off running work"
    assert story.hours("meet") == ["Fri 17:40-18:00", "Mon 09:55-10:35"]


def test_13_a_paused_meeting_is_not_passed_when_one_of_its_roles_comes_back() -> None:
    """On Monday the lawyer is back while the analyst is still busy: less urgent work does not take the lawyer."""
    story = play(
        [
            step("meet", "1h", once="detected", priority="1") | {"role": {"analyst": "1", "lawyer": "1"}},
            step("sweep", "1h", once="monday", priority="9"),
            step("review", "3h", once="monday", priority="9", role="lawyer"),
        ],
        [ALERT, {"id": "monday", "at": "63h15m", "title": "Monday 08:55", "reaches": "monday"}],
        {"analyst": {"people": "1", "hours": "always"}, "lawyer": OFFICE},
    )
    assert story.hours("meet") == ["Fri 17:40-18:00", "Mon 09:55-10:35"]
    assert story.hours("review") == ["Mon 10:35-13:35"]


def test_13_last_come_is_first_paused() -> None:
    """Two are called in, one of them for longer: what stands last in the queue's order stops."""
    roles = {
        "analyst": OFFICE
        | {"people": "2", "on_call": {"answers_in": "0m"}, "call_in": {"answers_in": "0m", "stays": "1h"}}
    }
    story = play(
        [
            step("usual", "2h", once="late", calls_in="true"),
            step("pressing", "2h", once="late", calls_in="true", priority="1"),
        ],
        [ALERT, NIGHT],
        roles,
    )
    assert story.hours("pressing") == ["Fri 22:40-Sat 00:40"]
    assert story.hours("usual") == ["Fri 22:40-23:40", "Sat 00:40-01:40"]


# ---- 14: on call


def test_14_the_role_on_call_is_called_when_work_first_waits_and_stays_until_the_next_shift() -> None:
    on_call = {"on_call": {"answers_in": "30m"}}
    second = {"id": "second", "at": "7h", "title": "A second call at 00:40", "reaches": "later"}
    story = play(
        [step("look", "3h", once="late"), step("tell", once="later")],
        [ALERT, NIGHT, second],
        {"analyst": OFFICE | on_call},
    )
    calls = [(story.clock(call.at), story.clock(call.answers_at), story.clock(call.until)) for call in story.of(Called)]
    assert calls == [("Fri 22:40", "Fri 23:10", "Mon 09:00")], "one call a gap"
    assert story.hours("look") == ["Fri 23:10-Sat 02:10"]
    assert story.hours("tell") == ["Sat 02:10-02:20"]


def test_14_the_role_is_called_at_the_end_of_its_shift_if_work_waits_by_then() -> None:
    """Two pieces of work, one person: at 18:00 the first pauses, and both count as waiting."""
    story = play(
        [step("look", "1h", once="detected"), step("tell", once="detected")],
        roles={"analyst": OFFICE | {"on_call": {"answers_in": "15m"}}},
    )
    assert [story.clock(call.at) for call in story.of(Called)] == ["Fri 18:00"]
    assert story.hours("look") == ["Fri 17:40-18:00", "Fri 18:15-18:55"]
    assert story.hours("tell") == ["Fri 18:55-19:05"]


def test_14_paused_work_alone_is_reason_enough_to_call() -> None:
    on_call = {"on_call": {"answers_in": "15m"}}
    story = play([step("look", "1h", once="detected")], roles={"analyst": OFFICE | on_call})
    assert story.hours("look") == ["Fri 17:40-18:00", "Fri 18:15-18:55"]


def test_14_on_call_work_never_pauses() -> None:
    """Two days without an end, into Monday's shift and through it."""
    on_call = {"analyst": OFFICE | {"on_call": {"answers_in": "0m"}}}
    story = play([step("look", "60h", once="late")], [ALERT, NIGHT], on_call, ends_after="96h")
    assert story.hours("look") == ["Fri 22:40-Mon 10:40"]


def test_14_no_more_come_than_are_on_call() -> None:
    roles = {"analyst": OFFICE | {"people": "3", "on_call": {"answers_in": "10m", "people": "2"}}}
    story = play([step(name, "1h", once="late") for name in ("a", "b", "c")], [ALERT, NIGHT], roles)
    assert [story.hours(name) for name in ("a", "b", "c")] == [
        ["Fri 22:50-23:50"],
        ["Fri 22:50-23:50"],
        ["Fri 23:50-Sat 00:50"],
    ]


def test_14_who_comes_at_once_serves_the_one_that_called() -> None:
    roles = {"analyst": OFFICE | {"on_call": {"answers_in": "0m"}}}
    story = play([step("first", once="late"), step("second", once="late")], [ALERT, NIGHT], roles)
    assert story.hours("first") == ["Fri 22:40-22:50"]
    assert story.hours("second") == ["Fri 22:50-23:00"]


# ---- 15: calling in


CALLED_IN = OFFICE | {"call_in": {"answers_in": "1h", "stays": "30m"}}


def test_15_nobody_comes_in_unless_somebody_calls() -> None:
    quiet = play([step("look", once="late")], [ALERT, NIGHT], {"analyst": CALLED_IN})
    assert quiet.hours("look") == ["Mon 09:00-09:10"]
    asked = play([step("look", once="late", calls_in="true")], [ALERT, NIGHT], {"analyst": CALLED_IN})
    assert asked.hours("look") == ["Fri 23:40-23:50"]


def test_15_whoever_comes_twice_over_is_counted_once() -> None:
    """One is on call and two come in: two are at hand, not three."""
    both = {"on_call": {"answers_in": "5m"}, "call_in": {"answers_in": "5m", "stays": "8h", "people": "2"}}
    jobs = ["a", "b", "c"]
    story = play(
        [step(name, "1h", once="late", calls_in="true") for name in jobs],
        [ALERT, NIGHT],
        {"analyst": OFFICE | both | {"people": "3"}},
    )
    assert [story.hours(name)[0] for name in jobs] == ["Fri 22:45-23:45", "Fri 22:45-23:45", "Fri 23:45-Sat 00:45"]


def test_15_when_their_stay_is_over_whoever_still_waits_calls_again() -> None:
    story = play([step("look", "1h", once="late", calls_in="true")], [ALERT, NIGHT], {"analyst": CALLED_IN})
    assert [story.clock(call.at) for call in story.of(Called)] == ["Fri 22:40", "Sat 00:10"]
    assert story.hours("look") == ["Fri 23:40-Sat 00:10", "Sat 01:10-01:40"]


def test_15_people_call_by_an_order() -> None:
    """They stay for half an hour; what is not done by then pauses."""
    table = Table(make_setup([step("look", "1h", once="late")], [ALERT, NIGHT], {"analyst": CALLED_IN}))
    table.until(300).act(Order("look")).act(CallIn("analyst")).until(4000)
    assert table.hours("look") == ["Fri 23:40-Sat 00:10", "Mon 09:00-09:30"]


def test_15_an_option_calls_in() -> None:
    options = [
        {"id": "wait", "text": "Wait", "odds": "0%"},
        {"id": "wake", "text": "Wake them", "odds": "100%", "calls_in": "analyst"},
    ]
    question = {"role": "lead", "question": "Wake them?", "takes": "20m", "options": options}
    story = play(
        [step("look", once="late")],
        [ALERT, NIGHT | {"decision": question}],
        {"analyst": CALLED_IN, "lead": {"people": "1", "hours": "always"}},
    )
    assert [story.clock(event.at) for event in story.of(InjectDelivered)][1:] == ["Fri 22:40"]
    assert [story.clock(call.at) for call in story.of(Called)] == ["Fri 23:00"]
    assert story.hours("look") == ["Sat 00:00-00:10"]


# ---- 16 and 17: meetings, and people who have several roles


def test_16_a_meeting_begins_when_all_are_free_and_works_in_the_hours_they_share() -> None:
    roles = {"analyst": OFFICE, "counsel": OFFICE | {"hours": "Mon-Fri 17:00-19:00"}}
    meeting = {"role": {"analyst": "1", "counsel": "1"}}
    story = play(
        [step("prepare", "5m", once="detected"), step("meet", "1h", once="detected") | meeting],
        roles=roles,
        ends_after="96h",
    )
    assert story.hours("meet") == ["Fri 17:45-18:00", "Mon 17:00-17:45"]


def test_16_meetings_that_want_each_others_people_do_not_deadlock() -> None:
    roles = {name: {"people": "1", "hours": "always"} for name in ("a", "b", "c")}
    pairs = {"ab": ("a", "b"), "bc": ("b", "c"), "ca": ("c", "a")}
    steps = [step(name, once="detected") | {"role": dict.fromkeys(pair, "1")} for name, pair in pairs.items()]
    story = play(steps, roles=roles)
    assert [story.worked(name) for name in pairs] == [[(0, 10)], [(10, 20)], [(20, 30)]]


def test_17_the_same_people_in_two_roles_do_one_thing_at_a_time() -> None:
    roles = {"analyst": {"people": "1", "hours": "always"}, "data-owner": {"same_people_as": "analyst"}}
    story = play([step("look", once="detected"), step("own", once="detected") | {"role": "data-owner"}], roles=roles)
    assert story.worked("own") == [(10, 20)]


def test_17_unlimited_people_are_kept_for_nobody() -> None:
    """The robot waits with the pair for a second analyst, and serves everybody else meanwhile."""
    roles = {"analyst": {"people": "2", "hours": "always"}, "robot": {"people": "unlimited"}}
    steps = [
        step("busy", "1h", once="detected"),
        step("lift", once="detected") | {"role": {"analyst": "2", "robot": "1"}},
        step("scan", once="detected") | {"role": "robot"},
    ]
    story = play(steps, roles=roles)
    assert (story.worked("lift"), story.worked("scan")) == ([(60, 70)], [(0, 10)])


def test_17_unlimited_never_queues() -> None:
    roles = {"analyst": {"people": "unlimited", "hours": "always"}}
    story = play([step(f"job-{n}", once="detected") for n in range(50)], roles=roles)
    assert {span for n in range(50) for span in story.worked(f"job-{n}")} == {(0, 10)}


# ---- 16: deputies

BOTH = {
    "officer": OFFICE | {"on_call": {"answers_in": "1h"}},
    "deputy": {"people": "1", "hours": "always"},
    "clerk": {"people": "1", "hours": "always"},
}
APPROVE = step("approve", once="late", role="officer", deputies="deputy")


def test_16_a_deputy_who_is_free_does_it_and_nobody_is_called() -> None:
    story = play([APPROVE], [ALERT, NIGHT], BOTH)
    assert story.hours("approve") == ["Fri 22:40-22:50"]
    assert not story.of(Called)
    assert story.visits("approve")[0].staff == (("deputy", 1),)


def test_16_the_first_choice_goes_first_where_both_are_free() -> None:
    story = play([APPROVE | {"once": "detected"}], [ALERT], BOTH)
    assert story.visits("approve")[0].staff == (("officer", 1),)


def test_16_the_first_who_can_be_had_is_called_and_whoever_is_free_sooner_does_it() -> None:
    """The deputy is busy until 00:40; the officer is called at 22:40 and answers before."""
    busy = step("busy", "2h", once="late", role="deputy")
    story = play([busy, APPROVE], [ALERT, NIGHT], BOTH)
    assert [call.role for call in story.of(Called)] == ["officer"]
    assert story.hours("approve") == ["Fri 23:40-23:50"]
    sooner = play([busy | {"takes": "30m"}, APPROVE], [ALERT, NIGHT], BOTH)
    assert sooner.hours("approve") == ["Fri 23:10-23:20"]


def test_16_one_who_cannot_be_called_is_passed_over() -> None:
    roles = BOTH | {"officer": OFFICE, "deputy": OFFICE | {"on_call": {"answers_in": "20m"}}}
    story = play([APPROVE], [ALERT, NIGHT], roles)
    assert [call.role for call in story.of(Called)] == ["deputy"]
    assert story.hours("approve") == ["Fri 23:00-23:10"]


def test_16_nobody_overtakes_work_with_deputies() -> None:
    """Both are busy; whoever is free first is kept for it, though what stands behind it asks for that one alone."""
    steps = [
        step("one", "1h", once="late", role="deputy"),
        step("two", "2h", once="late", role="clerk"),
        step("either", once="late", role="clerk", deputies="deputy"),
        step("behind", once="late", role="deputy"),
    ]
    story = play(steps, [ALERT, NIGHT], BOTH)
    assert (story.hours("either"), story.hours("behind")) == (["Fri 23:40-23:50"], ["Fri 23:50-Sat 00:00"])


def test_16_in_a_meeting_a_deputy_stands_in_for_one_role() -> None:
    meet = step("meet", once="late") | {"role": {"clerk": "1", "officer": "1"}, "deputies": {"officer": "deputy"}}
    assert play([meet], [ALERT, NIGHT], BOTH).visits("meet")[0].staff == (("deputy", 1), ("clerk", 1))


def test_16_done_again_it_is_open_to_both() -> None:
    """At 17:40 the officer does it; sent back after hours, the deputy."""
    check = step(
        "check", "30m", after="approve", role="clerk", repeat={"from": "approve", "odds": "100%", "at_most": "1"}
    )
    story = play([APPROVE | {"once": "detected"}, check], [ALERT], BOTH)
    assert [visit.staff for visit in story.visits("approve")] == [(("officer", 1),), (("deputy", 1),)]


# ---- 14: calls that nobody answers


def unanswered(**more: str) -> dict[str, Any]:
    return {"on_call": {"answers_in": "10m", "answers": "0%", "rings_for": "30m"} | more}


def test_14_a_call_given_up_is_made_again_by_whoever_still_waits() -> None:
    story = play([step("look", once="late")], [ALERT, NIGHT], {"analyst": OFFICE | unanswered()})
    assert [story.clock(call.at) for call in story.of(Called)][:3] == ["Fri 22:40", "Fri 23:10", "Fri 23:40"]
    assert story.hours("look") == ["Mon 09:00-09:10"]


def test_14_who_would_answer_later_than_it_rings_does_not() -> None:
    late = unanswered(answers_in="31m", answers="100%")
    assert play([step("look", once="late")], [ALERT, NIGHT], {"analyst": OFFICE | late}).hours("look") == [
        "Mon 09:00-09:10"
    ]
    just = unanswered(answers_in="30m", answers="100%")
    assert play([step("look", once="late")], [ALERT, NIGHT], {"analyst": OFFICE | just}).hours("look") == [
        "Fri 23:10-23:20"
    ]


def test_14_once_nobody_has_answered_the_next_role_is_called_too_and_then_its_own_next() -> None:
    roles = {
        "first": OFFICE | unanswered(then="second"),
        "second": OFFICE | unanswered(then="third"),
        "third": OFFICE | {"call_in": {"answers_in": "5m"}},
    }
    look = step("look", once="late", role="first", deputies=["second", "third"])
    story = play([look], [ALERT, NIGHT], roles)
    calls = [(story.clock(call.at), call.role) for call in story.of(Called)]
    assert calls[:6] == [
        ("Fri 22:40", "first"),
        ("Fri 23:10", "first"),
        ("Fri 23:10", "second"),
        ("Fri 23:40", "first"),
        ("Fri 23:40", "second"),
        ("Fri 23:40", "third"),
    ]
    assert story.hours("look") == ["Fri 23:45-23:55"]


def test_14_whether_a_call_is_answered_moves_no_other_figure() -> None:
    roles = {"analyst": OFFICE | {"on_call": {"answers_in": "1m..2h"}}}
    sure = play([step("look", "5m..3h", once="late")], [ALERT, NIGHT], roles).of(WorkStarted)
    roles = {"analyst": OFFICE | {"on_call": {"answers_in": "1m..2h", "answers": "50%", "rings_for": "3h"}}}
    drawn = [Played(make_setup([step("look", "5m..3h", once="late")], [ALERT, NIGHT], roles), n) for n in range(1, 9)]
    assert drawn[0].of(WorkStarted)[0].takes == sure[0].takes
    assert len({len(story.of(Called)) for story in drawn}) > 1, "some are answered at once, some are not"


# ---- 13: out of reach

ALWAYS = {"analyst": {"people": "2", "hours": "always"}}


def away(**keys: str) -> list[dict[str, str]]:
    return [{"role": "analyst", "at": "10m", "for": "2h"} | keys]


def test_13_work_pauses_while_its_people_are_out_of_reach() -> None:
    story = play([step("look", "30m", once="detected")], roles=ALWAYS, away=away())
    assert story.worked("look") == [(0, 150)]
    assert story.hours("look") == ["Fri 17:40-17:50", "Fri 19:50-20:10"]
    assert [pause.away for pause in story.of(WorkPaused)] == [True]


def test_13_of_two_one_goes_on_and_what_stands_last_pauses() -> None:
    steps = [step("first", "30m", once="detected"), step("second", "30m", once="detected")]
    story = play(steps, roles=ALWAYS, away=away(people="1"))
    assert (story.worked("first"), story.hours("second")) == ([(0, 30)], ["Fri 17:40-17:50", "Fri 18:10-18:30"])


def test_13_absences_add_up() -> None:
    steps = [step("first", "30m", once="detected")]
    story = play(steps, roles=ALWAYS, away=away(people="1") + away(people="1", at="20m", **{"for": "5m"}))
    assert story.hours("first") == ["Fri 17:40-18:00", "Fri 18:05-18:15"]


def test_20_people_at_the_table_take_somebody_out_of_reach_and_back() -> None:
    table = Table(make_setup([step("look", "3h", once="detected")], roles=ALWAYS), self_running=True)
    table.until(60).act(SetAway("analyst", 6 * 3600)).until(120)
    assert table.status("look") == "paused"
    table.act(SetAway("analyst", 8 * 3600, 1)).until(150)
    assert table.status("look") == "running", "one of the two is there again: what was said before is void"
    table.act(SetAway("analyst", 8 * 3600)).act(SetAway("analyst", 0, 0)).until(400)
    assert table.hours("look") == ["Fri 17:40-18:40", "Fri 19:40-20:10", "Fri 20:10-21:40"], (
        "nobody is back before somebody says so"
    )


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (SetAway("nobody", 900), "The team has no role nobody."),
        (SetAway("robot", 900), "robot is never out of reach: as many are there as are needed."),
        (SetAway("analyst", 900, 3), "analyst has 2 people."),
        (SetAway("analyst", 0), "They would be back already: name a later time."),
        (SetAway("analyst", 900, 0), "Nobody was said to be out of reach in analyst."),
    ],
)
def test_20_what_cannot_be_is_refused(command: SetAway, why: str) -> None:
    roles = ALWAYS | {"robot": {"people": "unlimited", "hours": "always"}}
    with pytest.raises(Refused, match=re.escape(why)):
        Table(make_setup([step("look", once="detected")], roles=roles)).act(command)


# ---- 13: sites

SUN = {
    "analyst": {
        "sites": {
            "tokyo": {"people": "1", "hours": "Mon-Fri 09:00-18:00"},
            "london": {"people": "2", "hours": "Mon-Fri 10:00-17:00", "timezone": "Europe/London"},
        }
    }
}


def test_13_another_site_goes_on_with_what_one_had_begun() -> None:
    """Tokyo leaves at 18:00, the very second at which London opens."""
    assert play([step("look", "8h", once="detected")], roles=SUN).hours("look") == [
        "Fri 17:40-Sat 01:00",
        "Mon 09:00-09:40",
    ]


def test_13_people_of_all_open_sites_add_up() -> None:
    pair = {"role": {"analyst": "2"}}
    story = play([step("lift", once="detected") | pair], roles=SUN)
    assert story.hours("lift") == ["Fri 18:00-18:10"], "in London there are two"


def test_13_nobody_is_called_while_one_site_is_open() -> None:
    roles = {"analyst": SUN["analyst"] | {"on_call": {"answers_in": "5m"}}}
    story = play([step(name, "8h", once="detected") for name in ("a", "b", "c", "d")], roles=roles)
    assert [story.clock(call.at) for call in story.of(Called)] == ["Sat 01:00"]


def test_13_overtime_holds_for_each_site() -> None:
    sites = SUN["analyst"]["sites"] | {
        "london": {"people": "1", "hours": "Mon-Thu 10:00-17:00", "timezone": "Europe/London"}
    }
    story = play([step("look", "40m", once="detected")], roles={"analyst": {"sites": sites, "overtime": "1h"}})
    assert story.hours("look") == ["Fri 17:40-18:20"]
