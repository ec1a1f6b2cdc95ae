"""A setup as tables: whatever takes time, whatever arrives, whoever works, numbered for speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, TypeVar

from simulator.model.calendars import windows
from simulator.model.estimates import Estimate
from simulator.model.playbook import FAILED, TIMED_OUT, Step
from simulator.model.scenario import Inject
from simulator.model.setup import Clock, Setup, inject_delivered, step_done
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


def compile_plan(setup: Setup, *, longer: int = 0) -> Plan:
    """The tables of a setup. Pure; the setup is taken to have passed the lint.

    ``longer``: seconds beyond ``ends_after`` for which shifts must be known too.
    """
    return _Compiler(setup, longer).plan()


def of_incident(name: str, incident: int) -> str:
    """What a job, inject or milestone is called in the n-th incident from 0: ``triage``, ``2#triage``, ``3#triage``."""
    return name if incident == 0 else f"{incident + 1}#{name}"


def staff_of(setup: Setup, roles: Mapping[str, int], number: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """Role → people as (pool, people), roles of the same people added up."""
    needed: dict[int, int] = {}
    for role, people in roles.items():
        pool = number[setup.team.pool_of(role)]
        needed[pool] = needed.get(pool, 0) + people
    return tuple(sorted(needed.items()))


class _Compiler:
    """Numbers names while it goes; thrown away when the plan is made."""

    def __init__(self, setup: Setup, longer: int) -> None:
        self.setup = setup
        self.longer = longer
        self.steps = setup.playbook.steps
        self.step_number = {step.id: n for n, step in enumerate(self.steps)}
        self.milestones: dict[str, int] = {}
        self.injects = {inject.id for inject in setup.scenario.injects}
        self.reachable = _reached_names(setup)
        self.pool_number: dict[str, int] = {}

    def plan(self) -> Plan:
        setup = self.setup
        pools = self._pools()
        jobs = [self._step(step) for step in self.steps]
        injects = [self._inject(inject, jobs) for inject in setup.scenario.injects]
        followers = _watchers(len(jobs), jobs, lambda job: [n for n, _ in job.after + job.after_any])
        jobs = [replace(job, followers=after) for job, after in zip(jobs, followers, strict=True)]
        for clock in setup.clocks:
            self._milestones((clock.start, clock.end))
        roles = {role: self.pool_number[setup.team.pool_of(role)] for role in setup.team.roles}
        return Plan(
            setup=setup,
            jobs=tuple(jobs),
            injects=tuple(injects),
            pools=pools,
            milestones=tuple(self.milestones),
            job_number={job.name: n for n, job in enumerate(jobs)},
            inject_number={inject.name: n for n, inject in enumerate(injects)},
            milestone_number=dict(self.milestones),
            pool_number=roles,
            steps_once=_watchers(len(self.milestones), jobs, lambda job: job.once),
            injects_once=_watchers(len(self.milestones), injects, lambda inject: inject.once),
            horizon=setup.scenario.ends_after,
        )

    def _pools(self) -> tuple[Pool, ...]:
        setup, team = self.setup, self.setup.team
        pools: list[Pool] = []
        for name, role in team.roles.items():
            if team.pool_of(name) != name:
                continue
            self.pool_number[name] = len(pools)
            closed = (role.holidays or team.holidays).closed(setup.public)
            tz, until = role.timezone or team.timezone, setup.scenario.ends_after + self.longer + 14 * 86_400
            shifts = windows(role.hours, tz, closed, setup.scenario.opens, until)
            people = FOREVER if role.people == "unlimited" else role.people
            phases = tuple(_phases(shifts, people, role.overtime))
            starts = tuple(phase[0] for phase in phases)
            pools.append(Pool(name, people, role.hours.always, tuple(shifts), role, phases, starts))
        return tuple(pools)

    def _milestones(self, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.milestones.setdefault(name, len(self.milestones)) for name in names)

    def _awaited(self, names: Iterable[str]) -> tuple[int, ...]:
        """What ``once``, ``only_if`` and ``unless`` name: a milestone, or else a step, or else an inject."""

        def milestone(name: str) -> str:
            if name in self.reachable:
                return name
            if name in self.step_number:
                return step_done(name)
            return inject_delivered(name) if name in self.injects else name

        return self._milestones(milestone(name) for name in names)

    def _step(self, step: Step) -> JobSpec:
        followers = [ref for other in self.steps for ref in other.after + other.after_any if ref.step == step.id]
        return JobSpec(
            name=step.id,
            kind="step",
            staff=staff_of(self.setup, step.role, self.pool_number),
            estimate=step.takes,
            priority=step.priority,
            once=self._awaited(step.once),
            after=tuple((self.step_number[ref.step], ref.outcome) for ref in step.after),
            after_any=tuple((self.step_number[ref.step], ref.outcome) for ref in step.after_any),
            only_if=self._awaited(step.only_if),
            unless=self._awaited(step.unless),
            endings=self._endings([(name, o.odds, o.reaches, ()) for name, o in step.outcomes.items()]),
            fixed=self.setup.scenario.outcomes.get(step.id, ""),
            fails=step.fails.odds if step.fails else 0.0,
            timeout=step.timeout,
            loop=self._loop(step),
            reaches=self._milestones(step.reaches),
            done=self._milestones([step_done(step.id)])[0],
            calls_in=step.calls_in,
            goes_home=self._goes_home(step.role),
            handles=frozenset(ref.outcome for ref in followers if ref.outcome in (FAILED, TIMED_OUT)),
        )

    def _endings(self, ways: list[tuple[str, float | None, tuple[str, ...], tuple[str, ...]]]) -> tuple[Ending, ...]:
        if not ways:
            return ()
        given = sum(odds for _, odds, _, _ in ways if odds is not None)
        silent = [name for name, odds, _, _ in ways if odds is None]
        share = max(0.0, 1 - given) / len(silent) if silent else 0.0
        sums = list(accumulate(share if odds is None else odds for _, odds, _, _ in ways))
        sums[-1] = 1.0
        return tuple(
            Ending(name, up_to, self._milestones(reaches), tuple(self._pool(role) for role in calls))
            for (name, _, reaches, calls), up_to in zip(ways, sums, strict=True)
        )

    def _goes_home(self, roles: Iterable[str]) -> bool:
        team = self.setup.team
        return any(not team.roles[team.pool_of(role)].hours.always for role in roles)

    def _pool(self, role: str) -> int:
        return self.pool_number[self.setup.team.pool_of(role)]

    def _loop(self, step: Step) -> Loop | None:
        if step.repeat is None:
            return None
        start, end = self.step_number[step.repeat.from_], self.step_number[step.id]
        members = _between(self.steps, self.step_number, start, end)
        return Loop(start, step.repeat.odds, step.repeat.at_most, members)

    def _inject(self, inject: Inject, jobs: list[JobSpec]) -> InjectSpec:
        work = decision = -1
        reaches = self._milestones((*inject.reaches, inject_delivered(inject.id)))
        if inject.work:
            work = len(jobs)
            staff = ((self._pool(inject.work.role), 1),)
            goes_home = self._goes_home((inject.work.role,))
            jobs.append(JobSpec(f"inject/{inject.id}", "work", staff, inject.work.takes, goes_home=goes_home))
        if inject.decision:
            decision = len(jobs)
            staff = ((self._pool(inject.decision.role), 1),)
            ways = [(o.id, o.odds, o.reaches, o.calls_in) for o in inject.decision.options]
            name, takes = f"decision/{inject.id}", inject.decision.takes
            goes_home = self._goes_home((inject.decision.role,))
            jobs.append(JobSpec(name, "decision", staff, takes, endings=self._endings(ways), goes_home=goes_home))
        return InjectSpec(
            name=inject.id,
            at=inject.at,
            once=self._awaited(inject.once),
            delay=inject.delay,
            unless=self._awaited(inject.unless),
            reaches=reaches,
            work=work,
            decision=decision,
            answer_by=inject.decision.answer_by if inject.decision else None,
            if_undecided=(inject.decision.if_undecided or "") if inject.decision else "",
        )


def _phases(shifts: list[tuple[int, int]], people: int, overtime: int) -> Iterator[tuple[int, int, int, int]]:
    """On shift everybody is there; in overtime only for what runs; after that nobody until the next shift."""
    opens = [start for start, _ in shifts] + [FOREVER]
    yield -FOREVER, 0, 0, opens[0]
    for (start, end), following in zip(shifts, opens[1:], strict=True):
        late = min(end + overtime, following)
        yield start, people, people, end
        if late > end:
            yield end, 0, people, late
        if following > late:
            yield late, 0, 0, following


def _reached_names(setup: Setup) -> set[str]:
    """Every milestone that something in the setup can reach."""
    names: set[str] = set()
    for inject in setup.scenario.injects:
        names.update(inject.reaches)
        names.update(m for option in (inject.decision.options if inject.decision else ()) for m in option.reaches)
    for step in setup.playbook.steps:
        names.update(step.reaches)
        names.update(m for outcome in step.outcomes.values() for m in outcome.reaches)
    return names


def _between(steps: tuple[Step, ...], number: Mapping[str, int], start: int, end: int) -> tuple[int, ...]:
    """Steps on a path from ``start`` to ``end`` along ``after`` and ``after_any``, in file order."""
    before = [{number[ref.step] for ref in step.after + step.after_any} for step in steps]
    after: list[set[int]] = [{n for n, earlier in enumerate(before) if m in earlier} for m in range(len(steps))]
    down, up = _closure(after, start), _closure(before, end)
    return tuple(sorted((down & up) | {start, end}))


def _closure(edges: list[set[int]], start: int) -> set[int]:
    seen, todo = {start}, [start]
    while todo:
        fresh = edges[todo.pop()] - seen
        seen |= fresh
        todo += fresh
    return seen


def _watchers(size: int, items: Iterable[T], looks_at: Callable[[T], Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in range(size)]
    for n, item in enumerate(items):
        for target in set(looks_at(item)):
            found[target].append(n)
    return tuple(tuple(numbers) for numbers in found)
