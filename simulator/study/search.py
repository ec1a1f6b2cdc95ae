"""The search for sets of changes that bring every clock chosen to a chance, on common draws.

Exhaustive search is out of question: of sixty changes there are fifty million sets of five. What is done instead finds
the same fronts of pairs (``tests/study/test_reach.py``): each change alone and left out of all together says which
matter at all; a beam of sets grows by the best and by the best for their cost; from all together, where that is enough,
the dearest for its worth is left out until nothing can be; what was found loses what it can do without, and swaps what
has a cheaper stand-in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from simulator.model.costs import Prices
from simulator.study.fronts import Goal
from simulator.study.race import Chances, Race
from simulator.study.sets import Ids

LOOK: Final = 100
"""Runs in which every set is looked at: enough to drop those that are far behind."""
SURE: Final = 300
"""Runs of those that are kept."""
SLACK: Final = 0.03
"""By how much the search aims above the goal, as the best of many is in part the luckiest."""
_WIDTH: Final = 4
_DEPTH: Final = 5
_SHALLOW: Final = 3
"""How deep a beam goes if even everything at once does not reach."""
_NO_WORSE: Final = 0.02
"""How much further from the goal than everything at once a set may be that does with less."""
GLANCE: Final = 50
"""Runs after which only so many sets of a generation are looked at further."""
_MANY: Final = 40
LONGEST: Final = 12
"""Changes of a set that is only to come as near as it can: nobody makes forty for that."""
_HOPELESS: Final = 0.06
"""Further below the goal after a look than this, a set will not reach it."""

NOTHING: Final[Ids] = frozenset()


@dataclass
class Search:
    """What is found, as it is found: it can be stopped at any moment."""

    race: Race
    goal: Goal
    prices: Prices
    known: dict[Ids, Chances] = field(default_factory=dict)
    """The chance of each clock, of all sets that were worth more than a look."""
    _alive: frozenset[str] = NOTHING
    _ranks: dict[Ids, tuple[float, float, int]] = field(default_factory=dict)

    @property
    def aim(self) -> float:
        """The chance that is looked for."""
        return min(self.goal.least + SLACK, max(self.goal.least, 0.995))

    def run(self) -> None:
        """Everything; ``Stopped`` or KeyboardInterrupt leaves it as far as it has come."""
        self._see([NOTHING])
        if self._reaches(NOTHING):
            return
        everything = self._all_that_help()
        self._alive = self._that_matter(everything)
        may_reach = self._reaches(everything)
        self._grow(_DEPTH if may_reach else _SHALLOW)
        self._leave_out(everything, 0.0 if may_reach else self.short(self.known[everything]) + _NO_WORSE)
        if not self.reaching():
            self._come_near()
        self._trim()

    def reaching(self) -> list[Ids]:
        """The sets that reach what is looked for and can be paid for, cheapest first."""
        return sorted((ids for ids in self.affordable() if self._reaches(ids)), key=self._rank)

    def nearest(self) -> Ids:
        """The cheapest set that reaches, or else the one that comes nearest."""
        return min(self.affordable(), key=self._rank, default=NOTHING)

    def affordable(self) -> list[Ids]:
        """What is known, within the budget."""
        return [ids for ids in self.known if self._is_affordable(ids)]

    def price(self, ids: Ids) -> int:
        """What a set costs."""
        return sum(map(self.prices.of, ids))

    def short(self, chances: Chances) -> float:
        """How far below the aim the clocks are, all together."""
        return float((self.aim - chances).clip(min=0).sum())

    # ---- looking

    def _look(self, several: Iterable[Ids]) -> dict[Ids, Chances]:
        """The sets that can be made, after a look."""
        wanted = list(dict.fromkeys(several))
        self.race.play(wanted, LOOK)
        return {ids: chances for ids in wanted if (chances := self.race.chances(ids, LOOK)) is not None}

    def _see(self, several: Iterable[Ids]) -> None:
        """Plays sets until they are known."""
        wanted = [ids for ids in dict.fromkeys(several) if ids not in self.known]
        self.race.play(wanted, SURE)
        self.known |= {ids: chances for ids in wanted if (chances := self.race.chances(ids, SURE)) is not None}

    def _are_enough(self, several: Iterable[Ids], missing: float = 0.0) -> list[Ids]:
        """Those of the sets that reach the aim, but for so much."""
        near = [ids for ids, chances in self._look(several).items() if self.short(chances) <= missing + _HOPELESS]
        self._see(near)
        return [ids for ids in near if self.short(self.known[ids]) <= missing]

    def _is_affordable(self, ids: Ids) -> bool:
        return self.goal.budget is None or self.price(ids) <= self.goal.budget

    def _reaches(self, ids: Ids) -> bool:
        return ids in self.known and bool((self.known[ids] >= self.aim).all())

    def _rank(self, ids: Ids) -> tuple[float, float, int]:
        if ids not in self._ranks:
            self._ranks[ids] = self._score(self.known[ids], ids)
        return self._ranks[ids]

    def _score(self, chances: Chances, ids: Ids) -> tuple[float, float, int]:
        """Less is better: never the weakest clock alone, or what helps only another would look useless."""
        short = self.short(chances)
        return (short, self.price(ids), 0) if not short else (short, -float(chances.min()), self.price(ids))

    # ---- what matters

    def _all_that_help(self) -> Ids:
        """Everything at once, as far as it goes together; of steps side by side those that help."""
        names, sets = self.race.sets.names, self.race.sets
        together: Ids = NOTHING
        for name in names:
            if names[name].kind not in ("parallel", "decided") and sets.joined(together | {name}) is not None:
                together |= {name}
        codes = self.race.chances(together, LOOK)
        for name in [name for name in names if name not in together]:
            found = self.race.chances(more := together | {name}, LOOK)
            if codes is None or (found is not None and self.short(found) < self.short(codes)):
                together, codes = more, found
        return together

    def _that_matter(self, everything: Ids) -> frozenset[str]:
        """The changes that make a difference in some run, alone or left out of everything."""
        names = self.race.sets.names
        alone = {name: frozenset((name,)) for name in names}
        without = {name: everything - {name} for name in everything}
        self.race.play([NOTHING, everything, *alone.values(), *without.values()], LOOK)
        self._see([everything])
        pairs = ((name, ids, NOTHING) for name, ids in alone.items())
        others = ((name, ids, everything) for name, ids in without.items())
        return frozenset(name for name, ids, beside in (*pairs, *others) if self._differ(ids, beside))

    def _differ(self, one: Ids, other: Ids) -> bool:
        codes, beside = self.race.codes(one, LOOK), self.race.codes(other, LOOK)
        return codes is not None and beside is not None and bool((codes != beside).any())

    # ---- growing

    def _grow(self, depth: int) -> None:
        """A beam from nothing on, until no set can be reached that is cheaper than the cheapest."""
        beam, seen = [NOTHING], {NOTHING}
        for _ in range(depth):
            children = {more for ids in beam for more in self._one_more(ids)} - seen
            seen |= children
            looked = self._look(self._glanced(sorted(children, key=sorted)))
            both = self._best(looked, 2 * _WIDTH, 2 * _WIDTH)
            self._see(both)
            beam = self._kept([ids for ids in both if ids in self.known])
            if not beam:
                return

    def _glanced(self, several: list[Ids]) -> list[Ids]:
        """Those that are not far behind the others of their generation."""
        if len(several) <= _MANY:
            return several
        self.race.play(several, GLANCE)
        glanced = {ids: chances for ids in several if (chances := self.race.chances(ids, GLANCE)) is not None}
        return self._best(glanced, _MANY // 2, _MANY // 2)

    def _best(self, of: Mapping[Ids, Chances], by_score: int, by_worth: int) -> list[Ids]:
        """The nearest to the goal, and those that come nearest for their cost."""
        best = sorted(of, key=lambda ids: self._score(of[ids], ids))[:by_score]
        worth = sorted(of, key=lambda ids: self._worth(of[ids], ids))[:by_worth]
        return list(dict.fromkeys((*best, *worth)))

    def _one_more(self, ids: Ids) -> list[Ids]:
        """The set with each change more that matters and can be paid for."""
        grown = (ids | {name} for name in sorted(self._alive - ids))
        return [more for more in grown if self._is_affordable(more)]

    def _kept(self, several: list[Ids]) -> list[Ids]:
        """Those from which a cheaper set that reaches may still be found."""
        cheapest = min(map(self.price, self.reaching()), default=None)
        least = min(map(self.prices.of, self._alive), default=1)
        return [
            ids
            for ids in self._best({ids: self.known[ids] for ids in several}, _WIDTH, _WIDTH // 2)
            if not self._reaches(ids) and (cheapest is None or self.price(ids) + least < cheapest)
        ]

    def _worth(self, chances: Chances, ids: Ids) -> float:
        """What is still missing less what was missing, for its cost; less is better."""
        return (self.short(chances) - self.short(self.known[NOTHING])) / self.price(ids)

    def _come_near(self) -> None:
        """On from the nearest that somebody would make, change by change, as long as one helps."""
        ids = min((ids for ids in self.affordable() if len(ids) < LONGEST), key=self._rank)
        while len(ids) < LONGEST:
            looked = self._look(self._glanced(self._one_more(ids)))
            best = sorted(looked, key=lambda more: self._score(looked[more], more))[:3]
            self._see(best)
            further = min((more for more in best if more in self.known), key=self._rank, default=ids)
            if further == ids or self.short(self.known[further]) > self.short(self.known[ids]) - 0.002:
                return
            ids = further

    # ---- doing without

    def _leave_out(self, ids: Ids, missing: float) -> None:
        """From everything, whatever costs most for what it gives; only this finds sets of ten and more.

        As many at a time as can be left out together. ``missing``: how far from the goal the rest may be.
        """
        ids = next(iter(self._are_enough([ids & self._alive], missing)), ids)
        while ids:
            looked = self._look(ids - {name} for name in sorted(ids))
            now = min(self.short(chances) for chances in looked.values()) if looked else 0.0
            lost = sorted(looked, key=lambda less: self._lost(looked[less], now) / self.price(ids - less))
            spare = [next(iter(ids - less)) for less in lost if self.short(looked[less]) <= missing + _HOPELESS]
            sizes = (len(spare) >> halved for halved in range(1, len(spare).bit_length()))
            fewer = (ids.difference(spare[:size]) for size in sizes)
            less = next((less for less in fewer if self._are_enough([less], missing)), None)
            less = less or next(iter(self._are_enough((ids - {name} for name in spare[:_WIDTH]), missing)), None)
            if less is None:
                return
            ids = less

    def _lost(self, chances: Chances, least: float) -> float:
        """What it loses, beside the least loss; a little for what is above the goal, and for nothing at all."""
        return self.short(chances) - least + 0.02 * float((1 - chances).sum()) + 0.002

    def _trim(self) -> None:
        """Of the cheapest sets that reach: one left out, else one swapped for a cheaper."""
        todo, tried = self.reaching()[:3], set[Ids]()
        while todo and len(tried) < 4:
            ids = todo.pop(0)
            if ids not in tried:
                tried.add(ids)
                better = self._are_enough(ids - {name} for name in sorted(ids)) or self._are_enough(self._swapped(ids))
                todo = sorted(better, key=self.price)[:2] + todo

    def _swapped(self, ids: Ids) -> Iterator[Ids]:
        for name in sorted(ids):
            for other in sorted(self._alive - ids):
                if self.prices.of(other) < self.prices.of(name):
                    yield ids - {name} | {other}
