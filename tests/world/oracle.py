"""The world's rules told a second time: a heap of bells, and everything looked at again at every bell.

Slow and plain on purpose. It shares tables, readiness and draws with the world it checks, and no code
with its run, its desk or its staff. The rules are those of ``docs/world.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import exp, log
from statistics import NormalDist

from numpy import interp

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.model.team import shifts_of
from simulator.plan.readiness import HOLDS, IMPOSSIBLE, RULED_OUT, readiness
from simulator.plan.specs import FOREVER, JobSpec
from simulator.plan.tables import Plan
from simulator.world.draws import Draws, table

ENDS, TIMEOUTS, INJECTS, STAFF, DELAYS = range(5)
"""What happens at one instant, in this order; each in file order."""


AT_WORK = ("waiting", "working", "paused")


@dataclass
class Work:
    """A job in its present visit."""

    number: int
    spec: JobSpec
    status: str = "idle"
    """idle, delayed, ready, waiting, working, paused or over"""
    visit: int = 0
    asked: int = 0
    started: int | None = None
    since: int = 0
    """Since when it works without a pause."""
    left: int = 0
    """Working seconds still to do at ``since``."""
    sent_back: int = 0
    over_at: int = 0
    due: int = 0
    """When its delay is over, or when it comes again."""
    recurs: bool = False
    """It is to come again."""
    staff: tuple[tuple[int, int], ...] = ()
    """(pool, people) of those who do it."""
    begun_by: tuple[tuple[int, int], ...] = ()
    """(pool, people) of those who did it last."""
    in_line: tuple[int, int] | None = None
    """Of a queue whose order is set: (when that was, the place in file order that it has by that)."""

    @property
    def turn(self) -> tuple[int, int, int]:
        """Its place in the one queue of all."""
        return (self.spec.priority, *(self.in_line or (self.asked, self.number)))


@dataclass(frozen=True)
class Call:
    at: int
    people: int
    answered: int
    until: int
    count: int


@dataclass(frozen=True)
class TimePassed:
    """One visit as it was lived; ``ended`` is None where time ran out first."""

    job: str
    visit: int
    asked: int
    started: int | None
    ended: int | None
    outcome: str


def number(people: int | str) -> int:
    return people if isinstance(people, int) else FOREVER


class Oracle:
    """One incident on autopilot, from opening to ``ends_after``."""

    def __init__(self, plan: Plan, draws: Draws, run: int = 0) -> None:
        self.plan, self.draws, self.run = plan, draws, run
        self.now = 0
        self.work = [Work(n, spec) for n, spec in enumerate(plan.jobs)]
        self.ended: list[str | None] = [None] * len(plan.jobs)
        self.reached: list[int | None] = [None] * len(plan.milestones)
        self.to_come = set(range(len(plan.injects)))
        self.calls: dict[tuple[int, str], Call] = {}
        self.bells: list[tuple[int, int, int, int]] = []
        self.over: list[TimePassed] = []
        self.handed_over: list[tuple[int, str, tuple[tuple[int, int], ...]]] = []
        """(when, what, to whom as (pool, people) pairs)."""
        team, scenario = plan.setup.team, plan.setup.scenario
        self.sites = [
            shifts_of(team, pool.role, plan.setup.workdays, scenario.opens, plan.horizon + 14 * 86_400)
            for pool in plan.pools
        ]

    # ---- time

    def play(self) -> Oracle:
        for number in sorted(self.to_come):
            self.expect(number)
        for pool in self.plan.pools:
            for start, end in pool.shifts:
                self.staff_changes(start, end, end + pool.overtime)
        for absence in self.plan.setup.scenario.away:
            self.staff_changes(absence.at, absence.at + absence.for_)
        if not self.bells or self.bells[0][0] > self.now:
            self.settle()  # what waits for nothing is ready at the opening
        while self.bells and self.goes_on(self.bells[0][0]):
            self.now = self.bells[0][0]
            while self.bells and self.bells[0][0] == self.now:
                _, kind, number, visit = heappop(self.bells)
                if kind == ENDS and self.work[number].spec.held:
                    self.let_go(self.work[number])
                elif kind == ENDS:
                    self.time_up(self.work[number], visit)
                elif kind == TIMEOUTS:
                    self.time_out(self.work[number], visit)
                elif kind == INJECTS:
                    self.fall_due(number)
            self.settle()
        return self

    def goes_on(self, at: int) -> bool:
        """To the story's end, that second included; then for clocks that run or that work may yet start."""
        if at <= max(self.plan.story_end, self.now):  # whatever falls into the second of the last one still happens
            return True
        told = self.milestones()
        at_work = at <= self.plan.last_start and any(
            work.status == "delayed" or (self.can_be_done(work) and (work.status in AT_WORK or self.comes_again(work)))
            for work in self.work
        )
        for clock in self.plan.clocks:
            if clock.recurs:  # it ends with its own end, or with the story
                continue
            start, end = told.get(clock.start), told.get(clock.end)
            missing = {name for name in clock.only_if if name not in told}
            asked = (start, end) != (None, None) if clock.is_order else start is not None
            if not asked or missing:
                begins = set() if asked else {clock.start, clock.end if clock.is_order else clock.start}
                if at_work and missing <= self.worked_for() and (asked or begins & self.worked_for()):
                    return True
                continue
            if clock.is_order:
                continue
            if start is not None and end is None and not any(name in told for name in (*clock.unless, *clock.until)):
                cap = clock.expectation.cap if clock.expectation else None
                due = clock.capped(clock.deadline(start), told.get(cap.from_) if cap else None)
                if due is not None and at <= due:
                    return True
        return False

    def can_be_done(self, work: Work) -> bool:
        """There are people enough for it, and it ends by itself."""
        ways = work.spec.staffings or [work.spec.staff]
        enough = any(all(people <= self.plan.pools[pool].people for pool, people in way) for way in ways)
        return enough and not work.spec.held

    def comes_again(self, work: Work) -> bool:
        return work.recurs and all(self.reached[milestone] is None for milestone in work.spec.until)

    def worked_for(self) -> set[str]:
        """What the end of some work can reach."""
        jobs = self.plan.jobs
        given = [(*job.reaches, job.done, *(n for end in job.endings for n in end.reaches)) for job in jobs]
        return {self.plan.milestones[n] for numbers in given for n in numbers if n >= 0}

    def staff_changes(self, *times: int) -> None:
        for at in times:
            if at >= self.now:
                heappush(self.bells, (at, STAFF, 0, 0))

    def settle(self) -> None:
        """Only when an instant has brought all it brings does anybody become ready or begin."""
        while self.look_at_steps() or self.look_at_people():
            pass

    # ---- readiness

    def look_at_steps(self) -> bool:
        """The autopilot asks for whatever is ready. True if anything changed."""
        changed = False
        for work in self.work:
            came = [at for m in work.spec.again_on if (at := self.reached[m]) is not None]
            if work.status == "over" and self.ended[work.number] != RULED_OUT and max(came, default=-1) > work.over_at:
                work.status, self.ended[work.number], changed = "idle", None, True
        for work in self.work:
            if work.status == "idle" and work.spec.kind == "step":
                found = readiness(work.spec, self.plan.jobs, self.ended, self.reached)
                if found == HOLDS:
                    self.come_up(work)
                elif found == IMPOSSIBLE:
                    work.status, self.ended[work.number] = "over", RULED_OUT
                    changed = True
            if work.status == "delayed" and work.due <= self.now:
                changed |= self.end_delay(work)
            if work.recurs and work.due <= self.now:
                work.recurs = False
                if all(self.reached[milestone] is None for milestone in work.spec.until):
                    work.status, self.ended[work.number] = "ready", None
            if work.status == "ready":
                self.ask(work)
                changed = True
        return changed

    def come_up(self, work: Work) -> None:
        """Ready, but for a delay."""
        work.status = "ready"
        if work.spec.delay:
            work.status, work.due = "delayed", self.now + work.spec.delay
            heappush(self.bells, (work.due, DELAYS, work.number, 0))

    def end_delay(self, work: Work) -> bool:
        """Only now it is asked whether the step is wanted. True if it is ruled out."""
        spec = work.spec
        wanted = all(self.reached[m] is not None for m in spec.only_if) and all(
            self.reached[m] is None for m in spec.unless
        )
        work.status = "ready" if wanted else "over"
        self.ended[work.number] = None if wanted else RULED_OUT
        return not wanted

    def ask(self, work: Work) -> None:
        work.status, work.asked, work.started = "waiting", self.now, None
        work.visit += 1
        if self.is_let_go(work):  # nobody is needed for it any more
            work.status = "leaving"
            heappush(self.bells, (self.now, ENDS, work.number, work.visit))
        if work.spec.timeout is not None:  # runs from being asked for, in the queue too
            heappush(self.bells, (self.now + work.spec.timeout, TIMEOUTS, work.number, work.visit))

    # ---- people

    def look_at_people(self) -> bool:
        """One look over all who work and wait. True if anything changed, so that it must be looked at again."""
        changed = self.pause_whom_nobody_carries()
        kept: set[int] = set()
        for work in self.in_order("paused") + self.in_order("waiting"):
            keeps_it = work.status == "paused" and not work.spec.held
            ways = [work.staff] if keeps_it else work.spec.staffings or [work.spec.staff]
            there = [way for way in ways if all(self.here(pool) >= people for pool, people in way)]
            free = [way for way in there if all(self.free(pool) >= n and pool not in kept for pool, n in way)]
            if free:  # the first choice that can do it
                work.staff = free[0]
                self.begin(work)
                changed = True
                continue
            # Nobody overtakes: free people are kept for it. Who is not there is kept by nobody.
            kept |= {pool for way in there for pool, _ in way if self.plan.pools[pool].people < FOREVER}
            awaited = [way for way in ways if len(ways) == 1 or way in there or self.can_be_called(work, way)]
            if awaited and self.phone_for(work, awaited[0]):
                return True  # who comes at once comes for this one
        return changed

    def can_be_called(self, work: Work, way: tuple[tuple[int, int], ...]) -> bool:
        """Whether calls bring as many as are missing."""
        return all(self.here(pool) >= people or self.bring(pool, work) >= people for pool, people in way)

    def bring(self, pool: int, work: Work) -> int:
        """How many come from outside their hours if they are called."""
        role, most = self.plan.pools[pool].role, self.there(pool)
        by_on_call = min(role.on_call.people, most) if role.on_call else 0
        by_call_in = min(role.call_in.people or most, most) if role.call_in and work.spec.calls_in else 0
        return 0 if self.on_shift(pool) else max(by_on_call, by_call_in)

    def in_order(self, status: str) -> list[Work]:
        return sorted((work for work in self.work if work.status == status), key=lambda work: work.turn)

    def pause_whom_nobody_carries(self) -> bool:
        """The shift is over: last come, first paused."""
        changed = False
        for pool in range(len(self.plan.pools)):
            for work in reversed(self.in_order("working")):
                if self.used(pool) > self.carried(pool) and pool in dict(work.staff):
                    work.status, work.left = "paused", work.left - (self.now - work.since)
                    changed = True
        return changed

    def begin(self, work: Work) -> None:
        if work.status == "waiting":
            work.started = self.now
            work.left = 0 if work.spec.held else self.length(work)
        elif work.spec.held and work.staff != work.begun_by:
            self.handed_over.append((self.now, work.spec.name, work.staff))
        work.status, work.since, work.begun_by = "working", self.now, work.staff
        if work.spec.held:
            return  # no clock rings for it: a milestone does
        heappush(self.bells, (self.now + work.left, ENDS, work.number, work.visit))

    def length(self, work: Work) -> int:
        """The quantile of the visit's number, times the pace of the incident; observed lengths hold theirs already."""
        name, visit, takes = work.spec.name, work.visit, work.spec.estimate
        pace = self.plan.setup.team.pace or self.plan.setup.playbook.pace
        assert takes is not None
        if pace is None or takes.shape == "observed" or not (work.spec.staff or work.spec.staffings):
            return self.draws.takes(self.run, name, visit, takes)
        shares, seconds = table(takes)
        usual = float(interp(self.draws.uniform(self.run, name, "takes", visit), shares, seconds))
        return round(usual * self.pace(pace.p95))

    def pace(self, p95: float) -> float:
        """Lognormal around 1, from a table of 4,097 shares in thousandths, straight between them."""
        place = self.draws.uniform(self.run, "pace", "takes", 1) * 4096
        spread = log(p95) / NormalDist().inv_cdf(0.95)
        inner = (min(max(n / 4096, 1 / 32_776), 1 - 1 / 32_776) for n in (int(place), int(place) + 1))
        below, above = (round(exp(spread * NormalDist().inv_cdf(share)), 3) for share in inner)
        return below + (above - below) * (place - int(place))

    def on_shift(self, pool: int, overtime: int = 0) -> bool:
        return any(start <= self.now < end + overtime for start, end in self.plan.pools[pool].shifts)

    def at_sites(self, pool: int, overtime: int = 0) -> int:
        """How many are in their hours, site by site."""
        return sum(
            min(number(people), FOREVER)
            for people, shifts in self.sites[pool]
            if any(start <= self.now < end + overtime for start, end in shifts)
        )

    def there(self, pool: int) -> int:
        """How many are not out of reach."""
        team, absences = self.plan.setup.team, self.plan.setup.scenario.away
        people = self.plan.pools[pool].people
        for absence in absences:
            if (
                team.pool_of(absence.role) == self.plan.pools[pool].name
                and absence.at <= self.now < absence.at + absence.for_
            ):
                people -= absence.people or self.plan.pools[pool].people
        return max(people, 0)

    def here(self, pool: int) -> int:
        """How many may begin something: all in their hours, else those who were called, but for who is out of reach."""
        if self.on_shift(pool):
            return min(self.at_sites(pool), self.there(pool))
        calls = (call for (whose, _), call in self.calls.items() if whose == pool)
        called = max((call.people for call in calls if call.answered <= self.now < call.until), default=0)
        return min(called, self.there(pool))

    def carried(self, pool: int) -> int:
        """How many may go on with what they do: overtime counts here, and only here."""
        spec = self.plan.pools[pool]
        return max(min(self.at_sites(pool, spec.overtime), self.there(pool)), self.here(pool))

    def used(self, pool: int) -> int:
        return sum(dict(work.staff).get(pool, 0) for work in self.work if work.status == "working")

    def free(self, pool: int) -> int:
        return self.here(pool) - self.used(pool)

    # ---- calls

    def phone_for(self, work: Work, way: tuple[tuple[int, int], ...]) -> bool:
        """Whoever is missing is called. True if somebody is at hand at once."""
        at_once = False
        for pool, people in way:
            if self.here(pool) < people:
                at_once |= self.ring(pool, "on-call")
                at_once |= work.spec.calls_in and self.ring(pool, "call-in")
        return at_once

    def ring(self, number: int, kind: str) -> bool:
        """Where the last call of this gap was given up, the role that comes then is called as well."""
        pool, before = self.plan.pools[number], self.calls.get((number, kind))
        reach = pool.role.on_call if kind == "on-call" else pool.role.call_in
        shifts_since = [start for start, _ in pool.shifts if before and before.at < start <= self.now]
        given_up = before is not None and before.people == 0 and before.until <= self.now and not shifts_since
        at_once = self.phone(number, kind)
        if given_up and reach and reach.then:
            following = self.plan.pool_number[reach.then]
            at_once |= self.ring(following, "on-call" if self.plan.pools[following].role.on_call else "call-in")
        return at_once

    def phone(self, number: int, kind: str) -> bool:
        """Outside hours only, and not while a call of that kind is open. True if they are at hand at once."""
        pool, role, before = self.plan.pools[number], self.plan.pools[number].role, self.calls.get((number, kind))
        if self.on_shift(number) or (before and before.until > self.now):
            return False
        count = before.count + 1 if before else 1
        next_shift = min((start for start, _ in pool.shifts if start > self.now), default=FOREVER)
        reach = role.on_call if kind == "on-call" else role.call_in
        if reach is None:
            return False
        rings = self.draws.takes(self.run, f"{kind}/{pool.name}", count, reach.answers_in)
        answered = self.now + rings
        if reach.rings_for and (
            rings > reach.rings_for
            or self.draws.uniform(self.run, f"{kind}/{pool.name}", "answers", count) >= reach.answers
        ):
            given_up = min(self.now + reach.rings_for, next_shift)
            call = Call(self.now, 0, given_up, given_up, count)
        elif kind == "on-call" and role.on_call:
            call = Call(self.now, min(role.on_call.people, pool.people), answered, next_shift, count)
        elif role.call_in:
            come = min(role.call_in.people or pool.people, pool.people)
            call = Call(self.now, come, answered, answered + role.call_in.stays, count)
        self.calls[number, kind] = call
        self.staff_changes(call.answered, call.until)
        return call.answered == self.now < call.until

    # ---- endings

    def time_up(self, work: Work, visit: int) -> None:
        if work.status != "working" or work.visit != visit or work.since + work.left != self.now:
            return  # it was paused, or timed out, since this bell was hung
        spec = work.spec
        if spec.fails and self.chance(work, "fails") < spec.fails:  # failure first, then outcome, then repeat
            self.finish(work, FAILED)
            return
        ending = None
        if spec.endings:
            share = self.chance(work, "outcome")
            drawn = next(ending for ending in spec.endings if share < ending.up_to)
            ending = spec.ending(spec.fixed) if spec.fixed else drawn
        outcome = ending.name if ending and spec.kind == "step" else ""
        loop = spec.loop
        if loop and work.sent_back < loop.at_most and self.chance(work, "repeat") < loop.odds:
            self.send_back(work, outcome)
            return
        if spec.kind == "decision":
            self.put_in_order(spec.name.removeprefix("decision/"))
        self.finish(work, outcome)
        self.reach(spec.reaches + (ending.reaches if ending else ()))
        if spec.done >= 0:
            self.reach((spec.done,))
        for pool in ending.calls if ending else ():
            self.phone(pool, "call-in" if self.plan.pools[pool].role.call_in else "on-call")

    def put_in_order(self, inject: str) -> None:
        """The autopilot takes the order as it is written: places in the file change hands within the queue."""
        asked = self.plan.setup.scenario.inject(inject)
        line = [self.plan.job_number[item.step] for item in (asked and asked.decision and asked.decision.queue) or ()]
        for place, number in zip(sorted(line), line, strict=True):
            self.work[number].in_line = (self.now, place)

    def is_let_go(self, work: Work) -> bool:
        """A milestone has come until which it is held."""
        return work.spec.held and any(self.reached[milestone] is not None for milestone in work.spec.until)

    def let_go(self, work: Work) -> None:
        """Whether somebody had begun or not, it is over, and reaches what it reaches."""
        if work.status in ("leaving", "waiting", "working", "paused"):
            self.finish(work, "")
            self.reach((*work.spec.reaches, work.spec.done))

    def time_out(self, work: Work, visit: int) -> None:
        if work.visit == visit and work.status in ("waiting", "working", "paused"):
            self.finish(work, TIMED_OUT)

    def chance(self, work: Work, channel: str) -> float:
        return self.draws.uniform(self.run, work.spec.name, channel, work.visit)

    def finish(self, work: Work, outcome: str) -> None:
        work.status, self.ended[work.number], work.over_at = "over", outcome, self.now
        self.tell(work, self.now, outcome)
        if work.spec.every:
            work.recurs, work.due = True, max(work.asked + work.spec.every, self.now)
            heappush(self.bells, (work.due, DELAYS, work.number, 0))

    def send_back(self, work: Work, outcome: str) -> None:
        """All of the loop that is over or ready is to be done again; ``from``, if it is so too, is ready at once."""
        loop = work.spec.loop
        assert loop is not None
        self.tell(work, self.now, outcome)
        work.status = "over"
        work.sent_back += 1
        for member in (self.work[n] for n in loop.members):
            if member.status in ("over", "ready", "delayed"):
                member.status, member.recurs = "idle", False
                self.ended[member.number] = None
                if member.number == loop.start:
                    self.come_up(member)

    def tell(self, work: Work, ended: int | None, outcome: str = "") -> None:
        self.over.append(TimePassed(work.spec.name, work.visit, work.asked, work.started, ended, outcome))

    # ---- milestones and injects

    def reach(self, milestones: tuple[int, ...]) -> None:
        for milestone in milestones:
            if self.reached[milestone] is None:  # the first time counts
                self.reached[milestone] = self.now
                for work in self.work:
                    if work.status in ("waiting", "working", "paused") and self.is_let_go(work):
                        heappush(self.bells, (self.now, ENDS, work.number, work.visit))
                for number in sorted(self.to_come):
                    inject = self.plan.injects[number]
                    if milestone in inject.once or milestone in inject.trips_on:
                        self.expect(number)

    def expect(self, number: int) -> None:
        """Due at the latest of ``at`` and of ``once`` plus ``delay``, as soon as that is known.

        A wire that is set rings in this second if what trips it has come.
        """
        inject = self.plan.injects[number]
        came = [self.reached[milestone] for milestone in inject.once]
        if None not in came:
            after = max((at for at in came if at is not None), default=0) + inject.delay if came else 0
            due = max(inject.at or 0, after)
            if any(self.reached[milestone] is not None for milestone in inject.trips_on):
                due = min(due, self.now)
            if due <= inject.until:
                heappush(self.bells, (due, INJECTS, number, 0))

    def fall_due(self, number: int) -> None:
        inject = self.plan.injects[number]
        if number not in self.to_come:
            return
        self.to_come.discard(number)
        if any(self.reached[milestone] is not None for milestone in inject.unless):
            return
        self.reach(inject.reaches)
        for job in (inject.work, inject.decision):  # to the autopilot a decision is work
            if job >= 0:
                self.ask(self.work[job])

    # ---- what it came to

    def visits(self) -> list[TimePassed]:
        """Every visit, those included that time ran out on."""
        for work in self.work:
            if work.status in ("waiting", "working", "paused"):
                self.tell(work, None)
        return sorted(self.over, key=lambda told: (told.job, told.visit))

    def milestones(self) -> dict[str, int]:
        return {name: at for name, at in zip(self.plan.milestones, self.reached, strict=True) if at is not None}
