"""How often a study's 95% interval holds the truth, which is known here: lengths are even, and one outcome is drawn."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import inf
from typing import Any

import pytest

from simulator.model.durations import MINUTE
from simulator.plan.compiler import compile_plan
from simulator.study.result import Interval
from simulator.study.statistics import Share
from simulator.study.study import study
from tests.setups import make_setup

STUDIES, RUNS = 1000, 1000
EVEN = "0m..60m"
FOUND = 0.7
"""The odds that looking finds something: only then a law's clock starts, and ``known`` is reached."""


def setup() -> Any:
    ends = {"data": {"odds": "70%", "reaches": "known"}, "none": "30%"}
    steps: list[dict[str, Any]] = [
        {"id": "look", "role": "analyst", "takes": EVEN, "once": "detected", "reaches": "looked", "outcomes": ends},
        {"id": "tell", "role": "analyst", "takes": EVEN, "after": "look=data", "reaches": "told"},
    ]
    own = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "looked", "within": "40m"}
    law = {"id": "law", "title": "Law", "kind": "law", "from": "known", "to": "told", "within": "20m"}
    return make_setup(steps, roles={"analyst": {"people": "9", "hours": "always"}}, expectations=[own, law])


TRUE: dict[str, float] = {
    "own met": 2 / 3,
    "law met": 1 / 3,
    "own p5": -17 * MINUTE,
    "own p50": 10 * MINUTE,
    "own p95": 37 * MINUTE,
    "looked p50": 30 * MINUTE,
    "looked p90": 54 * MINUTE,
    "looked p95": 57 * MINUTE,
    "known p50": 0.5 / FOUND * 60 * MINUTE,
}
"""Margins of the law: it is missed in two of three runs; percentiles of ``known`` are over all runs."""


def intervals(seed: int, antithetic: bool) -> dict[str, Share | Interval]:
    found = study(compile_plan(setup()), seed=seed, runs=RUNS, antithetic=antithetic)
    own, law = found.expectations
    looked, known = (next(m for m in found.milestones if m.id == name) for name in ("looked", "known"))
    told: dict[str, Share | Interval] = {"own met": own.met, "law met": law.met}
    if not antithetic:
        assert own.margin is not None
        told |= {"own p5": own.margin.p5_in, "own p50": own.margin.p50_in, "own p95": own.margin.p95_in}
        told |= {"looked p50": looked.p50_in, "looked p90": looked.p90_in, "looked p95": looked.p95_in}
        told["known p50"] = known.p50_in
    return told


def holds(said: Share | Interval, truth: float) -> bool:
    low, high = (said.low, said.high) if isinstance(said, Share) else said
    return (-inf if low is None else low) <= truth <= (inf if high is None else high)


@cache
def coverage(antithetic: bool) -> dict[str, float]:
    held: Counter[str] = Counter()
    for seed in range(STUDIES):
        held.update(name for name, said in intervals(seed, antithetic).items() if holds(said, TRUE[name]))
    return {name: held[name] / STUDIES for name in intervals(0, antithetic)}


@pytest.mark.slow
@pytest.mark.parametrize("antithetic", [False, True], ids=["independent", "antithetic"])
def test_intervals_hold_the_truth_in_95_of_100_studies(antithetic: bool) -> None:
    assert {name: share for name, share in coverage(antithetic).items() if not 0.93 <= share <= 0.97} == {}


def test_quantiles_of_antithetic_pairs_have_no_interval() -> None:
    found = study(compile_plan(setup()), seed=1, runs=40, antithetic=True)
    own, _ = found.expectations
    assert own.margin is not None
    assert own.margin.p50_in == (None, None)
    assert {milestone.p50_in for milestone in found.milestones} == {(None, None)}
