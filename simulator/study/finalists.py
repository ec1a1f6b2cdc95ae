"""The sets that a search found, studied anew: which are worth telling, and what is told of them.

The best of many looks better than it is, in part by luck. So three seeds have three tasks: on the first sets are looked
for, on the second those to be told are chosen and lose what they hardly need, and of the third, which chose nothing,
are all figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from simulator.model.costs import Prices
from simulator.plan.compiler import compile_plan
from simulator.study.batch import Order, play
from simulator.study.changes import Change
from simulator.study.fronts import MOST, TELLS, ChangeSet, Fared, Goal, Part, Way, as_front, shortfall
from simulator.study.judged import Flags, gained
from simulator.study.race import Race
from simulator.study.reasons import reasons
from simulator.study.search import LONGEST, NOTHING, Search
from simulator.study.sets import IDLE, MET, Codes, Ids
from simulator.study.statistics import share

CHOSEN: Final = 500
"""Runs in which finalists are chosen."""
ALONE: Final = 500
"""Runs that say what each change of a set is worth."""
TRACED: Final = 300
"""Runs whose ways are traced."""
_FINALISTS: Final = 24
_RESERVES: Final = 3
"""Sets that are studied on the last draws besides those that are to be told, in case these fall short there."""
_NEARLY: Final = 0.02
"""How far below the goal a set may be in the search to be a finalist as one that reaches."""
_BEATEN: Final = 0.03
"""How much nearer to the goal another set that costs no more must be, for one to be no finalist."""


def finalists_of(search: Search) -> list[Ids]:
    """The sets that may turn out the best for their cost: those that reach, then the nearest to the goal first."""
    least = search.goal.least
    sets = sorted((ids for ids in search.affordable() if ids), key=lambda ids: (search.price(ids), sorted(ids)))
    reaching = [ids for ids in sets if (search.known[ids] >= least - _NEARLY).all()][: _FINALISTS // 2]
    sets = [ids for ids in sets if len(ids) <= LONGEST]
    by_cost: dict[int, list[Ids]] = {}
    nearest = float("inf")
    for ids in sorted(sets, key=lambda ids: (search.price(ids), search.short(search.known[ids]))):
        short = search.short(search.known[ids])
        if short <= nearest + _BEATEN:
            by_cost.setdefault(search.price(ids), []).append(ids)
        nearest = min(nearest, short)
    first, second = ([several[n] for several in by_cost.values() if len(several) > n] for n in (0, 1))
    first.sort(key=lambda ids: search.short(search.known[ids]))
    return list(dict.fromkeys([*reaching, *first, *second]))[:_FINALISTS]


@dataclass(frozen=True)
class Finalists:
    """Sets as what is told of them; ``changes``: every change there is to choose from, by id."""

    goal: Goal
    prices: Prices
    changes: Mapping[str, Change]

    def chosen(self, race: Race, finalists: Iterable[Ids]) -> list[Ids]:
        """Those to be told, without what they hardly need, and some reserves."""
        found = self.studied(race, finalists, CHOSEN)
        kept = as_front(found, self.goal.least, MOST)
        rest = sorted((one for one in found if one not in kept), key=lambda one: shortfall(one, self.goal.least))
        race.play((one.ids - {name} for one in kept for name in one.ids), CHOSEN)
        lean = (self._lean(race, one.ids) for one in kept)
        return list(dict.fromkeys((*lean, *(one.ids for one in rest[:_RESERVES]))))

    def _lean(self, race: Race, ids: Ids) -> Ids:
        """The set without the changes that it hardly needs, the dearest first."""
        whole, lean = race.chances(ids, CHOSEN), ids
        assert whole is not None

        def is_enough(less: Ids) -> bool:
            chances = race.chances(less, CHOSEN) if less else None
            if chances is None or (whole - chances).max() >= TELLS:
                return False
            return bool((chances >= self.goal.least).all() or (whole < self.goal.least).any())

        for name in sorted(ids, key=lambda name: (-self.prices.of(name), name)):
            if is_enough(ids - {name}) and is_enough(lean - {name}):
                lean -= {name}
        return lean

    def told(self, race: Race, finalists: Iterable[Ids], runs: int, alone: int) -> tuple[ChangeSet, ...]:
        """The front, with reasons. ``alone``: runs that say what each change is worth; 0 where nobody waits for it."""
        shown = as_front(self.studied(race, finalists, runs), self.goal.least, MOST)
        several = [one for one in shown if len(one.parts) > 1] if alone else []
        race.play((one.ids - {part.id} for one in several for part in one.parts), alone)
        return tuple(self._explained(race, one, alone if one in several else 0) for one in shown)

    def studied(self, race: Race, finalists: Iterable[Ids], runs: int) -> list[ChangeSet]:
        """Those that can be made and come no further from the goal than things as they are, with how they fare."""
        several = list(finalists)
        race.play([NOTHING, *several], runs)
        found = (
            ChangeSet(tuple(map(self._part, sorted(ids))), self.fared(race, ids, runs), runs)
            for ids in several
            if race.codes(ids, runs) is not None
        )
        now = shortfall(ChangeSet((), self.fared(race, NOTHING, runs), runs), self.goal.least)
        return [one for one in found if shortfall(one, self.goal.least) <= now]

    def fared(self, race: Race, ids: Ids, runs: int) -> tuple[Fared, ...]:
        """How each clock fares with a set; without any, as things are."""
        before, after = race.codes(NOTHING, runs), race.codes(ids, runs)
        assert before is not None
        assert after is not None
        return tuple(_fared(before[:, n], after[:, n]) for n in range(len(self.goal.clocks)))

    def with_ways(self, race: Race, ids: Ids, fared: tuple[Fared, ...]) -> tuple[Fared, ...]:
        """The same with what lies on the way to each clock's milestone."""
        setup = race.sets.joined(ids)
        assert setup
        plan = compile_plan(setup)
        ends = [clock.end if (clock := setup.clock(key)) else "" for key in self.goal.clocks]
        targets = tuple(n for name in dict.fromkeys(ends) if (n := plan.numbered(name)) is not None)
        why = reasons(plan, play(plan, Order(race.seed, 0, TRACED, targets=targets)), targets)
        ways = {
            path.milestone: Way(
                path.milestone,
                sum(effort.worked for effort in path.efforts),
                sum(effort.for_person for effort in path.efforts),
                sum(effort.for_absent for effort in path.efforts),
            )
            for path in why.paths
        }
        return tuple(replace(one, way=ways.get(end)) for one, end in zip(fared, ends, strict=True))

    def _explained(self, race: Race, one: ChangeSet, alone: int) -> ChangeSet:
        """With what each change of it is worth, and with its ways."""
        parts = one.parts
        if alone:
            parts = tuple(replace(part, without=_without(race, one, part, alone)) for part in parts)
        return replace(one, parts=parts, fared=self.with_ways(race, one.ids, one.fared))

    def _part(self, name: str) -> Part:
        change = self.changes[name]
        return Part(change.kind, change.what, change.where, change.setting, self.prices.of(name))


def _without(race: Race, one: ChangeSet, part: Part, runs: int) -> tuple[float, ...]:
    """The chances told, less what is lost without one change in the runs that were played without it."""
    less, all_of_it = race.chances(one.ids - {part.id}, runs), race.chances(one.ids, runs)
    if less is None or all_of_it is None:
        return ()
    lost = (all_of_it - less).tolist()
    return tuple(min(1.0, max(0.0, now.met.p - by)) for now, by in zip(one.fared, lost, strict=True))


@dataclass(frozen=True)
class _Samples:
    """One clock with one set, run by run."""

    counted: Flags
    met: Flags


def _fared(before: Codes, after: Codes) -> Fared:
    counted = int((after != IDLE).sum())
    met = share(int((after == MET).sum()), counted)
    return Fared(met, gained(*(_Samples(codes != IDLE, codes == MET) for codes in (before, after))))
