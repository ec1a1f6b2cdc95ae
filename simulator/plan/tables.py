"""A setup as tables: whatever takes time, whatever arrives, whoever works, numbered for speed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from simulator.model.estimates import Estimate
from simulator.model.setup import Clock, Setup
from simulator.model.team import Role

T = TypeVar("T")
FOREVER = 10**9
"""Later than anything an exercise can reach, in seconds."""


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a job can end, with the share of draws at or below which it is this one."""

    name: str
    up_to: float
    reaches: tuple[int, ...]
    calls: tuple[int, ...] = ()
    """Pools a decision's option calls in."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Sending work back: from which job, how likely, how often at most, and what is done again."""

    start: int
    odds: float
    at_most: int
    members: tuple[int, ...]
    """Every step on a path from ``start`` to the sender, both included."""


@dataclass(frozen=True)
class JobSpec:
    """A step, the work an inject costs, or a decision on autopilot."""

    name: str
    kind: Literal["step", "work", "decision", "action"]
    staff: tuple[tuple[int, int], ...]
    """(pool, people) pairs."""
    estimate: Estimate
    priority: int = 5
    once: tuple[int, ...] = ()
    """Milestones, all of which it waits for."""
    after: tuple[tuple[int, str | None], ...] = ()
    after_any: tuple[tuple[int, str | None], ...] = ()
    only_if: tuple[int, ...] = ()
    unless: tuple[int, ...] = ()
    endings: tuple[Ending, ...] = ()
    """Outcomes or options; empty where there is only one way to end."""
    fixed: str = ""
    """The outcome the scenario fixes."""
    fails: float = 0.0
    timeout: int | None = None
    loop: Loop | None = None
    reaches: tuple[int, ...] = ()
    done: int = -1
    """The milestone ``step:<id>``, -1 for what is no step."""
    calls_in: bool = False
    handles: frozenset[str] = frozenset()
    """Of failed and timed-out, those that some step waits for."""

    followers: tuple[int, ...] = ()
    """The steps that look at its end."""
    goes_home: bool = False
    """Some of its people keep hours."""
    incident: int = 0
    """Of several incidents that one team has at once, the one it belongs to, from 0."""
    base: str = ""
    """Its name in a plan of one incident, where that is another: what figures are drawn for."""

    @cached_property
    def direct(self) -> bool:
        """It can end in one way only: it neither fails nor is sent back, and has no outcomes."""
        return not (self.fails or self.endings or self.loop)

    @cached_property
    def simple(self) -> bool:
        """It ends in one way only and at its own time, if its people stay."""
        return self.direct and self.timeout is None

    @cached_property
    def joins(self) -> tuple[int, ...]:
        """The jobs whose ends are all it waits for, whatever they end as; empty where it waits for more or nothing."""
        more = self.once or self.after_any or self.only_if or self.unless or any(outcome for _, outcome in self.after)
        return () if more else tuple(number for number, _ in self.after)

    @cached_property
    def pools(self) -> frozenset[int]:
        """Whose people it needs."""
        return frozenset(pool for pool, _ in self.staff)

    @cached_property
    def earns(self) -> tuple[int, ...]:
        """All milestones that its end reaches where it has no outcome, its own included."""
        return self.reaches if self.done < 0 else (*self.reaches, self.done)

    @property
    def waits(self) -> bool:
        """It waits for something; a step that does not is ready when its incident opens."""
        return bool(self.after or self.after_any or self.once)

    @property
    def drawn_as(self) -> str:
        """What figures are drawn for."""
        return self.base or self.name

    def ending(self, name: str) -> Ending | None:
        """The ending of this name, if it is one of those the job can have."""
        return next((ending for ending in self.endings if ending.name == name), None)


@dataclass(frozen=True, slots=True)
class InjectSpec:
    """What arrives, what it waits for, and what it sets going."""

    name: str
    at: int | None
    once: tuple[int, ...]
    delay: int
    unless: tuple[int, ...]
    reaches: tuple[int, ...]
    work: int = -1
    """The job it costs, -1 for none."""
    decision: int = -1
    """The job of deciding, -1 for none."""
    answer_by: int | None = None
    if_undecided: str = ""

    def due(self, reached: Sequence[int | None]) -> int | None:
        """When it arrives: the latest of ``at`` and all of ``once`` plus ``delay``; None while one has not come."""
        if not self.once:
            return self.at or 0
        came = [reached[m] for m in self.once]
        if None in came:
            return None
        return max(self.at or 0, *(t + self.delay for t in came if t is not None), 0)


@dataclass(frozen=True, slots=True)
class Pool:
    """People who share their hours; roles of the same people are one pool."""

    name: str
    people: int
    always: bool
    shifts: tuple[tuple[int, int], ...]
    """Ascending (start, end) in seconds since opens."""
    role: Role
    phases: tuple[tuple[int, int, int, int], ...] = ()
    """(from, at hand for new work, at hand for what runs, until) between any two changes, calls apart."""
    starts: tuple[int, ...] = ()
    """Where the phases begin."""

    @property
    def overtime(self) -> int:
        """Seconds that running work may go on after a shift."""
        return self.role.overtime

    @property
    def unlimited(self) -> bool:
        """Nobody ever waits for it."""
        return self.people >= FOREVER


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
    """Milestone → the steps that wait for it."""
    injects_once: tuple[tuple[int, ...], ...]
    """Milestone → the injects that wait for it."""
    horizon: int
    """``ends_after`` of the last incident, in seconds since opens."""
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
    def twofold(self) -> frozenset[int]:
        """Pools that can be reached in both ways: while some of them are at hand, more may yet come and go."""
        return self.reachable["on-call"] & self.reachable["call-in"]

    @cached_property
    def reachable(self) -> Mapping[str, frozenset[int]]:
        """Way of calling → the pools that go home and can be called so."""
        roles = {n: self.pools[n].role for n in self.shifting}
        return {
            "on-call": frozenset(n for n, role in roles.items() if role.on_call),
            "call-in": frozenset(n for n, role in roles.items() if role.call_in),
        }

    @cached_property
    def turns(self) -> tuple[tuple[int, int], ...]:
        """Per job, its place among those asked for in one second."""
        return tuple((job.priority, number) for number, job in enumerate(self.jobs))

    @cached_property
    def idle_words(self) -> frozenset[int]:
        """Milestones that nothing in a run asks about: only whoever reads the run does."""
        asked: set[int] = set()
        for job in self.jobs:
            asked.update(job.once, job.only_if, job.unless)
        for inject in self.injects:
            asked.update(inject.once, inject.unless)
        return frozenset(range(len(self.milestones))) - asked

    @cached_property
    def hearsay(self) -> frozenset[int]:
        """Injects that change nothing in a run: no work, no decision, no ``unless``, and nothing waits for them."""
        return frozenset(
            number
            for number, inject in enumerate(self.injects)
            if inject.work < 0
            and inject.decision < 0
            and not inject.unless
            and self.idle_words.issuperset(inject.reaches)
        )

    @cached_property
    def watchers(self) -> tuple[tuple[tuple[int, ...], tuple[int, ...]] | None, ...]:
        """Milestone → the (steps, injects) that wait for it; None where nothing does."""
        both = zip(self.steps_once, self.injects_once, strict=True)
        return tuple((steps, injects) if steps or injects else None for steps, injects in both)

    @cached_property
    def decides(self) -> Mapping[int, int]:
        """Job of deciding → the inject that asks."""
        return {inject.decision: n for n, inject in enumerate(self.injects) if inject.decision >= 0}

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The setup's clocks."""
        return self.setup.clocks

    def job(self, name: str) -> JobSpec | None:
        """The job of this name, if the plan holds it."""
        number = self.job_number.get(name)
        return None if number is None else self.jobs[number]


def of_incident(name: str, incident: int) -> str:
    """What a job, inject or milestone is called in the n-th incident from 0: ``triage``, ``2#triage``, ``3#triage``."""
    return name if incident == 0 else f"{incident + 1}#{name}"
