"""Taking back, redoing and withdrawing: what may be asked for, and the event that does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from simulator.exercise import commands as c
from simulator.exercise.authority import may_withdraw
from simulator.exercise.seats import Seat
from simulator.exercise.views import Offer, Refused
from simulator.timeline import events as e
from simulator.timeline.acts import observed, on_incident, takes_back
from simulator.timeline.fold import fold
from simulator.timeline.moves import (
    Move,
    Numbered,
    before_act,
    before_taking_back,
    effective,
    newest,
    redoable,
)
from simulator.timeline.state import State


def offer(moves: Sequence[Move]) -> Offer | None:
    """The newest act in force that can be taken back, of either kind."""
    act = newest(moves, takes_back)
    if act is None:
        return None
    number, move = act
    if observed(move.act):
        return Offer(number, move, None, c.WithdrawObservation(number))
    return Offer(number, move, _time(before_act(moves, number)), c.TakeBack(number))


def redo_offer(moves: Sequence[Move]) -> Offer | None:
    """What was taken back or withdrawn last, if nobody has acted on the incident since."""
    act = redoable(moves)
    if act is None:
        return None
    number, move = act
    if observed(move.act):
        return Offer(number, move, None, c.Redo(number))
    return Offer(number, move, _time(before_taking_back(moves, number)), c.Redo(number))


def refusal(moves: Sequence[Move], state: State, command: c.RewindCommand, seat: Seat) -> Refused | None:
    """Why it cannot be; None where it can."""
    if state.closed:
        return Refused("The record is closed; nothing can be added.")
    if isinstance(command, c.WithdrawObservation):
        withdrawn = next((move for number, move in effective(moves) if number == command.move), None)
        if withdrawn is None or not observed(withdrawn.act):
            return Refused("There is no such observation.")
        return may_withdraw(seat, withdrawn)
    back = isinstance(command, c.TakeBack)
    offered = newest(moves, on_incident) if back else redoable(moves)
    moves_time = offered is None or on_incident(offered[1].act)
    if state.stopped and moves_time:
        return Refused("A real event has stopped the exercise: resume it first.")
    if state.on_break and moves_time:
        return Refused("It is a break and both clocks stand: end the break first.")
    if offered is None:
        return Refused("There is nothing to take back." if back else "There is nothing to redo.")
    if offered[0] != command.move:
        return Refused("Something else has been done since: look again.")
    return None


def event(moves: Sequence[Move], state: State, command: c.RewindCommand) -> e.Event:
    """What does it. Taking back and redoing stand at the second that they lead to."""
    number = command.move
    match command:
        case c.TakeBack():
            return e.TakenBack(_time(before_act(moves, number)), number, state.room)
        case c.Redo():
            stood = state.now if observed(moves[number].act) else _time(before_taking_back(moves, number))
            return e.Redone(stood, number, state.room)
        case c.WithdrawObservation():
            return e.Withdrawn(state.now, number)
        case _:
            assert_never(command)


def _time(moves: Sequence[Numbered]) -> int:
    """Incident time after these moves."""
    return fold(happened for _, move in moves for happened in move.events).now
