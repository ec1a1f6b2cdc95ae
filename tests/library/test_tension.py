"""No scenario of the library is decided beforehand.

``tension.toml`` names for each scenario its hardest clock, and the option and the change that move it most, as
``make library`` found them by trying all. Here they are played again, on fewer runs.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from simulator.content.library import Library
from simulator.home import bundled
from tests.library.tension import CHANGES, DECIDES, OPEN, chance, named

LIBRARY = Library.open([bundled()])
FOUND = tomllib.loads((Path(__file__).parent / "tension.toml").read_text("utf-8"))
RUNS = 300


def test_every_scenario_was_looked_at() -> None:
    assert sorted(FOUND) == sorted(entry.id for entry in LIBRARY.scenarios())


@pytest.mark.parametrize("scenario", FOUND)
def test_the_hardest_clock_is_open_and_table_and_owner_can_move_it(scenario: str) -> None:
    setup, found = LIBRARY.setup(scenario), FOUND[scenario]
    clock = found["clock"]
    as_it_is = chance(setup, clock, RUNS)
    assert OPEN[0] <= as_it_is <= OPEN[1]
    assert abs(chance(named(setup, tuple(found["decided"])), clock, RUNS) - as_it_is) >= DECIDES
    assert abs(chance(named(setup, tuple(found["changed"])), clock, RUNS) - as_it_is) >= CHANGES
