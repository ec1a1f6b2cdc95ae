"""Elapsed time of real incidents as time at work, by the hours of a team."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property

from simulator.model.playbook import Step
from simulator.model.team import Role, Team, shifts_of
from simulator.model.workdays import Holidays, Workdays

Span = tuple[int, int]


class WorkingTime:
    """Which part of a time from ``first`` to ``last`` (seconds since 1970) the people of a step were there.

    Who is on call, or is called in by the step, counts as there: nobody wrote down when they answered. So does a role
    that the team does not have.
    """

    def __init__(self, team: Team, days: Callable[[Holidays], Workdays], first: int, last: int) -> None:
        self.team, self.days = team, days
        self.first, self.last = first, last
        self._shifts: dict[str, list[Span]] = {}

    def between(self, step: Step, start: int, end: int) -> int:
        """Seconds of that time in which all roles of the step were there."""
        spans = [(start, end)]
        for choices in step.choices:
            roles = {name: self.team.roles.get(self.team.pool_of(name)) for name in choices}
            if all(role and not self._is_reachable(step, role) for role in roles.values()):
                spans = list(_both(spans, _merged(self._of(name, role) for name, role in roles.items() if role)))
        return sum(end - start for start, end in spans)

    @staticmethod
    def _is_reachable(step: Step, role: Role) -> bool:
        return role.always or role.on_call is not None or (step.calls_in and role.call_in is not None)

    def _of(self, name: str, role: Role) -> list[Span]:
        if name not in self._shifts:
            places = shifts_of(self.team, role, self.days, self.opens, self.last - self.first)
            shifts = _merged(spans for _, spans in places)
            self._shifts[name] = [(start + self.first, end + self.first) for start, end in shifts]
        return self._shifts[name]

    @cached_property
    def opens(self) -> datetime:
        """The first second, as a moment."""
        return datetime.fromtimestamp(self.first, UTC)


def _merged(several: Iterable[Iterable[Span]]) -> list[Span]:
    """The times of any of these, ascending and apart."""
    merged: list[Span] = []
    for start, end in sorted(span for spans in several for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _both(spans: list[Span], shifts: list[Span]) -> Iterator[Span]:
    for start, end in spans:
        for n in range(max(0, bisect_right(shifts, (start, start)) - 1), len(shifts)):
            if shifts[n][0] >= end:
                break
            a, b = max(start, shifts[n][0]), min(end, shifts[n][1])
            if a < b:
                yield a, b
