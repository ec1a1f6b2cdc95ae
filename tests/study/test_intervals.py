"""How often the interval around a share, or a percentile, holds the true one: summed up exactly, nothing is drawn.

"95 %" is a promise about the method. Of n runs with a true chance p, k succeed with binomial probability; adding up
those of all k whose interval holds p says how often it does.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.study.statistics import quantile_interval, share

CHANCES = np.arange(0.005, 1, 0.005)
Column = npt.NDArray[np.float64]


@lru_cache
def intervals(of: int) -> tuple[Column, Column]:
    """Both ends for 0 to ``of`` hits."""
    found = [share(hits, of) for hits in range(of + 1)]
    return np.array([s.low for s in found]), np.array([s.high for s in found])


def probabilities(of: int, p: float) -> Column:
    """Of 0 to ``of`` hits."""
    hits = np.arange(of + 1)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, of + 1)))])
    ways = factorials[of] - factorials[hits] - factorials[of - hits]
    likely: Column = np.exp(ways + hits * np.log(p) + (of - hits) * np.log1p(-p))
    return likely


def coverage(of: int, p: float) -> float:
    low, high = intervals(of)
    return float(probabilities(of, p)[(low <= p) & (p <= high)].sum())


@pytest.mark.parametrize("of", [5, 10, 20, 59, 100, 263, 1000])
def test_on_average_the_interval_keeps_its_promise(of: int) -> None:
    """Over all chances alike it holds the true one in 95 % or so; at none in less than 83 %."""
    found = [coverage(of, float(p)) for p in CHANCES]
    assert 0.93 <= sum(found) / len(found) <= 0.98
    assert min(found) > 0.83


@pytest.mark.parametrize(("of", "p"), [(100, 0.5), (300, 0.1), (1000, 0.9), (1000, 0.35), (4000, 0.02)])
def test_where_studies_stand_it_keeps_its_promise_each_time(of: int, p: float) -> None:
    assert coverage(of, p) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize("q", [0.05, 0.5, 0.9, 0.95])
@pytest.mark.parametrize("of", [200, 300, 500, 1000, 2000, 5000])
def test_a_percentile_lies_within_its_interval_in_95_of_100_studies(of: int, q: float) -> None:
    """Of the values 1 to ``of`` the ends are ranks: the true one lies between if so many are below it, and not more."""
    low, high = quantile_interval(range(1, of + 1), q)
    assert low is not None
    assert high is not None
    assert 0.95 <= float(probabilities(of, q)[low:high].sum()) <= 0.97


@pytest.mark.parametrize("of", [10, 59, 100, 1000, 10_000])
def test_never_seen_is_not_impossible(of: int) -> None:
    """A chance at which nought of n comes up once in twenty studies is not excluded by nought of n; nor is 1 by n."""
    still = 1 - 0.05 ** (1 / of)
    assert share(0, of).low == 0 < still < share(0, of).high
    assert share(of, of).low < 1 - still < share(of, of).high == 1


counts = st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of - 1), st.just(of)))


@given(counts)
def test_one_more_hit_moves_everything_up(sample: tuple[int, int]) -> None:
    hits, of = sample
    fewer, more = share(hits, of), share(hits + 1, of)
    assert 0 <= fewer.low <= fewer.p <= fewer.high <= 1
    assert fewer.low <= more.low
    assert fewer.p < more.p
    assert fewer.high <= more.high


@given(counts)
def test_one_more_run_without_a_hit_moves_nothing_up(sample: tuple[int, int]) -> None:
    hits, of = sample
    before, after = share(hits, of), share(hits, of + 1)
    assert after.low <= before.low
    assert after.p <= before.p
    assert after.high <= before.high


@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 100))
def test_the_same_share_of_more_runs_is_known_better(hits: int, misses: int, times: int) -> None:
    """The interval of more runs lies within that of fewer."""
    few, many = share(hits, hits + misses), share(hits * times, (hits + misses) * times)
    assert few.low <= many.low <= many.p <= many.high <= few.high
    assert many.high - many.low < few.high - few.low
