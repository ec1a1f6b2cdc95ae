"""What it would take: sets of changes as a front of cost against chance. Values, without the search for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.study.statistics import Gain, Share


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked: every clock of these met with that chance, at such a cost at most."""

    clocks: tuple[str, ...]
    """By their keys."""
    least: float
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One change of a set."""

    kind: str
    what: tuple[str, ...]
    where: tuple[str, str]
    """(kind of file, path in it) that would change."""
    setting: str
    """The change as ``--set`` writes it; empty where it cannot."""
    cost: int
    without: tuple[float, ...] = ()
    """The chance of each clock with all of the set but this; empty for one that stands alone."""

    @property
    def id(self) -> str:
        """As ``--without`` names it."""
        return "/".join((self.kind, *self.what))


@dataclass(frozen=True, slots=True)
class Way:
    """What lies on the way to a clock's milestone: seconds, on average of the runs in which it comes."""

    milestone: str
    worked: float
    for_person: float
    """Waited for people who were busy."""
    for_absent: float
    """Waited for people who were not there."""

    @property
    def whole(self) -> float:
        """All of it."""
        return self.worked + self.for_person + self.for_absent


@dataclass(frozen=True, slots=True)
class Fared:
    """One clock with a set made, on draws that the search never saw."""

    met: Share
    gain: Gain
    """Against the setup as it is, among the runs in which the clock counts with both."""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes to be made together."""

    parts: tuple[Part, ...]
    fared: tuple[Fared, ...]
    """Clock by clock, as the goal has them."""
    runs: int

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its changes."""
        return frozenset(part.id for part in self.parts)

    @property
    def cost(self) -> int:
        """Of all of them."""
        return sum(part.cost for part in self.parts)

    def reaches(self, least: float) -> bool:
        """Whether every clock has at least that chance."""
        return all(one.met.p >= least for one in self.fared)

    @property
    def weakest(self) -> float:
        """The chance of the clock that is met least."""
        return min((one.met.p for one in self.fared), default=1.0)


@dataclass(frozen=True, slots=True)
class Front:
    """The answer: sets of changes by their cost, each better than the cheaper ones, and what bounds them."""

    goal: Goal
    base: tuple[Fared, ...]
    """The clocks as things are; each gains nothing."""
    sets: tuple[ChangeSet, ...]
    """Cheapest first."""
    bounds: tuple[Share, ...]
    """How likely each clock is met at most, about, whatever is changed; empty where some set reaches the goal."""
    changes: int
    """How many single changes there were to choose from."""
    sets_tried: int
    runs: int
    """Runs played in all."""
    seed: int
    partial: bool = False
    """Somebody stopped the search: others may be cheaper or better."""

    @property
    def holds(self) -> bool:
        """Whether nothing need change."""
        return all(one.met.p >= self.goal.least for one in self.base)

    @property
    def first(self) -> ChangeSet | None:
        """The cheapest set that reaches the goal."""
        return next((one for one in self.sets if one.reaches(self.goal.least)), None)

    @property
    def best(self) -> ChangeSet | None:
        """The set that comes nearest to the goal."""
        return min(self.sets, key=lambda one: shortfall(one, self.goal.least), default=None)

    @property
    def bounded(self) -> tuple[int, ...]:
        """The clocks, by their places, that cannot reach the goal whatever is changed."""
        return tuple(n for n, most in enumerate(self.bounds) if most.p < self.goal.least)


def no_less_than_found(bounds: tuple[Share, ...], sets: Sequence[ChangeSet]) -> tuple[Share, ...]:
    """Bounds are about; what a set was found to give is possible for sure, so none is told below that."""
    return tuple(max((most, *(one.fared[n].met for one in sets)), key=_p) for n, most in enumerate(bounds))


def _p(chance: Share) -> float:
    return chance.p


def shortfall(one: ChangeSet, least: float) -> tuple[float, float]:
    """How far a set is from the goal, over all clocks; ties by the weakest clock."""
    return sum(max(0.0, least - fared.met.p) for fared in one.fared), -one.weakest


def as_front(sets: Sequence[ChangeSet], least: float, most: int) -> tuple[ChangeSet, ...]:
    """Those that are better than every cheaper one by some points; the first that reaches is always among them.

    Other ways to the same fill up what is left below ``FEWEST``.
    """
    ranked = sorted(sets, key=lambda one: (one.cost, shortfall(one, least)))
    front: list[ChangeSet] = []
    for one in ranked:
        if _gains(one, front, least):
            front.append(one)
    first = next((one for one in front if one.reaches(least)), None)
    while len(front) > most:
        front.remove(_least_missed(front, first, least))
    reaching = [one.ids for one in front if one.reaches(least)]
    others = [one for one in ranked if one.reaches(least) and not any(one.ids >= ids for ids in reaching)]
    return tuple(sorted([*front, *others[: max(0, FEWEST - len(front))]], key=lambda one: one.cost))


FEWEST, MOST = 3, 6
"""Sets that are told."""
TELLS = 0.01
"""The least difference of a chance that is told."""
NEARER = 0.02
"""By how much a dearer set must be nearer to the goal, or further above it, to be told."""


def _gains(one: ChangeSet, cheaper: Sequence[ChangeSet], least: float) -> bool:
    """Nearer to the goal or further above it than the cheaper ones, and not at the price of the weakest clock."""
    if not cheaper or (one.reaches(least) and not cheaper[-1].reaches(least)):
        return True
    short, before = shortfall(one, least)[0], shortfall(cheaper[-1], least)[0]
    higher = one.weakest - max(other.weakest for other in cheaper)
    return (short < before - NEARER and higher > -TELLS) or (short <= before and higher > NEARER)


def _least_missed(front: Sequence[ChangeSet], first: ChangeSet | None, least: float) -> ChangeSet:
    """The one beside which the next cheaper is nearly as good; never the cheapest that reaches, nor the best."""
    steps = [
        (shortfall(before, least)[0] - shortfall(one, least)[0], n)
        for n, (before, one) in enumerate(pairwise(front[:-1]), 1)
        if one is not first
    ]
    return front[min(steps)[1]] if steps else front[0]
