"""Clocks that nobody can meet in some share of the runs, because a step ends in a way that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.document import Path
from simulator.content.rules.clocks import places_of
from simulator.content.rules.rule import of_assembly_at_check
from simulator.errors import Problem, Sentence
from simulator.model.playbook import Step
from simulator.model.setup import Clock
from simulator.plan.graph import earliest, ended, loop, needed_for, possible_outcomes


@of_assembly_at_check
def ceilings(assembly: Assembly) -> Iterator[Problem]:
    """A false alarm, say: the clock runs on, and what would stop it is no longer done."""
    places, looped = places_of(assembly), _in_loops(assembly)
    steps = [step for step in assembly.setup.playbook.steps if step.id not in looped]
    for clock in assembly.setup.clocks:
        untimed = clock.is_order or clock.recurs or clock.keeps_away
        if untimed or not assembly.earliest.keys() >= {clock.start, clock.end, *clock.only_if}:
            continue
        capped = [problem for step in steps for problem in _capped(assembly, clock, step, places.get(clock.id, ()))]
        yield from capped[:1]


def _in_loops(assembly: Assembly) -> set[str]:
    """Steps that may be done again: their first end is not their last."""
    playbook = assembly.setup.playbook
    again = {step.id for step in playbook.steps if step.every}
    return again.union(*(loop(playbook, step) for step in playbook.steps))


def _capped(assembly: Assembly, clock: Clock, step: Step, at: Path) -> Iterator[Problem]:
    dead = _dead(assembly, clock, step)
    share = sum(_odds(step, outcome) for outcome in dead)
    if dead and share > 0:
        message = Sentence(
            "{key} cannot exceed {most} %: where {step} ends {outcome}, nothing reaches {end} any more; "
            "if it is moot then, name a milestone of that end under unless of the expectation",
            key=clock.key,
            most=round(100 * (1 - share)),
            step=step.id,
            outcome=dead[0],
            end=clock.end,
        )
        yield assembly.scenario.document.problem(at, "cannot-exceed", message, "warning")


def _dead(assembly: Assembly, clock: Clock, step: Step) -> list[str]:
    """The ends of the step after which the clock still runs and can no longer be met.

    None where the clock may start through the step, or be met without it: then no share of all runs can be told.
    """
    outcomes = possible_outcomes(step, assembly.setup.scenario.outcomes)
    ends = {outcome: ended(step.id, outcome) for outcome in outcomes}
    asked = (needed_for(assembly.rules, name) for name in (clock.start, *clock.only_if))
    if len(ends) < 2 or any(not needed.isdisjoint(ends.values()) for needed in asked):
        return []
    if clock.end in earliest(assembly.rules, without=ends.values()):
        return []
    return [outcome for outcome in outcomes if _leads_nowhere(assembly, clock, ends, outcome)]


def _leads_nowhere(assembly: Assembly, clock: Clock, ends: dict[str, str], outcome: str) -> bool:
    come = earliest(assembly.rules, without={end for other, end in ends.items() if other != outcome})
    return clock.start in come and clock.end not in come and come.keys().isdisjoint(clock.unless)


def _odds(step: Step, outcome: str) -> float:
    given = [odds for each in step.outcomes.values() if (odds := each.odds) is not None]
    own = step.outcomes[outcome].odds
    silent = len(step.outcomes) - len(given)
    return own if own is not None else max(0.0, 1 - sum(given)) / silent
