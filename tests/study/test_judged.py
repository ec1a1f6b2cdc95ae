"""The judge over columns and the judge of one run never differ."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.study.judged import NEVER, judged
from simulator.timeline.judge import judge
from tests.setups import make_setup

CALENDAR = {"timezone": "America/New_York", "holidays": {"also": ["2026-07-13"]}}
LIMITS = ["30m", "3 business days", "2 calendar days", "1 month", "30h", "9 business hours"]


@dataclass
class Times:
    """One run's milestones, as the judge of one run reads them."""

    now: int
    at: dict[str, int | None]

    def reached(self, milestone: str) -> int | None:
        return self.at.get(milestone)

    def arrivals(self, milestone: str) -> tuple[int, ...]:
        at = self.at.get(milestone)
        return () if at is None else (at,)


def _expectation(rng: Random, n: int) -> dict[str, Any]:
    named: dict[str, Any] = {"id": f"e{n}", "title": "A clock", "kind": "law"}
    if rng.random() < 0.3:
        named["unless"] = rng.sample("bcd", rng.randint(1, 2))
    if rng.random() < 0.3:
        named["only_if"] = rng.choice([name for name in "abcd" if name not in named.get("unless", ())])
    if rng.random() < 0.2:
        return named | {"order": ["a", "b"]}
    start = rng.choice(["a", {"known": "a", "suspected": "b"}])
    clock = named | {"from": start, "to": rng.choice(["c", "d"]), "within": rng.choice(LIMITS)}
    if rng.random() < 0.3:
        clock["calendar"] = CALENDAR
    office = clock["within"] == "9 business hours"
    if office and rng.random() < 0.5:
        clock["calendar"] = CALENDAR | {"hours": "Mon-Sat 08:30-12:00, Mon-Fri 13:00-22:00"}
    in_hours = clock["within"] in ("30m", "30h")
    if rng.random() < 0.3 and not in_hours and not office:
        clock["ends_at"] = "18:15"
    if rng.random() < 0.3 and not office:
        clock["count"] = "from-next-hour" if in_hours else "from-day-one"
    if rng.random() < 0.3 and not in_hours and not office:
        clock["rolls"] = "next-business-day"
    if rng.random() < 0.3:
        clock["cap"] = {"from": "b", "within": rng.choice(["2h", "5 calendar days"])}
        if in_hours and rng.random() < 0.5:
            clock["cap"]["spares_late_start"] = "true"
    elif rng.random() < 0.3:
        clock["not_before"] = clock.pop("within")
        clock |= {"until": rng.sample("abd", rng.randint(1, 2))} if rng.random() < 0.6 else {}
    return clock


@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1))
def test_columns_are_judged_as_runs_are(seed: int) -> None:
    rng = Random(seed)
    steps = [{"id": m, "role": "analyst", "takes": "1m", "once": "detected", "reaches": m} for m in "abcd"]
    plan = compile_plan(make_setup(steps, expectations=[_expectation(rng, n) for n in range(4)]))
    over_at = rng.choice([3600, 400_000])
    times = np.full((12, len(plan.milestones)), NEVER)
    for run in range(12):
        for milestone in "abcd":
            if rng.random() < 0.8:
                times[run, plan.milestone_number[milestone]] = rng.randint(0, over_at)
    columns = judged(plan, times, over_at)
    for run in range(12):
        facts = Times(over_at, {m: int(t) for m, t in zip(plan.milestones, times[run], strict=True) if t != NEVER})
        for one, verdict in zip(columns, judge(plan.clocks, facts, over=True), strict=True):
            assert one.clock is verdict.clock
            assert one.started[run] == (verdict.standing != "not-started")
            assert one.met[run] == (verdict.standing == "met")
            assert one.void[run] == (verdict.standing == "void")
            assert one.undecided[run] == (verdict.standing == "undecided")
            if verdict.standing in ("met", "missed", "void") and not one.clock.is_order:
                assert (one.due[run] if one.due[run] != NEVER else None) == verdict.deadline
