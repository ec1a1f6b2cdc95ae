"""A setup as tables: what takes time, what arrives, who works; numbered for speed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from simulator.model.setup import Clock, Setup
from simulator.plan.specs import InjectSpec, JobSpec, Pool


class Limited(NamedTuple):
    """A clock of one incident, its milestones by number; -1 for one that nothing reaches."""

    start: int
    end: int
    unless: tuple[int, ...]
    cap: int
    only_if: tuple[tuple[int, bool], ...]
    """Milestones without which it does not count; whether work may reach each after the story's end."""
    may_start: bool
    """Work that goes on after the story's end may start it."""
    clock: Clock


@dataclass(frozen=True)
class Plan:
    """Everything a run looks up. Jobs, injects, pools and milestones go by number, in file order."""

    setup: Setup
    jobs: tuple[JobSpec, ...]
    injects: tuple[InjectSpec, ...]
    pools: tuple[Pool, ...]
    milestones: tuple[str, ...]
    job_number: Mapping[str, int]
    inject_number: Mapping[str, int]
    milestone_number: Mapping[str, int]
    pool_number: Mapping[str, int]
    """By role: roles of the same people have the same number."""
    steps_once: tuple[tuple[int, ...], ...]
    """Milestone → the steps that wait for it, or are done again with it."""
    injects_once: tuple[tuple[int, ...], ...]
    """Milestone → the injects that wait for it."""
    story_end: int
    """``ends_after`` of the last incident, in seconds since opens: the story sends nothing later."""
    last_start: int
    """The last second that is waited for work to start a clock."""
    horizon: int
    """The last second that anything is played to: the longest limit after ``last_start``."""
    incidents: int = 1
    """How many incidents one team has at once; jobs, injects and milestones of each follow those of the one before."""
    every: int = 0
    """Seconds from the opening of one incident to that of the next."""

    def numbered(self, milestone: str, incident: int = 0) -> int | None:
        """The number of a milestone of one incident; None where nothing speaks of it."""
        return self.milestone_number.get(of_incident(milestone, incident))

    @cached_property
    def endless(self) -> frozenset[int]:
        """Pools that nobody ever waits for."""
        return frozenset(n for n, pool in enumerate(self.pools) if pool.unlimited)

    @cached_property
    def shifting(self) -> tuple[int, ...]:
        """Pools that go home."""
        return tuple(n for n, pool in enumerate(self.pools) if not pool.always)

    @cached_property
    def reachable(self) -> Mapping[str, frozenset[int]]:
        """Way of calling → the pools that go home and can be called so."""
        roles = {n: self.pools[n].role for n in self.shifting}
        return {
            "on-call": frozenset(n for n, role in roles.items() if role.on_call),
            "call-in": frozenset(n for n, role in roles.items() if role.call_in),
        }

    @cached_property
    def called_next(self) -> dict[tuple[int, str], int]:
        """(pool, way of calling) → the pool that is called, too, when nobody answered."""
        ways = [(n, "on-call", self.pools[n].role.on_call) for n in self.shifting]
        others = [(n, "call-in", self.pools[n].role.call_in) for n in self.shifting]
        return {
            (n, kind): self.pool_number[reach.then]
            for n, kind, reach in (*ways, *others)
            if reach and reach.then and reach.then in self.pool_number
        }

    @cached_property
    def meetings(self) -> bool:
        """Whether people of several pools have a part in some work."""
        return any(job.shared_wait for job in self.jobs)

    @cached_property
    def staffed(self) -> dict[int, tuple[JobSpec, ...]]:
        """Job with deputies → the same job, staffed in each of its ways, the first choice first."""
        return {
            n: tuple(self._staffed(job, staff) for staff in job.staffings)
            for n, job in enumerate(self.jobs)
            if job.staffings
        }

    def _staffed(self, job: JobSpec, staff: tuple[tuple[int, int], ...]) -> JobSpec:
        goes_home = any(not self.pools[pool].always for pool, _ in staff)
        return replace(job, staff=staff, staffings=(), goes_home=goes_home)

    @cached_property
    def renewed(self) -> tuple[int, ...]:
        """Steps that something makes be done again."""
        return tuple(n for n, job in enumerate(self.jobs) if job.again_on)

    @cached_property
    def watchers(self) -> tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None, ...]:
        """Milestone → the (steps, injects) that wait for it, and the steps held until it; None where nothing is."""
        held: list[list[int]] = [[] for _ in self.milestones]
        for number, job in enumerate(self.jobs):
            for milestone in job.until if job.held else ():
                held[milestone].append(number)
        three = zip(self.steps_once, self.injects_once, map(tuple, held), strict=True)
        return tuple(watching if any(watching) else None for watching in three)

    @cached_property
    def decides(self) -> Mapping[int, int]:
        """Job of deciding → the inject that asks."""
        return {inject.decision: n for n, inject in enumerate(self.injects) if inject.decision >= 0}

    @cached_property
    def limits(self) -> tuple[Limited, ...]:
        """The clocks of all incidents by the numbers of their milestones: what a run goes on for beyond the story."""
        once = [clock for clock in self.clocks if not clock.recurs]
        return tuple(self._limited(clock, n) for n in range(self.incidents) for clock in once)

    @cached_property
    def duties(self) -> tuple[tuple[Clock, int], ...]:
        """The clocks that recur, each with its incident."""
        return tuple((clock, n) for n in range(self.incidents) for clock in self.clocks if clock.recurs)

    @cached_property
    def recurring(self) -> frozenset[int]:
        """The milestones that those look at whenever they come."""
        numbers = (self.numbered(clock.end, incident) for clock, incident in self.duties)
        return frozenset(number for number in numbers if number is not None)

    def _limited(self, clock: Clock, incident: int) -> Limited:
        def number(milestone: str) -> int:
            found = self.numbered(milestone, incident)
            return -1 if found is None else found

        cap = clock.expectation.cap if clock.expectation else None
        return Limited(
            start=number(clock.start),
            end=number(clock.end),
            unless=tuple(n for name in (*clock.unless, *clock.until) if (n := number(name)) >= 0),
            cap=number(cap.from_) if cap else -1,
            only_if=tuple((n, n in self.worked_for) for name in clock.only_if if (n := number(name)) >= 0),
            may_start=not self.worked_for.isdisjoint(number(name) for name in _starts(clock)),
            clock=clock,
        )

    @cached_property
    def hopeless(self) -> frozenset[int]:
        """Jobs that end nothing by themselves: held until a milestone, or in need of more people than there are."""
        return frozenset(
            n
            for n, job in enumerate(self.jobs)
            if job.held
            or all(
                any(need > self.pools[pool].people for pool, need in staff) for staff in job.staffings or (job.staff,)
            )
        )

    @cached_property
    def leads_to(self) -> tuple[frozenset[int], ...]:
        """Job → every milestone that may follow from it when the story sends nothing any more."""
        gives = [
            frozenset(n for given in (job.earns, *(end.reaches for end in job.endings)) for n in given)
            for job in self.jobs
        ]
        after = [
            {*job.followers, *(job.loop.members if job.loop else ()), *(s for m in given for s in self._moved_by(m))}
            for job, given in zip(self.jobs, gives, strict=True)
        ]
        return tuple(frozenset().union(*(gives[n] for n in closure(after, job))) for job in range(len(self.jobs)))

    def _moved_by(self, milestone: int) -> tuple[int, ...]:
        """The steps that wait for it, or are held until it."""
        watching = self.watchers[milestone]
        return (*watching[0], *watching[2]) if watching else ()

    @cached_property
    def worked_for(self) -> frozenset[int]:
        """Milestones that the end of some job reaches."""
        return frozenset(
            n for job in self.jobs for given in (job.earns, *(end.reaches for end in job.endings)) for n in given
        )

    def with_away(self, absences: tuple[tuple[str, int, int, int], ...]) -> Plan:
        """The plan where people are out of reach besides those of the scenario: (role, from, until, how many)."""
        if not absences:
            return self
        if absences not in self._by_absences:
            pools = list(self.pools)
            for role, start, until, people in absences:
                number = self.pool_number[role]
                pools[number] = pools[number].but_for(start, until, people)
            jobs = tuple(self._for_people(job, pools) for job in self.jobs)
            self._by_absences[absences] = replace(self, pools=tuple(pools), jobs=jobs)
        return self._by_absences[absences]

    @cached_property
    def _by_absences(self) -> dict[tuple[tuple[str, int, int, int], ...], Plan]:
        return {}

    def _for_people(self, job: JobSpec, pools: Sequence[Pool]) -> JobSpec:
        goes_home = any(not pools[pool].always for pool in job.pools)
        return job if job.goes_home == goes_home else replace(job, goes_home=goes_home)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The setup's clocks."""
        return self.setup.clocks

    def job(self, name: str) -> JobSpec | None:
        """The job of this name, if the plan holds it."""
        number = self.job_number.get(name)
        return None if number is None else self.jobs[number]


def _starts(clock: Clock) -> tuple[str, ...]:
    """What makes it a question: its start, and of an order either milestone."""
    return (clock.start, clock.end) if clock.is_order else (clock.start,)


def closure(edges: Sequence[Collection[int]], start: int) -> set[int]:
    """All that can be got to from ``start``, itself included."""
    seen, todo = {start}, [start]
    while todo:
        fresh = set(edges[todo.pop()]) - seen
        seen |= fresh
        todo += fresh
    return seen


def of_incident(name: str, incident: int) -> str:
    """What a job, inject or milestone is called in the n-th incident from 0: ``triage``, ``2#triage``, ``3#triage``."""
    return name if incident == 0 else f"{incident + 1}#{name}"
