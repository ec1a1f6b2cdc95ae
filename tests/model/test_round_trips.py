"""What is written reads back the same: durations, limits, estimates, and a whole setup in normal form."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.library import Library
from simulator.errors import clean
from simulator.home import libraries
from simulator.model.durations import LONGEST, Limit, format_duration, parse_duration
from simulator.model.estimates import Estimate
from simulator.model.setup import Setup
from simulator.model.text import LANGUAGES, Text
from tests.setups import random_setup

seconds = st.integers(0, LONGEST)
bases = st.sampled_from(
    [
        "assumed",
        "measured",
        "sla",
        "expert",
        "published: a report",
        "expert: where from: a book",
        "measured: 2026 drills",
    ]
)


@given(seconds)
def test_durations(length: int) -> None:
    assert parse_duration(format_duration(length)) == length


@given(st.builds(Limit, st.integers(0, 9999), st.sampled_from(["business days", "calendar days", "months"])))
def test_limits(limit: Limit) -> None:
    assert Limit.parse(str(limit)) == limit


@given(seconds.map(Limit))
def test_limits_in_hours(limit: Limit) -> None:
    assert Limit.parse(str(limit)) == limit


@st.composite
def estimates(draw: st.DrawFn) -> dict[str, object]:
    low, likely, high = sorted(draw(st.lists(st.integers(1, 10**6), min_size=3, max_size=3, unique=True)))
    figures = [format_duration(n) for n in (low, likely, high)]
    shape = draw(st.sampled_from(["fixed", "uniform", "pert", "triangular", "lognormal", "observed"]))
    written: dict[str, dict[str, object]] = {
        "fixed": {"estimate": figures[0]},
        "uniform": {"estimate": f"{figures[0]}..{figures[2]}"},
        "pert": {"estimate": "..".join(figures)},
        "triangular": {"low": figures[0], "likely": figures[1], "high": figures[2], "shape": "triangular"},
        "lognormal": {"p50": figures[0], "p95": figures[2]},
        "observed": {"observed": [*figures, *draw(st.sampled_from([(), ("2h+",), ("9m+", "3d+")]))]},
    }
    return written[shape] | {"basis": draw(bases)}


@given(estimates())
def test_estimates(raw: dict[str, object]) -> None:
    estimate = Estimate.parse(raw)
    assert Estimate.parse(estimate.written()) == estimate
    assert estimate.low <= estimate.likely <= estimate.high


@given(st.text())
def test_cleaning_twice_cleans_no_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text(), min_size=1), st.sampled_from(LANGUAGES))
def test_texts_keep_their_languages(raw: dict[str, str], language: str) -> None:
    setup = random_setup(Random(1))
    text = Text(tuple((own, clean(said).strip("\n")) for own, said in raw.items()))
    told = setup.model_copy(update={"scenario": setup.scenario.model_copy(update={"summary": text})})
    back = Setup.model_validate(json.loads(json.dumps(told.normal())))
    assert back.scenario.summary is not None
    assert back.scenario.summary.say(language) == text.say(language)


@given(st.integers(0, 10**9))
def test_random_setups(number: int) -> None:
    setup = random_setup(Random(number))
    assert Setup.model_validate(json.loads(json.dumps(setup.normal()))) == setup


@pytest.mark.parametrize("scenario", [entry.id for entry in Library.open(libraries()).scenarios()])
def test_the_bundled_scenarios(scenario: str) -> None:
    setup = Library.open(libraries()).setup(scenario)
    back = Setup.model_validate(json.loads(json.dumps(setup.normal())))
    assert back == setup
    assert [(clock.key, clock.deadline(3600)) for clock in back.clocks] == [
        (clock.key, clock.deadline(3600)) for clock in setup.clocks
    ]
