"""A run's trace as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.world.run import Run
from simulator.world.start import MILESTONE, NO_CAUSE


def tell(run: Run) -> Iterator[e.Event]:
    """The events of a run that kept its trace, in order."""
    for kind, at, *rest in run.trace or ():
        yield _TELL[kind](run, at, *rest)


def _names(plan: Plan, milestones: Iterable[int]) -> tuple[str, ...]:
    """Milestones by name; what every step and inject reaches by itself goes without saying."""
    names = (plan.milestones[m] for m in milestones)
    return tuple(name for name in names if not name.startswith(("step:", "inject:")))


def _ready(run: Run, at: int, step: int, cause: int) -> e.Event:
    return e.StepReady(at, run.specs[step].name, _name(run, cause))


def _delayed(run: Run, at: int, step: int, until: int, cause: int) -> e.Event:
    return e.StepDelayed(at, run.specs[step].name, until, _name(run, cause))


def _ruled_out(run: Run, at: int, step: int, cause: int) -> e.Event:
    return e.StepRuledOut(at, run.specs[step].name, _name(run, cause))


def _name(run: Run, cause: int) -> str:
    """The job or milestone that a step had waited for last; empty if it waited for nothing."""
    if cause == NO_CAUSE:
        return ""
    return run.plan.milestones[cause - MILESTONE] if cause >= MILESTONE else run.specs[cause].name


def _delivered(run: Run, at: int, inject: int) -> e.Event:
    spec = run.plan.injects[inject]
    came = [(reached, m) for m in spec.trips_on if (reached := run.reached[m]) is not None and reached <= at]
    tripped_by = run.plan.milestones[min(came)[1]] if came else ""
    return e.InjectDelivered(at, spec.name, _names(run.plan, spec.reaches), tripped_by)


def _decided(run: Run, at: int, inject: int, option: Any, undecided: bool) -> e.Event:
    reaches = _names(run.plan, option.reaches)
    seat = "" if undecided else _decider(run, inject)
    return e.DecisionTaken(at, run.plan.injects[inject].name, option.name, reaches, undecided=undecided, seat=seat)


def _decider(run: Run, inject: int) -> str:
    decision = run.plan.setup.scenario.injects[inject].decision
    return (decision.role if decision else None) or ""


def _sent_back(run: Run, at: int, job: int, visit: int, outcome: str, again: tuple[int, ...]) -> e.Event:
    reopened = tuple(run.specs[n].name for n in again)
    return e.WorkEnded(at, run.specs[job].name, visit, outcome, sent_back=True, reopened=reopened)


def _staff(run: Run, staff: tuple[tuple[int, int], ...]) -> e.Staff:
    """Who did a visit that deputies might have done; those who share their people go by one name."""
    return tuple((run.plan.pools[pool].name, people) for pool, people in staff)


def _called(run: Run, at: int, pool: int, call: Any) -> e.Event:
    return e.Called(at, run.plan.pools[pool].name, call.kind, call.people, call.answers_at, call.until)


def _reopened(run: Run, at: int, step: int, cause: int) -> e.Event:
    return e.StepReopened(at, run.specs[step].name, _name(run, cause))


_TELL: dict[str, Callable[..., e.Event]] = {
    "delayed": _delayed,
    "ready": _ready,
    "ruled-out": _ruled_out,
    "reopened": _reopened,
    "queued": lambda run, at, job, visit: e.WorkQueued(at, run.specs[job].name, visit),
    "started": lambda run, at, job, visit, takes, staff: e.WorkStarted(
        at, run.specs[job].name, visit, takes, _staff(run, staff)
    ),
    "paused": lambda run, at, job, away: e.WorkPaused(at, run.specs[job].name, away),
    "resumed": lambda run, at, job, staff: e.WorkResumed(at, run.specs[job].name, _staff(run, staff)),
    "ended": lambda run, at, job, visit, outcome, reaches: e.WorkEnded(
        at, run.specs[job].name, visit, outcome, reaches=reaches
    ),
    "sent-back": _sent_back,
    "called": _called,
    "delivered": _delivered,
    "dropped": lambda run, at, inject: e.InjectDropped(at, run.plan.injects[inject].name),
    "opened": lambda run, at, inject: e.DecisionOpened(at, run.plan.injects[inject].name),
    "decided": _decided,
}
