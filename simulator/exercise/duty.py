"""How the team stands: who is at hand, who is busy with what, what could be ordered."""

from __future__ import annotations

from simulator.exercise.arrivals import about, attendance_of, begins, comes_about, coming
from simulator.exercise.views import Busy, OnDuty, Orderable
from simulator.plan.readiness import RULED_OUT, missing
from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.timeline.state import State


def staff(plan: Plan, state: State) -> tuple[OnDuty, ...]:
    """Everybody of the team, in file order; the same people stand there once, with all their roles."""
    holders = _holders(plan, state)
    roles: dict[int, list[str]] = {}
    for role, pool in plan.pool_number.items():
        roles.setdefault(pool, []).append(role)
    return tuple(_on_duty(plan, state, tuple(names), pool, holders) for pool, names in roles.items())


def orderable(plan: Plan, state: State) -> tuple[Orderable, ...]:
    """Every step of the playbook, in file order, with what it waits for."""
    ended: list[str | None] = []
    for spec in plan.jobs:
        job = state.job(spec.name)
        over = job.outcome if job.status in ("done", "skipped") else None
        ended.append(RULED_OUT if job.status == "ruled-out" else over)
    reached = [state.reached(name) for name in plan.milestones]
    steps = []
    for spec in plan.jobs:
        if spec.kind != "step":
            continue
        job = state.job(spec.name)
        waits = tuple(clause.name for clause in missing(spec, plan, ended, reached)) if job.status == "idle" else ()
        step = plan.setup.playbook.step(spec.name)
        roles = " + ".join((role for role, _ in job.staff) if job.staff else step.role if step else ())
        moment = min(_staffed(plan, state, staff) for staff in spec.staffings or (spec.staff,))
        begun = None if moment >= FOREVER else moment
        steps.append(Orderable(spec.name, job.status, job.ordered, waits, roles, begun))
    return tuple(steps)


def _staffed(plan: Plan, state: State, staff: tuple[tuple[int, int], ...]) -> int:
    """About when so many of these pools could begin something."""
    return max((begins(plan, state, pool, people) for pool, people in staff), default=state.now)


def _holders(plan: Plan, state: State) -> dict[int, list[tuple[str, int]]]:
    """Pool → (job, people) for all that is queued, running or paused."""
    holders: dict[int, list[tuple[str, int]]] = {}
    for name, job in state.jobs.items():
        if job.status not in ("queued", "running", "paused"):
            continue
        roles = state.actions[name].staff if name in state.actions else job.staff
        if roles:
            needs = tuple((plan.pool_number[role], n) for role, n in roles)
        else:
            spec = plan.job(name)
            needs = spec.staff if spec else ()
        for pool, people in needs:
            holders.setdefault(pool, []).append((name, people))
    return holders


def _on_duty(
    plan: Plan, state: State, roles: tuple[str, ...], pool: int, holders: dict[int, list[tuple[str, int]]]
) -> OnDuty:
    attendance, now = attendance_of(plan, state, pool), state.now
    spec = attendance.pool
    busy, waiting = [], []
    for name, people in holders.get(pool, []):
        job = state.job(name)
        if job.status == "queued":
            waiting.append(name)
        else:
            ends = None if job.ends_at is None else max(about(job.ends_at), now)
            busy.append(Busy(name, people, job.status == "paused", ends))
    answers = coming(attendance, 1, now)
    on_shift = spec.always or attendance.on_shift(now)
    change = attendance.next_change(now) if on_shift else attendance.next_shift(now)
    return OnDuty(
        roles=roles,
        people=None if spec.unlimited else spec.people,
        present=sum(b.people for b in busy) if spec.unlimited else attendance.present(now),
        busy=tuple(busy),
        waiting=tuple(waiting),
        next_change=None if spec.always or change >= FOREVER else change,
        on_shift=on_shift,
        comes_about=comes_about(attendance, 1, now),
        called=bool(answers) and not spec.always,
        can_call_in=any(attendance.may_call(kind, now) for kind in ("call-in", "on-call")),
    )
