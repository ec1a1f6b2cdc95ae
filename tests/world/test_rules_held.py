"""Roles held until a milestone, and handed over (docs/world.md, rules 4, 9, 16 and 20)."""

from __future__ import annotations

import pytest

from simulator.exercise.commands import Finish, Mark, Reestimate, SetAway, Skip
from simulator.exercise.views import Refused
from simulator.study.study import study
from simulator.timeline.events import WorkPaused, WorkResumed
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, OFFICE, Played, Table, play, step

FIX = step("fix", "1h", once="detected", reaches="contained")
LEAD = {"id": "lead", "role": "leader", "once": "detected", "until": "contained", "reaches": "led"}
TWO = {**MANY, "leader": {"people": "1", "hours": "always"}}
ACTING = {**MANY, "leader": OFFICE, "deputy": {"people": "1", "hours": "always"}}


def to(story: Played | Table) -> list[tuple[str, str]]:
    """When work was handed over, and to whom."""
    return [(story.clock(event.at), event.staff[0][0]) for event in story.of(WorkResumed) if event.staff]


# ---- 9: held until a milestone


def test_9_people_are_held_until_the_milestone_comes() -> None:
    told = play([LEAD, FIX, step("sign", role="leader", once="detected")], roles=TWO)
    assert told.worked("lead") == [(0, 60)]
    assert told.worked("sign") == [(60, 70)]
    assert told.at("led") == 60


def test_9_it_ends_with_a_message_too_before_anybody_looks_round() -> None:
    calm = {"id": "calm", "at": "25m", "title": "Over", "reaches": "contained"}
    told = play([LEAD, step("next", once="led")], [ALERT, calm], TWO)
    assert told.worked("lead") == [(0, 25)]
    assert told.worked("next") == [(25, 35)]


def test_9_of_several_milestones_the_first_ends_it() -> None:
    told = play([LEAD | {"until": ["stood-down", "contained"]}, FIX, step("go", "2h", reaches="stood-down")], roles=TWO)
    assert told.worked("lead") == [(0, 60)]


def test_9_one_that_is_asked_for_too_late_needs_nobody() -> None:
    late = LEAD | {"once": "contained"}
    told = play([late, FIX, step("sign", role="leader", once="contained")], roles=TWO)
    (visit,) = told.visits("lead")
    assert (visit.asked_at, visit.started_at, visit.ended_at) == (3600, None, 3600)
    assert told.worked("sign") == [(60, 70)]


def test_9_what_waits_for_people_ends_with_it_as_well() -> None:
    told = play([step("busy", "3h", role="leader", once="detected"), LEAD, FIX, step("next", after="lead")], roles=TWO)
    (visit,) = told.visits("lead")
    assert (visit.started_at, visit.ended_at) == (None, 3600)
    assert told.worked("next") == [(60, 70)]


def test_9_a_held_role_can_end_another() -> None:
    other = {"id": "write", "role": "analyst", "once": "detected", "until": "led", "reaches": "written"}
    told = play([other, LEAD, FIX], roles=TWO)
    assert told.worked("write") == told.worked("lead") == [(0, 60)]
    assert told.at("written") == 60


def test_9_sent_back_it_is_over_at_once_as_the_milestone_stands() -> None:
    check = step("check", after="lead", repeat={"from": "lead", "odds": "100%", "at_most": 1})
    told = play([LEAD, FIX, check], roles=TWO)
    assert [visit.ended_at for visit in told.visits("lead")] == [3600, 4200]


# ---- 4: nobody waits for it


def test_4_no_run_goes_on_for_a_role_that_is_held() -> None:
    clock = {"id": "c", "title": "C", "kind": "law", "from": "led", "to": "told", "within": "1h"}
    told = play([LEAD | {"until": "never"}, FIX], roles=TWO, expectations=[clock])
    assert told.status("lead") == "running"
    assert told.events[-1].at == 3600
    result = study(told.plan, runs=20, seed=1, jobs=1)
    assert [e.started for e in result.expectations] == [0]


# ---- 16: handed over


def test_16_a_deputy_goes_on_in_the_second_in_which_the_shift_ends() -> None:
    told = play([LEAD | {"deputies": "deputy"}, FIX], roles=ACTING)
    assert to(told) == [("Fri 18:00", "deputy")]
    assert told.hours("lead") == ["Fri 17:40-18:00", "Fri 18:00-18:40"]


def test_16_other_work_stays_with_who_began_it() -> None:
    told = play([step("lead", "1h", role="leader", deputies="deputy", once="detected"), FIX], roles=ACTING)
    assert to(told) == []
    assert told.hours("lead") == ["Fri 17:40-18:00", "Mon 09:00-09:40"]


def test_16_with_nobody_there_it_pauses_and_nobody_hands_it_back() -> None:
    shift = ACTING | {"deputy": {"people": "1", "hours": "Mon-Sun 20:00-08:00"}}
    told = play([LEAD | {"deputies": "deputy"}, FIX | {"takes": "66h"}], roles=shift)
    nights = ["Fri 20:00-Sat 08:00", "Sat 20:00-Sun 08:00", "Sun 20:00-Mon 08:00"]
    assert told.hours("lead") == ["Fri 17:40-18:00", *nights, "Mon 09:00-11:40"]
    assert to(told) == [("Fri 20:00", "deputy"), ("Mon 09:00", "leader")]


def test_16_within_a_role_it_goes_on_from_site_to_site() -> None:
    sites = {"here": OFFICE, "there": OFFICE | {"timezone": "Europe/London"}}
    told = play([LEAD, FIX], roles=MANY | {"leader": {"sites": sites}})
    assert told.of(WorkPaused) == []
    assert told.worked("lead") == [(0, 60)]


def test_16_an_absence_at_the_table_hands_it_over() -> None:
    roles = TWO | {"deputy": {"people": "1", "hours": "always"}}
    table = Table(make_setup([LEAD | {"deputies": "deputy"}, FIX], roles=roles), self_running=True).until(10)
    table.act(SetAway("leader", 3 * 3600))
    assert to(table) == [("Fri 17:50", "deputy")]
    (visit,) = table.until(60).visits("lead")
    assert visit.holders == ((((("leader", 1)),), 0, 600), ((("deputy", 1),), 600, 3600))


# ---- 20: at the table


def held_at_the_table() -> Table:
    return Table(make_setup([LEAD, FIX], roles=TWO), self_running=True).until(10)


def test_20_people_say_that_it_is_over_or_leave_it_out() -> None:
    assert held_at_the_table().act(Finish("lead")).at("led") == 10
    assert held_at_the_table().act(Skip("lead")).status("lead") == "skipped"


def test_20_a_milestone_they_mark_ends_it_now() -> None:
    table = held_at_the_table().act(Mark("contained", 300))
    assert table.worked("lead") == [(0, 10)]


def test_20_its_length_is_nobodys_to_say() -> None:
    with pytest.raises(Refused, match="held until a milestone"):
        held_at_the_table().act(Reestimate("lead", 600))
