"""What is different between two exercises of the same scenario: clocks and ratings."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.findings.findings import Findings
from simulator.findings.objectives import Assessed
from simulator.findings.outcomes import Outcome
from simulator.timeline.events import Rating


@dataclass(frozen=True, slots=True)
class ChangedRating:
    """An objective that was rated otherwise."""

    objective: Assessed
    """As it is now."""
    then: Rating
    now: Rating


@dataclass(frozen=True, slots=True)
class Since:
    """One exercise beside an earlier one. Only clocks that both had are compared: other laws are no progress."""

    before: Findings
    in_both: int
    """Clocks that bind and that both had."""
    met_then: int
    """How many of them were met in play."""
    met_now: int
    clocks: tuple[tuple[Outcome, Outcome], ...]
    """Those that came out otherwise, then and now."""
    ratings: tuple[ChangedRating, ...]


def since(f: Findings, before: Findings) -> Since:
    """What is different in an exercise since the one before."""
    earlier = {o.clock.key: o for o in before.outcomes if o.clock.binds}
    both = [(earlier[o.clock.key], o) for o in f.outcomes if o.clock.binds and o.clock.key in earlier]
    return Since(
        before,
        len(both),
        sum(then.result == "met" for then, _ in both),
        sum(now.result == "met" for _, now in both),
        tuple((then, now) for then, now in both if then.result != now.result),
        _ratings(f, before),
    )


def _ratings(f: Findings, before: Findings) -> tuple[ChangedRating, ...]:
    earlier = {a.objective.id: a.rating.rating for a in before.objectives if a.rating}
    return tuple(
        ChangedRating(a, then, a.rating.rating)
        for a in f.objectives
        if a.rating and (then := earlier.get(a.objective.id)) and then != a.rating.rating
    )
