"""What people may do, and the facts it makes. Pure: refusals are said in words, nothing is changed here."""

from __future__ import annotations

from typing import assert_never

from simulator.exercise import commands as c
from simulator.exercise.rules import conduct, decisions, injects, observing, opinions, work
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.plan.tables import Plan
from simulator.timeline.state import State
from simulator.world.draws import Draws

_SEATING = c.SeatingCommand
_ANY_TIME = c.ObserveCommand | c.OpeningCommand | c.Close | c.Interrupt
_IN_A_BREAK = _ANY_TIME | c.TakeBreak | c.HandOver
_NEEDS_NO_PLAY = _ANY_TIME | c.Mark


def decide(plan: Plan, state: State, draws: Draws, command: c.PlayCommand) -> Facts:
    """The facts a command makes at ``state.now``; what follows from them is the world's.

    Raises ``Refused`` when it cannot be.
    """
    _allowed(state, command)
    table = Table(plan, state, draws)
    if isinstance(command, c.SessionCommand):
        return conduct.facts(table, command)
    if isinstance(command, c.WorkCommand):
        return work.facts(table, command)
    if isinstance(command, c.DecisionCommand):
        return decisions.facts(table, command)
    if isinstance(command, c.InjectCommand):
        return injects.facts(table, command)
    if isinstance(command, c.ObserveCommand):
        return observing.facts(table, command)
    if isinstance(command, c.OpeningCommand):
        return opinions.opened(table, command)
    assert_never(command)


def _allowed(state: State, command: c.PlayCommand) -> None:
    if state.closed:
        raise Refused("The record is closed; nothing can be added.")
    if isinstance(command, _SEATING):
        return
    if isinstance(command, c.Begin):
        if state.started:
            raise Refused("The exercise has begun already.")
        return
    if not state.started:
        raise Refused("The exercise has not begun yet.")
    if state.stopped and not isinstance(command, _ANY_TIME):
        raise Refused("A real event has stopped the exercise: resume it first.")
    if state.on_break and not isinstance(command, _IN_A_BREAK):
        raise Refused("It is a break and both clocks stand: end the break first.")
    if state.ended_at is not None and not isinstance(command, _NEEDS_NO_PLAY):
        raise Refused("Play has ended; what can still be added is ratings, notes, reasons and actions.")
