"""Precedents: whether what they are held against, count from and cite is there. What is not would pass in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import Context, at_check
from simulator.errors import Problem, Sentence
from simulator.model.kinds import PRECEDENTS, SCENARIO
from simulator.model.precedent import Precedent

_A_DAY = timedelta(days=1)


@at_check(PRECEDENTS)
def held_against(item: LoadedItem[Precedent], value: Precedent, context: Context) -> Iterator[Problem]:
    """Scenarios that no library in reach has, and milestones of which the incident tells no time."""
    scenarios = context.known.get(SCENARIO, frozenset())
    told = [came.milestone for came in value.came]
    for scenario, pairs in value.beside.items():
        place = (*item.root, "beside", scenario)
        if scenario not in scenarios:
            message = Sentence(
                "no scenario is called {name}{advice}", name=scenario, advice=advice(scenario, scenarios)
            )
            yield item.document.problem(place, "unknown-id", message, "warning", key=True)
        for theirs in pairs.values():
            problem = _untold(theirs, told) or _without_start(value, theirs)
            if problem:
                yield item.document.problem(place, "unknown-id", problem, "warning", key=True)
    if value.since is not None and (untold := _untold(value.since, told)):
        yield item.document.problem((*item.root, "since"), "unknown-id", untold, "warning")


def _untold(name: str, told: list[str]) -> Sentence | None:
    if name in told:
        return None
    return Sentence("the incident tells no {name}{advice}", name=name, advice=advice(name, told))


def _without_start(value: Precedent, name: str) -> Sentence | None:
    remembered = any(value.known_from(came) == "own-knowledge" for came in value.came)
    if remembered or value.took(name):
        return None
    return Sentence("nothing is held against {name}: no detected, started or since is told before it", name=name)


@at_check(PRECEDENTS)
def has_happened(item: LoadedItem[Precedent], value: Precedent, context: Context) -> Iterator[Problem]:
    """Nothing came on a day that has not come."""
    for n, came in enumerate(value.came):
        if context.today and came.day is not None and came.day > context.today + _A_DAY:
            message = Sentence("{day} has not come yet: write when it happened", day=came.day)
            yield item.document.problem((*item.root, "came", n, "at"), "date-to-come", message, "warning")


@at_check(PRECEDENTS)
def cited(item: LoadedItem[Precedent], value: Precedent, _context: Context) -> Iterator[Problem]:
    """Sources are cited by their number."""
    for n, came in enumerate(value.came):
        if value.sources and not 1 <= came.source <= len(value.sources):
            message = Sentence(
                "there is no source {number}, only {count} in all", number=came.source, count=len(value.sources)
            )
            yield item.document.problem((*item.root, "came", n, "source"), "unknown-id", message, "warning")
