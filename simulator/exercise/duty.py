"""How the team stands: who is at hand, who is busy with what, what could be ordered."""

from __future__ import annotations

from simulator.exercise.views import Busy, OnDuty, Orderable
from simulator.plan.readiness import RULED_OUT, missing
from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.timeline.state import State
from simulator.world.staff import Attendance

_ABOUT = 300
"""Ends are shown to the next five minutes: the draw itself is more than people could know."""


def attendance_of(plan: Plan, state: State, pool: int) -> Attendance:
    """Who of a pool is at hand, with the calls made so far."""
    attendance = Attendance(plan.pools[pool])
    for kind in ("on-call", "call-in"):
        call = state.calls.get(f"{kind}/{plan.pools[pool].name}")
        if call:
            attendance.took_call(kind, call)
    return attendance


def staff(plan: Plan, state: State) -> tuple[OnDuty, ...]:
    """Every role of the team, in file order."""
    holders = _holders(plan, state)
    return tuple(_on_duty(plan, state, role, pool, holders) for role, pool in plan.pool_number.items())


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
        roles = " + ".join(step.role) if step else ""
        begins = max((_begins(plan, state, pool, n) for pool, n in spec.staff), default=state.now)
        about = None if begins >= FOREVER else begins
        steps.append(Orderable(spec.name, job.status, job.ordered, waits, roles, about))
    return tuple(steps)


def about(seconds: int) -> int:
    """Rounded up to five minutes."""
    return -(-seconds // _ABOUT) * _ABOUT


def _holders(plan: Plan, state: State) -> dict[int, list[tuple[str, int]]]:
    """Pool → (job, people) for all that is queued, running or paused."""
    holders: dict[int, list[tuple[str, int]]] = {}
    for name, job in state.jobs.items():
        if job.status not in ("queued", "running", "paused"):
            continue
        if name in state.actions:
            needs = tuple((plan.pool_number[role], n) for role, n in state.actions[name].staff)
        else:
            spec = plan.job(name)
            needs = spec.staff if spec else ()
        for pool, people in needs:
            holders.setdefault(pool, []).append((name, people))
    return holders


def _on_duty(plan: Plan, state: State, role: str, pool: int, holders: dict[int, list[tuple[str, int]]]) -> OnDuty:
    spec, now = plan.pools[pool], state.now
    attendance = attendance_of(plan, state, pool)
    busy, waiting = [], []
    for name, people in holders.get(pool, []):
        job = state.job(name)
        if job.status == "queued":
            waiting.append(name)
        else:
            ends = None if job.ends_at is None else max(about(job.ends_at), now)
            busy.append(Busy(name, people, job.status == "paused", ends))
    calls = [c for c in (attendance.on_call, attendance.call_in) if c and c.until > now]
    on_shift = spec.always or attendance.on_shift(now)
    change = attendance.next_change(now) if on_shift else attendance.next_shift(now)
    return OnDuty(
        role=role,
        people=None if spec.unlimited else spec.people,
        present=sum(b.people for b in busy) if spec.unlimited else attendance.present(now),
        busy=tuple(busy),
        waiting=tuple(waiting),
        next_change=None if spec.always or change >= FOREVER else change,
        on_shift=on_shift,
        call=calls[-1] if calls else None,
        can_call_in=any(attendance.may_call(kind, now) for kind in ("call-in", "on-call")),
    )


def _begins(plan: Plan, state: State, pool: int, people: int) -> int:
    """About when ``people`` of a pool could begin something: now, when a call is answered, or at the next shift."""
    attendance, now = attendance_of(plan, state, pool), state.now
    if attendance.present(now) >= people:
        return now
    calls = [c for c in (attendance.on_call, attendance.call_in) if c and c.until > now and c.people >= people]
    if calls:
        return about(min(call.answers_at for call in calls))
    on_call = plan.pools[pool].role.on_call
    if on_call and on_call.people >= people:
        return about(now + on_call.answers_in.likely)
    return attendance.next_shift(now)
