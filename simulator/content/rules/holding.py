"""Roles that are held until a milestone: whether it comes, and whether holding them keeps it from coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from simulator.content.assembly import Assembly
from simulator.content.rules.rule import of_assembly_at_check
from simulator.errors import Problem, Sentence
from simulator.model.playbook import Step
from simulator.model.setup import step_done
from simulator.model.team import Team
from simulator.plan.graph import Rule, earliest, ended, ready


@of_assembly_at_check
def held_for_ever(assembly: Assembly) -> Iterator[Problem]:
    """A role is held until something that nothing reaches, or that only comes when the role is no longer held."""
    for n, step in _held(assembly):
        if ready(step.id) not in assembly.earliest or _comes(assembly, step, assembly.earliest):
            continue
        name = step.until[0]
        message = Sentence("{step} is held until the run ends: nothing reaches {name}", step=step.id, name=name)
        if _comes(assembly, step, earliest((*assembly.rules, Rule(step_done(step.id), (ready(step.id),))))):
            message = Sentence(
                "{step} is held until {name}, which comes only after {step} is over, so neither ever happens: let what "
                "leads to {name} wait for what comes before {step}, not for {step}",
                step=step.id,
                name=name,
            )
        yield assembly.playbook.document.problem(("steps", n, "until", 0), "never", message, "warning")


@of_assembly_at_check
def held_from_its_own_work(assembly: Assembly) -> Iterator[Problem]:
    """A role is held until a milestone that takes work of the same people, of whom too few are left for it."""
    team, steps = assembly.setup.team, assembly.setup.playbook.steps
    for n, step in _held(assembly):
        if not _comes(assembly, step, assembly.earliest):
            continue
        for other in steps:
            short = None if other.held else _too_few(team, step, other)
            if short and _begins_after(assembly, other, step) and _leads_to_the_end_of(assembly, other, step):
                message = Sentence(
                    "{step} holds {held} of {role} until {name}, and before that {other} needs {needed} of {there}: it "
                    "waits until then, so neither ends. Give {role} more people, or let a deputy do {other}",
                    step=step.id,
                    other=other.id,
                    name=step.until[0],
                    **short,
                )
                yield assembly.playbook.document.problem(("steps", n, "until", 0), "held-too-soon", message, "warning")
                break


def _held(assembly: Assembly) -> Iterator[tuple[int, Step]]:
    return ((n, step) for n, step in enumerate(assembly.setup.playbook.steps) if step.held)


def _comes(assembly: Assembly, step: Step, come: Iterable[str]) -> bool:
    return any(assembly.awaited(name) in come for name in step.until)


def _too_few(team: Team, held: Step, other: Step) -> dict[str, str | int] | None:
    """Of which role, how many are held, needed and there, where all who may do the other step are too few."""
    if not all(name in team.roles for name in (*held.roles, *other.roles)):
        return None
    kept = _people(team, held.staffings[0])
    short = [_short_of(team, kept, _people(team, way)) for way in other.staffings]
    return short[0] if all(short) else None


def _people(team: Team, staff: Iterable[tuple[str, int]]) -> Counter[str]:
    needed: Counter[str] = Counter()
    for role, people in staff:
        needed[team.pool_of(role)] += people
    return needed


def _short_of(team: Team, kept: Counter[str], needed: Counter[str]) -> dict[str, str | int] | None:
    for pool in kept.keys() & needed.keys():
        there = team.roles[pool].headcount
        if there != "unlimited" and needed[pool] <= there < kept[pool] + needed[pool]:
            return {"role": pool, "held": kept[pool], "needed": needed[pool], "there": there}
    return None


def _begins_after(assembly: Assembly, other: Step, held: Step) -> bool:
    """Whether the held step comes first, as far as files tell: sooner, or before the other in the queue."""
    steps = assembly.setup.playbook.steps
    begins = [assembly.earliest.get(ready(step.id)) for step in (held, other)]
    if begins[0] is None or begins[1] is None:
        return False
    turns = [(at, step.priority, steps.index(step)) for at, step in zip(begins, (held, other), strict=True)]
    return turns[0] < turns[1]


def _leads_to_the_end_of(assembly: Assembly, other: Step, held: Step) -> bool:
    """Whether none of the milestones that end it can come without the other step, which can come without its end."""
    without = {step_done(other.id), *(ended(other.id, outcome) for outcome in other.outcomes)}
    return not _comes(assembly, held, earliest(assembly.rules, without=without))
