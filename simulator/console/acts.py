"""What may be asked for at the console, by name: the same name stands behind a key, a word and a script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from simulator.console.flows import (
    breaks,
    criteria,
    decisions,
    discussion,
    duties,
    forms,
    handover,
    injects,
    mending,
    opinions,
    orders,
    requests,
    reveal,
    rewind,
    seats,
    seen,
    time,
)
from simulator.console.operator import Operator

Flow = Callable[[Operator], Awaitable[str | None]]
"""Asks and does; may answer with the name of an act that is asked for next."""

ACTS: Mapping[str, Flow] = {
    "next": time.to_gate,
    "event": time.to_event,
    "jump": time.jump,
    "order": orders.order,
    "discuss": discussion.discuss,
    "decide": decisions.decide,
    "opinions": opinions.opinions,
    "requests": requests.requests,
    "aware": decisions.aware,
    "forms": forms.forms,
    "dismiss": duties.dismiss,
    "injects": injects.manage,
    "titles": reveal.titles,
    "pace": time.pace,
    "break": breaks.take,
    "handover": handover.hand_over,
    "seats": seats.seats,
    "undo": rewind.undo,
    "redo": rewind.redo,
    "mend": mending.mend,
    "end": time.end_play,
    "observe": seen.observe,
    "tick": criteria.tick,
}
