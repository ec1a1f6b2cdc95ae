"""What passes between a seat, the table and the facilitator: letters told, things asked for, lines written."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e
from simulator.timeline.letters import untold


def facts(t: Table, command: c.SeatCommand) -> Facts:
    """Facts of what passes between seats. Raises ``Refused``."""
    match command:
        case c.TellTable():
            return _tell(t, command)
        case c.Ask():
            return _ask(t, command)
        case c.AnswerRequest():
            return _answer(t, command)
        case c.WriteLine():
            return (e.LineWritten(t.now, _written(command.text), command.seat),)
        case _:
            assert_never(command)


def _tell(t: Table, x: c.TellTable) -> Facts:
    """A seat that has no such letter is told no more than that: there might be one."""
    to = untold(t.plan.setup.scenario, t.state).get(x.inject)
    sits = t.state.seats.get(x.seat)
    roles = {x.seat, *(sits.roles if sits else ())}
    if to is None or (x.seat and not roles & {*to, "facilitator"}):
        raise Refused("There is no such letter to tell of.")
    return (e.LetterTold(t.now, x.inject, x.seat),)


def _ask(t: Table, x: c.Ask) -> Facts:
    named = [int(known[4:]) for known in t.state.requests if known[4:].isdecimal()]
    return (e.RequestMade(t.now, f"ask-{max(named, default=0) + 1}", _written(x.text), x.seat),)


def _answer(t: Table, x: c.AnswerRequest) -> Facts:
    open_request(t, x.request)
    return (e.RequestAnswered(t.now, x.request, _written(x.text)),)


def open_request(t: Table, request: str) -> None:
    """Raises ``Refused`` where nobody asked for this, or it is answered."""
    asked = t.state.requests.get(request)
    if asked is None:
        raise Refused("Nobody has asked for that.")
    if asked.answer is not None:
        raise Refused("It has been answered already.")


def _written(text: str) -> str:
    written = clean(text).strip()
    if not written:
        raise Refused("There is nothing written yet.")
    return written
