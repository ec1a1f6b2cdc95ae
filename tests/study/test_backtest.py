"""Real intervals beside simulated ones: what counts as inside, and a score that honesty makes least."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.durations import DAY, HOUR, MINUTE
from simulator.model.precedent import Took
from simulator.model.text import Text
from simulator.plan.compiler import compile_plan
from simulator.study.backtest import backtest, crps
from simulator.study.reality import Band, Case, score
from tests.setups import make_setup

STEPS: list[dict[str, Any]] = [
    {"id": "triage", "role": "analyst", "takes": "10m..30m", "once": "detected", "reaches": "triaged"},
    {
        "id": "look",
        "role": "analyst",
        "takes": "1h",
        "after": "triage",
        "outcomes": {"found": {"odds": "50%", "reaches": "cause-known"}, "nothing": {"odds": "50%"}},
    },
]


def case(milestone: str, seconds: int, incident: str = "one", campaign: str = "", took: Took | None = None) -> Case:
    exact = Took(seconds, seconds, seconds, "minute")
    return Case(incident, Text.of(incident), campaign or incident, milestone, took or exact)


def test_a_time_among_the_simulated_ones_has_its_place_there() -> None:
    cases = [case("triaged", 20 * MINUTE), case("triaged", 5 * MINUTE), case("triaged", DAY), case("unheard-of", 1)]
    [triaged] = backtest(compile_plan(make_setup(STEPS)), cases, seed=1, runs=400).milestones
    quick, right, slow = triaged.held
    assert quick.percentile == 0
    assert not quick.inside
    assert right.percentile == pytest.approx(0.5, abs=0.08)
    assert right.inside
    assert slow.percentile == 1
    assert not slow.inside
    assert right.crps < quick.crps < slow.crps


def test_what_never_came_is_later_than_every_time() -> None:
    [known] = backtest(compile_plan(make_setup(STEPS)), [case("cause-known", 30 * DAY)], seed=1, runs=400).milestones
    assert known.band.points[-1] is None
    assert known.held[0].inside
    assert known.held[0].percentile == pytest.approx(0.5, abs=0.08)


def test_of_a_day_any_hour_may_be_meant() -> None:
    same_day = Took(DAY // 2, 0, DAY, "day")
    found = backtest(compile_plan(make_setup(STEPS)), [case("triaged", 0, took=same_day)], seed=1, runs=200)
    assert (found.held[0].inside, found.held[0].maybe) == (False, True)
    assert score(found.held).maybe == 1


def test_incidents_of_one_campaign_are_counted_as_one_case() -> None:
    cases = [case("triaged", 20 * MINUTE, "one", "worm"), case("triaged", 25 * MINUTE, "two", "worm")]
    found = score(backtest(compile_plan(make_setup(STEPS)), cases, seed=1, runs=200).held)
    assert (found.cases, found.campaigns, found.inside.p) == (2, 1, 1.0)


def test_a_band_that_never_begins_holds_nothing() -> None:
    assert not Band((None,) * 5).holds(HOUR)


def by_hand(sample: list[float], seen: float) -> float:
    n = len(sample)
    return sum(abs(x - seen) for x in sample) / n - sum(abs(x - y) for x in sample for y in sample) / (2 * n * n)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=12), st.floats(0, 20))
def test_the_score_is_what_its_definition_says(sample: list[float], seen: float) -> None:
    assert crps(np.sort(np.array(sample)), seen) == pytest.approx(by_hand(sample, seen), abs=1e-9)


def test_too_wide_is_as_wrong_as_too_narrow() -> None:
    """Over many truths the true spread scores best."""
    normal = np.sort(np.random.default_rng(1).normal(size=800))
    scores = {spread: np.mean([crps(spread * normal, float(seen)) for seen in normal[::8]]) for spread in (0.3, 1, 3)}
    assert scores[1] < min(scores[0.3], scores[3])


def test_what_was_published_from_the_beginning_is_held_against_the_beginning() -> None:
    begun = Took(2 * HOUR, 2 * HOUR, 2 * HOUR, "minute", "started")
    cases = [case("triaged", 20 * MINUTE), case("triaged", 2 * HOUR, took=begun)]
    plan = compile_plan(make_setup(STEPS, began="100m"))
    noticed, started = backtest(plan, cases, seed=1, runs=200).milestones
    assert [started.band.points[n] for n in (0, 4)] == [(noticed.band.points[n] or 0) + 100 * MINUTE for n in (0, 4)]
    assert started.held[0].inside
