"""The retest of what changes a playbook: the chance of the clock that was missed, before the change and with it."""

from __future__ import annotations

from simulator.errors import TabletopError
from simulator.findings.findings import findings
from simulator.findings.outcomes import Outcome
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.compare import compare
from simulator.study.forecast import seed_of
from simulator.study.statistics import Gain, Share
from simulator.timeline.follow_up import ActionRetested, Interval
from simulator.workspace.actions import Action

RUNS = 1000
"""Enough to know a chance to about ± 3 points."""


def retested(action: Action, now: Setup, runs: int = RUNS) -> ActionRetested:
    """Plays the exercise's setup and ``now``, the same with the playbook as it is, on the same draws.

    TabletopError where no clock was missed, or the playbook is as it was.
    """
    head = action.exercise.history.head
    missed = worst_missed(action)
    if missed is None:
        raise TabletopError("no clock that binds was missed in that exercise: there is no chance to compare")
    if now.playbook == head.setup.playbook:
        raise TabletopError(
            "playbook {playbook} is as it was in the exercise: change its file first", playbook=now.playbook.id
        )
    plans = compile_plan(head.setup), compile_plan(now)
    found = {one.clock: one for one in compare(*plans, seed=seed_of(head.seed), runs=runs)}
    told, step = found[missed.clock.key], action.agreed.step
    return ActionRetested(
        action.id,
        told.clock,
        runs,
        before=_interval(told.before),
        after=_interval(told.after),
        gain=_interval(told.gain),
        version=now.playbook.version,
        changed=not step or now.playbook.step(step) != head.setup.playbook.step(step),
    )


def worst_missed(action: Action) -> Outcome | None:
    """The worst clock that its exercise missed, or would have: of the objective it is about, where that has one."""
    found = findings(action.exercise.history)
    about = [a.outcomes for a in found.objectives if a.objective.id == action.agreed.objective]
    keys = {outcome.clock.key for outcomes in about for outcome in outcomes}
    worst = found.first_page.worst
    return next((o for o in worst if o.clock.key in keys), next(iter(worst), None))


def _interval(known: Share | Gain) -> Interval:
    middle = known.p if isinstance(known, Share) else known.by
    return middle, known.low, known.high
