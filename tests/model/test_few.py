"""Few observations are few: a tail where a staircase would have none, and what was cut off is longer than it looks."""

from __future__ import annotations

from math import erfc, exp, log, sqrt
from statistics import NormalDist, fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.estimates import Estimate
from simulator.model.few import SPREAD, fitted, log_fit
from simulator.world.draws import table

Z95 = NormalDist().inv_cdf(0.95)
lengths = st.lists(st.integers(1, 10**6), min_size=1, max_size=9).map(tuple)
bounds = st.lists(st.integers(2, 10**6), min_size=1, max_size=5).map(tuple)


def test_one_value_is_no_certainty() -> None:
    p50, p95 = fitted((1200,))
    assert round(p50) == 1200
    assert p95 / p50 == pytest.approx(5 ** sqrt(2))


def test_of_ten_values_each_counts_as_it_is() -> None:
    assert Estimate.parse({"observed": ["20m"] * 9}).fit
    ten = Estimate.parse({"observed": ["20m"] * 10})
    assert ten.fit is None
    assert set(table(ten)[1]) == {1200.0}


def test_a_study_draws_from_the_fit() -> None:
    estimate = Estimate.parse({"observed": ["10m", "30m", "122m"]})
    p50, p95 = estimate.fit or (0, 0)
    shares, seconds = table(estimate)
    assert np.interp([0.5, 0.95], shares, seconds) == pytest.approx([p50, p95], rel=1e-3)
    assert estimate.low == 0
    assert (estimate.likely, estimate.high) == (round(p50), round(p95))


def test_what_was_cut_off_is_written_with_a_plus_and_read_back() -> None:
    estimate = Estimate.parse({"observed": ["2h+", "22m", "31m"], "basis": "measured: log of 2026"})
    assert (estimate.figures, estimate.at_least, estimate.count) == ((1320, 1860), (7200,), 3)
    assert estimate.written() == {"observed": ["22m", "31m", "2h+"], "basis": "measured: log of 2026"}
    assert Estimate.parse(estimate.written()) == estimate
    assert str(estimate) == "22m, 31m, 2h+ (n=3)"


@given(values=lengths)
def test_without_cut_off_values_it_is_a_formula(values: tuple[int, ...]) -> None:
    logs = [log(n) for n in values]
    middle = fmean(logs)
    spread = sqrt((2 * SPREAD**2 + sum((y - middle) ** 2 for y in logs)) / (len(logs) + 1))
    p50, p95 = fitted(values)
    assert p50 == pytest.approx(exp(middle))
    assert p95 == pytest.approx(exp(middle + Z95 * spread * sqrt(1 + 1 / len(values))))


def penalty(middle: float, spread: float, known: list[float], beyond: list[float]) -> float:
    """The logarithm of how likely the values are, with the prior; written from the density and the tail alone."""
    n = len(known) + len(beyond)
    density = sum(-(((y - middle) / spread) ** 2) / 2 - log(spread) for y in known)
    tail = sum(log(max(1e-300, erfc((c - middle) / spread / sqrt(2)) / 2)) for c in beyond)
    # One degree of freedom goes to the median: the spread of n values is judged as that of n - 1.
    prior = -((2 * SPREAD**2) / (2 * spread**2)) - (2 + n - 1 - n) * log(spread)
    return density + tail + prior


@settings(max_examples=60)
@given(values=lengths, at_least=bounds)
def test_with_cut_off_values_nothing_nearby_is_likelier(values: tuple[int, ...], at_least: tuple[int, ...]) -> None:
    known, beyond = [log(n) for n in values], [log(n) for n in at_least]
    middle, spread = log_fit(known, beyond)
    best = penalty(middle, spread, known, beyond)
    for step in (0.01, 0.1):
        for a, b in ((step, 0), (-step, 0), (0, step), (0, -step)):
            assert penalty(middle + a, spread + b, known, beyond) <= best + 1e-6


@given(values=lengths, at_least=bounds)
def test_more_waiting_never_shortens_the_median(values: tuple[int, ...], at_least: tuple[int, ...]) -> None:
    known = [log(n) for n in values]
    assert log_fit(known, [log(n) for n in at_least])[0] >= log_fit(known, [])[0] - 1e-9


@given(values=lengths, at_least=bounds, times=st.integers(2, 60))
def test_another_unit_of_time_changes_nothing(values: tuple[int, ...], at_least: tuple[int, ...], times: int) -> None:
    once = fitted(values, at_least)
    longer = fitted(tuple(n * times for n in values), tuple(n * times for n in at_least))
    assert longer == pytest.approx([n * times for n in once], rel=1e-6)
