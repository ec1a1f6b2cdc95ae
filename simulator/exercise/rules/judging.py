"""What evaluators tick and rate, each by itself, and how their differences are reconciled."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.JudgingCommand) -> Facts:
    """Facts of what evaluators saw and think of it. Raises ``Refused``."""
    match command:
        case c.Tick():
            return _tick(t, command)
        case c.Rate():
            return _rate(t, command)
        case c.Reconcile():
            return _reconcile(t, command)
        case _:
            assert_never(command)


def _tick(t: Table, x: c.Tick) -> Facts:
    seat = x.seat or "evaluator"
    if x.on == (seat in t.state.ticked.get(x.what, {})):
        raise Refused("It is ticked already." if x.on else "It is not ticked.")
    return (e.Ticked(t.now, x.what, x.on, seat),)


def _rate(t: Table, x: c.Rate) -> Facts:
    if x.objective not in {objective.id for objective in t.plan.setup.scenario.objectives}:
        raise Refused("The scenario has no objective {objective}.", objective=x.objective)
    return (e.Rated(t.now, x.objective, x.rating, clean(x.why).strip(), x.seat),)


def _reconcile(t: Table, x: c.Reconcile) -> Facts:
    why = clean(x.why).strip()
    if len({rated.rating for rated in t.state.rated.get(x.objective, {}).values()}) < 2:
        raise Refused("Evaluators have not rated it apart.")
    if not why:
        raise Refused("Say why this rating counts.")
    return (e.RatingReconciled(t.now, x.objective, x.rating, why),)
