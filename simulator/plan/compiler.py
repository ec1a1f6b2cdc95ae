"""Compiles a setup into tables: names become numbers, hours become phases, odds become cumulative shares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal, TypeVar

from simulator.model.durations import DAY
from simulator.model.injects import THEN, Decision, Inject, InjectWork
from simulator.model.playbook import FAILED, TIMED_OUT, Step
from simulator.model.setup import Setup, inject_delivered, step_done
from simulator.model.team import People, Span, shifts_of
from simulator.model.workdays import Holidays, Workdays
from simulator.plan.specs import FOREVER, Ending, InjectSpec, JobSpec, Loop, Pool
from simulator.plan.tables import Plan, closure

T = TypeVar("T")
_WORK = 35 * DAY
"""How long after the story's end work is waited for that could start a clock."""


def compile_plan(setup: Setup, *, longer: int = 0) -> Plan:
    """The tables of a setup. Pure; the setup must have passed the check.

    ``longer``: seconds beyond ``ends_after`` for which shifts must be known too.
    """
    return _Compiler(setup, longer).plan()


def staff_of(setup: Setup, roles: Iterable[tuple[str, int]], number: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """(role, people) pairs as (pool, people), roles of the same people added up."""
    needed: dict[int, int] = {}
    for role, people in roles:
        pool = number[setup.team.pool_of(role)]
        needed[pool] = needed.get(pool, 0) + people
    return tuple(sorted(needed.items()))


class _Compiler:
    """Numbers names as it meets them; used once per plan."""

    def __init__(self, setup: Setup, longer: int) -> None:
        self.setup = setup
        self.longer = longer
        self.horizon = _horizon(setup)
        self.steps = setup.playbook.steps
        self.step_number = {step.id: n for n, step in enumerate(self.steps)}
        self.followers: dict[str, list[tuple[int, str | None]]] = {step.id: [] for step in self.steps}
        for number, step in enumerate(self.steps):
            for ref in step.after + step.after_any:
                self.followers[ref.step].append((number, ref.outcome))
        self.milestones: dict[str, int] = {}
        self.injects = {inject.id for inject in setup.scenario.injects}
        self.reachable = _reached_names(setup)
        self.pool_number: dict[str, int] = {}
        self.pools: tuple[Pool, ...] = ()

    def plan(self) -> Plan:
        setup = self.setup
        pools = self.pools = self._pools()
        jobs = [self._step(step) for step in self.steps]
        injects = [self._inject(inject, jobs) for inject in setup.scenario.injects]
        for clock in setup.clocks:
            cap = clock.expectation.cap if clock.expectation else None
            self._milestones(
                (clock.start, clock.end, *clock.only_if, *clock.until, *clock.unless, *([cap.from_] if cap else []))
            )
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
            steps_once=watchers(len(self.milestones), jobs, lambda job: job.watched),
            injects_once=watchers(len(self.milestones), injects, lambda inject: inject.watched),
            story_end=setup.scenario.ends_after,
            last_start=setup.scenario.ends_after + _WORK,
            horizon=self.horizon,
        )

    def _pools(self) -> tuple[Pool, ...]:
        setup, team = self.setup, self.setup.team
        pools: list[Pool] = []
        until, ours = self.horizon + self.longer + 14 * DAY, setup.workdays(team.holidays)

        def worked(holidays: Holidays) -> Workdays:
            return ours if holidays is team.holidays else setup.workdays(holidays)

        for name, role in team.roles.items():
            if team.pool_of(name) != name:
                continue
            self.pool_number[name] = len(pools)
            places = shifts_of(team, role, worked, setup.scenario.opens, until)
            people = min(FOREVER, sum(_number(n) for n, _ in places))
            shifts, phases, starts = _hours(places, role.overtime)
            pools.append(Pool(name, people, role.always, shifts, role, phases, starts))
        for absence in setup.scenario.away:
            number = self.pool_number[team.pool_of(absence.role)]
            people = min(absence.people or FOREVER, pools[number].people)
            pools[number] = pools[number].but_for(absence.at, absence.at + absence.for_, people)
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
        followers = self.followers[step.id]
        in_line = [self.setup.in_line[step.id]] if step.id in self.setup.in_line else []
        staffings = tuple(dict.fromkeys(staff_of(self.setup, roles, self.pool_number) for roles in step.staffings))
        return JobSpec(
            name=step.id,
            kind="step",
            staff=staffings[0],
            staffings=staffings if len(staffings) > 1 else (),
            has_deputies=len(staffings) > 1,
            estimate=step.takes,
            pace=self.setup.stretched(step.takes),
            priority=step.priority,
            once=(*self._awaited(step.once), *self._milestones(in_line)),
            after=tuple((self.step_number[ref.step], ref.outcome) for ref in step.after),
            after_any=tuple((self.step_number[ref.step], ref.outcome) for ref in step.after_any),
            only_if=self._awaited(step.only_if),
            unless=self._awaited(step.unless),
            again_on=self._awaited(step.again_on),
            delay=step.delay,
            every=step.every or 0,
            until=self._awaited(step.until),
            endings=self._endings([(name, o.odds, o.reaches, ()) for name, o in step.outcomes.items()]),
            fixed=self.setup.scenario.outcomes.get(step.id, ""),
            fails=step.fails.odds if step.fails else 0.0,
            timeout=step.timeout,
            loop=self._loop(step),
            reaches=self._milestones(step.reaches),
            done=self._milestones([step_done(step.id)])[0],
            calls_in=step.calls_in,
            goes_home=self._goes_home(step.roles),
            handles=frozenset(outcome for _, outcome in followers if outcome in (FAILED, TIMED_OUT)),
            followers=tuple(dict.fromkeys(number for number, _ in followers)),
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
        return any(not self.pools[self._pool(role)].always for role in roles)

    def _pool(self, role: str) -> int:
        return self.pool_number[self.setup.team.pool_of(role)]

    def _loop(self, step: Step) -> Loop | None:
        if step.repeat is None:
            return None
        start, end = self.step_number[step.repeat.from_], self.step_number[step.id]
        members = _between(self.steps, self.step_number, start, end)
        return Loop(start, step.repeat.odds, step.repeat.at_most, members)

    def _work(self, name: str, kind: Literal["work", "decision"], work: InjectWork | Decision) -> JobSpec:
        """What an inject asks of one person, or of somebody outside: that needs none of the team, and keeps no pace."""
        if work.role is None:
            return JobSpec(name, kind, (), work.takes)
        staff, goes_home = ((self._pool(work.role), 1),), self._goes_home((work.role,))
        pace = self.setup.stretched(work.takes)
        return JobSpec(name, kind, staff, work.takes, goes_home=goes_home, pace=pace)

    def _inject(self, inject: Inject, jobs: list[JobSpec]) -> InjectSpec:
        work = decision = -1
        reaches = self._milestones((*inject.reaches, inject_delivered(inject.id)))
        if inject.work:
            work = len(jobs)
            jobs.append(self._work(f"inject/{inject.id}", "work", inject.work))
        if inject.decision:
            decision = len(jobs)
            ways = [(o.id, o.odds, o.reaches, o.calls_in) for o in inject.decision.options]
            job = self._work(f"decision/{inject.id}", "decision", inject.decision)
            endings = self._endings(ways)
            if inject.decision.queue:
                endings = tuple(replace(ending, order=self._order(ending.name)) for ending in endings)
            jobs.append(replace(job, endings=endings))
        return InjectSpec(
            name=inject.id,
            at=inject.at,
            once=self._awaited(inject.once),
            delay=inject.delay,
            trips_on=self._awaited(inject.trips_on),
            unless=self._awaited(inject.unless),
            reaches=reaches,
            until=self.setup.scenario.ends_after,
            work=work,
            decision=decision,
            outside=inject.decision is not None and inject.decision.outside is not None,
            answer_by=inject.decision.answer_by if inject.decision else None,
            if_undecided=inject.decision.default.id if inject.decision and inject.decision.default else "",
        )

    def _order(self, option: str) -> tuple[int, ...]:
        return tuple(self.step_number[step] for step in option.split(THEN) if step in self.step_number)


def _horizon(setup: Setup) -> int:
    """The last second that is played to: the longest limit after the story's end, and ``_WORK`` for it to start."""
    longest = max((clock.longest for clock in setup.clocks if not clock.recurs), default=0)
    return setup.scenario.ends_after + longest + _WORK


def _number(people: People) -> int:
    return FOREVER if people == "unlimited" else people


Phase = tuple[int, int, int, int]


@lru_cache(maxsize=1024)
def _hours(
    places: tuple[tuple[People, tuple[Span, ...]], ...], overtime: int
) -> tuple[tuple[Span, ...], tuple[Phase, ...], tuple[int, ...]]:
    """The shifts of all places, the phases, and where these begin; changed setups ask for the same ones again."""
    phases = _together([tuple(_phases(spans, _number(n), overtime)) for n, spans in places])
    return tuple(sorted(span for _, spans in places for span in spans)), phases, tuple(start for start, *_ in phases)


def _together(places: list[tuple[Phase, ...]]) -> tuple[Phase, ...]:
    """The phases of several places as those of one: people add up, and what stays as it was is one phase."""
    if len(places) == 1:
        return places[0]
    starts = [[start for start, _, _, _ in phases] for phases in places]
    made: list[Phase] = []
    for moment in sorted({start for some in starts for start in some}):
        now = [phases[bisect_right(some, moment) - 1] for phases, some in zip(places, starts, strict=True)]
        here, carry = min(FOREVER, sum(n for _, n, _, _ in now)), min(FOREVER, sum(n for _, _, n, _ in now))
        until = min(end for _, _, _, end in now)
        if made and made[-1][1:3] == (here, carry):
            made[-1] = (made[-1][0], here, carry, until)
        else:
            made.append((moment, here, carry, until))
    return tuple(made)


def _phases(shifts: Sequence[Span], people: int, overtime: int) -> Iterator[Phase]:
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
    down, up = closure(after, start), closure(before, end)
    return tuple(sorted((down & up) | {start, end}))


def watchers(size: int, items: Iterable[T], looks_at: Callable[[T], Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    """Of ``size`` things by number, for each the items that look at it, by their places."""
    watching: list[list[int]] = [[] for _ in range(size)]
    for n, item in enumerate(items):
        for target in set(looks_at(item)):
            watching[target].append(n)
    return tuple(tuple(numbers) for numbers in watching)
