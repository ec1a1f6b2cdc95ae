"""Whether the room keeps its plan, and what to think of before much time passes."""

from __future__ import annotations

from simulator.exercise import duty
from simulator.exercise.views import LastCall
from simulator.model.durations import HOUR
from simulator.plan.tables import Plan
from simulator.timeline.state import State


def slack(plan: Plan, state: State, room: int) -> int:
    """Play seconds left beyond what the core injects still to come need; negative when behind."""
    return (
        plan.setup.scenario.session.play
        - room
        - sum(
            inject.discuss
            for inject in plan.setup.scenario.injects
            if not inject.optional and state.delivery(inject.id).status in ("to-come", "held", "released")
        )
    )


def skippable(plan: Plan, state: State) -> tuple[str, ...]:
    """Optional injects still to come: what to leave out first when the room runs late."""
    return tuple(
        inject.id
        for inject in plan.setup.scenario.injects
        if inject.optional and state.delivery(inject.id).status in ("to-come", "held")
    )


def last_call(plan: Plan, state: State, until: int, latest: int) -> LastCall | None:
    """What stands before a jump of more than an hour; None for a shorter one.

    ``until`` is when it would stop, which may be drawn, so nobody is told; ``latest`` is what anybody can know.
    """
    if until - state.now <= HOUR:
        return None
    steps = [spec.name for spec in plan.jobs if spec.kind == "step"]
    return LastCall(
        latest=latest,
        under_way=tuple(name for name in steps if state.job(name).status == "running"),
        queued=tuple(name for name in steps if state.job(name).status in ("queued", "paused")),
        ordered=tuple(
            name for name in steps if state.job(name).status in ("idle", "delayed") and state.job(name).ordered
        ),
        ready=tuple(name for name in steps if state.job(name).status == "ready"),
        callable=tuple(on.role for on in duty.staff(plan, state) if on.present == 0 and on.can_call_in),
    )
