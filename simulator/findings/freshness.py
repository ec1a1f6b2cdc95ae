"""Which rules of an exercise were not as fresh as they should be on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from simulator.model.expectation import Expectation
from simulator.model.setup import Setup


@dataclass(frozen=True)
class Freshness:
    """Expectations that run clocks, by what makes them doubtful."""

    overdue: tuple[Expectation, ...] = ()
    """Those that should have been looked up again before the exercise."""
    changed: tuple[Expectation, ...] = ()
    """Those that said something else until less than a year before."""


def freshness(setup: Setup, day: str) -> Freshness:
    """``day`` is that of the exercise, such as 2026-11-24; where the record does not say, nothing is known."""
    try:
        held = date.fromisoformat(day[:10])
    except ValueError:
        return Freshness()
    running = {clock.id for clock in setup.clocks}
    rules = [expectation for expectation in setup.expectations if expectation.id in running]
    a_year_before = f"{held.year - 1}-{held.month:02d}"
    return Freshness(
        tuple(rule for rule in rules if rule.recheck_is_due(held)),
        tuple(rule for rule in rules if rule.changed_since(a_year_before)),
    )
