"""How long each clock takes the playbook alone: the distribution, and where a time stands in it."""

from __future__ import annotations

import pytest

from simulator.plan.compiler import compile_plan
from simulator.study.distributions import distributions
from simulator.study.result import Coming, Distribution
from simulator.study.statistics import share
from simulator.study.study import study
from tests.benchmarks.big import bundled_setup

IN_TIME = Coming(0.0, 0.0)
EVEN = Distribution(1000, share(500, 1000), 0.0, IN_TIME, tuple(range(0, 1010, 10)))


def test_a_time_stands_where_its_quantile_is() -> None:
    assert EVEN.slower(0) == pytest.approx(1, abs=0.01)
    assert EVEN.slower(170) == pytest.approx(0.83, abs=0.01)
    assert EVEN.slower(2000) == 0


def test_runs_that_never_came_were_slower() -> None:
    assert Distribution(10, share(0, 10), 0.0, Coming(0.0, 1.0), (None,) * 101).slower(5) == 1
    half = Distribution(10, share(0, 10), 0.0, Coming(0.0, 0.5), (5,) * 50 + (None,) * 51)
    assert half.slower(6) == pytest.approx(0.5, abs=0.01)
    assert Distribution(10, share(0, 10), 0.0, IN_TIME, (5,) * 101).slower(5) == 0.5


def test_it_is_the_studys_own_runs() -> None:
    """The chance is the study's, and the deadline cuts the distribution where the chance says."""
    plan = compile_plan(bundled_setup())
    found = distributions(plan, seed=3, runs=200)
    for expected in study(plan, seed=3, runs=200).expectations:
        if expected.key in found:
            assert found[expected.key].met == expected.met
    limit = next(clock.within for clock in plan.clocks if clock.key == "own-contain")
    assert limit is not None
    contain = found["own-contain"]
    assert 1 - contain.slower(limit.amount) == pytest.approx(contain.met.p, abs=0.015)
    for each in found.values():
        came = [point for point in each.quantiles if point is not None]
        assert came == sorted(came)
        assert each.quantiles[len(came) :] == (None,) * (101 - len(came)), "what does not come comes last"
