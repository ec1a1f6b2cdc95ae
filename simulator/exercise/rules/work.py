"""Orders, work and calls."""

from __future__ import annotations

from typing import assert_never

from simulator.errors import clean
from simulator.exercise import commands as c
from simulator.exercise.rules.table import Facts, Table
from simulator.exercise.views import Refused
from simulator.plan.specs import JobSpec
from simulator.timeline import events as e

_UNDER_WAY = ("queued", "running", "paused")


def facts(t: Table, command: c.WorkCommand) -> Facts:
    """Facts of orders, work and calls. Raises ``Refused``."""
    match command:
        case c.Order():
            return _order(t, command)
        case c.Withdraw():
            return _withdraw(t, command)
        case c.Finish():
            return _finish(t, command)
        case c.Skip():
            return _skip(t, command)
        case c.Reestimate():
            return _reestimate(t, command)
        case c.CallIn(role, seat):
            return (t.call(role, seat),)
        case c.SetAway():
            return (_away(t, command),)
        case c.Act():
            return _act(t, command)
        case _:
            assert_never(command)


def _order(t: Table, x: c.Order) -> Facts:
    t.step(x.step)
    job = t.state.job(x.step)
    if job.status in _UNDER_WAY:
        raise Refused("{step} is under way already.", step=x.step)
    if x.now and job.status != "ready":
        return (e.WorkQueued(t.now, x.step, job.visit + 1, x.seat, early=job.status in ("idle", "delayed")),)
    if job.status in ("done", "skipped", "ruled-out"):
        raise Refused("{step} is over; order it to begin now to do it again.", step=x.step)
    if job.ordered:
        raise Refused("{step} is ordered already.", step=x.step)
    return (e.Ordered(t.now, x.step, x.seat),)


def _withdraw(t: Table, x: c.Withdraw) -> Facts:
    t.step(x.step)
    if not t.state.job(x.step).ordered:
        raise Refused("{step} has no order that could be taken back.", step=x.step)
    return (e.OrderWithdrawn(t.now, x.step, x.seat),)


def _finish(t: Table, x: c.Finish) -> Facts:
    """Finishing early draws neither failure nor repeat; the outcome is the one named, or else drawn."""
    job, spec = t.state.job(x.job), t.plan.job(x.job)
    if x.job in t.state.actions:
        if job.status not in _UNDER_WAY:
            raise Refused("{step} is not under way.", step=t.state.actions[x.job].title)
        return (e.WorkEnded(t.now, x.job, job.visit, reaches=t.state.actions[x.job].reaches, seat=x.seat),)
    if spec is None:
        raise Refused("The playbook has no step {step}.", step=x.job)
    if job.status in ("done", "skipped"):
        raise Refused("{step} is done already.", step=x.job)
    if spec.kind != "step" and job.status not in _UNDER_WAY:
        # What an inject costs begins with the inject; an open decision is taken, not finished.
        raise Refused("{step} is not under way.", step=x.job)
    if spec.kind == "decision":
        raise Refused("Somebody outside decides that: the facilitator answers for them.")
    asked: Facts = ()
    visit = job.visit
    if job.status not in _UNDER_WAY:
        visit += 1
        asked = (e.WorkQueued(t.now, x.job, visit, x.seat, early=job.status in ("idle", "delayed")),)
    outcome = _outcome(t, spec, visit, x.outcome)
    ending = spec.ending(outcome)
    numbers = spec.reaches + (ending.reaches if ending else ())
    reaches = tuple(t.plan.milestones[m] for m in numbers)
    return (*asked, e.WorkEnded(t.now, x.job, visit, outcome, reaches=reaches, seat=x.seat))


def _outcome(t: Table, spec: JobSpec, visit: int, named: str) -> str:
    if not spec.endings:
        if named:
            raise Refused("{step} has no outcomes to choose from.", step=spec.name)
        return ""
    if spec.fixed:
        return spec.fixed
    if named:
        if spec.ending(named) is None:
            raise Refused("{step} has no outcome {outcome}.", step=spec.name, outcome=named)
        return named
    u = t.draws.uniform(0, spec.name, "outcome", visit)
    return next(ending.name for ending in spec.endings if u < ending.up_to)


def _skip(t: Table, x: c.Skip) -> Facts:
    spec, job = t.step(x.step), t.state.job(x.step)
    if job.status in ("done", "skipped", "ruled-out"):
        raise Refused("{step} is over already.", step=x.step)
    if x.outcome and spec.ending(x.outcome) is None:
        raise Refused("{step} has no outcome {outcome}.", step=x.step, outcome=x.outcome)
    if x.outcome and spec.fixed and x.outcome != spec.fixed:
        raise Refused("The story fixes how {step} ends: {outcome}.", step=x.step, outcome=spec.fixed)
    return (e.StepSkipped(t.now, x.step, x.outcome, x.seat),)


def _reestimate(t: Table, x: c.Reestimate) -> Facts:
    job = t.state.job(x.job)
    if job.status not in ("running", "paused"):
        raise Refused("{step} is not under way.", step=x.job)
    if job.takes is None:
        raise Refused("{step} is held until a milestone is reached: it takes no time of its own.", step=x.job)
    return (e.WorkReestimated(t.now, x.job, max(x.takes, job.worked_at(t.now))),)


def _away(t: Table, x: c.SetAway) -> e.PeopleAway:
    if x.role not in t.plan.pool_number:
        raise Refused("The team has no role {role}.", role=x.role)
    pool = t.plan.pools[t.plan.pool_number[x.role]]
    if pool.unlimited:
        raise Refused("{role} is never out of reach: as many are there as are needed.", role=x.role)
    said, people = t.state.away.get(pool.name), pool.people if x.people is None else x.people
    if people == 0 and (said is None or said.people == 0 or said.until <= t.now):
        raise Refused("Nobody was said to be out of reach in {role}.", role=x.role)
    if not 0 <= people <= pool.people:
        raise Refused("{role} has {count} people.", role=x.role, count=pool.people)
    if people and x.until <= t.now:
        raise Refused("They would be back already: name a later time.")
    return e.PeopleAway(t.now, pool.name, people, max(x.until, t.now), x.seat)


def _act(t: Table, x: c.Act) -> Facts:
    title = clean(x.title).strip()
    if not title:
        raise Refused("Say what is to be done.")
    if x.role not in t.plan.pool_number:
        raise Refused("The team has no role {role}.", role=x.role)
    job = f"action/{len(t.state.actions) + 1}"
    named = e.ActionNamed(t.now, job, title, ((x.role, 1),), max(0, x.takes), x.reaches, x.seat)
    return (named, e.WorkQueued(t.now, job, 1, x.seat))
