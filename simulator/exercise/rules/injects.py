"""What the facilitator does with messages."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.rules.table_talk import open_request
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.InjectCommand) -> Facts:
    """Facts of what the facilitator does with messages. Raises ``Refused``."""
    match command:
        case c.Hold():
            return _hold(t, command)
        case c.Release():
            return _release(t, command)
        case c.AnswerOutside():
            return _answer(t, command)
        case c.SkipInject():
            return _skip_inject(t, command)
        case c.Improvise():
            return _improvise(t, command)
        case c.HandOut():
            return _hand_out(t, command)
        case _:
            assert_never(command)


def _to_come(t: Table, inject: str, *statuses: str) -> None:
    if inject not in t.plan.inject_number:
        raise Refused("The scenario has no inject {inject}.", inject=inject)
    if t.state.delivery(inject).status not in statuses:
        raise Refused("{inject} has been delivered or dropped already.", inject=inject)


def _hold(t: Table, x: c.Hold) -> Facts:
    _to_come(t, x.inject, "to-come")
    return (e.InjectHeld(t.now, x.inject),)


def _release(t: Table, x: c.Release) -> Facts:
    _to_come(t, x.inject, "to-come", "held", "dropped")
    return (e.InjectReleased(t.now, x.inject),)


def _answer(t: Table, x: c.AnswerOutside) -> Facts:
    """The work of those outside ends, and the option is the one they are made to take."""
    inject, job = t.plan.setup.scenario.inject(x.inject), f"decision/{x.inject}"
    decision = inject.decision if inject else None
    if decision is None or not decision.outside:
        raise Refused("Nobody outside is asked there.")
    if t.state.job(job).status not in ("queued", "running", "paused"):
        raise Refused("No answer is awaited there.")
    option = decision.option(x.option)
    if option is None:
        raise Refused("The decision has no option {option}.", option=x.option)
    ended = e.WorkEnded(t.now, job, t.state.job(job).visit, seat="facilitator")
    return (ended, e.DecisionTaken(t.now, x.inject, x.option, option.reaches), *t.calls(option.calls_in, ""))


def _skip_inject(t: Table, x: c.SkipInject) -> Facts:
    _to_come(t, x.inject, "to-come", "held")
    return (e.InjectDropped(t.now, x.inject, "facilitator"),)


def _improvise(t: Table, x: c.Improvise) -> Facts:
    title = clean(x.title).strip()
    if not title:
        raise Refused("Say what the message is.")
    name = f"improvised/{len(t.state.improvised) + 1}"
    if x.after > 0 and x.reaches:
        raise Refused("A message that comes later reaches no milestone.")
    if x.private and not x.to:
        raise Refused("A letter needs somebody to go to.")
    arrives = t.now + x.after if x.after > 0 else 0
    sender = clean(x.sender).strip()
    body = clean(x.body)
    return (
        e.InjectImprovised(
            t.now, name, title, body, x.to, x.channel, x.reaches, sender=sender, arrives=arrives, private=x.private
        ),
    )


def _hand_out(t: Table, x: c.HandOut) -> Facts:
    inject = t.plan.setup.scenario.inject(x.inject)
    if inject is None or t.state.delivery(x.inject).status != "delivered":
        raise Refused("{inject} has not been delivered yet.", inject=x.inject)
    if not 1 <= x.number <= len(inject.artefacts) or not inject.artefacts[x.number - 1].on_request:
        raise Refused("There is nothing there that waits to be asked for.")
    if f"{x.inject}/{x.number}" in t.state.handed:
        raise Refused("It has been handed out already.")
    if x.request:
        open_request(t, x.request)
    return (e.ArtefactHanded(t.now, x.inject, x.number, request=x.request),)
