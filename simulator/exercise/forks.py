"""Decisions as they stood when they were taken, with what would be after each way to take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.exercise.commands import Decide
from simulator.exercise.rules.decide import decide
from simulator.exercise.views import Refused
from simulator.plan.tables import Plan
from simulator.timeline.events import DecisionTaken, Event, Passed, PlayEnded
from simulator.timeline.fold import fold
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.world.draws import Draws


@dataclass(frozen=True, slots=True)
class Fork:
    """A decision as it stood, and what would be after each way to take it."""

    inject: str
    before: State
    taken: State
    others: Mapping[str, State]


def forks(plan: Plan, history: History) -> tuple[Fork, ...]:
    """Every decision that was taken in play; one that was taken again stands as it was taken last."""
    state, since = State(), list[Event]()
    found: dict[str, Fork] = {}
    for event in history.events():
        if isinstance(event, PlayEnded):
            break
        if isinstance(event, DecisionTaken):
            before = fold([*since, Passed(event.at)], state)
            if fork := _fork(plan, before, event, Draws(history.head.seed)):
                found[event.inject] = fork
            state, since = fold([*since, event], state), []
        else:
            since.append(event)
    return tuple(found.values())


def _fork(plan: Plan, before: State, taken: DecisionTaken, draws: Draws) -> Fork | None:
    inject = plan.setup.scenario.inject(taken.inject)
    options = [option.id for option in inject.decision.options] if inject and inject.decision else []
    ways = {
        option: way
        for option in options
        if (way := _with(plan, before, draws, Decide(taken.inject, option))) is not None
    }
    others = {option: way for option, way in ways.items() if option != taken.option}
    if not others:
        return None
    return Fork(taken.inject, before, ways.get(taken.option) or fold([taken], before), others)


def _with(plan: Plan, before: State, draws: Draws, command: Decide) -> State | None:
    """The state with an option taken; None where it could not be: a forged record decides what nobody asked."""
    try:
        return fold(decide(plan, before, draws, command), before)
    except Refused:
        return None
