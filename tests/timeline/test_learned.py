"""Which estimates give way to what was observed, and that no record is counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.model.estimates import Estimate
from simulator.model.text import Text
from simulator.timeline.learned import Learned, learned, learned_from_incidents, learned_from_log
from simulator.timeline.observed import How, Observed, Sample
from tests.setups import make_setup
from tests.world.plays import step


def record(mark: str, *minutes: int, day: str = "2026-11-24") -> Observed:
    return Observed(mark * 8, day, tuple(Sample("look", n * 60, "stated") for n in minutes))


def learn(takes: Any, *seen: Observed, at_least: int = 1) -> Learned:
    playbook = make_setup([step("look", takes, once="detected"), step("idle", once="detected")]).playbook
    [found] = learned(playbook, seen, at_least)
    return found


def test_what_was_assumed_gives_way() -> None:
    found = learn("10m..20m..60m", record("a", 31, 22), record("b", 25, day=""))
    assert found.verdict == "replaced"
    source = "2 exercises, as told at the table: 2026-11-24 aaaaaaaa, bbbbbbbb"
    assert found.new == Estimate("observed", (22 * 60, 25 * 60, 31 * 60), "measured", Text.of(source))


@pytest.mark.parametrize(
    ("basis", "becomes"),
    [
        ("measured", "2 earlier figures; 1 exercise, as told at the table: 2026-11-24 cccccccc"),
        ("measured: log of 2025", "log of 2025; 1 exercise, as told at the table: 2026-11-24 cccccccc"),
        (
            "measured: log of 2025; 1 exercise, as told at the table: 2026-05-12 aaaaaaaa",
            "log of 2025; 2 exercises, as told at the table: 2026-05-12 aaaaaaaa, 2026-11-24 cccccccc",
        ),
    ],
)
def test_what_was_measured_is_added_to(basis: str, becomes: str) -> None:
    found = learn({"observed": ["22m", "31m"], "basis": basis}, record("c", 25))
    assert found.verdict == "extended"
    assert found.new == Estimate("observed", (22 * 60, 25 * 60, 31 * 60), "measured", Text.of(becomes))


@pytest.mark.parametrize(
    "takes",
    [
        {"estimate": "5m..10m..30m", "basis": "measured: four incidents of 2026"},
        {"estimate": "30m", "basis": "sla: contract 7"},
        {"estimate": "30m", "basis": "expert"},
        {"observed": ["22m", "31m"]},
    ],
)
def test_any_other_ground_is_left_as_it_is(takes: Any) -> None:
    """Observed figures that do not say they were measured may be assumed, and must not pass for measured."""
    found = learn(takes, record("a", 12))
    assert (found.verdict, found.new) == ("grounded", None)


def test_what_was_cut_off_is_kept_apart() -> None:
    long = Observed("a" * 8, "2026-11-24", (Sample("look", 1320, "stated"), Sample("look", 7200, "cut-off")))
    new = learn("20m", long).new
    assert new
    assert (new.figures, new.at_least) == ((1320,), (7200,))
    more = learn(new.written(), record("b", 31)).new
    assert more
    assert (more.figures, more.at_least) == ((22 * 60, 31 * 60), (7200,))


def logged(takes: Any, *samples: Sample) -> Learned:
    """What a log of real incidents teaches."""
    playbook = make_setup([step("look", takes, once="detected")]).playbook
    [found] = learned_from_log(playbook, samples, ["1a2b3c4d"], "2026-01-02..2026-10-30")
    return found


def real(minutes: int, how: How = "logged") -> Sample:
    return Sample("look", minutes * 60, how)


@pytest.mark.parametrize(
    ("takes", "verdict"),
    [
        ("20m", "replaced"),
        ({"estimate": "20m", "basis": "published: a vendor's report"}, "replaced"),
        ({"observed": ["9m"], "basis": "measured: incident log 00000000 of 2025-01-02..2025-10-30"}, "replaced"),
        ({"observed": ["9m"], "basis": "measured: 1 exercise, as told at the table: 2026-11-24 aaaaaaaa"}, "replaced"),
        ({"observed": ["9m"], "basis": "measured"}, "grounded"),
        ({"observed": ["9m"], "basis": "measured: our own book"}, "grounded"),
        ({"estimate": "20m", "basis": "sla: contract 7"}, "grounded"),
    ],
)
def test_a_log_replaces_what_was_assumed_or_learned(takes: Any, verdict: str) -> None:
    assert logged(takes, real(31)).verdict == verdict


def incident(takes: Any, key: str, minutes: int, day: str = "2026-11-09") -> Learned:
    """What the record of one real incident teaches."""
    playbook = make_setup([step("look", takes, once="detected")]).playbook
    [found] = learned_from_incidents(playbook, [Observed(key * 6, day, (real(minutes),))])
    return found


@pytest.mark.parametrize(
    ("takes", "verdict", "becomes"),
    [
        ("20m", "replaced", "1 incident, by its timeline: 2026-11-09 cccccc"),
        ({"estimate": "20m", "basis": "published: a vendor's report"}, "replaced", "1 incident, by its timeline: "),
        (
            {"observed": ["9m"], "basis": "measured: 1 incident, by its timeline: 2026-10-05 aaaaaa"},
            "extended",
            "2 incidents, by their timelines: 2026-10-05 aaaaaa, 2026-11-09 cccccc",
        ),
        (
            {"observed": ["9m"], "basis": "measured: our own book"},
            "extended",
            "our own book; 1 incident, by its timeline",
        ),
        (
            {"observed": ["9m"], "basis": "measured: 1 exercise, as told at the table: 2026-11-24 aaaaaaaa"},
            "replaced",
            "1 inc",
        ),
        (
            {"observed": ["9m"], "basis": "measured: incident log 00000000 of 2025-01-02..2025-10-30"},
            "extended",
            "incident log 00000000 of 2025-01-02..2025-10-30; 1 incident, by its timeline: 2026-11-09 cccccc",
        ),
        ({"observed": ["9m"], "basis": "measured: incident log 00000000 of 2025-01-02..2026-11-30"}, "in-log", ""),
        ({"estimate": "20m", "basis": "sla: contract 7"}, "grounded", ""),
    ],
)
def test_one_incident_is_one_value_beside_those_of_others(takes: Any, verdict: str, becomes: str) -> None:
    found = incident(takes, "c", 31)
    assert found.verdict == verdict
    assert (found.new.basis_from.own if found.new else "").startswith(becomes)
    if found.new:
        assert found.new.figures == ((9 * 60, 31 * 60) if verdict == "extended" else (31 * 60,))
        assert incident(found.new.written(), "c", 31).verdict == "counted"


def test_exercises_and_incidents_are_told_apart() -> None:
    both = learn(incident("20m", "c", 31).new, record("a", 25)).new
    assert both
    assert both.basis_from.own == (
        "1 incident, by its timeline: 2026-11-09 cccccc; 1 exercise, as told at the table: 2026-11-24 aaaaaaaa"
    )
    more = incident(both.written(), "d", 40, "2026-11-10").new
    assert more
    assert more.figures == (25 * 60, 31 * 60, 40 * 60)
    assert more.basis_from.own.endswith("; 2 incidents, by their timelines: 2026-11-09 cccccc, 2026-11-10 dddddd")


def test_the_same_log_is_not_counted_twice() -> None:
    new = logged("20m", real(31), real(90, "cut-off")).new
    assert new is not None
    assert (new.figures, new.at_least) == ((31 * 60,), (90 * 60,))
    assert logged(new.written(), real(31), real(90, "cut-off")).verdict == "counted"


def test_of_very_many_values_some_stand_for_all() -> None:
    new = logged("20m", *(real(n) for n in range(1, 10_001)), *(real(n, "cut-off") for n in (5, 6))).new
    assert new is not None
    assert (len(new.figures), len(new.at_least)) == (200, 1)
    assert new.basis_from.own.endswith(", 200 of 10002 times")
    assert new.figures[100] == pytest.approx(5000 * 60, rel=0.01)
    assert str(new) == "26m..3d11h45m..6d22h16m (n=201)"


def test_cut_off_work_alone_makes_no_estimate() -> None:
    never_over = Observed("a" * 8, "2026-11-24", (Sample("look", 7200, "cut-off"),))
    assert learn("20m", never_over).verdict == "too-few"


def test_no_record_is_counted_twice() -> None:
    once = learn("20m", record("a", 22)).new
    assert once is not None
    again = learn(once.written(), record("a", 22))
    assert (again.verdict, again.new) == ("counted", None)
    more = learn(once.written(), record("a", 22), record("b", 31)).new
    assert more is not None
    assert more.figures == (22 * 60, 31 * 60)
    assert learn(more.written(), record("a", 22), record("b", 31)).verdict == "counted"


def test_a_step_may_have_to_wait_for_more_figures() -> None:
    assert learn("20m", record("a", 22), at_least=2).verdict == "too-few"
    assert learn("20m", record("a", 22, 23), at_least=2).verdict == "replaced"
    assert learn({"observed": ["22m"], "basis": "measured"}, record("a", 22), at_least=2).verdict == "extended"
