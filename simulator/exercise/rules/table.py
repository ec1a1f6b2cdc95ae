"""Plan, state and draws, with the questions the rules ask of them."""

from __future__ import annotations

from typing import Any

from simulator.exercise.arrivals import attendance_of
from simulator.exercise.views import Refused
from simulator.plan.specs import JobSpec
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.state import State
from simulator.world.draws import Draws

Facts = tuple[e.Event, ...]


class Table:
    """Plan, state and draws, with the questions the rules ask of them."""

    def __init__(self, plan: Plan, state: State, draws: Draws) -> None:
        self.plan, self.state, self.draws, self.now = plan, state, draws, state.now

    def step(self, name: str) -> JobSpec:
        """A step of the playbook; ``Refused`` if there is none of that name."""
        spec = self.plan.job(name)
        if spec is None or spec.kind != "step":
            raise Refused("The playbook has no step {step}.", step=name)
        return spec

    def calls(self, roles: tuple[str, ...], seat: str) -> Facts:
        """Calls for those who can be called in and are not at hand."""
        calls = []
        for role in roles:
            attendance = attendance_of(self.plan, self.state, self.plan.pool_number[role])
            if attendance.may_call(attendance.comes_by, self.now):
                calls.append(self._call(attendance, attendance.comes_by, seat))
        return tuple(calls)

    def _call(self, attendance: Any, kind: Any, seat: str) -> e.Called:
        call = attendance.new_call(self.draws, 0, kind, self.now)
        return e.Called(self.now, attendance.pool.name, kind, call.people, call.answers_at, call.until, seat)

    def call(self, role: str, seat: str) -> e.Event:
        """The call of a role's people; ``Refused`` with the reason if they cannot be called."""
        if role not in self.plan.pool_number:
            raise Refused("The team has no role {role}.", role=role)
        attendance = attendance_of(self.plan, self.state, self.plan.pool_number[role])
        for kind in ("call-in", "on-call"):
            if attendance.may_call(kind, self.now):
                return self._call(attendance, kind, seat)
        if attendance.pool.always or attendance.on_shift(self.now):
            raise Refused("{role} is on duty.", role=role)
        if attendance.on_call or attendance.call_in:
            raise Refused("{role} has been called already.", role=role)
        raise Refused("{role} cannot be called in: the team file gives no way to reach them.", role=role)
