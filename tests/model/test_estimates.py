"""How long work takes, and how sure the figure is."""

from __future__ import annotations

import pytest

from simulator.model.durations import MINUTE
from simulator.model.estimates import Estimate


@pytest.mark.parametrize(
    ("written", "shape", "minutes"),
    [
        ("20m", "fixed", (20,)),
        ("10m..60m", "uniform", (10, 60)),
        ("10m..20m..60m", "pert", (10, 20, 60)),
        ("10m .. 20m .. 1h", "pert", (10, 20, 60)),
        ({"low": "10m", "likely": "20m", "high": "60m"}, "pert", (10, 20, 60)),
        ({"low": "10m", "likely": "20m", "high": "60m", "shape": "triangular"}, "triangular", (10, 20, 60)),
        ({"p50": "20m", "p95": "2h"}, "lognormal", (20, 120)),
        ({"observed": ["31m", "22m", "31m"]}, "observed", (22, 31, 31)),
        ({"estimate": "10m..60m"}, "uniform", (10, 60)),
    ],
)
def test_the_ways_to_write_an_estimate(written: object, shape: str, minutes: tuple[int, ...]) -> None:
    estimate = Estimate.parse(written)
    assert (estimate.shape, estimate.figures) == (shape, tuple(n * MINUTE for n in minutes))
    assert (estimate.basis, estimate.basis_from.own) == ("assumed", "")


def test_a_figure_better_than_assumed_says_where_it_comes_from() -> None:
    estimate = Estimate.parse({"estimate": "20m", "basis": "measured: drills of 2025: eleven of them"})
    assert (estimate.basis, estimate.basis_from.own) == ("measured", "drills of 2025: eleven of them")


def test_where_a_figure_comes_from_may_be_said_in_both_languages() -> None:
    written = {"estimate": "20m", "basis": {"measured": {"en": "drills of 2025", "ja": "2025年の訓練"}}}
    estimate = Estimate.parse(written)
    assert (estimate.basis, estimate.basis_from.say("ja")) == ("measured", "2025年の訓練")
    assert estimate.written() == written
    alone = Estimate.parse({"estimate": "20m", "basis": "measured: 2025年の訓練"}, "ja")
    assert Estimate.parse(alone.written()) == alone
    assert alone.written("ja") == {"estimate": "20m", "basis": "measured: 2025年の訓練"}


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("60m..10m", "from low to high"),
        ("1m..2m..3m..4m", "one, two or three"),
        ("20", "20 of what"),
        ({"low": "10m", "high": "60m"}, "expected {low, likely, high}"),
        ({"low": "30m", "likely": "20m", "high": "60m"}, "from low to high"),
        ({"low": "10m", "likely": "20m", "high": "60m", "shape": "round"}, "pert or triangular"),
        ({"p50": "2h", "p95": "1h"}, "p50 must be above zero and below p95"),
        ({"p50": "0m", "p95": "1h"}, "p50 must be above zero and below p95"),
        ({"observed": []}, "expected {low"),
        ({"observed": ["2h+"]}, "at least one observed length must be of work that ended"),
        ({"estimate": "20m", "shape": "pert"}, "shape goes with"),
        ({"estimate": "20m", "basis": "guessed"}, "basis is one of"),
        ({"median": "20m"}, "unknown key 'median'"),
        (None, "expected an estimate"),
    ],
)
def test_what_cannot_be_meant_is_refused(written: object, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("{", r"\{")):
        Estimate.parse(written)


@pytest.mark.parametrize(
    ("written", "low", "likely", "high"),
    [
        ("20m", 20, 20, 20),
        ("10m..60m", 10, 35, 60),
        ("10m..20m..60m", 10, 20, 60),
        ({"observed": ["10m", "20m", "20m", "30m", "50m"] * 2}, 10, 20, 50),
        ({"p50": "60m", "p95": "2h"}, 0, 60, 120),
    ],
)
def test_the_figures_that_stand_for_the_whole(written: object, low: int, likely: int, high: int) -> None:
    estimate = Estimate.parse(written)
    assert (estimate.low, estimate.likely, estimate.high) == (low * MINUTE, likely * MINUTE, high * MINUTE)


def test_the_least_of_a_lognormal_is_no_time_at_all() -> None:
    assert Estimate.parse({"p50": "1h", "p95": "3h"}).low == 0


@pytest.mark.parametrize(
    ("written", "factor", "figures"),
    [
        ("10m..20m..1h", 0.75, (450, 900, 2700)),
        ("1s..3s", 0.5, (0, 2)),
        ({"observed": ["2s", "3s", "5s"]}, 1.5, (3, 4, 8)),
        ({"p50": "2s", "p95": "3s"}, 0.5, (1, 2)),
        ({"p50": "1s", "p95": "2s"}, 0.5, (1, 2)),
    ],
)
def test_scaled_figures_are_whole_seconds_and_still_an_estimate(
    written: object, factor: float, figures: tuple[int, ...]
) -> None:
    """Halves go to the even second, as everywhere; a lognormal keeps two points above zero."""
    scaled = Estimate.parse(written).scaled(factor)
    assert scaled.figures == figures
    assert Estimate.parse(scaled.written()) == scaled
