"""Whether a step may begin: the one answer that the world, the check and the order dialogue share.

With an answer each they would disagree on joins and ruled-out steps, which are easy to get subtly wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.plan.specs import JobSpec
from simulator.plan.tables import Plan

RULED_OUT: Final = "\0ruled-out"
"""How a job that can no longer be needed has 'ended'; no outcome in a file can be written so."""


# The state of a step's waits, or of one entry of them. Plain numbers: a study asks for them a million times.
WAITS: Final = 0
HOLDS: Final = 1
IMPOSSIBLE: Final = 2
WAIVED: Final = 3
"""Of one entry only: nothing waits for it any longer."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing a step still waits for, as a person would name it: ``scope=personal-data``, ``detected``."""

    kind: str
    """``after``, ``after_any`` or ``once``."""
    name: str


def readiness(
    step: JobSpec, jobs: Sequence[JobSpec], ended: Sequence[str | None], reached: Sequence[int | None]
) -> int:
    """Whether the step may begin (``HOLDS``), waits (``WAITS``), or is ruled out (``IMPOSSIBLE``).

    ``ended``: how each job ended, None while it has not. ``reached``: when each milestone came, likewise.

    ``after`` (all), ``after_any`` (one) and ``once`` (all) must hold together; then ``only_if`` and
    ``unless`` are asked, and false rules the step out. An entry that cannot hold any more rules it out at once.
    Of a step with a ``delay`` they are asked when that is over (``is_wanted``).
    """
    for job in step.joins:
        if ended[job] != "":
            break
    else:
        if step.joins:  # the most common case, answered first for speed
            return HOLDS
    state = _after(step, jobs, ended) if step.after else HOLDS
    if state == IMPOSSIBLE:
        return state
    if step.after_any:
        one = _after_any(step, jobs, ended)
        if one == IMPOSSIBLE:
            return one
        state = min(state, one)
    if state == WAITS:
        return state
    for milestone in step.once:
        if reached[milestone] is None:
            return WAITS
    return HOLDS if step.delay or is_wanted(step, reached) else IMPOSSIBLE


def is_wanted(step: JobSpec, reached: Sequence[int | None]) -> bool:
    """Whether all of its ``only_if`` is reached and none of its ``unless``."""
    for milestone in step.only_if:
        if reached[milestone] is None:
            return False
    for milestone in step.unless:
        if reached[milestone] is not None:
            return False
    return True


def _after(step: JobSpec, jobs: Sequence[JobSpec], ended: Sequence[str | None]) -> int:
    """All entries; those ruled out are waived, but if every one is, so is the step."""
    waits, waived = False, 0
    for job, outcome in step.after:
        hold = holds(job, outcome, jobs, ended)
        if hold == IMPOSSIBLE:
            return IMPOSSIBLE
        if hold == WAITS:
            waits = True
        elif hold == WAIVED:
            waived += 1
    if waived == len(step.after):
        return IMPOSSIBLE
    return WAITS if waits else HOLDS


def _after_any(step: JobSpec, jobs: Sequence[JobSpec], ended: Sequence[str | None]) -> int:
    """One entry is enough; where none is left that could hold, the step is ruled out."""
    states = [holds(job, outcome, jobs, ended) for job, outcome in step.after_any]
    if HOLDS in states:
        return HOLDS
    return WAITS if WAITS in states else IMPOSSIBLE


def holds(job: int, outcome: str | None, jobs: Sequence[JobSpec], ended: Sequence[str | None]) -> int:
    """What ``job`` or ``job=outcome`` comes to.

    Plain: done or skipped holds, ruled out is waived; failed or timed out is impossible if some step
    waits for just that, else it waits (people may do it again). With an outcome: any other end is impossible.
    """
    end = ended[job]
    if end is None:
        return WAITS
    if outcome is not None:
        return HOLDS if end == outcome else IMPOSSIBLE
    if end == RULED_OUT:
        return WAIVED
    if end in (FAILED, TIMED_OUT):
        return IMPOSSIBLE if end in jobs[job].handles else WAITS
    return HOLDS


def missing(
    step: JobSpec, plan: Plan, ended: Sequence[str | None], reached: Sequence[int | None]
) -> tuple[Clause, ...]:
    """What the step still waits for; empty when it waits for nothing."""
    clauses = [
        Clause("after", _written(plan, job, outcome))
        for job, outcome in step.after
        if holds(job, outcome, plan.jobs, ended) == WAITS
    ]
    if step.after_any and not any(holds(job, o, plan.jobs, ended) == HOLDS for job, o in step.after_any):
        clauses += [Clause("after_any", _written(plan, job, outcome)) for job, outcome in step.after_any]
    clauses += [Clause("once", plan.milestones[m]) for m in step.once if reached[m] is None]
    return tuple(clauses)


def _written(plan: Plan, job: int, outcome: str | None) -> str:
    name = plan.jobs[job].name
    return f"{name}={outcome}" if outcome else name
