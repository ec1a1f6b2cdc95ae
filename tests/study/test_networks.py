"""Networks of exponential work against what is known of them exactly: seeds are fixed, five standard errors allowed.

How a sum, a maximum or a whole network of exponential times is distributed can be worked out on paper; that of
almost any other network cannot. Here an hour is the unit, so that whole seconds are fine enough.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial, log, sqrt
from typing import Any

import pytest

from simulator.model.durations import HOUR, MINUTE
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from tests.setups import make_setup
from tests.study.samples import HALF_A_STAIR, chance_error, exponential, times

RUNS = 3000
LAST = "3000h"
"""So late that no run is cut off."""


def plan_of(*steps: dict[str, Any]) -> Plan:
    return compile_plan(make_setup(list(steps), roles={"analyst": {"people": "9", "hours": "always"}}, ends_after=LAST))


def step(name: str, mean: float, **keys: Any) -> dict[str, Any]:
    """Exponential work of so many hours on average."""
    waits = {} if "after" in keys else {"once": "detected"}
    return {"id": name, "role": "analyst", "takes": exponential(round(mean * HOUR))} | waits | keys


def end(*after: str) -> dict[str, Any]:
    return {"id": "end", "role": "analyst", "takes": "0m", "after": list(after), "reaches": "done"}


def hours(plan: Plan) -> list[float]:
    """How long each run took until all was done."""
    found = [at / HOUR for at in times(plan, "done", seed=11, runs=RUNS)]
    assert len(found) == RUNS
    return found


def assert_mean(found: list[float], mean: float, variance: float) -> None:
    """The staircase of an exponential lacks less than a thousandth of its mean."""
    assert sum(found) / RUNS == pytest.approx(mean, abs=5 * sqrt(variance / RUNS) + mean / 1000)


def assert_shares(found: list[float], shares: dict[float, float], exponentials: int) -> None:
    """Time → exact share of runs over by then. Each exponential that counts may add half a stair of error."""
    for within, exact in shares.items():
        share = sum(x <= within for x in found) / RUNS
        assert share == pytest.approx(exact, abs=5 * chance_error(exact, RUNS) + exponentials * HALF_A_STAIR)


def test_one_after_the_other_is_hypoexponential() -> None:
    """P(T > t) = Σ exp(−t/aᵢ) Π aᵢ/(aᵢ − aⱼ); mean Σ aᵢ, variance Σ aᵢ². Median 118.88, 95 % point 289.34."""
    found = hours(plan_of(step("one", 30), step("two", 45, after="one"), step("three", 60, after="two"), end("three")))
    assert_mean(found, 135, 30**2 + 45**2 + 60**2)
    assert_shares(found, {118.8793: 0.5, 240: 0.896256, 289.3375: 0.95}, exponentials=3)


def test_a_join_waits_for_the_latest_of_three() -> None:
    """P(T ≤ t) is the product of three; the mean follows by inclusion and exclusion: 85.13, not 60."""
    means = (30, 45, 60)
    found = hours(plan_of(*(step(f"work-{mean}", mean) for mean in means), end(*(f"work-{mean}" for mean in means))))
    # The n-th moment of an exponential is n!/rateⁿ.
    mean, square = (
        sum(
            (-1) ** (k + 1) * factorial(n) / sum(1 / m for m in some) ** n
            for k in (1, 2, 3)
            for some in combinations(means, k)
        )
        for n in (1, 2)
    )
    assert mean == pytest.approx(85.131868)
    assert_mean(found, mean, square - mean**2)


def test_work_that_is_sent_back_again_and_again_is_exponential_as_well() -> None:
    """A geometric number of exponentials: 30 hours, sent back with 25 %, come to an exponential of 30/0.75."""
    loop = {"from": "try", "odds": "25%", "at_most": "100"}
    found = hours(plan_of(step("try", 30, repeat=loop, reaches="done")))
    assert_mean(found, 40, 40**2)
    assert_shares(found, {40 * log(2): 0.5, 40 * log(20): 0.95}, exponentials=2)


def test_a_bridge_has_neither_chains_nor_joins_alone() -> None:
    """Five activities, 10 hours each, that no splitting into chains and joins can solve.

    Exact by the Markov chain of what is under way (Kulkarni and Adlakha, Operations Research 34, 1986).
    """
    bridge = [
        *(step("a", 10), step("b", 10)),
        *(step("c", 10, after="a"), step("d", 10, after="a"), step("e", 10, after=["b", "c"])),
        end("d", "e"),
    ]
    found = hours(plan_of(*bridge))
    assert_mean(found, 34.58333, 288.7153)
    assert_shares(found, {50: 0.834670, 66.64457: 0.95}, exponentials=5)


# ---- three points, two points


def minutes(estimate: Any) -> list[float]:
    """Each run's work of such an estimate. The step has one name throughout, so all are drawn from the same chance."""
    work = {"id": "work", "role": "analyst", "takes": estimate, "once": "detected", "reaches": "done"}
    return [at / MINUTE for at in times(plan_of(work), "done", seed=11, runs=RUNS)]


def test_the_shape_of_three_points_moves_the_mean_by_a_quarter() -> None:
    """The mean is (20 + 4·45 + 180)/6 or (20 + 45 + 180)/3, the 95 % point 114 or 147: so the shape is always named."""
    pert = minutes("20m..45m..180m")
    triangular = minutes({"low": "20m", "likely": "45m", "high": "180m", "shape": "triangular"})
    assert sum(pert) / RUNS == pytest.approx(63.33, abs=5 * 26.87 / sqrt(RUNS))
    assert sum(triangular) / RUNS == pytest.approx(81.67, abs=5 * 35.11 / sqrt(RUNS))
    assert_shares(pert, {114.06: 0.95}, exponentials=0)
    assert_shares(triangular, {147.14: 0.95}, exponentials=0)
    assert all(short <= long for short, long in zip(pert, triangular, strict=True))


def test_a_lognormal_goes_through_its_two_points_and_their_mirror() -> None:
    """What p95 is to p50, p50 is to p5."""
    assert_shares(minutes({"p50": "45m", "p95": "180m"}), {45 / 4: 0.05, 45: 0.5, 180: 0.95}, exponentials=0)
