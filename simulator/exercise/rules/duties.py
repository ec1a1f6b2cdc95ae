"""Deadlines that the table says do not apply, and how its reasons stand to the truth."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.DutyCommand) -> Facts:
    """Facts of what people say of deadlines. Raises ``Refused``."""
    match command:
        case c.Dismiss():
            return _dismiss(t, command)
        case c.MarkDismissal():
            return _mark(t, command)
        case _:
            assert_never(command)


def _dismiss(t: Table, x: c.Dismiss) -> Facts:
    # Whether it applies is not looked at: the answer must not tell.
    why = clean(x.why).strip()
    if t.state.ended_at is not None:
        raise Refused("Play has ended: what was said of deadlines can still be held against the truth.")
    if x.expectation not in {one.id for one in t.plan.setup.demands}:
        raise Refused("There is no such deadline.")
    if not why:
        raise Refused("Say why it does not apply.")
    return (e.ClockDismissed(t.now, x.expectation, why, x.seat),)


def _mark(t: Table, x: c.MarkDismissal) -> Facts:
    if x.expectation not in t.state.dismissed:
        raise Refused("Nobody has said that this does not apply.")
    return (e.DismissalMarked(t.now, x.expectation, x.mark, clean(x.why).strip()),)
