"""Being there when it counts: a shift that begins earlier, and people who do a role's work where it is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from simulator.model.calendars import Hours
from simulator.model.durations import HOUR, MINUTE
from simulator.model.playbook import Playbook, Step
from simulator.model.setup import Setup
from simulator.model.team import Role

EARLIER: Final = HOUR
"""By how much a shift begins earlier, in seconds."""
_MOST: Final = 4
"""Deputies that a step may have for one role."""
_OPENS = re.compile(r"(\d\d):(\d\d)-")


def begun_earlier(hours: Hours) -> Hours | None:
    """The same hours, each shift begun earlier; None where one would begin the day before, or all day is worked."""
    minutes = EARLIER // MINUTE
    if hours.always or any(start < minutes for _, start, _ in hours.spans):
        return None
    return Hours.parse(_OPENS.sub(lambda opens: _clock(int(opens[1]) * 60 + int(opens[2]) - minutes), hours.written))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}-"


def deputies(setup: Setup, working: dict[str, Role]) -> Iterator[tuple[str, str, Playbook, str]]:
    """(role, who stands in, the playbook in which they may, the first step that says so).

    Only where it can help and may be thought of: for a role that goes home and is not on call, by people who are there
    day and night or on call, in the phases in which both work anyway. ``working``: roles with people of their own.
    """
    absent = [name for name, role in working.items() if not role.always and role.on_call is None]
    there = [name for name, role in working.items() if _is_there(role)]
    phases = {other: _phases(setup, other) for other in there}
    for name in absent:
        for other in there:
            changed = [
                _deputised(setup, step, name, other) for step in setup.playbook.steps if step.phase in phases[other]
            ]
            steps = {step.id: step for step in changed if step}
            if steps:
                yield name, other, setup.playbook.with_steps(steps), next(iter(steps))


def _is_there(role: Role) -> bool:
    return role.headcount != "unlimited" and (role.always or role.on_call is not None)


def _phases(setup: Setup, name: str) -> set[str]:
    """The phases in which people of a role work."""
    return {step.phase for step in setup.playbook.steps if name in map(setup.team.pool_of, step.role)}


def _deputised(setup: Setup, step: Step, name: str, other: str) -> Step | None:
    """The step with one deputy more for who does it; None where that would change nothing, or they are too few."""
    pools = {setup.team.pool_of(role): role for role in step.role}
    if name not in pools or other in pools:
        return None
    role, there = pools[name], setup.team.roles[other].headcount
    if there != "unlimited" and there < step.role[role]:
        return None
    known = step.deputies.get(role, ())
    if other in map(setup.team.pool_of, known) or len(known) == _MOST:
        return None
    return step.model_copy(update={"deputies": step.deputies | {role: (*known, other)}})
