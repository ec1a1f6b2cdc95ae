"""Why a milestone came when it did: a study says of a run what a report says of its events."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.compare import replay
from simulator.study.why import Story as RunStory
from simulator.study.why import Tracer
from simulator.timeline import paths
from simulator.timeline.walk import walk
from simulator.world.start import MILESTONE
from tests.setups import crowded_setup, make_setup, random_setup, relay_setup
from tests.study.samples import one_run

NINE = {"analyst": {"people": "9", "hours": "always"}}


def step(name: str, takes: str = "10m", **keys: Any) -> dict[str, Any]:
    return {"id": name, "role": "analyst", "takes": takes} | keys


def inject(name: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "title": name.title()} | keys


def in_study(plan: Plan, seed: int, milestone: str) -> list[tuple[str, int]]:
    """(job, second at which it was over or ruled out) on the way to a milestone, the last first."""
    run = one_run(plan, seed)
    number = plan.milestone_number[milestone]
    if (at := run.reached[number]) is None:
        return []
    story = RunStory(run)
    way = list(walk(story.came, MILESTONE + number, at))
    because = way[-1].because
    assert because is None or story.came(because, way[-1].since), f"what {milestone} waited for is lost on the way"
    return [(plan.jobs[job].name, came.at) for came in way if (job := int(came.what)) < len(plan.jobs)]


def in_report(plan: Plan, seed: int, milestone: str) -> list[tuple[str, int]]:
    """The same, read off the events of that run."""
    way = paths.Story(plan.setup, replay(plan, seed=seed, run=0)).way(milestone)
    return [(name, came.at) for came in way if (name := str(came.what)) in plan.job_number]


def jobs_on_the_way(setup: Setup, milestone: str) -> list[str]:
    """First to last, in a story without chance; study and report agree."""
    plan = compile_plan(setup)
    way = in_study(plan, 1, milestone)
    assert way == in_report(plan, 1, milestone)
    return [job for job, _ in reversed(way)]


@pytest.mark.parametrize("first", [True, False])
def test_the_inject_that_reached_it_counts_wherever_it_stands_in_the_file(first: bool) -> None:
    """``alarm`` follows ``look`` and comes first; ``report`` could have reached the same milestone at noon."""
    both = [
        inject("alarm", once="look", delay="5m", reaches="known"),
        inject("report", at="6h", reaches="known"),
    ]
    setup = make_setup(
        [step("look", once="detected"), step("act", once="known", reaches="done")],
        [inject("alert", at="0m", reaches="detected"), *(both if first else reversed(both))],
        NINE,
    )
    assert jobs_on_the_way(setup, "done") == ["look", "act"]


def test_an_inject_set_off_by_an_inject_leads_back_to_what_set_that_off() -> None:
    setup = make_setup(
        [step("look", once="detected"), step("act", once="known", reaches="done")],
        [
            inject("alert", at="0m", reaches="detected"),
            inject("call", once="look", delay="5m"),
            inject("letter", once="call", delay="30m", reaches="known"),
        ],
        NINE,
    )
    assert jobs_on_the_way(setup, "done") == ["look", "act"]


def test_a_step_ruled_out_last_leads_back_to_what_ruled_it_out() -> None:
    """``act`` waits for ``save`` and ``wipe``; that ``wipe`` is not needed turns out last, by ``scope``."""
    setup = make_setup(
        [
            step("save", once="detected"),
            step("scope", "40m", once="detected", outcomes={"small": "100%", "large": "0%"}),
            step("wipe", after="scope=large"),
            step("act", after=["save", "wipe"], reaches="done"),
        ],
        roles=NINE,
    )
    assert jobs_on_the_way(setup, "done") == ["scope", "wipe", "act"]


def test_a_step_that_sends_itself_back_waits_its_delay_each_time() -> None:
    again = {"from": "look", "odds": "100%", "at_most": "2"}
    setup = make_setup([step("look", "0m", once="detected", delay="1h", repeat=again, reaches="done")], roles=NINE)
    assert jobs_on_the_way(setup, "done") == ["look", "look", "look"]


def test_what_comes_during_a_delay_does_not_decide_its_end() -> None:
    """The delay of ``act`` begins with ``look``; ``check``, for which it might have waited as well, ends during it."""
    setup = make_setup(
        [
            step("look", once="detected"),
            step("check", "30m", once="detected"),
            step("act", after_any=["check", "look"], delay="1h", reaches="done"),
        ],
        roles=NINE,
    )
    assert jobs_on_the_way(setup, "done") == ["look", "act"]


def test_a_turn_of_a_step_that_recurs_follows_the_turn_before_and_nobody_talked_meanwhile() -> None:
    """Nobody is there before ten in the evening, so two turns time out."""
    night = {"night": {"people": "1", "hours": "Mon-Sun 22:00-06:00"}}
    update = step("update", "0m", role="night", once="detected", every="2h", until="done", timeout="30m")
    setup = make_setup([update | {"reaches": "done"}], roles=night)
    assert jobs_on_the_way(setup, "done") == ["update", "update", "update"]
    legs = paths.Story(setup, replay(compile_plan(setup), seed=1, run=0)).path("done")
    assert {leg.cause for leg in legs} == {"waited"}


def test_what_ended_a_held_role_is_what_ended_its_milestone() -> None:
    lead = {"id": "lead", "role": "boss", "once": "detected", "until": "fixed", "reaches": "led"}
    steps = [
        step("look", once="detected"),
        step("fix", after="look", reaches="fixed"),
        lead,
        step("tell", after="lead"),
    ]
    setup = make_setup(steps, roles=NINE | {"boss": {}})
    assert jobs_on_the_way(setup, "step:tell") == ["look", "fix", "lead", "tell"]
    legs = paths.Story(setup, replay(compile_plan(setup), seed=1, run=0)).path("led")
    assert [(leg.what, leg.end - leg.start) for leg in legs] == [("look", 600), ("fix", 600)]
    late = make_setup([*steps[:2], lead | {"once": "fixed"}], roles=NINE | {"boss": {}})
    assert jobs_on_the_way(late, "led") == ["look", "fix", "lead"]


def test_who_held_it_when_is_who_worked() -> None:
    """Twenty minutes the leader, then forty the deputy, who is busier by so much and the leader less."""
    lead = {"id": "lead", "role": "boss", "deputies": "deputy", "once": "detected", "until": "fixed"}
    office = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
    setup = make_setup(
        [step("fix", "1h", once="detected", reaches="fixed"), lead], roles=NINE | {"boss": office, "deputy": {}}
    )
    plan = compile_plan(setup)
    tracer = Tracer(plan, (plan.milestone_number["fixed"],))
    tracer.read(one_run(plan, 1))
    _, people, _ = tracer.sums()
    assert people[:, 2].tolist() == [0, -2400, 2400]


def agree_on(setup: Setup, seed: int) -> None:
    plan = compile_plan(setup)
    for milestone in plan.milestones:
        assert in_study(plan, seed, milestone) == in_report(plan, seed, milestone)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_study_and_report_go_the_same_way(seed: int) -> None:
    rng = Random(seed)
    agree_on(rng.choice([random_setup, crowded_setup, relay_setup])(rng), seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
@settings(max_examples=500, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_study_and_report_go_the_same_way_in_thousands_of_plans(part: int, seed: int) -> None:
    rng = Random(seed)
    agree_on(rng.choice([random_setup, crowded_setup, relay_setup])(rng), seed)
