"""What changes a playbook, proposed and retested: the chance of the clock that was missed, before and with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.errors import TabletopError
from simulator.findings.findings import findings
from simulator.findings.outcomes import Outcome
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import Change, changes
from simulator.study.compare import compare
from simulator.study.figures import figures
from simulator.study.forecast import seed_of
from simulator.study.gains import Compared
from simulator.study.sets import with_changes
from simulator.study.statistics import Gain, Share
from simulator.study.whatif import rank
from simulator.timeline.follow_up import ActionProposed, ActionRetested, Interval, OneChange
from simulator.workspace.actions import Action

RUNS = 1000
"""Enough to know a chance to about ± 3 points."""


def retested(action: Action, now: Setup) -> ActionRetested:
    """Plays the exercise's setup and ``now``, the same with the playbook as it is, on the same draws.

    TabletopError where no clock was missed, or the playbook is as it was.
    """
    head, clock = action.exercise.history.head, _missed(action)
    if now.playbook == head.setup.playbook:
        raise TabletopError(
            "playbook {playbook} is as it was in the exercise: change its file first", playbook=now.playbook.id
        )
    told, step = _compared(action, now, clock), action.agreed.step
    return ActionRetested(
        action.id,
        told.clock,
        RUNS,
        before=_interval(told.before),
        after=_interval(told.after),
        gain=_interval(told.gain),
        version=now.playbook.version,
        changed=not step or now.playbook.step(step) != head.setup.playbook.step(step),
    )


def proposed(action: Action, ids: Sequence[str] = ()) -> ActionProposed:
    """These changes of the playbook, by their ids, and what they do for the clock that was missed.

    Without any, the single one that helps it most: of the action's step, if it has one. TabletopError where no clock
    was missed, no such change is sure to help, or these cannot be made.
    """
    setup, clock = action.exercise.history.head.setup, _missed(action)
    known = {c.id: c for c in changes(setup) if c.setup.playbook != setup.playbook and c.setup.team == setup.team}
    made = [_known(id_, known) for id_ in dict.fromkeys(ids)] if ids else [_best(action, known, clock)]
    now = with_changes(setup, frozenset(change.id for change in made))
    if now is None:
        raise TabletopError("these changes exclude each other: {changes}", changes=", ".join(ids))
    told, (first, *further) = _compared(action, now, clock), (_placed(setup, change) for change in made)
    return ActionProposed(
        action.id,
        *first,
        clock,
        RUNS,
        before=_interval(told.before),
        after=_interval(told.after),
        gain=_interval(told.gain),
        also=tuple(further),
    )


def _known(id_: str, known: Mapping[str, Change]) -> Change:
    if id_ not in known:
        raise TabletopError(
            "{id} is no change of the playbook alone, and a retest simulates the playbook: --what-if and --reach tell"
            " ids",
            id=id_,
        )
    return known[id_]


def _best(action: Action, known: Mapping[str, Change], clock: str) -> Change:
    head, step = action.exercise.history.head, action.agreed.step
    tried = [change for change in known.values() if step in ("", *change.what)]
    (ranking,) = rank(head.setup, [clock], tried, seed=seed_of(head.seed)) if tried else (None,)
    if ranking is None or ranking.changes[0].gain.low <= 0:
        raise TabletopError("no single change of the playbook is sure to help clock {clock}", clock=clock)
    return known[ranking.changes[0].id]


def _placed(setup: Setup, change: Change) -> OneChange:
    return change.id, change.where[1], *figures(setup, change)


def _missed(action: Action) -> str:
    """The key of the clock that a study is about."""
    missed = worst_missed(action)
    if missed is None:
        raise TabletopError("no clock that binds was missed in that exercise: there is no chance to compare")
    return missed.clock.key


def _compared(action: Action, now: Setup, clock: str) -> Compared:
    """One clock with the exercise's setup and with ``now``, on the draws of the exercise's studies."""
    head = action.exercise.history.head
    found = compare(compile_plan(head.setup), compile_plan(now), seed=seed_of(head.seed), runs=RUNS)
    return next(one for one in found if one.clock == clock)


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
