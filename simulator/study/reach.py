"""What it would take to bring the clocks chosen to a chance: the search, its finalists, and what bounds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from simulator.model.costs import Prices
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.bound import bounds, settled_when_due
from simulator.study.changes import Change, changes, choices
from simulator.study.finalists import ALONE, Finalists, finalists_of
from simulator.study.fronts import MOST, Front, Goal, no_less_than_found
from simulator.study.race import Race, Stopped
from simulator.study.search import NOTHING, SURE, Search
from simulator.study.sets import Sets
from simulator.study.workers import judged_runs, worthwhile

FRESH: Final = 2000
"""Runs of what is told."""
HURRIED: Final = 500
"""The same where somebody stopped the search."""
BOUNDED: Final = 600
"""Runs that say what no change can do better."""
LIKELY: Final = 0.05
"""A clock that counts in fewer runs is not asked about unless somebody names it."""
_SECOND: Final = 1_000_003
_THIRD: Final = 2_000_003
"""Added to the seed: other draws."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the search has come."""

    runs: int
    """Played so far."""
    changes: int
    """Of the nearest set found; 0 before there is one."""
    chances: tuple[float, ...]
    """Of the clocks with it, on the draws of the search: a hope, not yet a result."""


Telling = Callable[[Standing], None]
"""Told now and then; raises ``Stopped`` to have the answer as far as it has come."""


def clocks_in_force(setup: Setup, *, seed: int, jobs: int | None = 1) -> tuple[str, ...]:
    """The keys of the clocks that bind and count in more than a few runs: what is asked where nobody names any."""
    found = judged_runs(compile_plan(setup), seed, SURE, jobs)
    return tuple(one.clock.key for one in found if one.clock.binds and one.counted.mean() >= LIKELY)


def improvements(setup: Setup, prices: Prices) -> tuple[Change, ...]:
    """What there is to choose from: every change and every option, but those that nobody would make."""
    return tuple(change for change in (*changes(setup), *choices(setup)) if prices.allows(change.id))


def reach(
    setup: Setup,
    goal: Goal,
    *,
    seed: int,
    without: Iterable[str] = (),
    jobs: int | None = None,
    telling: Telling = lambda _: None,
) -> Front:
    """Sets of changes with which every clock of the goal has its chance, or comes near, as a front of cost and chance.

    ``without``: kinds of change, or changes by id, that nobody would make, besides those of the files. Stopped
    (``Stopped`` from ``telling``, or KeyboardInterrupt), it answers with what it has, marked partial; stopped again
    while that is studied, it raises. Answers do not depend on ``jobs``.
    """
    prices = replace(setup.prices, never=setup.prices.never | set(without))
    offered = improvements(setup, prices)
    # The search begins with so many sets at once. Once processes are there, fewer are worth sharing, too.
    jobs = worthwhile(jobs, 2 * len(offered))
    sets = Sets.of(setup, offered, goal.clocks, _last_deadline(setup, goal, seed, jobs))
    search = Search(Race(sets, seed, jobs), goal, prices)
    heard = _Heard(search, telling)
    search.race.heard = heard.more
    finalists = Finalists(goal, prices, {change.id: change for change in offered})
    partial = False
    try:
        search.run()
        told = finalists.chosen(Race(sets, seed + _SECOND, jobs, heard.more), finalists_of(search))
    except (Stopped, KeyboardInterrupt):
        partial, told = True, finalists_of(search)[:MOST]
    whole = Sets.of(setup, offered, goal.clocks, setup.scenario.ends_after)
    race, runs = Race(whole, seed + _THIRD, jobs, heard.more), HURRIED if partial else FRESH
    found = finalists.told(race, told, runs, 0 if partial else ALONE)
    needless = partial or any(one.reaches(goal.least) for one in found)
    most = () if needless else bounds(setup, goal.clocks, seed=seed + _THIRD, runs=BOUNDED, jobs=jobs, heard=heard.more)
    return Front(
        goal=goal,
        base=finalists.with_ways(race, NOTHING, finalists.fared(race, NOTHING, runs)),
        sets=found,
        bounds=no_less_than_found(most, found),
        changes=len(offered),
        sets_tried=search.race.tried,
        runs=heard.runs,
        seed=seed,
        partial=partial,
    )


def _last_deadline(setup: Setup, goal: Goal, seed: int, jobs: int | None) -> int:
    """Of the clocks chosen as things are; the end of the story where something later may matter to one."""
    found = [one for one in judged_runs(compile_plan(setup), seed, SURE, jobs) if one.clock.key in goal.clocks]
    if not all(map(settled_when_due, found)):
        return setup.scenario.ends_after
    return max(0, *(int(one.due.max()) for one in found))


@dataclass
class _Heard:
    """Counts runs, and tells of the nearest set so far."""

    search: Search
    telling: Telling
    runs: int = 0

    def more(self, runs: int) -> None:
        """So many more were played."""
        self.runs += runs
        nearest = self.search.nearest()
        chances = self.search.known.get(nearest)
        self.telling(Standing(self.runs, len(nearest), () if chances is None else tuple(chances.tolist())))
