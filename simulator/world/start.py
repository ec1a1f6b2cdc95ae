"""State as the world needs it: numbers in lists. Built for a move, copied for a run, thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import get_args

from simulator.model.estimates import Estimate
from simulator.plan.readiness import RULED_OUT, Readiness, readiness
from simulator.plan.tables import JobSpec, Plan
from simulator.timeline.state import IDLE, Call, Job, JobStatus, State


class Status(IntEnum):
    """``JobStatus`` as a number, in its order."""

    IDLE = 0
    READY = 1
    QUEUED = 2
    RUNNING = 3
    PAUSED = 4
    DONE = 5
    SKIPPED = 6
    RULED_OUT = 7


_STATUS: dict[str, Status] = {name: Status(n) for n, name in enumerate(get_args(JobStatus))}


@dataclass(slots=True)
class JobNow:
    """What changes about one job while a run goes on."""

    status: int = 0
    visit: int = 0
    ordered: bool = False
    ready_at: int = 0
    asked_at: int = 0
    started_at: int = 0
    resumed_at: int = 0
    worked: int = 0
    takes: int = 0
    sent_back: int = 0


@dataclass(frozen=True)
class Start:
    """Where a run begins."""

    plan: Plan
    now: int
    jobs: tuple[JobSpec, ...]
    """The plan's jobs, then free actions."""
    job_now: tuple[tuple[int, int, bool, int, int, int, int, int, int, int] | tuple[()], ...]
    """Fields of ``JobNow`` per job; none for one that nothing has happened to."""
    ended: tuple[str | None, ...]
    ended_at: tuple[int, ...]
    reached: tuple[int | None, ...]
    stirred: tuple[int, ...]
    """Steps that may become ready or be asked for at once."""
    at_work: tuple[int, ...]
    """Jobs queued, running or paused."""
    pending: tuple[int, ...]
    """Injects that may still come."""
    released: frozenset[int]
    open_decisions: tuple[tuple[int, int], ...]
    """(inject, opened at)."""
    calls: tuple[tuple[int, str, Call], ...]
    """(pool, kind, call)."""
    action_reaches: Mapping[int, tuple[str, ...]]
    """Job number of a free action → all it reaches, milestones unknown to the plan included."""
    known_ends: bool
    self_running: bool


def start_from(plan: Plan, state: State, *, known_ends: bool = True) -> Start:
    """The start of a run from this state.

    ``known_ends``: running work ends when the exercise's draws say. False (a forecast): what
    runs and who was called are drawn anew, given how long they have lasted.
    """
    jobs = plan.jobs + _actions(plan, state)
    now_of = [state.job(job.name) for job in jobs]
    pending, released = _injects(plan, state)
    ended, reached = tuple(_end(job) for job in now_of), tuple(state.reached(name) for name in plan.milestones)
    return Start(
        plan=plan,
        now=state.now,
        jobs=jobs,
        job_now=tuple(_numbers(job) if job is not IDLE else () for job in now_of),
        ended=ended,
        ended_at=tuple(job.ended_at or 0 for job in now_of),
        reached=reached,
        stirred=tuple(_stirred(plan, now_of, ended, reached)),
        at_work=tuple(n for n, job in enumerate(now_of) if job.status in ("queued", "running", "paused")),
        pending=pending,
        released=released,
        open_decisions=tuple(
            (plan.inject_number[name], state.choices[name].opened_at) for name in state.open_decisions
        ),
        calls=_calls(plan, state),
        action_reaches={len(plan.jobs) + n: action.reaches for n, action in enumerate(state.actions.values())},
        known_ends=known_ends,
        self_running=state.self_running,
    )


def _stirred(
    plan: Plan, now_of: list[Job], ended: tuple[str | None, ...], reached: tuple[int | None, ...]
) -> Iterator[int]:
    """Idle steps whose readiness is no longer waiting, and ready ones: people's acts may have changed either."""
    for number, spec in enumerate(plan.jobs):
        status = now_of[number].status
        if status == "ready" or (
            status == "idle" and spec.kind == "step" and readiness(spec, plan.jobs, ended, reached) != Readiness.WAITING
        ):
            yield number


def _numbers(job: Job) -> tuple[int, int, bool, int, int, int, int, int, int, int]:
    return (
        int(_STATUS[job.status]),
        job.visit,
        job.ordered,
        job.ready_at or 0,
        job.asked_at or 0,
        job.started_at or 0,
        job.resumed_at or 0,
        job.worked,
        job.takes or 0,
        job.sent_back,
    )


def _end(job: Job) -> str | None:
    if job.status == "ruled-out":
        return RULED_OUT
    return job.outcome if job.status in ("done", "skipped") else None


def _actions(plan: Plan, state: State) -> tuple[JobSpec, ...]:
    """Free actions as jobs."""
    return tuple(
        JobSpec(
            name=name,
            kind="action",
            staff=tuple((plan.pool_number[role], people) for role, people in action.staff),
            estimate=Estimate("fixed", (action.takes,)),
            reaches=tuple(plan.milestone_number[m] for m in action.reaches if m in plan.milestone_number),
        )
        for name, action in state.actions.items()
    )


def _injects(plan: Plan, state: State) -> tuple[tuple[int, ...], frozenset[int]]:
    pending, released = [], []
    for number, inject in enumerate(plan.injects):
        status = state.delivery(inject.name).status
        if status in ("to-come", "released"):
            pending.append(number)
        if status == "released":
            released.append(number)
    return tuple(pending), frozenset(released)


def _calls(plan: Plan, state: State) -> tuple[tuple[int, str, Call], ...]:
    """Calls by pool number; the key in State is ``kind/role``."""
    return tuple((plan.pool_number[key.partition("/")[2]], call.kind, call) for key, call in state.calls.items())
