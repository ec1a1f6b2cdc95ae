"""One run of the race on SimPy's calendar: injects arrive, work takes time, people are busy or off shift.

At one instant, in this order, each in file order: work ends, timeouts strike, injects fall due, staff
come or go; only then does anybody become ready or begin. The order is read off job and inject
numbers, never off a counter of insertions, so that a run cut anywhere goes on as if uncut.
``docs/world.md`` tells the rules.
"""

from __future__ import annotations

from typing import Any

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.plan.readiness import RULED_OUT, Readiness, readiness
from simulator.plan.tables import Ending, JobSpec
from simulator.timeline.state import Call
from simulator.world.calendar import Bell, Calendar
from simulator.world.desk import Desk, Key
from simulator.world.draws import Draws
from simulator.world.start import JobNow, Start, Status

_ENDS, _TIMEOUTS, _ANSWERS, _INJECTS, _STAFF = (n * 1_000_000 for n in range(5))
NEVER, MAY_BEGIN = Readiness.NEVER, Readiness.READY
IDLE, READY, QUEUED, RUNNING, PAUSED, DONE, RULED = 0, 1, 2, 3, 4, 5, 7


class Run:
    """One incident from a start, people or autopilot at the wheel.

    ``auto``: ready steps are asked for and decisions taken as the playbook and its odds have it.
    ``trace``: keep what happens for ``tell``; without it only ``rows`` are kept.
    """

    def __init__(self, start: Start, draws: Draws, run: int = 0, *, auto: bool = False, trace: bool = False) -> None:
        self.start = start
        self.plan = start.plan
        self.specs = start.jobs
        self.planned = len(self.plan.jobs)
        self.draws = draws
        self.run = run
        self.auto = auto
        self.asks = auto or start.self_running
        self.trace: list[tuple[Any, ...]] | None = [] if trace else None
        self.rows: list[tuple[int, int, int, int, int, int, str]] = []
        """(job, visit, ready, asked, started, ended, outcome) per finished visit; started -1 if it never began."""
        self.calendar = Calendar(start.now)
        self.now = start.now
        self.jobs = [JobNow(*numbers) for numbers in start.job_now]
        self.ended = list(start.ended)
        self.ended_at = list(start.ended_at)
        self.reached = list(start.reached)
        self.pending = set(start.pending)
        self.desk = Desk(self.plan, self.specs, self, draws, run)
        self.open = dict(start.open_decisions)
        self.dirty: set[int] = set()
        self._take_up()

    # ---- reading off State what is on the calendar

    def _take_up(self) -> None:
        for pool, kind, call in self.start.calls:
            self.desk.pools[pool].took_call(kind, self._redrawn(pool, kind, call))
        self.dirty.update(self.start.stirred)
        for number in self.start.at_work:
            self._take_up_work(number, self.jobs[number])
            self.desk.stirred = True
        for number in self.pending:
            self._schedule_inject(number)
        for number, opened_at in self.open.items():
            self._put_question(number, opened_at)

    def _take_up_work(self, number: int, job: JobNow) -> None:
        self._set_timeout(number)
        if job.status == QUEUED:
            self.desk.wait(self._key(number))
        elif job.status == PAUSED:
            self.desk.hold(self._key(number))
        else:
            self.desk.occupy(self._key(number))
        if job.status != QUEUED and not self.start.known_ends:
            spec, gone = self.specs[number], job.worked
            gone += self.now - job.resumed_at if job.status == RUNNING else 0
            job.takes = self.draws.takes(self.run, spec.name, job.visit, spec.estimate, max(gone, 1))
        if job.status == RUNNING:
            self._schedule_end(number)

    def _redrawn(self, pool: int, kind: str, call: Call) -> Call:
        """A forecast does not know when a call will be answered, only that it has not been."""
        if self.start.known_ends or call.answers_at <= self.now:
            return call
        role, name = self.plan.pools[pool].role, self.plan.pools[pool].name
        reach = role.on_call if kind == "on-call" else role.call_in
        if reach is None:
            return call
        waited = max(self.now - call.at, 1)
        answered = call.at + self.draws.takes(self.run, f"{kind}/{name}", call.nth, reach.answers_in, waited)
        until = call.until if kind == "on-call" else call.until - call.answers_at + answered
        return call._replace(answers_at=max(answered, self.now), until=until)

    def _key(self, number: int) -> Key:
        return (self.specs[number].priority, self.jobs[number].asked_at, number)

    # ---- the loop

    def play(self, until: int) -> Run:
        """Everything up to and including second ``until``."""
        due, strike, dirty, desk = self.calendar.due, self.calendar.strike, self.dirty, self.desk
        if due() > self.now:
            self._settle()
        while (now := due()) <= until:
            self.now = now
            strike()
            if (dirty or desk.stirred) and due() > now:
                self._settle()
        return self

    def _settle(self) -> None:
        """After all that an instant brought: who becomes ready, who begins."""
        dirty, desk = self.dirty, self.desk
        while dirty or desk.stirred:
            while dirty:
                batch = sorted(dirty)
                dirty.clear()
                for number in batch:
                    self._consider(number)
            if desk.stirred:
                desk.serve(self.now)
                if desk.fresh or desk.moved:
                    for at in desk.bells():
                        self.calendar.ring(at, _STAFF, self._staff_bell, None)

    def _consider(self, number: int) -> None:
        """Latches readiness; asks for the step where nobody needs to."""
        spec, job = self.specs[number], self.jobs[number]
        if job.status == IDLE:
            found = readiness(spec, self.specs, self.ended, self.reached)
            if found == NEVER:
                self._rule_out(number)
            elif found == MAY_BEGIN:
                self._make_ready(number)
        if job.status == READY and (self.asks or job.ordered):
            self.ask(number)

    def _make_ready(self, number: int) -> None:
        job = self.jobs[number]
        job.status, job.ready_at = READY, self.now
        if self.trace is not None:
            self.trace.append(("ready", self.now, number, self._because(self.specs[number])))

    def _because(self, spec: JobSpec) -> str:
        """The job or milestone that came last of those the step waited for."""
        before = [n for n, _ in spec.after + spec.after_any if self.ended[n] is not None]
        causes = [(self.ended_at[n], self.specs[n].name) for n in before]
        causes += [(self.reached[m] or 0, self.plan.milestones[m]) for m in spec.once]
        return max(causes, key=lambda cause: cause[0])[1] if causes else ""

    def _rule_out(self, number: int) -> None:
        self.jobs[number].status = RULED
        self.ended[number], self.ended_at[number] = RULED_OUT, self.now
        self.dirty.update(self.plan.steps_after[number])
        if self.trace is not None:
            self.trace.append(("ruled-out", self.now, number))

    # ---- milestones and injects

    def _reach(self, milestones: tuple[int, ...]) -> None:
        """A milestone counts the first time only."""
        for milestone in milestones:
            if self.reached[milestone] is None:
                self.reached[milestone] = self.now
                self.dirty.update(self.plan.steps_once[milestone])
                for inject in self.plan.injects_once[milestone]:
                    if inject in self.pending:
                        self._schedule_inject(inject)

    def _schedule_inject(self, number: int) -> None:
        """Due at the latest of ``at``, ``once`` plus ``delay``, and its release."""
        inject, now = self.plan.injects[number], self.now
        due = inject.at or 0
        if number in self.start.released:
            due = now
        elif inject.once:
            came = [self.reached[m] for m in inject.once]
            if None in came:
                return
            due = max(due, max(t for t in came if t is not None) + inject.delay)
        self.calendar.ring(max(due, now), _INJECTS + number, self._inject_due, number)

    def _inject_due(self, bell: Bell) -> None:
        number: int = bell.what
        if number not in self.pending:
            return
        self.pending.discard(number)
        inject = self.plan.injects[number]
        asked = number not in self.start.released
        if asked and any(self.reached[m] is not None for m in inject.unless):
            if self.trace is not None:
                self.trace.append(("dropped", self.now, number))
            return
        if self.trace is not None:
            self.trace.append(("delivered", self.now, number))
        self._reach(inject.reaches)
        if inject.work >= 0:
            self.ask(inject.work)
        if inject.decision >= 0:
            if self.trace is not None and not self.auto:
                self.trace.append(("opened", self.now, number))
            self._put_question(number, self.now)

    # ---- decisions

    def _put_question(self, number: int, opened_at: int) -> None:
        """To the autopilot a decision is work; to people it stays open, at the latest until ``answer_by``."""
        inject = self.plan.injects[number]
        if self.auto:
            if self.jobs[inject.decision].status == IDLE:
                self.ask(inject.decision)
        else:
            self.open[number] = opened_at
            if inject.answer_by is not None and inject.if_undecided:
                at = max(opened_at + inject.answer_by, self.now)
                self.calendar.ring(at, _ANSWERS + number, self._no_answer, number)

    def _no_answer(self, bell: Bell) -> None:
        number: int = bell.what
        if self.open.pop(number, None) is None:
            return
        inject = self.plan.injects[number]
        option = self.specs[inject.decision].ending(inject.if_undecided)
        if option:
            self._decide(number, option, undecided=True)

    def _decide(self, number: int, option: Ending, *, undecided: bool = False) -> None:
        if self.trace is not None:
            self.trace.append(("decided", self.now, number, option, undecided))
        self._reach(option.reaches)
        for pool in option.calls:
            self.desk.phone(pool, self.desk.pools[pool].comes_by, self.now)
            self.desk.stirred = True

    # ---- work

    def ask(self, number: int) -> None:
        """Work joins the queue of its people."""
        job = self.jobs[number]
        if job.status != READY:
            job.ready_at = self.now
        job.status, job.visit, job.asked_at, job.ordered = QUEUED, job.visit + 1, self.now, False
        job.started_at = -1
        self.desk.wait((self.specs[number].priority, self.now, number))
        if self.specs[number].timeout is not None:
            self._set_timeout(number)
        if self.trace is not None:
            self.trace.append(("queued", self.now, number, job.visit))

    def _set_timeout(self, number: int) -> None:
        timeout, job = self.specs[number].timeout, self.jobs[number]
        if timeout is not None:
            at = max(job.asked_at + timeout, self.now)
            self.calendar.ring(at, _TIMEOUTS + number, self._timed_out, (number, job.visit))

    def _timed_out(self, bell: Bell) -> None:
        number, visit = bell.what
        job = self.jobs[number]
        if job.visit == visit and job.status in (QUEUED, RUNNING, PAUSED):
            self.desk.leave(number)
            self._finish(number, TIMED_OUT, ())

    def begun(self, number: int) -> None:
        """Its length is drawn, and its end goes on the calendar."""
        spec, job, now = self.specs[number], self.jobs[number], self.now
        job.takes = self.draws.takes(self.run, spec.name, job.visit, spec.estimate)
        job.status, job.started_at, job.resumed_at, job.worked = RUNNING, now, now, 0
        self.desk.ends[number] = now + job.takes
        self.calendar.ring(now + job.takes, _ENDS + number, self._time_up, (number, now, job.visit))
        if self.trace is not None:
            self.trace.append(("started", now, number, job.visit, job.takes))

    def _schedule_end(self, number: int) -> None:
        job = self.jobs[number]
        at = max(job.resumed_at + job.takes - job.worked, self.now)
        self.desk.ends[number] = at
        self.calendar.ring(at, _ENDS + number, self._time_up, (number, job.resumed_at, job.visit))

    def _time_up(self, bell: Bell) -> None:
        number, resumed_at, visit = bell.what
        job = self.jobs[number]
        if job.status != RUNNING or job.resumed_at != resumed_at or job.visit != visit:
            return
        self.desk.leave(number)
        spec = self.specs[number]
        if spec.fails and self._chance(number, "fails") < spec.fails:
            self._finish(number, FAILED, ())
            return
        ending = self._drawn(number) if spec.endings else None
        loop = spec.loop
        if loop and job.sent_back < loop.at_most and self._chance(number, "repeat") < loop.odds:
            self._send_back(number, ending.name if ending else "")
        elif spec.kind == "decision":
            self._finish(number, "", ())
            if ending:
                self._decide(self.plan.decides[number], ending)
        else:
            reaches = spec.reaches + (ending.reaches if ending else ())
            self._finish(number, ending.name if ending else "", reaches)

    def _chance(self, number: int, channel: str) -> float:
        return self.draws.uniform(self.run, self.specs[number].name, channel, self.jobs[number].visit)

    def _drawn(self, number: int) -> Ending | None:
        spec = self.specs[number]
        if spec.fixed:
            return spec.ending(spec.fixed)
        u = self._chance(number, "outcome")
        return next(ending for ending in spec.endings if u < ending.up_to)

    def _finish(self, number: int, outcome: str, reaches: tuple[int, ...]) -> None:
        spec, job = self.specs[number], self.jobs[number]
        job.status = DONE
        self.ended[number], self.ended_at[number] = outcome, self.now
        if number < self.planned:
            self.dirty.update(self.plan.steps_after[number])
        self.rows.append((number, job.visit, job.ready_at, job.asked_at, job.started_at, self.now, outcome))
        if self.trace is not None:
            names = tuple(self.plan.milestones[m] for m in reaches)
            names = self.start.action_reaches.get(number, names)
            self.trace.append(("ended", self.now, number, job.visit, outcome, names))
        if spec.done >= 0 and outcome not in (FAILED, TIMED_OUT):
            reaches = (*reaches, spec.done)
        if reaches:
            self._reach(reaches)

    def _send_back(self, number: int, outcome: str) -> None:
        """Reaches nothing, releases nothing; the steps of the loop that are over are to be done again."""
        job, loop = self.jobs[number], self.specs[number].loop
        assert loop is not None
        job.sent_back += 1
        self.rows.append((number, job.visit, job.ready_at, job.asked_at, job.started_at, self.now, outcome))
        again = [n for n in loop.members if n == number or self.jobs[n].status in (DONE, READY, RULED, Status.SKIPPED)]
        if self.trace is not None:
            self.trace.append(("sent-back", self.now, number, job.visit, outcome, tuple(again)))
        for member in again:
            self.jobs[member].status = IDLE
            self.ended[member] = None
            self.dirty.add(member)
        if loop.start in again:
            self._make_ready(loop.start)

    # ---- staff

    def paused(self, number: int) -> None:
        """What has been worked so far is kept."""
        job = self.jobs[number]
        job.worked += self.now - job.resumed_at
        job.status = PAUSED
        if self.trace is not None:
            self.trace.append(("paused", self.now, number))

    def resumed(self, number: int) -> None:
        """The rest of the work goes on."""
        job = self.jobs[number]
        job.status, job.resumed_at = RUNNING, self.now
        self._schedule_end(number)
        if self.trace is not None:
            self.trace.append(("resumed", self.now, number))

    def called(self, pool: int, call: Call) -> None:
        """Only to be told: who comes when is the desk's affair."""
        if self.trace is not None:
            self.trace.append(("called", self.now, pool, call))

    def _staff_bell(self, _bell: Bell) -> None:
        self.desk.stirred = self.desk.rung = True
