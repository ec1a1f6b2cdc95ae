"""Was it in time? One judge for people, autopilot and report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.setup import Clock
from simulator.timeline.judge import Verdict, judge
from tests.setups import make_setup

HOUR = 3600


@dataclass
class Facts:
    """What a judge must know, said outright."""

    now: int
    times: Mapping[str, int] = field(default_factory=dict)
    again: tuple[int, ...] = ()
    """When whatever a duty asks for came again."""

    def reached(self, milestone: str) -> int | None:
        return self.times.get(milestone)

    def arrivals(self, milestone: str) -> tuple[int, ...]:
        return (*([self.times[milestone]] if milestone in self.times else []), *self.again)


def clocks(*expectations: dict[str, Any], **scenario: Any) -> tuple[Clock, ...]:
    base = {"title": "Own", "kind": "own-target"}
    steps = [{"id": "look", "role": "analyst", "takes": "1h", "once": "detected"}]
    given = [base | {"id": f"e{n}"} | expectation for n, expectation in enumerate(expectations)]
    return make_setup(steps, expectations=given, **scenario).clocks


def verdict(expectation: dict[str, Any], now: int, times: Mapping[str, int], *, over: bool = False) -> Verdict:
    (found,) = judge(clocks(expectation), Facts(now, times), over=over)
    return found


AWAY = {"from": "known", "to": "accused", "not_before": "1h", "until": "proved"}


@pytest.mark.parametrize(
    ("now", "times", "standing", "margin", "told_at"),
    [
        (500, {}, "not-started", None, None),
        (500, {"known": 100}, "running", None, None),
        (500, {"known": 100, "accused": 400}, "missed", 300 - HOUR, 400),
        (500, {"known": 100, "accused": 50}, "missed", -50 - HOUR, 100),
        (9000, {"known": 100}, "met", None, 100 + HOUR),
        (9000, {"known": 100, "accused": 100 + HOUR}, "met", 0, 100 + HOUR),
        (9000, {"known": 100, "accused": 8000, "proved": 7000}, "met", 7900 - HOUR, 100 + HOUR),
        (9000, {"known": 100, "accused": 700, "proved": 600}, "met", 100, 600),
        (9000, {"known": 100, "accused": 600, "proved": 600}, "met", 0, 600),
        (9000, {"known": 100, "accused": 500, "proved": 600}, "missed", -100, 500),
        (9000, {"known": 100, "accused": 300, "proved": 50}, "met", 200, 100),
    ],
)
def test_what_must_keep_away_is_missed_when_it_comes_too_early(
    now: int, times: dict[str, int], standing: str, margin: int | None, told_at: int | None
) -> None:
    found = verdict(AWAY, now, times)
    assert (found.standing, found.margin) == (standing, margin)
    assert told_at in ({found.met_at, found.missed_at} if told_at is not None else {None})


def test_what_must_keep_away_can_fall_away() -> None:
    times = {"known": 100, "stood-down": 300, "accused": 400}
    assert verdict(AWAY | {"unless": "stood-down"}, 500, times).standing == "void"
    assert verdict(AWAY | {"unless": "stood-down"}, 500, times | {"stood-down": 401}).standing == "missed"


TELL = {"from": "known", "to": "told", "within": "1h"}


@pytest.mark.parametrize(
    ("now", "times", "standing", "margin"),
    [
        (500, {}, "not-started", None),
        (500, {"known": 100}, "running", None),
        (500, {"known": 100, "told": 400}, "met", HOUR - 300),
        (9000, {"known": 100, "told": 100 + HOUR}, "met", 0),
        (9000, {"known": 100, "told": 101 + HOUR}, "missed", -1),
        (100 + HOUR, {"known": 100}, "running", None),
        (101 + HOUR, {"known": 100}, "missed", None),
        (500, {"known": 400, "told": 100}, "met", HOUR + 300),
        (500, {"told": 100}, "not-started", None),
    ],
    ids=[
        "nothing",
        "started",
        "in time",
        "on the second",
        "a second late",
        "last second",
        "gone by",
        "before",
        "only told",
    ],
)
def test_a_clock_is_met_up_to_and_including_its_last_second(
    now: int, times: dict[str, int], standing: str, margin: int | None
) -> None:
    found = verdict(TELL, now, times)
    assert (found.standing, found.margin) == (standing, margin)
    assert found.late == (standing == "missed")


@pytest.mark.parametrize(
    ("now", "times", "standing"),
    [
        (HOUR - 1, {"known": 0}, "undecided"),
        (HOUR, {"known": 0}, "missed"),
        (HOUR, {"known": 0, "told": HOUR}, "met"),
        (HOUR, {}, "not-started"),
    ],
)
def test_when_all_is_over_only_a_deadline_still_to_come_is_undecided(
    now: int, times: dict[str, int], standing: str
) -> None:
    """In the very last second of an incident nothing can happen any more."""
    assert verdict(TELL, now, times, over=True).standing == standing


@pytest.mark.parametrize(
    ("times", "standing", "standing_at_the_end"),
    [
        ({}, "not-started", "not-started"),
        ({"snapshot": 100}, "met", "met"),
        ({"snapshot": 100, "changed": 200}, "met", "met"),
        ({"snapshot": 200, "changed": 200}, "met", "met"),
        ({"snapshot": 201, "changed": 200}, "missed", "missed"),
        ({"changed": 200}, "missed", "missed"),
    ],
)
def test_of_an_order_the_first_comes_before_the_second_or_with_it(
    times: dict[str, int], standing: str, standing_at_the_end: str
) -> None:
    order = {"order": ["snapshot", "changed"]}
    assert verdict(order, 500, times).standing == standing
    assert verdict(order, 500, times, over=True).standing == standing_at_the_end


@pytest.mark.parametrize(
    ("times", "standing"),
    [
        ({"known": 100, "false": 200}, "void"),
        ({"known": 100, "false": 50}, "void"),
        ({"known": 100, "false": 200, "told": 300}, "void"),
        ({"known": 100, "false": 100 + HOUR}, "void"),
        ({"known": 100, "told": 200, "false": 200}, "met"),
        ({"known": 100, "told": 200, "false": 300}, "met"),
        ({"known": 100, "false": 101 + HOUR}, "missed"),
        ({"false": 100}, "not-started"),
    ],
    ids=[
        "stood down",
        "before it starts",
        "told all the same",
        "in the last second",
        "in the second it is met",
        "after it was met",
        "too late",
        "never started",
    ],
)
def test_a_clock_that_falls_away_is_neither_met_nor_missed(times: dict[str, int], standing: str) -> None:
    found = verdict(TELL | {"unless": "false"}, 9000, times)
    assert found.standing == standing
    assert found.moot == (times["false"] if standing == "void" else None)
    if standing == "void":
        assert (found.margin, found.late) == (None, False)


@pytest.mark.parametrize(
    ("times", "standing", "settled_at"),
    [
        ({"known": 100, "told": 200}, "not-started", None),
        ({"known": 100, "told": 200, "severe": 300}, "met", 300),
        ({"known": 100, "severe": 300, "told": 100 + HOUR}, "met", 100 + HOUR),
        ({"known": 100, "told": 200 + HOUR, "severe": 8000}, "missed", 8000),
        ({"known": 100, "severe": 8000}, "missed", 8000),
        ({"known": 100, "severe": 200}, "missed", 100 + HOUR),
        ({"severe": 200}, "not-started", None),
    ],
    ids=["unknown", "known later", "known first", "late, known later", "due, known later", "due", "only severe"],
)
def test_a_clock_that_counts_only_with_a_milestone_counts_from_its_own_start(
    times: dict[str, int], standing: str, settled_at: int | None
) -> None:
    found = verdict(TELL | {"only_if": "severe"}, 9000, times)
    assert (found.standing, found.missed_at or found.met_at) == (standing, settled_at)
    assert found.waits == ("" if standing != "not-started" else "severe" if "known" in times else "known")


def test_an_order_counts_only_with_a_milestone_too() -> None:
    order = {"order": ["snapshot", "changed"], "only_if": "severe"}
    assert verdict(order, 500, {"changed": 100}).standing == "not-started"
    found = verdict(order, 500, {"changed": 100, "severe": 300})
    assert (found.standing, found.missed_at) == ("missed", 300)


@pytest.mark.parametrize(
    ("times", "standing"),
    [
        ({"false": 100}, "not-started"),
        ({"false": 100, "changed": 200}, "void"),
        ({"changed": 100, "false": 200}, "missed"),
        ({"snapshot": 100, "false": 200}, "met"),
    ],
)
def test_an_order_may_fall_away_too(times: dict[str, int], standing: str) -> None:
    assert verdict({"order": ["snapshot", "changed"], "unless": "false"}, 500, times).standing == standing


def test_every_reading_of_awareness_has_a_clock_of_its_own() -> None:
    readings = {"when-known": "known", "when-suspected": "suspected"}
    found = clocks(TELL | {"from": readings})
    assert [clock.key for clock in found] == ["e0/when-known", "e0/when-suspected"]
    known, suspected = judge(found, Facts(2 * HOUR, {"suspected": 0, "known": HOUR + 60, "told": 2 * HOUR}))
    assert (known.standing, known.margin) == ("met", 60)
    assert (suspected.standing, suspected.margin) == ("missed", -HOUR)


def test_a_cap_draws_the_deadline_nearer_once_its_own_start_is_there() -> None:
    capped = TELL | {"cap": {"from": "detected", "within": "90m"}}
    assert verdict(capped, 2 * HOUR, {"known": HOUR}).deadline == 2 * HOUR
    assert verdict(capped, HOUR, {"known": HOUR, "detected": 0}).deadline == HOUR * 3 // 2
    later = verdict(capped, HOUR, {"known": HOUR, "detected": HOUR})
    assert later.deadline == 2 * HOUR, "a later cap changes nothing"
    spared = TELL | {"cap": {"from": "detected", "within": "90m", "spares_late_start": "true"}}
    assert verdict(spared, HOUR, {"known": HOUR, "detected": 0}).deadline == HOUR * 3 // 2
    assert verdict(spared, 2 * HOUR, {"known": 2 * HOUR, "detected": 0}).deadline == 3 * HOUR, "it began after the cap"
    late = verdict(capped, 9 * HOUR, {"known": HOUR, "detected": 0, "told": 2 * HOUR})
    assert (late.standing, late.margin) == ("missed", -HOUR // 2)


def test_what_is_not_in_force_or_has_no_number_runs_no_clock() -> None:
    quality = {"from": "known", "to": "told"}
    assert clocks(TELL | {"status": "future"}, TELL | {"status": "unconfirmed"}, quality) == ()
    assert len(clocks(TELL | {"status": "not-law"}, TELL | {"status": "in-force-deferred"})) == 2


def test_what_an_inject_expects_is_a_clock_like_any_other() -> None:
    asking = {"id": "press", "at": "1h", "title": "A call", "expects": [{"step": "look", "done_within": "30m"}]}
    (clock,) = clocks(injects=[asking])
    assert (clock.key, clock.kind) == ("press:look", "inject")
    (found,) = judge([clock], Facts(5000, {"inject:press": HOUR, "step:look": HOUR + 1801}))
    assert (found.standing, found.margin) == ("missed", -1)


# ---- duties that recur

HOURLY = {"from": "known", "to": "told", "every": "1h", "until": "fixed"}


@pytest.mark.parametrize(
    ("times", "again", "standing", "gaps"),
    [
        ({}, (), "not-started", []),
        ({"known": 100}, (), "running", [(100, None, False)]),
        ({"known": 100, "told": 50}, (), "running", [(100, None, False)]),
        ({"known": 100, "told": 100 + HOUR}, (), "running", [(100, 100 + HOUR, False), (100 + HOUR, None, False)]),
        ({"known": 0, "told": HOUR, "fixed": 5000}, (6000,), "met", [(0, HOUR, False), (HOUR, 5000, False)]),
        ({"known": 0, "told": HOUR + 1}, (), "missed", [(0, HOUR + 1, True), (HOUR + 1, None, False)]),
        ({"known": 0, "fixed": HOUR + 1}, (), "missed", [(0, HOUR + 1, True)]),
        ({"known": 0, "false": 1000}, (), "void", [(0, 1000, False)]),
        (
            {"known": 0, "told": HOUR + 1, "false": HOUR + 2},
            (),
            "missed",
            [(0, HOUR + 1, True), (HOUR + 1, HOUR + 2, False)],
        ),
        ({"known": 0, "fixed": 900, "false": 1000}, (), "met", [(0, 900, False)]),
    ],
    ids=[
        "nothing",
        "first",
        "before",
        "last second",
        "until",
        "late",
        "late until",
        "void",
        "missed before",
        "done before",
    ],
)
def test_each_gap_of_a_duty_that_recurs_is_a_limit_of_its_own(
    times: dict[str, int], again: tuple[int, ...], standing: str, gaps: list[tuple[int, int | None, bool]]
) -> None:
    now = max(HOUR, *times.values(), *again, 0)
    (found,) = judge(clocks(HOURLY | {"unless": "false"}), Facts(now, times, again))
    assert (found.standing, [(gap.start, gap.ended, gap.missed) for gap in found.gaps]) == (standing, gaps)


def test_a_duty_that_recurs_shows_the_running_gap_and_in_the_end_the_worst() -> None:
    times, again = {"known": 0, "told": 3000}, (6500, 7000)
    (running,) = judge(clocks(HOURLY), Facts(7200, times, again))
    assert (running.started, running.deadline, running.reached) == (7000, 7000 + HOUR, None)
    (over,) = judge(clocks(HOURLY, ends_after="2h"), Facts(9 * HOUR, times, again), over=True)
    assert (over.standing, over.started, over.reached, over.margin) == ("met", 3000, 6500, 100)
    (missed,) = judge(clocks(HOURLY, ends_after="3h"), Facts(9 * HOUR, times, again), over=True)
    assert (missed.standing, missed.missed_at, missed.reached) == ("missed", 7000 + HOUR, None)


@given(st.integers(0, 2**32 - 1))
def test_a_duty_is_missed_where_an_hour_goes_by_without_it(seed: int) -> None:
    """Told the other way round: somewhere between start and end lies an hour and a second in which nothing came."""
    rng = Random(seed)
    start, *came = sorted(rng.sample(range(20_000), rng.randint(1, 8)))
    until = rng.choice([None, rng.randint(start, 20_000)])
    times = {"known": start} | ({"told": came[0]} if came else {}) | ({} if until is None else {"fixed": until})
    (found,) = judge(clocks(HOURLY, ends_after="20000s"), Facts(20_000, times, tuple(came[1:])), over=True)
    end = 20_000 if until is None else until
    quiet = any(
        all(not second < at <= second + HOUR for at in [*came, *([until] if until is not None else [])])
        for second in [start, *(at for at in came if at < end)]
        if second + HOUR <= (20_000 if until is None else until - 1)
    )
    assert (found.standing == "missed") == quiet
