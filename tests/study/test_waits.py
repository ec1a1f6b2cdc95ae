"""What work waited for: also work that never ended, and put down to those it waited for."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.plan.compiler import compile_plan
from simulator.study.result import Effort, Load, Study
from simulator.study.study import study
from tests.benchmarks.big import bundled_setup
from tests.setups import make_setup

HOUR = 3600
ALWAYS = {"people": "1", "hours": "always"}
OFFICE = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
MET: dict[str, Any] = {"reaches": "met"}
CLOCK = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected"}
SOON = CLOCK | {"to": "met", "within": "24h"}


def found(setup: Any, runs: int = 1) -> Study:
    return study(compile_plan(setup), seed=1, runs=runs, why=True)


def load(of: Study, role: str) -> Load:
    assert of.why
    return next(load for load in of.why.loads if load.role == role)


def effort(of: Study, job: str) -> Effort:
    assert of.why
    return next(effort for effort in of.why.work if effort.job == job)


def test_who_was_waited_for_in_vain_is_in_the_table() -> None:
    """Friday 19:00, and Legal comes on Monday: of the story's 48 hours all but ten minutes."""
    steps = [
        {"id": "a", "role": "watch", "takes": "10m", "once": "detected"},
        {"id": "b", "role": "legal", "takes": "30m", "after": "a", "reaches": "legal-classified"},
    ]
    clock = CLOCK | {"to": "legal-classified", "within": "24h"}
    roles = {"watch": ALWAYS, "legal": OFFICE}
    weekend = found(
        make_setup(steps, roles=roles, expectations=[clock], opens="2026-07-10T19:00+09:00", ends_after="48h")
    )
    assert weekend.expectations[0].met.p == 0
    assert load(weekend, "legal").for_absent == 47 * HOUR + 50 * 60
    assert effort(weekend, "b").for_absent == 47 * HOUR + 50 * 60


def test_work_that_the_end_cuts_off_was_worked_until_then() -> None:
    """Of lengths from nought to 48 hours, cut off at 24: 18 hours on average."""
    step = {"id": "long", "role": "analyst", "takes": "0m..48h", "once": "detected", "reaches": "done"}
    clock = CLOCK | {"to": "done", "within": "16h"}
    cut = found(make_setup([step], expectations=[clock], ends_after="24h"), runs=1000)
    assert effort(cut, "long").worked / HOUR == pytest.approx(18, abs=0.7)
    (own,) = cut.expectations
    assert own.met.p == pytest.approx(1 / 3, abs=0.05)
    assert own.coming.later == pytest.approx(0.5, abs=0.05), "half is under way when the run is over"
    assert own.margin is not None
    assert own.margin.p5 is None, "more than one run in twenty does not see it"
    assert own.margin.p95 == pytest.approx((16 - 2.4) * HOUR, abs=HOUR)


def test_a_pause_is_away_and_busy() -> None:
    """One lawyer of two roles leaves 9:30 to 12:00; then the other's long work lasts until 13:40."""
    steps = [
        {"id": "meet", "role": {"x": "1", "y": "1"}, "takes": "1h", "priority": "1", "once": "detected"} | MET,
        {"id": "longx", "role": "x", "takes": "6h", "priority": "9", "once": "later"},
        {"id": "longy", "role": "y", "takes": "4h", "priority": "9", "once": "later"},
    ]
    injects = [
        {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"},
        {"id": "more", "at": "40m", "title": "More", "reaches": "later"},
    ]
    roles = {"x": {"people": "1", "hours": "Mon-Fri 09:00-09:30, Mon-Fri 12:00-23:00"}, "y": ALWAYS}
    day = found(make_setup(steps, injects, roles, [SOON], opens="2026-07-13T09:00+09:00", ends_after="24h"))
    meet = effort(day, "meet")
    assert (meet.worked, meet.for_absent) == (HOUR, 2.5 * HOUR)
    assert meet.for_person == HOUR + 40 * 60, "12:00 to 13:40"
    assert (load(day, "x").for_absent, load(day, "y").for_absent) == (2.5 * HOUR + 2 * HOUR + 20 * 60, 0)
    assert load(day, "y").for_person == HOUR + 40 * 60
    assert load(day, "x").for_person == 2 * HOUR + 10 * 60, "longx waits from 12:00 until the meeting is over at 14:10"


def test_a_meeting_of_two_who_are_away_waits_for_both_and_counts_once() -> None:
    steps = [{"id": "meet", "role": {"x": "1", "y": "1"}, "takes": "1h", "once": "detected"} | MET]
    roles = {"x": OFFICE, "y": OFFICE | {"hours": "Mon-Fri 11:00-18:00"}}
    evening = found(
        make_setup(steps, roles=roles, expectations=[SOON], opens="2026-07-13T18:00+09:00", ends_after="48h")
    )
    assert effort(evening, "meet").for_absent == 17 * HOUR
    assert (load(evening, "x").for_absent, load(evening, "y").for_absent) == (15 * HOUR, 17 * HOUR)


def test_who_is_always_there_is_never_away() -> None:
    setup = bundled_setup()
    of = found(setup, 20)
    always = [name for name, role in setup.team.roles.items() if role.hours.always and setup.team.pool_of(name) == name]
    assert always
    assert [load(of, name).for_absent for name in always] == [0] * len(always)
