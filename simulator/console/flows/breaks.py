"""A break: both clocks stand, the incident's and the room's, until it is over."""

from __future__ import annotations

from simulator.console.dialogs import Also, Choice
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row
from simulator.exercise import commands as c
from simulator.timeline.events import Break
from simulator.wording.times import wall_clock


async def take(op: Operator) -> None:
    """Begins a break; in one, ends it."""
    if op.state.on_break:
        op.act(c.TakeBreak(on=False))
    elif op.act(c.TakeBreak()):
        await lasts(op)


async def lasts(op: Operator) -> None:
    """What is shown during a break. Left without an answer, the break goes on: notes can be written."""
    chosen = await op.front.ask(lambda: _break(op))
    if chosen is not None and op.state.on_break:
        op.act(c.TakeBreak(on=False))


def _break(op: Operator) -> Choice:
    voice, room = op.voice, room_used(op)
    since = wall_clock(next((m.wall for m in reversed(op.session.history.moves) if _begins(m.events[0])), ""))[:5]
    intro: tuple[Line, ...] = (
        ((voice("BREAK since {time}: both clocks stand.", time=since), "strong"),),
        (voice("Incident {when} · room {room}", when=voice.day_clock(op.session.now), room=room),),
    )
    rows = (Row("/go", (Cell(voice("The break is over: both clocks go on")),)),)
    also = (Also("go", "break", voice("goes on")),)
    return Choice(voice("Break"), rows, intro, voice("goes on"), voice("closes this; the break lasts"), also)


def room_used(op: Operator) -> str:
    """Room time used, of what is planned."""
    return f"{op.voice.room(op.session.room)}/{op.voice.room(op.setup.scenario.session.play)}"


def _begins(event: object) -> bool:
    return isinstance(event, Break) and event.on
