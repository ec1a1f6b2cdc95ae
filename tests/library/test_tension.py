"""No scenario of the library is decided beforehand.

``tension.toml`` names for each scenario its hardest clock, and the option and the change that move a clock most, as
``make library`` found them by trying all. Here they are played again, on fewer runs.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from simulator.content.library import Library
from simulator.home import bundled
from simulator.study.judged import gained
from simulator.study.study import chance
from tests.library.tension import CHANGES, DECIDES, OPEN, clocks, named

LIBRARY = Library.open([bundled()])
FOUND = tomllib.loads((Path(__file__).parent / "tension.toml").read_text("utf-8"))
RUNS = 300


def test_every_scenario_was_looked_at() -> None:
    assert sorted(FOUND) == sorted(entry.id for entry in LIBRARY.scenarios())


@pytest.mark.parametrize("scenario", FOUND)
def test_the_hardest_clock_is_open_and_table_and_owner_can_move_one(scenario: str) -> None:
    setup, found = LIBRARY.setup(scenario), FOUND[scenario]
    as_it_is = clocks(setup, RUNS)

    def moved(way: dict[str, Any]) -> float:
        after = clocks(named(setup, tuple(way["what"])), RUNS)
        return abs(gained(as_it_is[way["clock"]], after[way["clock"]]).by)

    assert OPEN[0] <= chance(as_it_is[found["clock"]]).p <= OPEN[1]
    assert moved(found["decided"]) >= DECIDES
    assert moved(found["changed"]) >= CHANGES
