"""A real event has the floor: what is said, and how the record stops and goes on."""

from __future__ import annotations

from simulator.console.dialogs import Write
from simulator.console.operator import Operator
from simulator.console.rows import Line
from simulator.exercise import commands as c
from simulator.wording.voice import Voice


def stop(op: Operator) -> None:
    """Play stops, if there is any."""
    if op.state.started and not op.state.stopped and not op.state.closed:
        op.act(c.Interrupt(stopped=True))


def go_on(op: Operator, said: str) -> None:
    """The exercise goes on; what was said about the event is on record."""
    if op.state.stopped:
        op.act(c.Interrupt(stopped=False, text=said))


def nothing_on(voice: Voice) -> str:
    """There is nothing to be stopped."""
    return voice("No exercise is on.")


def lines(op: Operator, goes_on: str) -> tuple[Line, ...]:
    """In both languages of the house; ``goes_on`` is what a front calls the way back."""
    voice = op.voice
    recorded = voice("Recorded.") if op.state.stopped else voice("The exercise had not begun; nothing is recorded.")
    return (
        (("REAL EVENT  ·  実事案発生", "strong"),),
        (),
        ((voice("This is not part of the exercise. The exercise and its time are stopped."), "strong"),),
        (recorded,),
        (),
        (voice("To go on with the exercise afterwards: {way}.", way=goes_on),),
    )


def note(op: Operator) -> Write:
    """What happened, to be written down before it goes on."""
    return Write("event", "", hint=op.voice("What happened, if it is to be on record"))
