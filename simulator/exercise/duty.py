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
    attendance = Attendance(plan.with_away(state.absences).pools[pool])
    for kind in ("on-call", "call-in"):
        call = state.calls.get(f"{kind}/{plan.pools[pool].name}")
        if call:
            attendance.took_call(kind, call)
    return attendance


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
        begins = min(_staffed(plan, state, staff) for staff in spec.staffings or (spec.staff,))
        about = None if begins >= FOREVER else begins
        steps.append(Orderable(spec.name, job.status, job.ordered, waits, roles, about))
    return tuple(steps)


def _staffed(plan: Plan, state: State, staff: tuple[tuple[int, int], ...]) -> int:
    """About when so many of these pools could begin something."""
    return max((_begins(plan, state, pool, people) for pool, people in staff), default=state.now)


def about(seconds: int) -> int:
    """Rounded up to five minutes."""
    return -(-seconds // _ABOUT) * _ABOUT


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
    coming = _coming(attendance, 1, now)
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
        comes_about=_comes_about(attendance, 1, now),
        called=bool(coming) and not spec.always,
        can_call_in=any(attendance.may_call(kind, now) for kind in ("call-in", "on-call")),
    )


def _begins(plan: Plan, state: State, pool: int, people: int) -> int:
    """About when ``people`` of a pool could begin something: now, when a call is answered, or at the next shift."""
    attendance, now = attendance_of(plan, state, pool), state.now
    if attendance.present(now) >= people:
        return now
    comes, on_call = _comes_about(attendance, people, now), plan.pools[pool].role.on_call
    moments = [FOREVER if comes is None else comes]
    # Whoever orders something for which somebody on call is needed calls them by that.
    if on_call and on_call.people >= people and attendance.may_call("on-call", now):
        moments.append(about(now + on_call.answers_in.likely))
    return min(moments)


def _coming(attendance: Attendance, people: int, now: int) -> list[int]:
    """About when the calls that are to bring as many will have been answered.

    Nobody knows whether somebody answers while it rings: then it is when such calls usually are.
    """
    moments = []
    for call in (attendance.on_call, attendance.call_in):
        reach = attendance.reach(call.kind) if call and call.answers_at > now else None
        if call and reach and reach.rings_for is not None:
            moments.append(about(max(call.at + reach.answers_in.likely, now)))
        elif call and reach and call.people >= people:
            moments.append(about(call.answers_at))
    return moments


def _comes_about(attendance: Attendance, people: int, now: int) -> int | None:
    """When so many come who are not here: the first call that is answered, or the next shift; None if none will."""
    moments = _coming(attendance, people, now)
    shift = attendance.next_shift(now)
    return min([*moments, shift] if shift < FOREVER else moments, default=None)
