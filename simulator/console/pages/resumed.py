"""A record taken up again: where it stands, before the clocks run."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.flows import breaks
from simulator.console.operator import Operator
from simulator.console.pages import whereabouts
from simulator.console.rows import Line


async def go_on(op: Operator) -> bool:
    """Both clocks stand until Enter; False where it is left instead. In a break, that is shown then."""
    if op.session.waits:
        if await op.front.ask(lambda: _page(op)) is None:
            return False
        op.session.go_on()
    if op.state.on_break:
        await breaks.lasts(op)
    return True


def standing(op: Operator) -> tuple[Line, ...]:
    """Where the record stands and lies."""
    voice = op.voice
    moment, room = voice.day_clock(op.session.now), breaks.room_used(op)
    return (
        ((voice("Incident {when} · room {room}", when=moment, room=room), "strong"),),
        (voice("Both clocks stand until you go on."),),
        (),
        *whereabouts.lines(op.session.path, voice),
    )


def _page(op: Operator) -> Notice:
    voice = op.voice
    return Notice(voice("Resumed"), standing(op), voice("goes on"), voice("leaves"))
