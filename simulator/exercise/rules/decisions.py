"""What the table decides and states."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.model.setup import Setup
from simulator.timeline import events as e
from simulator.timeline.state import State


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
    inject = t.plan.setup.scenario.inject(x.inject)
    decision = inject.decision if inject else None
    again = decision is not None and x.inject in queues(t.plan.setup, t.state)
    if x.inject not in t.state.open_decisions and not again:
        raise Refused("No decision is open there.")
    option, text = (decision.option(x.option) if decision else None), clean(x.text).strip()
    if decision and decision.queue and option is None:
        raise Refused("Say the whole order.")
    if x.option and option is None:
        raise Refused("The decision has no option {option}.", option=x.option)
    if option is None and not text:
        raise Refused("Choose an option, or say what else was decided.")
    if again and t.state.choices[x.inject].option == x.option:
        raise Refused("This is the order already.")
    reaches = option.reaches if option and not again else ()
    seat = x.seat or (decision.role if decision else None) or ""
    taken = e.DecisionTaken(t.now, x.inject, x.option, reaches, text, clean(x.why).strip(), x.sure, seat=seat)
    return (taken, *t.calls(option.calls_in if option else (), seat))


def queues(setup: Setup, state: State) -> tuple[str, ...]:
    """The injects whose order is set and may still be changed: some step of the queue has not begun."""
    decided = ((inject.id, inject.decision) for inject in setup.scenario.injects if inject.decision)
    return tuple(
        name
        for name, decision in decided
        if name in state.choices
        and state.choices[name].at is not None
        and any(state.job(item.step).status in ("idle", "delayed", "ready", "queued") for item in decision.queue)
    )


def _mark(t: Table, x: c.Mark) -> Facts:
    since = t.now if x.since is None else x.since
    milestone = clean(x.milestone).strip()
    if not milestone:
        raise Refused("Say which milestone was reached.")
    if not 0 <= since <= t.now:
        raise Refused("A milestone is reached between the opening and now.")
    return (e.MilestoneMarked(t.now, milestone, since, clean(x.why).strip(), x.seat),)
