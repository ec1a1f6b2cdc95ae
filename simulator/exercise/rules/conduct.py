"""Beginning, pace, real events and the end."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.roomtime import dropped
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.SessionCommand) -> Facts:
    """Facts of beginning, pace, real events and the end. Raises ``Refused``."""
    match command:
        case c.Begin():
            return _begin(t, command)
        case c.SetPace():
            return _set_pace(t, command)
        case c.EndPlay():
            return (e.PlayEnded(t.now),)
        case c.Interrupt():
            return _interrupt(t, command)
        case c.TakeBreak():
            return _take_break(t, command)
        case c.HandOver():
            return (e.HandedOver(t.now),)
        case c.Close():
            return _close(t)
        case c.Join():
            return _join(t, command)
        case c.Leave():
            return _leave(t, command)
        case c.FallSilent():
            _somebody_at(t, command.seat)
            return (e.SeatSilent(t.now, command.seat, command.silent),)
        case _:
            assert_never(command)


def _begin(t: Table, x: c.Begin) -> Facts:
    if not 0 <= x.talk <= 60:
        raise Refused("Talk costs between 0 and 60 seconds of incident time a second.")
    for inject in x.left_out:
        if inject not in t.plan.inject_number:
            raise Refused("The scenario has no inject {inject}.", inject=inject)
    return (e.Started(t.now, x.self_running, x.talk, x.reveal, x.stops, x.bell), *dropped(x.left_out))


def _set_pace(t: Table, x: c.SetPace) -> Facts:
    if not 0 <= x.talk <= 60:
        raise Refused("Talk costs between 0 and 60 seconds of incident time a second.")
    return (e.PaceSet(t.now, x.talk, x.self_running, stops=x.stops),)


def _interrupt(t: Table, x: c.Interrupt) -> Facts:
    if t.state.is_real:
        raise Refused("No exercise is on.")
    if x.stopped == t.state.stopped:
        raise Refused("The exercise is stopped already." if x.stopped else "The exercise is not stopped.")
    return (e.RealEvent(t.now, x.stopped, clean(x.text).strip()),)


def _take_break(t: Table, x: c.TakeBreak) -> Facts:
    if x.on == t.state.on_break:
        raise Refused("It is a break already." if x.on else "There is no break.")
    return (e.Break(t.now, x.on),)


def _close(t: Table) -> Facts:
    if t.state.ended_at is None and not t.state.stopped:
        raise Refused("End the play first.")
    return (e.Closed(t.now),)


def _join(t: Table, x: c.Join) -> Facts:
    seat = clean(x.seat).strip()
    if not seat:
        raise Refused("Say which seat.")
    if seat in t.state.seats:
        raise Refused("Somebody sits there already.")
    return (e.SeatJoined(t.now, seat, x.kinds, x.roles),)


def _leave(t: Table, x: c.Leave) -> Facts:
    _somebody_at(t, x.seat)
    return (e.SeatLeft(t.now, x.seat),)


def _somebody_at(t: Table, seat: str) -> None:
    if seat not in t.state.seats:
        raise Refused("Nobody sits there.")
