"""Where an evaluator looks: the messages in their order, and what shows each objective."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from simulator.model.injects import Expected, Inject
from simulator.model.playbook import Step
from simulator.model.scenario import Objective
from simulator.report.sheets.run_sheet import expected, questions, rows
from simulator.wording.names import Names


@dataclass(frozen=True, slots=True)
class Place:
    """A message, with what there is to see after it that no earlier one has shown."""

    number: int
    inject: Inject
    due: str
    room: int
    expected: tuple[str, ...]
    questions: tuple[str, ...]
    """To be discussed, where there is no playbook."""
    goals: str
    """Numbers of the objectives it serves."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective as its evaluator has it."""

    objective: Objective
    seen: tuple[str, ...]
    """What to look for, beyond what stands at the messages."""


def places(n: Names) -> tuple[Place, ...]:
    """The messages in the order of the run sheet; an action stands at the first that asks for it."""
    found, known = [], set[tuple[str, str]]()
    for row in rows(n):
        fresh = [one for one in row.inject.expects if _what(one, n) not in known]
        known.update(_what(one, n) for one in fresh)
        asked = questions(row.inject, n) if n.setup.discussion_only else ()
        found.append(Place(row.number, row.inject, row.due, row.room, expected(fresh, n), asked, row.goals))
    return tuple(found)


def _what(one: Expected, n: Names) -> tuple[str, str]:
    return (one.step or "", n.text(one.text))


def goals(n: Names) -> tuple[Goal, ...]:
    """The objectives with their criteria, and what can be seen in the room of the milestones they are to show."""
    asked = {x.step for inject in n.setup.scenario.injects for x in inject.expects if x.step}
    listed, found = set[str](), []
    for objective in n.setup.scenario.objectives:
        visible = [line for milestone in objective.shows for line in _visible(milestone, asked, n)]
        fresh = [line for line in dict.fromkeys(visible) if line not in listed]
        listed.update(fresh)
        found.append(Goal(objective, (*(n.text(text) for text in objective.look_for), *fresh)))
    return tuple(found)


def _visible(milestone: str, asked: Collection[str], n: Names) -> Iterator[str]:
    """A milestone cannot be seen; that somebody orders what reaches it, decides it or says it can."""
    steps = [step.id for step in n.setup.playbook.steps if _reaches(step, milestone)]
    options = [
        n.voice("“{title}”", title=n.text(option.text))
        for inject in n.setup.scenario.injects
        for option in (inject.decision.listed if inject.decision else ())
        if milestone in option.reaches
    ]
    yield from (n.voice("{step} is ordered", step=n.work(step)) for step in steps if step not in asked)
    if options:
        yield n.voice("decided: {options}", options=n.either(options))
    if not steps and not options:
        yield n.voice("somebody says so: {milestone}", milestone=n.milestone(milestone))


def _reaches(step: Step, milestone: str) -> bool:
    """Whether the step's end, or one of its outcomes, reaches the milestone."""
    return milestone in (f"step:{step.id}", *step.reaches) or any(
        milestone in end.reaches for end in step.outcomes.values()
    )
