"""One run of the race on SimPy's calendar: injects arrive, work takes time, people are busy or off shift.

At one instant, in this order, each in file order: work ends, timeouts fire, injects fall due, staff
come or go; only then does anybody become ready or begin. The order is read off job and inject
numbers, never off a counter of insertions, so that a run cut anywhere goes on as if uncut.
``docs/world.md`` tells the rules.
"""

from __future__ import annotations

from typing import Any, Final, Self

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.plan.readiness import HOLDS, IMPOSSIBLE, RULED_OUT, readiness
from simulator.plan.specs import Ending, JobSpec
from simulator.timeline.state import Call
from simulator.world.calendar import Calendar, Timer
from simulator.world.dispatcher import Dispatcher, Key
from simulator.world.draws import Draws
from simulator.world.start import DONE, IDLE, PAUSED, QUEUED, READY, RULED, RUNNING, SKIPPED, Start

ENDS: Final = 0
_TIMEOUTS: Final = 1_000_000
_ANSWERS: Final = 2_000_000
_INJECTS: Final = 3_000_000
_STAFF: Final = 4_000_000
UNDONE: Final = frozenset({FAILED, TIMED_OUT})
AGAIN: Final = frozenset({DONE, READY, RULED, SKIPPED})
"""Where a step of a loop may stand to be done again."""

Row = tuple[int, int, int, int, int, int, str, int, int]
"""(job, visit, ready, asked, started, ended, outcome, worked, absent) of a visit that is over: moments since
opens, -1 for a start that never was; seconds worked, and seconds it waited for people who were not at hand."""


class Run:
    """One incident from a start, people or autopilot at the wheel.

    ``auto``: ready steps are asked for and decisions taken as the playbook and its odds have it.
    ``trace``: keep what happens for ``tell``; without it only ``rows`` are kept. A study's runs are ``Swift``.
    """

    __slots__ = (
        "alarm",
        "asked_at",
        "asks",
        "auto",
        "calendar",
        "desk",
        "dirty",
        "draws",
        "ended",
        "ended_at",
        "hears_end",
        "hears_inject",
        "hears_staff",
        "lengths",
        "now",
        "open",
        "ordered",
        "pending",
        "place",
        "plan",
        "reached",
        "ready_at",
        "resumed_at",
        "rows",
        "run",
        "sent_back",
        "specs",
        "start",
        "started_at",
        "status",
        "takes",
        "trace",
        "visit",
        "watchers",
        "worked",
    )

    def __init__(self, start: Start, draws: Draws, run: int = 0, *, auto: bool = False, trace: bool = False) -> None:
        self.start = start
        self.plan = start.plan
        self.specs = start.jobs
        self.watchers = self.plan.watchers
        self.draws = draws
        self.run = run
        self.place = run - draws.first
        self.lengths = draws.sheet(start)
        self.auto = auto
        self.asks = auto or start.self_running
        self.trace: list[tuple[Any, ...]] | None = [] if trace else None
        self.rows: list[Row] = []
        self.calendar = Calendar(start.now)
        self.now = start.now
        (
            self.status,
            self.visit,
            self.ordered,
            self.ready_at,
            self.asked_at,
            self.started_at,
            self.resumed_at,
            self.worked,
            self.takes,
            self.sent_back,
            self.ended,
            self.ended_at,
        ) = start.columns.copies()
        self.alarm: list[Timer | None] = [None] * len(self.status)
        """Job that runs → the bell at which it ends; another that rings for it is out of date."""
        self.reached = list(start.reached)
        self.pending = set(start.pending)
        self.desk = Dispatcher(start, self, draws, self.lengths, self.place)
        self.open = dict(start.open_decisions)
        self.dirty: set[int] = set()
        self.hears_end = (self._time_up,)
        self.hears_staff = (self._staff_bell,)
        self.hears_inject = (self._inject_due,)
        self._take_up()

    # ---- reading off State what is on the calendar

    def _take_up(self) -> None:
        start = self.start
        self.desk.presence.take_up(start)
        self.dirty.update(start.stirred)
        for number in start.at_work:
            self._take_up_work(number)
        for number, due in start.due:
            self._expect(number, due)
        for number, opened_at in self.open.items():
            self._put_question(number, opened_at)

    def _take_up_work(self, number: int) -> None:
        status, desk = self.status[number], self.desk
        self._set_timeout(number)
        if status == QUEUED:
            desk.wait(self._key(number))
            return
        if not self.start.known_ends:
            self.takes[number] = self._drawn_anew(number)
        if status == RUNNING:
            desk.occupy(self._key(number), self._schedule_end(number))
        else:
            desk.hold(self._key(number))
        desk.look_at_all()

    def _drawn_anew(self, number: int) -> int:
        """A forecast does not know when work under way will end, only how long it has lasted."""
        slot = number, self.visit[number]
        found = self.lengths.get(slot)
        if found is None:
            spec, gone = self.specs[number], self.worked[number]
            gone += self.now - self.resumed_at[number] if self.status[number] == RUNNING else 0
            found = self.draws.lengths_given(spec.drawn_as, slot[1], spec.estimate, max(gone, 1), spec.incident)
            self.lengths[slot] = found
        return found[self.place]

    def _key(self, number: int) -> Key:
        return (self.specs[number].priority, self.asked_at[number], number)

    # ---- the loop

    def play(self, until: int) -> Self:
        """Everything up to and including second ``until``, which is the plan's horizon or before."""
        calendar, queue, dirty, desk = self.calendar, self.calendar.queue, self.dirty, self.desk
        if not queue or queue[0][0] > self.now:
            self._settle()
        while queue and (now := queue[0][0]) <= until:
            self.now = now
            calendar.fire()
            while queue and queue[0][0] == now:
                calendar.fire()
            if dirty or desk.stirred:
                self._settle()
        return self

    def _settle(self) -> None:
        """After all that an instant brought: who becomes ready, who begins."""
        dirty, desk, status, specs = self.dirty, self.desk, self.status, self.specs
        while dirty or desk.stirred:
            while dirty:
                batch = sorted(dirty)
                dirty.clear()
                for number in batch:
                    if status[number] == IDLE:
                        self._consider(number, specs[number])
                    if status[number] == READY and (self.asks or self.ordered[number]):
                        self.ask(number)
            if desk.stirred:
                desk.serve(self.now)

    def _consider(self, number: int, spec: JobSpec) -> None:
        """Latches what its waits come to."""
        found = readiness(spec, self.specs, self.ended, self.reached)
        if found == HOLDS:
            self._make_ready(number)
        elif found == IMPOSSIBLE:
            self._rule_out(number)

    def _make_ready(self, number: int) -> None:
        self.status[number], self.ready_at[number] = READY, self.now
        if self.trace is not None:
            self.trace.append(("ready", self.now, number, self._because(self.specs[number])))

    def _because(self, spec: JobSpec) -> str:
        """The job or milestone that came last of those the step waited for."""
        before = [n for n, _ in spec.after + spec.after_any if self.ended[n] is not None]
        causes = [(self.ended_at[n], self.specs[n].name) for n in before]
        causes += [(self.reached[m] or 0, self.plan.milestones[m]) for m in spec.once]
        return max(causes, key=lambda cause: cause[0])[1] if causes else ""

    def _rule_out(self, number: int) -> None:
        self.status[number] = RULED
        self.ended[number], self.ended_at[number] = RULED_OUT, self.now
        self.dirty.update(self.specs[number].followers)
        if self.trace is not None:
            self.trace.append(("ruled-out", self.now, number))

    # ---- milestones and injects

    def _reach(self, milestones: tuple[int, ...]) -> None:
        """A milestone counts the first time only."""
        reached, watchers = self.reached, self.watchers
        for milestone in milestones:
            if reached[milestone] is None:
                reached[milestone] = self.now
                watched = watchers[milestone]
                if watched:
                    steps, injects = watched
                    self.dirty.update(steps)
                    for inject in injects:
                        if inject in self.pending:
                            self._schedule_inject(inject)

    def _schedule_inject(self, number: int) -> None:
        due = self.plan.injects[number].due(self.reached)
        if due is not None and number not in self.start.released:
            self._expect(number, due)

    def _expect(self, number: int, due: int) -> None:
        """The inject is due at a second that is known."""
        self.calendar.put(max(due, self.now), _INJECTS + number, self.hears_inject, number)

    def _inject_due(self, bell: Timer) -> None:
        number: int = bell.what
        if number not in self.pending:
            return
        self.pending.discard(number)
        inject = self.plan.injects[number]
        asked = number not in self.start.released
        if inject.unless and asked and any(self.reached[m] is not None for m in inject.unless):
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
            if self.status[inject.decision] == IDLE:
                self.ask(inject.decision)
        else:
            self.open[number] = opened_at
            if inject.answer_by is not None and inject.if_undecided:
                at = max(opened_at + inject.answer_by, self.now)
                self.calendar.put(at, _ANSWERS + number, (self._no_answer,), number)

    def _no_answer(self, bell: Timer) -> None:
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
            self.desk.summon(pool, self.now)

    # ---- work

    def ask(self, number: int) -> None:
        """Work joins the queue of its people."""
        now, spec = self.now, self.specs[number]
        if self.status[number] != READY:
            self.ready_at[number] = now
        self.status[number] = QUEUED
        self.visit[number] += 1
        self.asked_at[number] = now
        self.started_at[number] = -1
        self.ordered[number] = False
        desk = self.desk
        desk.fresh.append((spec.priority, now, number))
        desk.stirred = True
        if spec.timeout is not None:
            self._set_timeout(number)
        if self.trace is not None:
            self.trace.append(("queued", now, number, self.visit[number]))

    def _set_timeout(self, number: int) -> None:
        timeout = self.specs[number].timeout
        if timeout is not None:
            at = max(self.asked_at[number] + timeout, self.now)
            self.calendar.put(at, _TIMEOUTS + number, (self._timed_out,), (number, self.visit[number]))

    def _timed_out(self, bell: Timer) -> None:
        number, visit = bell.what
        if self.visit[number] != visit or self.status[number] not in (QUEUED, RUNNING, PAUSED):
            return
        if self.status[number] == RUNNING:
            self.worked[number] += self.now - self.resumed_at[number]
            self.desk.release(number, self.specs[number])
        else:
            self.desk.forget(number)
        if self.started_at[number] < 0:
            self.worked[number] = 0
        self._finish(number, self.specs[number], TIMED_OUT, ())

    def begun(self, number: int) -> int:
        """Its length is drawn, and its end goes on the calendar."""
        now, visit = self.now, self.visit[number]
        try:
            takes = self.lengths[number, visit][self.place]
        except KeyError:
            takes = self._look_up(number, visit)[self.place]
        self.takes[number] = takes
        self.status[number] = RUNNING
        self.started_at[number] = self.resumed_at[number] = now
        self.worked[number] = 0
        self.alarm[number] = self.calendar.put(now + takes, ENDS + number, self.hears_end, number)
        if self.trace is not None:
            self.trace.append(("started", now, number, visit, takes))
        return now + takes

    def _look_up(self, number: int, visit: int) -> list[int]:
        spec = self.specs[number]
        found = self.draws.lengths(spec.drawn_as, visit, spec.estimate, spec.incident)
        self.lengths[number, visit] = found
        return found

    def _schedule_end(self, number: int) -> int:
        at: int = max(self.resumed_at[number] + self.takes[number] - self.worked[number], self.now)
        self.alarm[number] = self.calendar.put(at, ENDS + number, self.hears_end, number)
        return at

    def _time_up(self, bell: Timer) -> None:
        number: int = bell.what
        if self.alarm[number] is not bell or self.status[number] != RUNNING:
            return
        spec = self.specs[number]
        self.desk.release(number, spec)
        self.worked[number] = self.takes[number]
        if spec.direct:
            self._finish(number, spec, "", spec.reaches)
        elif spec.fails and self._chance(number, "fails") < spec.fails:
            self._finish(number, spec, FAILED, ())
        else:
            self._end_otherwise(number, spec)

    def _end_otherwise(self, number: int, spec: JobSpec) -> None:
        """Work that may end in several ways, or be sent back."""
        ending = self._drawn(number) if spec.endings else None
        loop = spec.loop
        if loop and self.sent_back[number] < loop.at_most and self._chance(number, "repeat") < loop.odds:
            self._send_back(number, ending.name if ending else "")
        elif ending is None:
            self._finish(number, spec, "", spec.reaches)
        elif spec.kind == "decision":
            self._finish(number, spec, "", ())
            self._decide(self.plan.decides[number], ending)
        else:
            self._finish(number, spec, ending.name, spec.reaches + ending.reaches)

    def _chance(self, number: int, channel: str) -> float:
        spec = self.specs[number]
        return self.draws.uniform(self.run, spec.drawn_as, channel, self.visit[number], spec.incident)

    def _drawn(self, number: int) -> Ending | None:
        spec = self.specs[number]
        if spec.fixed:
            return spec.ending(spec.fixed)
        u = self._chance(number, "outcome")
        return next(ending for ending in spec.endings if u < ending.up_to)

    def _finish(self, number: int, spec: JobSpec, outcome: str, reaches: tuple[int, ...]) -> None:
        now = self.now
        self.status[number] = DONE
        self.ended[number], self.ended_at[number] = outcome, now
        self.dirty.update(spec.followers)
        self._write_down(number, outcome)
        if self.trace is not None:
            names = tuple(self.plan.milestones[m] for m in reaches)
            names = self.start.action_reaches.get(number, names)
            self.trace.append(("ended", now, number, self.visit[number], outcome, names))
        if spec.done >= 0 and outcome not in UNDONE:
            reaches = (*reaches, spec.done)
        self._reach(reaches)

    def _write_down(self, number: int, outcome: str) -> None:
        visit, ready, asked = self.visit[number], self.ready_at[number], self.asked_at[number]
        started, worked, absent = self.started_at[number], self.worked[number], self.desk.absent(number, self.now)
        self.rows.append((number, visit, ready, asked, started, self.now, outcome, worked, absent))

    def _send_back(self, number: int, outcome: str) -> None:
        """Reaches nothing, releases nothing; the steps of the loop that are over are to be done again."""
        loop = self.specs[number].loop
        assert loop is not None
        self.sent_back[number] += 1
        self._write_down(number, outcome)
        again = [n for n in loop.members if n == number or self.status[n] in AGAIN]
        if self.trace is not None:
            self.trace.append(("sent-back", self.now, number, self.visit[number], outcome, tuple(again)))
        for member in again:
            self.status[member] = IDLE
            self.ended[member] = None
            self.dirty.add(member)
        if loop.start in again:
            self._make_ready(loop.start)

    # ---- staff

    def paused(self, number: int) -> None:
        """What has been worked so far is kept."""
        self.worked[number] += self.now - self.resumed_at[number]
        self.status[number] = PAUSED
        if self.trace is not None:
            self.trace.append(("paused", self.now, number))

    def resumed(self, number: int) -> int:
        """The rest of the work goes on."""
        self.status[number], self.resumed_at[number] = RUNNING, self.now
        until = self._schedule_end(number)
        if self.trace is not None:
            self.trace.append(("resumed", self.now, number))
        return until

    def called(self, pool: int, call: Call) -> None:
        """Only to be told: who comes when is the desk's affair."""
        if self.trace is not None:
            self.trace.append(("called", self.now, pool, call))

    def wake_at(self, second: int) -> None:
        """A bell for the desk."""
        self.calendar.put(max(second, self.now), _STAFF, self.hears_staff, None)

    def _staff_bell(self, _bell: Timer) -> None:
        self.desk.ring(self.now)
