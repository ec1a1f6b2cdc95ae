"""Objectives with the evidence the record holds for and against, the rating, and what a rule suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.findings.outcomes import Outcome
from simulator.model.scenario import Objective
from simulator.model.setup import Setup
from simulator.model.text import Text
from simulator.timeline.events import Discussed, LessonNoted, Noted, Rated, Rating
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the evaluator looked for."""

    text: Text
    seen_at: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A milestone the objective is to show."""

    milestone: str
    at: int | None
    projected: bool


@dataclass(frozen=True, slots=True)
class Action:
    """What an inject of the objective asked players to do."""

    inject: str
    step: str
    """The step expected in time; empty where words say what is expected."""
    text: Text | None
    seen: bool
    """Ticked, or the step was done."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One objective and everything the record says about it."""

    objective: Objective
    criteria: tuple[Criterion, ...]
    shown: tuple[Shown, ...]
    outcomes: tuple[Outcome, ...]
    """Of the clocks that end at a milestone it is to show, and of steps its injects expect in time."""
    actions: tuple[Action, ...]
    observations: tuple[Noted, ...]
    answers: tuple[Discussed, ...]
    """To questions that are asked for it; those without words left out."""
    lessons: tuple[LessonNoted, ...]
    rating: Rated | None
    """The one that counts; None where nobody rated it, or evaluators differ."""
    apart: bool
    """Evaluators differ, and nobody has said which rating counts."""
    suggested: Rating
    good: int
    """Of what counts, how many were achieved in play."""
    counted: int
    """Milestones to show, clocks that ran and, once any was ticked, criteria; not what is only projected."""


def assess(setup: Setup, state: State, outcomes: Iterable[Outcome]) -> tuple[Assessed, ...]:
    """Every objective of the scenario, in its order."""
    every = tuple(outcomes)
    return tuple(_assessed(objective, setup, state, every) for objective in setup.scenario.objectives)


def _assessed(objective: Objective, setup: Setup, state: State, outcomes: tuple[Outcome, ...]) -> Assessed:
    criteria = tuple(
        Criterion(text, state.ticks.get(f"objective/{objective.id}/{n}"))
        for n, text in enumerate(objective.look_for, 1)
    )
    shown = tuple(_shown(milestone, state) for milestone in objective.shows)
    clocks = _clocks(objective, setup, outcomes)
    achieved = [s.at is not None for s in shown if not s.projected]
    achieved += [o.standing == "met" for o in clocks if o.ran and not o.projected]
    achieved += [c.seen_at is not None for c in criteria] if state.ticks else []
    observations = tuple(note for note in state.notes if note.objective == objective.id and note.kind == "observation")
    return Assessed(
        objective=objective,
        criteria=criteria,
        shown=shown,
        outcomes=clocks,
        actions=_actions(objective, setup, state),
        observations=observations,
        answers=tuple(_answers(objective, setup, state)),
        lessons=tuple(lesson for lesson in state.read_lessons if lesson.objective == objective.id),
        rating=state.ratings.get(objective.id),
        apart=state.apart(objective.id),
        suggested=suggest(sum(achieved), len(achieved)) if _came(objective, setup, state) else "N",
        good=sum(achieved),
        counted=len(achieved),
    )


def suggest(good: int, counted: int) -> Rating:
    """P when everything counted was achieved, S from two thirds, M for less, U for nothing, N where nothing counts."""
    if counted == 0:
        return "N"
    if good == counted:
        return "P"
    if 3 * good >= 2 * counted:
        return "S"
    return "M" if good else "U"


def _shown(milestone: str, state: State) -> Shown:
    at = state.reached(milestone)
    return Shown(milestone, at, at is not None and state.ended_at is not None and at > state.ended_at)


def _clocks(objective: Objective, setup: Setup, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    injects = {inject.id for inject in setup.scenario.injects if objective.id in inject.objectives}
    return tuple(
        o
        for o in outcomes
        if (o.clock.id.partition(":")[0] in injects if o.clock.kind == "inject" else o.clock.end in objective.shows)
    )


def _actions(objective: Objective, setup: Setup, state: State) -> tuple[Action, ...]:
    """What its messages made people expect; one that nobody had makes nobody expect anything."""
    return tuple(
        Action(inject.id, expected.step or "", expected.text, _seen(state, f"inject/{inject.id}/{n}", expected.step))
        for inject in setup.scenario.injects
        if objective.id in inject.objectives and state.came_in_play(inject.id)
        for n, expected in enumerate(inject.expects, 1)
        if expected.done_within is None
    )


def _answers(objective: Objective, setup: Setup, state: State) -> Iterator[Discussed]:
    for inject in setup.scenario.injects:
        for number, question in enumerate(inject.questions, 1):
            if question.objective == objective.id:
                yield from (answer for answer in state.answers(inject.id, number) if answer.text)


def _seen(state: State, tick: str, step: str | None) -> bool:
    return tick in state.ticks or (step is not None and state.reached(f"step:{step}") is not None)


def _came(objective: Objective, setup: Setup, state: State) -> bool:
    """Whether the story gave any occasion to observe it; with no inject of its own, all of it did."""
    own = [inject.id for inject in setup.scenario.injects if objective.id in inject.objectives]
    return not own or any(map(state.came_in_play, own))
