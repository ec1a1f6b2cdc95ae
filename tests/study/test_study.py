"""What a study promises whoever bets on it: the same answer however it is made, and as sure as it was asked to be."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loky import get_reusable_executor

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.plan.tables import Plan
from simulator.study import study as many
from simulator.study.bars import Bars
from simulator.study.batch import BLOCK, Batch, Order, joined, play
from simulator.study.compare import compare, replay
from simulator.study.document import study_json
from simulator.study.study import study
from simulator.study.workers import played, worthwhile
from simulator.timeline.fold import fold
from tests.setups import make_setup, random_setup

CLOCK = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done", "within": "2h"}


def step(name: str, takes: str = "10m..30m..90m", **keys: Any) -> dict[str, Any]:
    waits = {} if "after" in keys else {"once": "detected"}
    return {"id": name, "role": "analyst", "takes": takes} | waits | keys


def race(**more: Any) -> Setup:
    """Two steps one after the other, two hours for both unless told otherwise."""
    return make_setup([step("look"), step("mend", after="look", reaches="done")], **{"expectations": [CLOCK]} | more)


# ---- however it is made


def test_two_processes_and_one_give_the_same_answer_to_the_bit() -> None:
    plan = compile_plan(race())
    alone = study(plan, seed=3, runs=1300, why=True, jobs=1)
    assert study(plan, seed=3, runs=1300, why=True, jobs=2) == alone


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 40), st.booleans())
def test_a_run_is_the_same_in_whatever_block(seed: int, first: int, runs: int, antithetic: bool) -> None:
    plan = compile_plan(random_setup(Random(seed)))
    whole = play(plan, Order(seed, 0, first + runs, antithetic)).reached
    assert (play(plan, Order(seed, first, runs, antithetic)).reached == whole[first:]).all()


def test_whoever_stops_a_study_gets_what_was_played_and_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(plan: Plan, orders: list[Order], *_: object) -> Iterator[Batch]:
        yield play(plan, orders[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(many, "played", stopped)
    found = study(compile_plan(race()), seed=3, runs=5000)
    assert (found.partial, found.runs) == (True, BLOCK)
    assert found.expectations == study(compile_plan(race()), seed=3, runs=BLOCK).expectations


# ---- how sure


def test_precision_stops_when_every_interval_is_narrow_enough() -> None:
    plan = compile_plan(race())
    rough, fine = study(plan, seed=3, precision=0.05), study(plan, seed=3, precision=0.02)
    assert rough.runs >= 200
    assert rough.expectations[0].met.half_width <= 0.05
    assert fine.expectations[0].met.half_width <= 0.02 < rough.expectations[0].met.half_width
    assert fine == replace(study(plan, seed=3, runs=fine.runs), why=None)


def test_pairs_of_opposites_are_surer_with_as_many_runs() -> None:
    plan = compile_plan(race())
    single, paired = (study(plan, seed=3, runs=1000, antithetic=pairs) for pairs in (False, True))
    assert paired.expectations[0].met.half_width < single.expectations[0].met.half_width
    assert paired.expectations[0].met.low < single.expectations[0].met.high
    assert single.expectations[0].met.low < paired.expectations[0].met.high


def test_the_worst_run_can_be_told_again() -> None:
    plan = compile_plan(race())
    found = study(plan, seed=3, runs=400).expectations[0]
    assert found.worst_run is not None
    state = fold(replay(plan, seed=3, run=found.worst_run))
    times = play(plan, Order(3, 0, 400)).reached[:, plan.milestone_number["done"]]
    assert state.reached("done") == times.max()


def test_the_hardest_clock_is_the_one_missed_most_often() -> None:
    """The story ends after three days; whether a week is kept is told by the days that follow."""
    week = CLOCK | {"id": "week", "to": "never", "within": "1w"}
    hour = CLOCK | {"id": "hour", "within": "1h"}
    found = study(compile_plan(race(expectations=[week, CLOCK, hour])), seed=3, runs=200)
    assert [e.id for e in found.hardest] == ["week", "hour", "own"]
    assert (found.hardest[0].met.p, found.hardest[0].undecided, found.hardest[0].coming.never) == (0, 0, 1)
    graded = Bars(0.999).graded(found.expectations)
    assert [one.of.id for one in graded if one.grade == "fail"] == ["week", "own", "hour"]


# ---- why


def test_what_lay_on_the_way_is_worked_and_waited_for() -> None:
    """One analyst: ``mend`` waits for the longer errand; nobody is there before Monday for ``sign``."""
    office = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
    setup = make_setup(
        [
            step("errand", "50m", priority="1"),
            step("mend", "10m", reaches="mended"),
            {"id": "sign", "role": "legal", "takes": "20m", "after": "mend", "reaches": "done"},
        ],
        roles={"analyst": {"people": "1", "hours": "always"}, "legal": office},
        expectations=[CLOCK | {"within": "100h"}],
    )
    why = study(compile_plan(setup), seed=1, runs=10, why=True).why
    assert why is not None
    (way,) = [found for found in why.paths if found.milestone == "done"]
    spent = {e.job: (e.share, e.worked / 60, e.for_person / 60, e.for_absent / 3600) for e in way.efforts}
    monday = 24 * 3 - 8 - 40 / 60  # hours from Friday 17:40 to Monday 9:00, of which the first is spent before
    assert spent["mend"] == (1, 10, 50, 0)
    assert spent["sign"][:3] == (1, 20, 0)
    assert spent["sign"][3] == pytest.approx(monday - 1)
    assert "errand" not in spent, "it was in the way, not on it"
    loads = {load.role: load for load in why.loads}
    assert loads["analyst"].for_person / 60 == 50
    assert loads["legal"].for_absent / 3600 == pytest.approx(monday - 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_way_never_takes_longer_than_it_took(seed: int) -> None:
    """What is worked and waited on the way adds up to no more than the moment of the milestone."""
    setup = random_setup(Random(seed))
    plan = compile_plan(setup)
    targets = tuple(range(len(plan.milestones)))
    batch = play(plan, Order(seed, 0, 5, targets=targets))
    for n in targets:
        total = batch.paths[n, :, 1:].sum()
        assert total <= batch.reached[:, n].clip(0).sum()


# ---- several incidents


def test_several_incidents_share_the_people_and_nothing_else() -> None:
    """One analyst, 40 fixed minutes an incident: with hours between them nothing changes, close together they queue."""
    setup = make_setup([step("mend", "40m", reaches="done")], expectations=[CLOCK])
    apart = study(several(setup, 3, 4 * 3600), seed=1, runs=5)
    close = study(several(setup, 3, 10 * 60), seed=1, runs=5)
    assert [m.p50 for m in apart.milestones if m.id == "done"] == [2400, 2400, 2400]
    assert [m.p50 for m in close.milestones if m.id == "done"] == [2400, 4200, 6000]
    assert [e.incident for e in apart.expectations] == [0, 1, 2]


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_the_first_of_several_far_apart_is_the_incident_alone(seed: int) -> None:
    setup = random_setup(Random(seed))
    alone = compile_plan(setup)
    pair = several(setup, 2, 400 * 3600)
    before = play(alone, Order(seed, 0, 3)).reached[:, : len(alone.milestones)]
    after = play(pair, Order(seed, 0, 3)).reached[:, : len(alone.milestones)]
    within = (before >= 0) & (before < 400 * 3600)
    assert (after[within] == before[within]).all()


# ---- beside another


def test_two_playbooks_are_compared_on_the_same_draws() -> None:
    slow = make_setup([step("look"), step("mend", "20m..40m..2h", after="look", reaches="done")], expectations=[CLOCK])
    (same,) = compare(compile_plan(race()), compile_plan(race()), seed=1, runs=300)
    assert (same.gain.by, same.before) == (0, same.after)
    (found,) = compare(compile_plan(race()), compile_plan(slow), seed=1, runs=300)
    assert found.gain.high < 0
    assert found.gain.by == pytest.approx(found.after.p - found.before.p)


def test_the_document_for_programs_has_what_it_promises() -> None:
    told = study_json(study(compile_plan(race()), seed=3, runs=200, why=True))
    assert told["schema_version"] == 1
    assert {"scenario", "playbook", "team", "seed", "runs", "assumed_share", "partial"} <= told.keys()
    (clock,) = told["expectations"]
    assert {"id", "reading", "kind", "started", "met", "undecided", "margin"} <= clock.keys()
    assert clock["met"]["low"] < clock["met"]["p"] < clock["met"]["high"]
    assert told["why"]["paths"][0]["milestone"] == "done"


# ---- workers


def test_processes_are_as_many_as_somebody_says_or_as_pay() -> None:
    assert (worthwhile(3, 1), worthwhile(1, 1000)) == (3, 1)
    assert (worthwhile(None, 1), worthwhile(None, 1000)) == (1, os.cpu_count())


def test_a_killed_worker_costs_time_not_results() -> None:
    plan = compile_plan(race())
    orders = [Order(3, first, 100) for first in range(0, 4000, 100)]
    brought = played(plan, orders, jobs=2)
    found = [next(brought)]
    for pid in list(get_reusable_executor()._processes):
        os.kill(pid, signal.SIGKILL)
    found += brought
    assert [batch.first for batch in found] == [order.first for order in orders]
    assert (joined(found).reached == play(plan, Order(3, 0, 4000)).reached).all()
