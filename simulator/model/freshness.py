"""Which rules are not as fresh as they should be on some day: whatever rests on them says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from simulator.model.expectation import Expectation
from simulator.model.setup import Setup


@dataclass(frozen=True)
class Freshness:
    """Rules by what makes them doubtful."""

    overdue: tuple[Expectation, ...] = ()
    """Those that should have been looked up again before that day."""
    changed: tuple[Expectation, ...] = ()
    """Those that said something else until less than a year before."""

    def of(self, rule: str) -> Freshness:
        """What holds of one rule."""
        return Freshness(*(tuple(one for one in some if one.id == rule) for some in (self.overdue, self.changed)))


UNKNOWN = Freshness()
"""Where nobody said which day it is."""


def freshness(setup: Setup, day: str) -> Freshness:
    """Of the rules that run clocks. ``day`` begins with a date, such as 2026-11-24; else nothing is known."""
    running = {clock.id for clock in setup.clocks}
    rules = [expectation for expectation in setup.expectations if expectation.id in running]
    try:
        return freshness_of(rules, date.fromisoformat(day[:10]))
    except ValueError:
        return UNKNOWN


def freshness_of(rules: Iterable[Expectation], day: date) -> Freshness:
    """Of these rules, on that day."""
    every, a_year_before = tuple(rules), f"{day.year - 1}-{day.month:02d}"
    return Freshness(
        tuple(rule for rule in every if rule.recheck_is_due(day)),
        tuple(rule for rule in every if rule.changed_since(a_year_before)),
    )
