"""What held-out incidents are for, and that the page of the library says what comes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import erf, exp, pi, sqrt
from typing import Any

import numpy as np
import pytest

from simulator.content.library import Library
from simulator.home import bundled
from simulator.model.kinds import PLAYBOOK
from tests.conftest import ROOT
from tests.library.heldout import RULES, assumed, best, figures, forecast, half_way, held_out, pooled, variances
from tests.library.stretches import ASSUMED, Cases, Floats, Stretch, way
from tests.setups import make_setup

WITH_FIGURES_IN_VIEW = {("supply-chain", "read-it"), ("service-outage", "roll-back-now"), ("service-outage", "drain")}
SEEN = [[1.0, 3.0], [-2.0], [], [0.5, 0.5, 0.5]]


class Normal(Cases):
    """Stretches whose logs are normal, so that nothing needs to be played."""

    def __init__(self, seed: int, campaigns: Sequence[int] = (1, 2, 5, 9), spread: float = 1.0) -> None:
        draws = np.random.default_rng(seed)
        middles = draws.normal(size=len(campaigns))
        late = [draws.normal(middle, spread, size=n) for middle, n in zip(middles, campaigns, strict=True)]
        named = [{f"{at}/{n}": float(one) for n, one in enumerate(some)} for at, some in enumerate(late)]
        self.stretches = tuple(Stretch("", str(at), (), some) for at, some in enumerate(named))
        self.campaigns = np.array([name for some in named for name in some])

    def held(self, shifts: Sequence[float]) -> Floats:
        off = [late - by for stretch, by in zip(self.stretches, shifts, strict=True) for late in stretch.late.values()]
        return np.array([[abs(z) < 1.645 for z in off], [_crps(z) for z in off]], dtype=float)


def _crps(z: float) -> float:
    """Of the standard normal."""
    return z * erf(z / sqrt(2)) + sqrt(2 / pi) * exp(-z * z / 2) - 1 / sqrt(pi)


def test_a_stretch_is_believed_the_more_the_more_was_seen_of_it() -> None:
    within, between = variances(SEEN)
    assert within == pytest.approx(2 / 3)
    assert between == pytest.approx((2 * 4 + 4 + 3 * 0.25 - 3 * 2 / 3) / 6)
    k = within / between
    assert pooled(SEEN) == pytest.approx([2 * 2 / (2 + k), -2 / (1 + k), 0, 0.5 * 3 / (3 + k)])
    assert half_way(SEEN) == pytest.approx([1, -1, 0, 0.25])


def test_stretches_that_do_not_differ_from_what_was_assumed_stay() -> None:
    assert pooled([[1.0, -1.0], [2.0, -2.0]]) == [0, 0]


def test_medians_that_nothing_taught_have_no_gap() -> None:
    fared = held_out(Normal(seed=1), assumed)
    assert (fared.inside[0], fared.crps[0]) == pytest.approx((0, 0))


def test_each_case_is_held_out_once_in_every_split() -> None:
    class Told(Normal):
        def held(self, shifts: Sequence[float]) -> Floats:
            return np.array([[bool(n) for n in shifts]] * 2, dtype=float)

    cases = Told(seed=1, campaigns=[1] * 9)
    fared = held_out(cases, lambda seen: [float(len(some)) for some in seen])
    assert fared.seen.inside.all()
    assert not fared.out.inside.any()


def test_the_way_to_a_milestone_is_what_its_last_steps_wait_for() -> None:
    steps: list[dict[str, Any]] = [
        {"id": "triage", "role": "analyst", "takes": "10m", "once": "detected", "reaches": "triaged"},
        {
            "id": "look",
            "role": "analyst",
            "takes": "1h",
            "once": "triaged",
            "outcomes": {"found": {"reaches": "known"}},
        },
        {"id": "stop", "role": "analyst", "takes": "1h", "after_any": ["look=found", "triage"], "reaches": "contained"},
        {"id": "tell", "role": "analyst", "takes": "1h", "after": "stop"},
    ]
    playbook = make_setup(steps).playbook
    assert [way(playbook, name) for name in ("known", "contained", "unheard-of")] == [
        {"triage", "look"},
        {"triage", "look", "stop"},
        set(),
    ]


@pytest.mark.slow
def test_of_every_published_step_it_is_known_what_was_assumed() -> None:
    playbooks = [entry.value for entry in Library.open([bundled()]).entries(PLAYBOOK) if entry.value]
    steps = {(one.id, step) for one in playbooks for step, takes in one.estimates.items() if takes.basis == "published"}
    assert {(name, step) for name, said in ASSUMED.items() for step in said} == steps - WITH_FIGURES_IN_VIEW


@pytest.mark.parametrize("taught", [1, 3])
def test_the_best_forecast_fares_as_is_computed(taught: int) -> None:
    """Played: logs that are normal, variance 2 within stretches and 1 between them."""
    draws, worlds = np.random.default_rng(1), 10_000
    middle = draws.normal(size=worlds)
    seen, new = (middle + sqrt(2) * draws.normal(size=(n, worlds)) for n in (taught, 1))
    told, left = seen.sum(axis=0) / (taught + 2), 2 / (taught + 2)
    spread = sqrt(2 + left)
    for case, (inside, score) in zip((seen[0], new[0]), forecast(taught, 2, 1), strict=True):
        off = (case - told) / spread
        assert np.mean(abs(off) < 1.645) == pytest.approx(inside, abs=0.02)
        assert spread * np.mean([_crps(z) for z in off]) == pytest.approx(score, abs=0.02)


def test_the_best_forecast_needs_more_cases_for_a_smaller_gap() -> None:
    stretches = Normal(seed=1).stretches
    gaps = [best(stretches, times=times) for times in (1, 4, 16)]
    assert gaps == sorted(gaps, reverse=True)


def told(page: str) -> list[list[str]]:
    """The figures of the page's table of rules, a row each, without the names."""
    table = (ROOT / "docs" / page).read_text("utf-8").split("`make heldout`")[1].split("\n\n")[1]
    return [[cell.strip() for cell in line.split("|")[2:-1]] for line in table.splitlines()[2:]]


def test_both_languages_tell_the_same_figures() -> None:
    assert told("library.md") == told("library.ja.md")
    assert len(told("library.md")) == len(RULES) + 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["half way", "pooled"])
def test_the_page_tells_what_is_computed(name: str) -> None:
    """About a minute each. A scenario that changes a little moves them a little; if by more, `make heldout`."""
    row, computed = told("library.md")[list(RULES).index(name)], figures(held_out(Cases(), RULES[name]))
    for digits, apart in ((1, 3.0), (3, 0.03)):
        number = re.compile(rf"\d+\.\d{{{digits}}}(?!\d)")
        said, found = ([float(n) for n in number.findall(" ".join(cells))] for cells in (row, computed))
        assert said == pytest.approx(found, abs=apart)
