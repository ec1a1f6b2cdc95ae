"""No scenario of the library is decided beforehand.

``tension.toml`` names for each scenario its hardest clock, and the option and the change that move a clock most, as
``make library`` found them by trying all. Here they are played again, on fewer runs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from simulator.content.library import Library
from simulator.home import bundled
from simulator.study.judged import Judged, gained
from simulator.study.study import chance
from tests.library.tension import CHANGES, DECIDES, OPEN, clocks, named

LIBRARY = Library.open([bundled()])
FOUND = tomllib.loads((Path(__file__).parent / "tension.toml").read_text("utf-8"))
RUNS = 300


def sampled(scenarios: Iterable[str], one_in: int) -> list[ParameterSet]:
    """All of them, most only where tests may be slow."""
    slow = [[pytest.mark.slow] if place % one_in else [] for place, _ in enumerate(scenarios)]
    return [pytest.param(name, marks=marks) for name, marks in zip(scenarios, slow, strict=True)]


def test_every_scenario_was_looked_at() -> None:
    assert sorted(FOUND) == sorted(entry.id for entry in LIBRARY.scenarios())


@cache
def as_it_is(scenario: str) -> Mapping[str, Judged]:
    return clocks(LIBRARY.setup(scenario), RUNS)


@pytest.mark.parametrize("scenario", sampled(FOUND, 5))
def test_the_hardest_clock_is_open(scenario: str) -> None:
    assert OPEN[0] <= chance(as_it_is(scenario)[FOUND[scenario]["clock"]]).p <= OPEN[1]


@pytest.mark.parametrize("scenario", sampled(FOUND, 5))
def test_table_and_owner_can_move_a_clock(scenario: str) -> None:
    setup, found = LIBRARY.setup(scenario), FOUND[scenario]

    def moved(way: dict[str, Any]) -> float:
        after = clocks(named(setup, tuple(way["what"])), RUNS)
        return abs(gained(as_it_is(scenario)[way["clock"]], after[way["clock"]]).by)

    assert moved(found["decided"]) >= DECIDES
    assert moved(found["changed"]) >= CHANGES
