"""State as the world needs it: numbers in lists, built for one move and copied for each run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple, get_args

from simulator.model.estimates import Estimate
from simulator.model.injects import THEN
from simulator.plan.readiness import RULED_OUT, WAITS, readiness
from simulator.plan.specs import FOREVER, JobSpec
from simulator.plan.tables import Plan
from simulator.timeline.state import Call, Job, JobStatus, State
from simulator.world.staff import Attendance

# ``JobStatus`` as numbers, in its order: they are compared a million times in a study.
IDLE: Final = 0
READY: Final = 1
QUEUED: Final = 2
RUNNING: Final = 3
PAUSED: Final = 4
DONE: Final = 5
SKIPPED: Final = 6
RULED: Final = 7
DELAYED: Final = 8

# What something had waited for last is one number: a job's own, or one of these plus an inject's or milestone's.
NO_CAUSE: Final = -1
INJECT: Final = 1 << 20
MILESTONE: Final = 1 << 21
_STATUS: dict[str, int] = {name: n for n, name in enumerate(get_args(JobStatus))}


class Columns(NamedTuple):
    """What changes about jobs while a run goes on: one list a figure, one entry a job."""

    status: list[int]
    visit: list[int]
    ordered: list[bool]
    ready_at: list[int]
    asked_at: list[int]
    started_at: list[int]
    resumed_at: list[int]
    worked: list[int]
    takes: list[int]
    sent_back: list[int]
    ended: list[str | None]
    ended_at: list[int]

    def copies(self) -> Iterator[Any]:
        """The lists, to be written in."""
        return map(list, self)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Start:
    """Where a run begins."""

    plan: Plan
    now: int
    jobs: tuple[JobSpec, ...]
    """The plan's jobs, work under way as it is staffed, then free actions."""
    columns: Columns
    """Not to be written in: every run takes copies."""
    reached: tuple[int | None, ...]
    again: tuple[tuple[int, int], ...]
    """(milestone, when it came again), of those that duties look at that recur."""
    to_consider: tuple[int, ...]
    """Steps that may become ready or be asked for at once."""
    delays: tuple[tuple[int, int, int], ...]
    """(step, when its delay is over, or when it comes again, what came last before that)."""
    at_work: tuple[int, ...]
    """Jobs queued, running or paused."""
    pending: tuple[int, ...]
    """Injects that may still come."""
    due: tuple[tuple[int, int], ...]
    """(inject, second) of those of which it is known when; released ones come now."""
    released: frozenset[int]
    open_decisions: tuple[tuple[int, int], ...]
    """(inject, opened at)."""
    lines: tuple[tuple[int, tuple[int, ...]], ...]
    """(when its first order was set, its steps in the order that holds now) of each queue."""
    calls: tuple[tuple[int, str, Call], ...]
    """(pool, kind, call)."""
    action_reaches: Mapping[int, tuple[str, ...]]
    """Job number of a free action → all it reaches, milestones unknown to the plan included."""
    known_ends: bool
    stated: frozenset[int]
    """Jobs at work of which people said how long they take in all."""
    self_running: bool

    @cached_property
    def at_hand(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Per pool, without calls: who is at hand, who may carry running work on, until when; the same for all runs."""
        pools = [
            (pool.people, pool.people, FOREVER) if pool.always else Attendance(pool).outlook(self.now)
            for pool in self.plan.pools
        ]
        here, carry, change = zip(*pools, strict=True)
        return here, carry, change


_opened: list[tuple[Plan, Start]] = []
"""The start of the plan that was opened last: a study asks for it block by block."""


def opening(plan: Plan) -> Start:
    """The start of a run at the opening, when nothing has happened."""
    for known, start in tuple(_opened):
        if known is plan:
            return start
    start = start_from(plan, State())
    _opened[:] = [(plan, start)]
    return start


def start_from(plan: Plan, state: State, *, known_ends: bool = True) -> Start:
    """The start of a run from this state.

    ``known_ends``: running work ends when the exercise's draws say. False (a forecast): what
    runs and who was called are drawn anew, given how long they have lasted, but for lengths that people stated.
    """
    plan = plan.with_away(state.absences)
    jobs = plan.jobs + _actions(plan, state)
    now_of = [state.job(job.name) for job in jobs]
    if plan.staffed:
        jobs = tuple(_as_staffed(plan, n, spec, job) for n, (spec, job) in enumerate(zip(jobs, now_of, strict=True)))
    pending, released = _injects(plan, state)
    ended, reached = tuple(_end(job) for job in now_of), tuple(state.reached(name) for name in plan.milestones)
    return Start(
        plan=plan,
        now=state.now,
        jobs=jobs,
        columns=_columns(now_of, ended),
        reached=reached,
        again=tuple((m, at) for m in plan.recurring for at in state.again.get(plan.milestones[m], ())),
        to_consider=tuple(_to_consider(plan, now_of, ended, reached)),
        delays=tuple(_delays(plan, jobs, now_of, reached)),
        at_work=tuple(n for n, job in enumerate(now_of) if job.status in ("queued", "running", "paused")),
        pending=pending,
        due=tuple(_due(plan, pending, released, reached, state.now)),
        released=released,
        open_decisions=tuple(
            (plan.inject_number[name], state.choices[name].opened_at) for name in state.open_decisions
        ),
        lines=tuple(_lines(plan, state)),
        calls=_calls(plan, state),
        action_reaches={len(plan.jobs) + n: action.reaches for n, action in enumerate(state.actions.values())},
        known_ends=known_ends,
        stated=frozenset(n for n, job in enumerate(now_of) if job.stated),
        self_running=state.self_running,
    )


def _to_consider(
    plan: Plan, now_of: list[Job], ended: tuple[str | None, ...], reached: tuple[int | None, ...]
) -> Iterator[int]:
    """Idle steps whose readiness is no longer waiting, ready ones, and those to be done again.

    People's acts may have changed any of these.
    """
    for number, spec in enumerate(plan.jobs):
        job = now_of[number]
        waits = job.status == "idle" and spec.kind == "step"
        changed = _is_out_of_date(spec, job, reached) if spec.again_on else False
        if job.status == "ready" or changed or (waits and readiness(spec, plan.jobs, ended, reached) != WAITS):
            yield number


def _is_out_of_date(spec: JobSpec, job: Job, reached: tuple[int | None, ...]) -> bool:
    """Whether it was over when something came that it must take into account."""
    over = job.ended_at if job.status in ("done", "skipped") else None
    return over is not None and any(at is not None and at > over for at in (reached[m] for m in spec.again_on))


def _as_staffed(plan: Plan, number: int, spec: JobSpec, job: Job) -> JobSpec:
    """Work that somebody has begun is theirs to go on with, or was theirs while it pauses."""
    if job.status not in ("running", "paused") or not job.staff:
        return spec
    staff = tuple(sorted((plan.pool_number[name], people) for name, people in job.staff))
    return next((way for way in plan.staffed.get(number, ()) if way.staff == staff), spec)


def _delays(
    plan: Plan, jobs: tuple[JobSpec, ...], now_of: list[Job], reached: tuple[int | None, ...]
) -> Iterator[tuple[int, int, int]]:
    for number, (spec, job) in enumerate(zip(jobs, now_of, strict=True)):
        if job.status == "delayed":
            yield number, job.ready_at or 0, _cause(plan, job.because)
        elif spec.every and all(reached[m] is None for m in spec.until):
            again = job.again_at(spec.every)
            if again is not None:
                yield number, again, number


def _lines(plan: Plan, state: State) -> Iterator[tuple[int, tuple[int, ...]]]:
    for inject in plan.setup.scenario.injects:
        choice, decision = state.choices.get(inject.id), inject.decision
        if decision and decision.queue and choice and choice.at is not None:
            since = state.reached(decision.ordered)
            order = choice.option.split(THEN)
            if since is not None:
                yield since, tuple(plan.job_number[step] for step in order if step in plan.job_number)


def _cause(plan: Plan, name: str) -> int:
    milestone = plan.milestone_number.get(name)
    return plan.job_number.get(name, NO_CAUSE) if milestone is None else MILESTONE + milestone


def _columns(now_of: list[Job], ended: tuple[str | None, ...]) -> Columns:
    return Columns(
        status=[_STATUS[job.status] for job in now_of],
        visit=[job.visit for job in now_of],
        ordered=[job.ordered for job in now_of],
        ready_at=[job.ready_at or 0 for job in now_of],
        asked_at=[job.asked_at or 0 for job in now_of],
        started_at=[job.started_at or 0 for job in now_of],
        resumed_at=[job.resumed_at or 0 for job in now_of],
        worked=[job.worked for job in now_of],
        takes=[job.takes or 0 for job in now_of],
        sent_back=[job.sent_back for job in now_of],
        ended=list(ended),
        ended_at=[job.ended_at or 0 for job in now_of],
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
            goes_home=any(not plan.pools[plan.pool_number[role]].always for role, _ in action.staff),
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


def _due(
    plan: Plan, pending: tuple[int, ...], released: frozenset[int], reached: tuple[int | None, ...], now: int
) -> Iterator[tuple[int, int]]:
    for number in pending:
        due = now if number in released else plan.injects[number].due(reached)
        if due is not None:
            yield number, due


def _calls(plan: Plan, state: State) -> tuple[tuple[int, str, Call], ...]:
    """Calls by pool number; the key in State is ``kind/role``."""
    return tuple((plan.pool_number[key.partition("/")[2]], call.kind, call) for key, call in state.calls.items())
