"""How far evaluators agree: each objective's ratings side by side, and what was reconciled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from simulator.findings.opinions import Part
from simulator.model.setup import Setup
from simulator.timeline.events import Rated, Rating, RatingReconciled
from simulator.timeline.state import State

STEPS: tuple[Rating, ...] = ("P", "S", "M", "U")
"""The ratings in their order; N says that nothing was observed, so it is no step of it."""
RATERS = 3
"""Evaluators below which no alpha is told: two who differ say little about a scale."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One objective as several evaluators rated it."""

    objective: str
    rated: tuple[Rated, ...]
    reconciled: RatingReconciled | None

    @property
    def equal(self) -> bool:
        """Whether all rated it alike."""
        return len({one.rating for one in self.rated}) == 1

    @property
    def span(self) -> int:
        """Steps between the best and the worst rating; 0 where they agree, or observed nothing."""
        places = [STEPS.index(one.rating) for one in self.rated if one.rating in STEPS]
        return max(places) - min(places) if places else 0

    @property
    def open(self) -> bool:
        """They differ, and nobody has said which rating counts."""
        return not self.equal and self.reconciled is None


def agreements(setup: Setup, state: State) -> tuple[Agreement, ...]:
    """Every objective that at least two evaluators rated, in the scenario's order."""
    return tuple(
        Agreement(objective.id, tuple(rated.values()), state.reconciled.get(objective.id))
        for objective in setup.scenario.objectives
        if len(rated := state.rated.get(objective.id, {})) > 1
    )


def equal_pairs(every: Iterable[Agreement]) -> Part:
    """Of all pairs of evaluators who rated the same objective, how many rated it alike."""
    alike = [a.rating == b.rating for one in every for a, b in combinations(one.rated, 2)]
    return Part(sum(alike), len(alike))


def alpha_of(every: Sequence[Agreement]) -> float | None:
    """Krippendorff's alpha for ordered ratings; None for fewer than ``RATERS`` evaluators, or where all are alike."""
    if len({one.seat for agreement in every for one in agreement.rated}) < RATERS:
        return None
    return ordinal_alpha([[STEPS.index(x.rating) for x in one.rated if x.rating in STEPS] for one in every])


def ordinal_alpha(units: Sequence[Sequence[int]]) -> float | None:
    """Krippendorff's alpha with ordinal distances; None where no two values differ, as chance tells nothing then.

    ``units``: per thing that was rated, the ranks given to it; those with fewer than two count for nothing.
    """
    pairable = [values for values in units if len(values) > 1]
    weights: dict[tuple[int, int], float] = {}
    for values in pairable:
        for n, a in enumerate(values):
            for m, b in enumerate(values):
                if n != m:
                    weights[a, b] = weights.get((a, b), 0.0) + 1 / (len(values) - 1)
    ranks = sorted({rank for values in pairable for rank in values})
    totals = {a: sum(weights.get((a, b), 0.0) for b in ranks) for a in ranks}
    count = sum(totals.values())

    def distance(a: int, b: int) -> float:
        between = sum(totals[rank] for rank in ranks if min(a, b) <= rank <= max(a, b))
        return (between - (totals[a] + totals[b]) / 2) ** 2

    observed = sum(weight * distance(a, b) for (a, b), weight in weights.items())
    expected = sum(totals[a] * totals[b] * distance(a, b) for a in ranks for b in ranks)
    return None if expected == 0 else 1 - (count - 1) * observed / expected
