"""What a sample allows to be said: against published and closed figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.study.statistics import pair_worth, quantile, share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # these four: R. G. Newcombe, Statistics in Medicine 17 (1998), method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 1000, 0.0, 0.0038),
        (1000, 1000, 0.9962, 1.0),
    ],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    found = share(hits, of)
    assert (found.p, round(found.low, 4), round(found.high, 4)) == (hits / of, low, high)


def test_nothing_observed_says_nothing() -> None:
    found = share(0, 0)
    assert (found.p, found.low, found.high) == (0, 0, 1)


@given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_mirrors_its_counterpart(sample: tuple[int, int]) -> None:
    hits, of = sample
    found, other = share(hits, of), share(of - hits, of)
    assert 0 <= found.low <= found.p <= found.high <= 1
    assert found.low == pytest.approx(1 - other.high, abs=1e-12)


@pytest.mark.parametrize(
    ("q", "value"), [(0.0, 10), (0.05, 10), (0.2, 10), (0.21, 20), (0.5, 30), (0.9, 50), (0.95, 50), (1.0, 50)]
)
def test_a_quantile_is_one_of_the_values(q: float, value: int) -> None:
    assert quantile([10, 20, 30, 40, 50], q) == value


@given(st.integers(1, 5000), st.integers(0, 100))
def test_at_or_below_a_quantile_lies_its_share_and_not_below_it(size: int, percent: int) -> None:
    """Of the values 1 to n the one in question is the number of values it takes: percent · n / 100, rounded up."""
    assert quantile(range(1, size + 1), percent / 100) == max(1, -(-percent * size // 100))


SAME, OPPOSITE = [True, True, False, False], [True, False, False, True]


@pytest.mark.parametrize(
    ("hits", "worth"),
    [
        pytest.param(SAME * 50, 0.5, id="pairs that always agree are worth one run, not two"),
        pytest.param((SAME + OPPOSITE) * 50, 1, id="pairs that agree half of the time are two independent runs"),
        pytest.param(SAME * 10 + OPPOSITE * 15, 1.25, id="pairs that agree less often are worth more"),
        pytest.param(OPPOSITE * 50, 4, id="pairs that never agree are not worth infinitely many"),
        pytest.param(SAME + OPPOSITE * 50, 4, id="nor are those that hardly ever do"),
        pytest.param([True] * 100, 1, id="where all are hits nothing is known of pairs"),
    ],
)
def test_what_a_run_of_a_pair_is_worth(hits: list[bool], worth: float) -> None:
    """Independent runs have the variance p (1 - p) each, a pair's mean half of that."""
    assert pair_worth(hits) == pytest.approx(worth)
