"""Rules 22 to 24: where figures come from, what a forecast may know, and that time itself is recorded."""

from __future__ import annotations

import hashlib
from math import exp, log
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from simulator.exercise.commands import Act, Begin, Finish, Order, Reestimate
from simulator.exercise.session import Session
from simulator.model.estimates import Estimate
from simulator.plan.compiler import compile_plan
from simulator.timeline.events import Called, Passed, WorkStarted
from simulator.timeline.history import Head
from simulator.world.draws import Draws, takes_given
from simulator.world.runs import runs_from
from simulator.world.start import start_from
from tests.conftest import ROOT
from tests.exercise.walls import StillWall
from tests.setups import make_setup
from tests.world.plays import ALERT, MANY, OFFICE, Played, Story, Table, step

VAGUE = "10m..60m"
LOOK, FIX = step("look", VAGUE, once="detected", reaches="known"), step("fix", VAGUE, after="look", reaches="fixed")


def lengths(story: Story) -> dict[tuple[str, int], int]:
    """What was drawn, by job and visit."""
    return {(event.job, event.visit): event.takes or 0 for event in story.of(WorkStarted)}


# ---- 22: figures


def test_22_what_two_plans_share_they_draw_alike() -> None:
    plain = lengths(Played(make_setup([LOOK, FIX], roles=MANY), seed=7))
    richer = Played(
        make_setup([step("pray", VAGUE, once="detected"), LOOK, FIX], [{**ALERT, "at": "3h"}], MANY), seed=7
    )
    assert plain.items() <= lengths(richer).items()
    assert lengths(Played(make_setup([LOOK, FIX], roles=MANY), seed=8)) != plain


def test_22_an_order_at_the_table_changes_no_other_figure() -> None:
    quiet = Table(make_setup([LOOK, FIX]), self_running=True).until(300)
    busy = Table(make_setup([LOOK, FIX]), self_running=True).act(Act("Ask", "analyst", 300)).until(300)
    assert lengths(quiet).items() <= lengths(busy).items()


def test_22_every_visit_draws_anew_and_visits_count_from_being_asked_for() -> None:
    """The first visit never began: it was ended in the queue. The second still draws the second figure."""
    busy = step("busy", "1h", once="detected")
    queued = Table(make_setup([busy, LOOK])).act(Order("busy")).act(Order("look")).until(5).act(Finish("look"))
    queued.act(Order("look", now=True)).until(300)
    lived = Table(make_setup([busy, LOOK])).act(Order("look")).until(100).act(Order("look", now=True)).until(300)
    first, second = lengths(lived)["look", 1], lengths(lived)["look", 2]
    assert first != second
    assert lengths(queued) == {("busy", 1): 3600, ("look", 2): second}


def test_22_a_uniform_number_is_what_the_page_says() -> None:
    """So that a record of today replays with the program of tomorrow."""
    key = hashlib.blake2b(b"42\x000\x00triage\x00takes\x001", digest_size=16).digest()
    raw = np.random.Philox(key=np.frombuffer(key, dtype="<u8").astype(np.uint64)).random_raw(6)
    told = [Draws(42, first=run).uniform(run, "triage", "takes", 1) for run in range(6)]
    assert told == [(int(number) >> 11) / 2**53 for number in raw]
    assert told[0] == 0.6965036673931138


def test_22_an_action_done_again_after_undoing_takes_as_long_as_now_estimated(tmp_path: Path) -> None:
    session = Session.start(tmp_path / "exercise.jsonl", Head(make_setup([LOOK]), seed=1), wall=StillWall())
    session.act(Begin(self_running=False))
    session.act(Act("Ask the landlord", "analyst", 900))
    session.take_back()
    session.act(Act("Ask the landlord", "analyst", 1800))
    assert session.state.job("action/1").takes == 1800
    session.close()


# ---- 22: pace

WORK: dict[str, Any] = {"id": "ring", "at": "0m", "title": "Ring", "work": {"role": "analyst", "takes": "40m"}}
ASK: dict[str, Any] = {
    "id": "ask",
    "at": "0m",
    "title": "Ask",
    "decision": {
        "role": "analyst",
        "question": "?",
        "takes": "15m",
        "options": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}],
    },
}


def factor(seed: int, p95: float, incident: int = 0, run: int = 0) -> float:
    """The pace as the formula has it, without a table."""
    u = Draws(seed, run).uniform(run, "pace", "takes", 1, incident)
    return exp(log(p95) / NormalDist().inv_cdf(0.95) * NormalDist().inv_cdf(u))


def test_22_all_work_of_an_incident_is_stretched_by_its_pace() -> None:
    steps = [step("fix", "1h", once="detected"), step("nothing", "0m", once="detected")]
    slow = next(seed for seed in range(99) if factor(seed, 3) > 1.5)
    usual, paced = (Played(make_setup(steps, [ALERT, WORK, ASK], MANY, pace=pace), seed=slow) for pace in ("", "3"))
    assert lengths(usual) == {("fix", 1): 3600, ("nothing", 1): 0, ("inject/ring", 1): 2400, ("decision/ask", 1): 900}
    for job, seconds in lengths(usual).items():
        assert lengths(paced)[job] == pytest.approx(seconds * factor(slow, 3), abs=0.5 + seconds / 1000)


def test_22_what_was_observed_stated_or_is_no_work_of_the_playbook_has_no_pace() -> None:
    seen = step("seen") | {"takes": {"observed": ["10m", "25m", "2h"], "basis": "measured"}}
    many = step("many") | {"takes": {"observed": ["10m", "50m"] * 5}}
    late = {"id": "late", "at": "2h", "title": "Late", "reaches": "called"}
    team = {"analyst": {"people": "9"}, "legal": OFFICE | {"on_call": {"answers_in": VAGUE}}}
    meet = {"id": "meet", "role": "legal", "takes": "0m", "once": "called"}
    stories = []
    for pace in ("", "3"):
        table = Table(make_setup([seen, many, LOOK, meet], [ALERT, late], team, pace=pace), self_running=True, seed=3)
        stories.append(table.act(Act("Ask", "analyst", 900)).act(Reestimate("look", 7200)).until(600))
    usual, paced = stories
    assert lengths(usual)["look", 1] != lengths(paced)["look", 1]
    assert usual.worked("look") == paced.worked("look") == [(0, 120)]
    for job in ("seen", "many", "meet", "action/1"):
        assert lengths(usual)[job, 1] == lengths(paced)[job, 1]
    assert usual.of(Called) == paced.of(Called)


def test_22_a_paced_length_is_what_the_page_says() -> None:
    plan = compile_plan(make_setup([step("triage", VAGUE, once="detected")], pace="3"))
    (triage,) = (job for job in plan.jobs if job.name == "triage")
    assert triage.estimate is not None
    assert Draws(42).takes(0, "triage", 1, triage.estimate) == 44 * 60 + 50
    assert Draws(42).factor(0, 3) == pytest.approx(0.9248, abs=5e-5)
    assert Draws(42).takes(0, "triage", 1, triage.estimate, pace=triage.pace) == 41 * 60 + 27 == 2487
    page = (ROOT / "docs" / "world.md").read_text("utf-8")
    assert all(figure in page for figure in ("is 0.4533", "0.9248", "*u* 0.6965", "2487 s (41m27s)"))


def test_22_exercise_and_par_have_one_pace() -> None:
    setup = make_setup([LOOK, FIX], [ALERT, WORK], MANY, pace="3")
    assert lengths(Table(setup, self_running=True, seed=5).until(2000)) == lengths(Played(setup, seed=5))


def test_22_a_teams_pace_goes_before_the_playbooks() -> None:
    both, own, none = (make_setup([LOOK], pace="3", team_pace="2"), make_setup([LOOK], pace="3"), make_setup([LOOK]))
    assert [compile_plan(setup).jobs[0].pace for setup in (both, own, none)] == [2, 3, None]


def test_22_each_incident_has_its_own_pace_and_antithetic_runs_have_the_opposite() -> None:
    draws = Draws(7, 0, 4, antithetic=True)
    for incident in (0, 1, 65):
        for run in (0, 2):
            assert draws.factor(run, 3, incident) * draws.factor(run + 1, 3, incident) == pytest.approx(1, abs=0.01)
    plain = Draws(7, 0, 4)
    assert len({plain.factor(run, 3, incident) for run in range(4) for incident in range(70)}) > 270
    assert plain.factor(3, 3, 65) == pytest.approx(factor(7, 3, 65, run=3), abs=0.002)


def test_22_without_a_pace_none_is_looked_up() -> None:
    """And every figure is what it was before there were any: in seconds, of four runs of seed 42."""
    draws = Draws(42, 0, 4)
    figures: list[tuple[Any, list[int], list[int]]] = [
        ("20m", [1200, 1200, 1200, 1200], [1500, 1500, 1500, 1500]),
        (VAGUE, [2690, 1792, 2624, 3107], [2963, 2334, 2917, 3255]),
        ("10m..20m..60m", [1740, 1288, 1702, 2039], [2115, 1799, 2086, 2340]),
        ({"p50": "20m", "p95": "3h"}, [2386, 847, 2197, 4426], [5348, 2818, 5047, 8512]),
        ({"observed": ["10m", "25m", "2h"]}, [3639, 1329, 3359, 6642], [6385, 3172, 6002, 10406]),
        ({"observed": ["10m", "50m"] * 5}, [3000, 600, 3000, 3000], [3000, 3000, 3000, 3000]),
    ]
    for written, whole, after_25m in figures:
        estimate = Estimate.parse(written)
        assert draws.lengths("triage", 1, estimate) == whole
        assert draws.lengths_given("triage", 1, estimate, 25 * 60) == after_25m
    assert not draws._paces


# ---- 23: forecasts


def forecasts(table: Table, milestone: str, runs: int = 300) -> list[int]:
    """Minutes at which a milestone comes, by as many forecasts from where the table stands."""
    found = runs_from(start_from(table.plan, table.state, known_ends=False), Draws(99, 0, runs))
    found.play(table.plan.horizon)
    ends = found.reached[:, table.plan.milestone_number[milestone]]
    return [int(end) // 60 for end in ends if end >= 0]


def test_23_a_forecast_knows_only_that_work_has_lasted_so_far() -> None:
    """Of ten to sixty minutes fifty are gone: what is left is anything up to ten."""
    slow = next(seed for seed in range(99) if Draws(seed).uniform(0, "look", "takes", 1) > 0.95)
    table = Table(make_setup([LOOK]), seed=slow).act(Order("look")).until(50)
    found = forecasts(table, "known")
    assert (min(found), max(found)) == (50, 59)
    assert sum(found) / len(found) == pytest.approx(54.5, abs=1)


def test_23_what_is_left_of_a_distribution_is_its_own_far_end() -> None:
    """Thirty to sixty minutes are left of ten to sixty: evenly, as the whole was."""
    left = takes_given(Estimate.parse(VAGUE), np.array([0.0, 0.25, 0.5, 1.0]), 30 * 60)
    assert (left / 60).tolist() == [30, 37.5, 45, 60]


def test_23_what_outlasts_its_longest_figure_ends_now() -> None:
    assert takes_given(Estimate.parse(VAGUE), np.array([0.0, 0.9]), 70 * 60).tolist() == [70 * 60, 70 * 60]


def test_23_a_length_that_people_stated_holds() -> None:
    table = Table(make_setup([LOOK])).act(Order("look")).until(5).act(Reestimate("look", 36_000)).until(120)
    assert set(forecasts(table, "known")) == {600}


def test_23_a_forecast_does_not_know_when_a_call_will_be_answered() -> None:
    """Called at 18:10 for ten to sixty minutes; at 19:00 nobody has come yet."""
    late = {"id": "late", "at": "30m", "title": "At 18:10", "reaches": "detected"}
    team = {"analyst": OFFICE | {"on_call": {"answers_in": VAGUE}}}
    setup = make_setup([step("look", "10m", once="detected", reaches="known")], [late], team)
    slow = next(seed for seed in range(99) if Draws(seed).uniform(0, "on-call/analyst", "takes", 1) > 0.95)
    found = forecasts(Table(setup, self_running=True, seed=slow).until(80), "known")
    assert (min(found), max(found)) == (90, 99)
    assert len(set(found)) == 10


def test_23_what_is_ready_is_asked_for_now_and_open_decisions_are_the_autopilots() -> None:
    options = [{"id": "go", "text": "Go", "reaches": "gone"}, {"id": "stay", "text": "Stay", "reaches": "gone"}]
    ask = {"id": "ask", "at": "0m", "decision": {"role": "lead", "question": "?", "takes": "5m", "options": options}}
    team = MANY | {"lead": {"people": "1", "hours": "always"}}
    table = Table(make_setup([step("look", "10m", once="detected", reaches="known")], [ALERT, ask], team)).until(40)
    assert (set(forecasts(table, "known")), set(forecasts(table, "gone"))) == ({50}, {45})


# ---- 24: time


def test_24_time_in_which_nothing_happens_is_recorded_too(tmp_path: Path) -> None:
    path = tmp_path / "exercise.jsonl"
    session = Session.start(path, Head(make_setup([LOOK]), seed=1), wall=StillWall())
    session.act(Begin(self_running=False))
    session.jump(3600)
    assert [*session.history.events()][-1] == Passed(3600)
    session.close()
    again = Session.resume(path, wall=StillWall())
    assert again.state.now == 3600
    again.close()
