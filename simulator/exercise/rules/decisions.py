"""What the table decides and states."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.timeline import events as e


def facts(t: Table, command: c.DecisionCommand) -> Facts:
    """Facts of what the table decides and states. Raises ``Refused``."""
    match command:
        case c.OpenOptions():
            return _open_options(t, command)
        case c.Decide():
            return _take(t, command)
        case c.Mark():
            return _mark(t, command)
        case _:
            assert_never(command)


def _open_options(t: Table, x: c.OpenOptions) -> Facts:
    if x.inject not in t.state.open_decisions:
        raise Refused("No decision is open there.")
    return (e.OptionsOpened(t.now, x.inject),)


def _take(t: Table, x: c.Decide) -> Facts:
    if x.inject not in t.state.open_decisions:
        raise Refused("No decision is open there.")
    inject = t.plan.setup.scenario.inject(x.inject)
    decision = inject.decision if inject else None
    option, text = (decision.option(x.option) if decision else None), clean(x.text).strip()
    if x.option and option is None:
        raise Refused("The decision has no option {option}.", option=x.option)
    if option is None and not text:
        raise Refused("Choose an option, or say what else was decided.")
    reaches = option.reaches if option else ()
    seat = x.seat or (decision.role if decision else None) or ""
    taken = e.DecisionTaken(t.now, x.inject, x.option, reaches, text, clean(x.why).strip(), x.sure, seat=seat)
    return (taken, *t.calls(option.calls_in if option else (), seat))


def _mark(t: Table, x: c.Mark) -> Facts:
    since = t.now if x.since is None else x.since
    milestone = clean(x.milestone).strip()
    if not milestone:
        raise Refused("Say which milestone was reached.")
    if not 0 <= since <= t.now:
        raise Refused("A milestone is reached between the opening and now.")
    return (e.MilestoneMarked(t.now, milestone, since, clean(x.why).strip(), x.seat),)
