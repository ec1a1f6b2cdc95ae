"""A setup as tables: loops, pools, shares of chance, and what a word means."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.plan.specs import FOREVER, JobSpec
from simulator.plan.tables import Plan
from tests.setups import make_setup, random_setup

ALERT = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}


def step(name: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "role": "analyst", "takes": "10m"} | keys


def job(plan: Plan, name: str) -> JobSpec:
    return plan.jobs[plan.job_number[name]]


def compiled(*steps: dict[str, Any], **rest: Any) -> Plan:
    return compile_plan(make_setup(list(steps), **rest))


# ---- jobs


def test_steps_come_first_then_each_injects_work_and_decision_in_file_order() -> None:
    options = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    deciding = {"role": "analyst", "question": "?", "takes": "5m", "options": options}
    injects = [
        ALERT,
        {"id": "call", "at": "1h", "title": "A call", "work": {"role": "analyst", "takes": "5m"}, "decision": deciding},
        {"id": "ask", "at": "2h", "decision": deciding},
    ]
    plan = compiled(step("look", once="detected"), step("fix", after="look"), injects=injects)
    assert list(plan.job_number) == ["look", "fix", "inject/call", "decision/call", "decision/ask"]
    assert [spec.kind for spec in plan.jobs] == ["step", "step", "work", "decision", "decision"]
    assert plan.decides == {3: 1, 4: 2}


def test_followers_are_found_from_what_they_wait_for() -> None:
    plan = compiled(
        step("look", once="detected"),
        step("fix", after="look"),
        step("tell", after_any=["look", "fix"], once="detected"),
    )
    assert [job.followers for job in plan.jobs] == [(1, 2), (2,), ()]
    assert plan.steps_once[plan.milestone_number["detected"]] == (0, 2)


# ---- loops


@pytest.mark.parametrize(
    ("waits", "members"),
    [
        ({"fix": {}, "test": {"after": "fix"}, "check": {"after": "test"}}, ["fix", "test", "check"]),
        ({"fix": {}, "warn": {"after": "fix"}, "check": {"after": "fix"}}, ["fix", "check"]),
        (
            {"fix": {}, "a": {"after": "fix"}, "b": {"after": "fix"}, "check": {"after": ["a", "b"]}},
            ["fix", "a", "b", "check"],
        ),
        ({"fix": {}, "a": {"after": "fix=yes"}, "check": {"after_any": ["a"]}}, ["fix", "a", "check"]),
        (
            {"before": {}, "fix": {"after": "before"}, "check": {"after": "fix"}, "next": {"after": "check"}},
            ["fix", "check"],
        ),
        ({"fix": {}, "other": {}, "check": {"after": ["fix", "other"]}}, ["fix", "check"]),
    ],
    ids=["a chain", "beside the way", "a fork", "one of", "before and after", "a second source"],
)
def test_a_loop_holds_what_lies_on_a_way_from_its_start_to_its_sender(
    waits: dict[str, dict[str, Any]], members: list[str]
) -> None:
    waits = {name: keys or {"once": "detected"} for name, keys in waits.items()}
    waits["check"] |= {"repeat": {"from": "fix", "odds": "25%", "at_most": "3"}}
    waits["fix"] |= {"outcomes": {"yes": {}, "no": {}}}
    plan = compiled(*(step(name, **keys) for name, keys in waits.items()))
    loop = job(plan, "check").loop
    assert loop is not None
    assert [plan.jobs[n].name for n in loop.members] == members
    assert (plan.jobs[loop.start].name, loop.odds, loop.at_most) == ("fix", 0.25, 3)


def test_a_step_may_repeat_itself() -> None:
    plan = compiled(step("try", once="detected", repeat={"from": "try", "odds": "50%", "at_most": "3"}))
    assert plan.jobs[0].loop is not None
    assert plan.jobs[0].loop.members == (0,)


# ---- chance


@pytest.mark.parametrize(
    ("odds", "up_to"),
    [
        ({"a": "35%", "b": "65%"}, [0.35, 1]),
        ({"a": {}, "b": {}, "c": {}, "d": {}}, [0.25, 0.5, 0.75, 1]),
        ({"a": "40%", "b": {}, "c": {}}, [0.4, 0.7, 1]),
        ({"a": {}, "b": "100%"}, [0, 1]),
        ({"a": {}}, [1]),
        (dict.fromkeys("abcdefghij", "10%"), [n / 10 for n in range(1, 11)]),
    ],
    ids=["given", "none given", "some given", "nothing left", "one only", "ten tenths"],
)
def test_outcomes_without_odds_share_equally_what_the_others_leave(odds: dict[str, Any], up_to: list[float]) -> None:
    endings = compiled(step("scope", once="detected", outcomes=odds)).jobs[0].endings
    assert [ending.name for ending in endings] == list(odds)
    assert [ending.up_to for ending in endings] == pytest.approx(up_to)
    assert endings[-1].up_to == 1, "exactly, or a draw might find no ending"


@given(st.integers(0, 2**32 - 1))
def test_some_ending_is_always_drawn(seed: int) -> None:
    for spec in compile_plan(random_setup(Random(seed))).jobs:
        shares = [0.0, *(ending.up_to for ending in spec.endings)]
        assert all(before <= after for before, after in pairwise(shares))
        assert not spec.endings or shares[-1] == 1


# ---- people


TEAM = {
    "analyst": {"people": "2", "hours": "always"},
    "owner": {"same_people_as": "analyst"},
    "deputy": {"same_people_as": "owner"},
    "legal": {"people": "1", "hours": "Mon-Fri 09:30-18:30"},
    "robot": {"people": "unlimited"},
}


def test_roles_of_the_same_people_are_one_pool() -> None:
    plan = compiled(step("look", once="detected"), roles=TEAM)
    assert [pool.name for pool in plan.pools] == ["analyst", "legal", "robot"]
    assert plan.pool_number == {"analyst": 0, "owner": 0, "deputy": 0, "legal": 1, "robot": 2}
    assert (plan.pools[2].people, plan.pools[2].unlimited, plan.endless) == (FOREVER, True, frozenset({2}))


def test_a_meeting_adds_up_the_roles_of_the_same_people() -> None:
    meeting = {"analyst": "1", "legal": "1", "owner": "1"}
    plan = compiled(step("meet", once="detected") | {"role": meeting}, roles=TEAM)
    assert plan.jobs[0].staff == ((0, 2), (1, 1))


def test_shifts_are_in_the_roles_own_zone_and_leave_out_its_own_closed_days() -> None:
    """Opened on Friday at 17:40; Monday the 13th is closed for all but the vendor, who has her own calendar."""
    setup = make_setup(
        [step("look", once="detected")],
        roles={
            "analyst": {"people": "1", "hours": "Mon-Fri 09:00-18:00"},
            "vendor": {
                "people": "1",
                "hours": "Mon-Fri 09:00-17:00",
                "timezone": "America/Los_Angeles",
                "holidays": {"country": "US"},
            },
        },
    )
    closed = setup.team.model_validate(
        setup.team.model_dump(mode="json", by_alias=True) | {"holidays": {"also": ["2026-07-13"]}}
    )
    plan = compile_plan(setup.model_copy(update={"team": closed}))

    def next_two(pool: int) -> list[datetime]:
        return [setup.moment(start) for start, _ in plan.pools[pool].shifts if start > 0][:2]

    assert [f"{start:%a %d %H:%M}" for start in next_two(0)] == ["Tue 14 09:00", "Wed 15 09:00"]
    assert [f"{start:%a %d %H:%M}" for start in next_two(1)] == ["Sat 11 01:00", "Tue 14 01:00"]


# ---- words


def test_a_word_means_a_milestone_or_else_a_step_or_else_an_inject() -> None:
    plan = compiled(
        step("look", once="alert", reaches="fix"),
        step("fix", once="look"),
        step("tell", once=["fix", "nowhere"]),
        injects=[ALERT, {"id": "press", "at": "1h", "title": "A call"}],
    )
    once = {spec.name: [plan.milestones[m] for m in spec.once] for spec in plan.jobs}
    assert once == {"look": ["inject:alert"], "fix": ["step:look"], "tell": ["fix", "nowhere"]}
