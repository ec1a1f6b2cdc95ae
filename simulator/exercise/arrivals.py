"""When people come who are not here: shifts, calls, and nothing more exact than people could know."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.timeline.state import State
from simulator.world.staff import Attendance

_ABOUT = 300
"""Ends are shown to the next five minutes: the draw itself is more than people could know."""


def about(seconds: int) -> int:
    """Rounded up to five minutes."""
    return -(-seconds // _ABOUT) * _ABOUT


def attendance_of(plan: Plan, state: State, pool: int) -> Attendance:
    """Who of a pool is at hand, with the calls made so far."""
    attendance = Attendance(plan.with_away(state.absences).pools[pool])
    for kind in ("on-call", "call-in"):
        call = state.calls.get(f"{kind}/{plan.pools[pool].name}")
        if call:
            attendance.took_call(kind, call)
    return attendance


def begins(plan: Plan, state: State, pool: int, people: int) -> int:
    """About when ``people`` of a pool could begin something: now, when a call is answered, or at the next shift."""
    attendance, now = attendance_of(plan, state, pool), state.now
    if attendance.present(now) >= people:
        return now
    comes, on_call = comes_about(attendance, people, now), plan.pools[pool].role.on_call
    moments = [FOREVER if comes is None else comes]
    # Whoever orders something for which somebody on call is needed calls them by that.
    if on_call and on_call.people >= people and attendance.may_call("on-call", now):
        moments.append(about(now + on_call.answers_in.likely))
    return min(moments)


def coming(attendance: Attendance, people: int, now: int) -> list[int]:
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


def comes_about(attendance: Attendance, people: int, now: int) -> int | None:
    """When so many come who are not here: the first call that is answered, or the next shift; None if none will."""
    moments = coming(attendance, people, now)
    shift = attendance.next_shift(now)
    return min([*moments, shift] if shift < FOREVER else moments, default=None)
