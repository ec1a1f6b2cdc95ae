"""The life of a job in one run: asked for, begun, paused, ended or sent back (docs/world.md, rules 7 to 11).

Long because the rules of one life share its columns, and are compiled together.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Final

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.plan.specs import FOREVER, Ending, JobSpec
from simulator.timeline.state import Call
from simulator.world.calendar import Calendar, HeapCalendar, SimPyCalendar
from simulator.world.dispatcher import Dispatcher, Key, WorkListener
from simulator.world.draws import Draws
from simulator.world.start import DELAYED, DONE, IDLE, NO_CAUSE, PAUSED, QUEUED, READY, RULED, RUNNING, SKIPPED, Start

# Ranks of timers that fall on one second; the number of the job or inject is added, so equals go in file order.
ENDS: Final = 0
TIMEOUTS: Final = 1_000_000
ANSWERS: Final = 2_000_000
INJECTS: Final = 3_000_000
STAFF: Final = 4_000_000
DELAYS: Final = 5_000_000

PLACES: Final = 20
"""Bits of a place in file order, which is told behind the second that work was asked for."""
UNDONE: Final = frozenset({FAILED, TIMED_OUT})
AT_WORK: Final = frozenset({QUEUED, RUNNING, PAUSED})
PENDING: Final = AT_WORK | {DELAYED}
"""Status of what goes on by itself."""
AGAIN: Final = frozenset({DONE, READY, RULED, SKIPPED, DELAYED})
"""Status of a step of a loop that is to be done again when work is sent back."""

Row = tuple[int, int, int, int, int, int, str, int, int, int, tuple[tuple[int, int, int], ...]]
"""(job, visit, ready, asked, started, ended, outcome, worked, absent, because, lacked) of a visit that is over or cut
off: moments since opens, -1 for a start that never was; seconds; whom a meeting waited for (``Dispatcher.lacked``)."""


class Work(WorkListener):
    """All jobs of a run. ``Run`` decides what makes a step ready and what an end sets off."""

    __slots__ = (
        "asked_at",
        "auto",
        "because",
        "calendar",
        "delayed_by",
        "delays",
        "dirty",
        "dispatcher",
        "draws",
        "ended",
        "ended_at",
        "ends_at",
        "handed_over",
        "lengths",
        "line",
        "now",
        "on_delay",
        "on_end",
        "on_release",
        "on_staff",
        "ordered",
        "place",
        "plan",
        "ready_at",
        "reopened_at",
        "resumed_at",
        "rows",
        "run",
        "sent_back",
        "specs",
        "staffed",
        "start",
        "started_at",
        "status",
        "takes",
        "trace",
        "visit",
        "worked",
    )

    def __init__(self, start: Start, draws: Draws, run: int, *, auto: bool, told: bool) -> None:
        self.start = start
        self.plan = start.plan
        self.specs = list(start.jobs)
        """What each job is; one that several ways of staffing are open to, while somebody does it, is as they do it."""
        self.staffed: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        """(job, visit) → (pool, people) pairs: who does, or last did, what deputies might have done."""
        self.handed_over: dict[tuple[int, int], list[tuple[tuple[tuple[int, int], ...], int]]] = {}
        """(job, visit) → who had it before somebody took over, and the seconds it had been worked then."""
        self.draws = draws
        self.run = run
        self.place = run - draws.first
        self.lengths = draws.sheet(start)
        self.auto = auto
        self.trace: list[tuple[Any, ...]] | None = [] if told else None
        self.rows: list[Row] = []
        self.calendar: Calendar = SimPyCalendar(start.now) if told else HeapCalendar()
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
        self.ends_at = [-1] * len(self.status)
        """Job that runs → the second at which it ends; a timer of another second is out of date."""
        self.because = [NO_CAUSE] * len(self.status)
        """Job → the cause of its being ready or asked for, or of its being reopened."""
        self.reopened_at = self.ends_at[:]
        """Step → when it was last sent back, -1 for never."""
        self.dispatcher = Dispatcher(start, self.specs, self, draws, self.lengths, self.place)
        self.line: dict[int, int] = {}
        """Step of a queue whose order is set → what takes the place of the second it was asked for in ``_key``."""
        for since, order in start.lines:
            self._number(since, order)
        self.delays: dict[int, int] = {}
        """Delayed step → when its delay is over; step that recurs → when it comes again."""
        self.delayed_by: dict[int, int] = {}
        """Step → what came last before its latest delay began; what comes during it decides nothing."""
        self.dirty: set[int] = set()
        """Steps to be looked at: something they wait for has changed."""
        self.on_delay = self._delay_over
        self.on_end = self._time_up
        self.on_release = self._released
        self.on_staff = self._staff_change

    # ---- asked for by Run

    @abstractmethod
    def _reach(self, milestones: tuple[int, ...], by: int) -> None:
        """Milestones are reached now, by this cause."""

    @abstractmethod
    def _decide(self, number: int, option: Ending, *, undecided: bool = False) -> None:
        """An inject's decision is taken."""

    @abstractmethod
    def _come_up(self, number: int) -> None:
        """All that a step waits for has come: it is ready, or its delay begins."""

    @abstractmethod
    def _until_came(self, spec: JobSpec) -> bool:
        """A milestone has come with which the step is held no longer."""

    # ---- a run that begins in the middle of work

    def _take_up_work(self, number: int) -> None:
        status, dispatcher, spec = self.status[number], self.dispatcher, self.specs[number]
        self._set_timeout(number)
        if spec.held and self._until_came(spec):
            self._let_go(number)
        if status == QUEUED:
            dispatcher.wait(self._key(number))
            return
        if number in dispatcher.staffed:
            self.staffed[number, self.visit[number]] = spec.staff
        if spec.held:
            self.takes[number] = FOREVER
            if status == PAUSED:
                dispatcher.leave_open(number)
        elif not self.start.known_ends and number not in self.start.stated:
            self.takes[number] = self._drawn_anew(number)
        if status == RUNNING:
            dispatcher.occupy(self._key(number), self._schedule_end(number))
        else:
            dispatcher.hold(self._key(number))
        dispatcher.look_at_all()

    def _drawn_anew(self, number: int) -> int:
        """A forecast does not know when work under way will end, only how long it has lasted."""
        slot = number, self.visit[number]
        lengths = self.lengths.get(slot)
        if lengths is None:
            spec, gone = self.specs[number], self.worked[number]
            assert spec.estimate is not None
            gone += self.now - self.resumed_at[number] if self.status[number] == RUNNING else 0
            lengths = self.draws.lengths_given(
                spec.drawn_as, slot[1], spec.estimate, max(gone, 1), spec.incident, spec.pace
            )
            self.lengths[slot] = lengths
        return lengths[self.place]

    def _key(self, number: int) -> Key:
        second = self.line.get(number, -1) if self.line else -1
        if second < 0:
            second = self.asked_at[number] << PLACES | number
        return (self.specs[number].priority, second, number)

    def _number(self, since: int, order: tuple[int, ...]) -> None:
        """The steps of a queue stand in line since its order was set, and change places among themselves."""
        for place, number in zip(sorted(order), order, strict=True):
            self.line[number] = since << PLACES | place

    def _stand_in_line(self, order: tuple[int, ...]) -> None:
        """An order is set now."""
        self._number(self.now, order)
        for number in order:
            if self.status[number] in AT_WORK:
                self.dispatcher.rekey(self._key(number))

    # ---- asked for and begun

    def ask(self, number: int) -> None:
        """Work joins the queue of its people."""
        now = self.now
        if number in self.dispatcher.staffed:  # whoever did it before, all may do it again
            self.specs[number] = self.plan.jobs[number]
        spec = self.specs[number]
        if self.status[number] != READY:
            self.ready_at[number] = now
        self.status[number] = QUEUED
        self.visit[number] += 1
        self.asked_at[number] = now
        self.started_at[number] = -1
        self.ordered[number] = False
        if spec.held and self._until_came(spec):
            self._let_go(number)
        else:
            dispatcher = self.dispatcher
            dispatcher.fresh.append(self._key(number))
            dispatcher.to_serve = True
        if spec.timeout is not None:
            self._set_timeout(number)
        if self.trace is not None:
            self.trace.append(("queued", now, number, self.visit[number]))

    def begun(self, number: int) -> int:
        """Its length is drawn, and its end goes on the calendar: of what is held, beyond all that is played."""
        now, visit = self.now, self.visit[number]
        held = self.specs[number].held
        if held:
            takes = FOREVER
        else:
            lengths = self.lengths.get((number, visit))
            if lengths is None:
                lengths = self._look_up(number, visit)
            takes = lengths[self.place]
        self.takes[number] = takes
        self.status[number] = RUNNING
        self.started_at[number] = self.resumed_at[number] = now
        self.worked[number] = 0
        until = self.ends_at[number] = now + takes
        self.calendar.put(until, ENDS + number, self.on_end, number)
        if number in self.dispatcher.staffed:
            self.staffed[number, visit] = self.specs[number].staff
        if self.trace is not None:
            staff = self.staffed.get((number, visit), ())
            self.trace.append(("started", now, number, visit, None if held else takes, staff))
        return until

    def _look_up(self, number: int, visit: int) -> list[int]:
        spec = self.specs[number]
        assert spec.estimate is not None
        lengths = self.draws.lengths(spec.drawn_as, visit, spec.estimate, spec.incident, spec.pace)
        self.lengths[number, visit] = lengths
        return lengths

    def _schedule_end(self, number: int) -> int:
        at: int = max(self.resumed_at[number] + self.takes[number] - self.worked[number], self.now)
        self.ends_at[number] = at
        self.calendar.put(at, ENDS + number, self.on_end, number)
        return at

    # ---- its people go and come back

    def paused(self, number: int) -> None:
        """What has been worked so far is kept."""
        self.worked[number] += self.now - self.resumed_at[number]
        self.status[number] = PAUSED
        if self.trace is not None:
            away = any(self.plan.pools[pool].missing(self.now) for pool in self.specs[number].pools)
            self.trace.append(("paused", self.now, number, away))

    def resumed(self, number: int) -> int:
        """The rest of the work goes on, with whoever has it now."""
        self.status[number], self.resumed_at[number] = RUNNING, self.now
        until = self._schedule_end(number)
        staff, slot = self.specs[number].staff, (number, self.visit[number])
        before = self.staffed.get(slot, staff)
        if before != staff:
            self.staffed[slot] = staff
            self.handed_over.setdefault(slot, []).append((before, self.worked[number]))
        if self.trace is not None:
            self.trace.append(("resumed", self.now, number, staff if before != staff else ()))
        return until

    def called(self, pool: int, call: Call) -> None:
        """For the trace only: the dispatcher decides who comes when."""
        if self.trace is not None:
            self.trace.append(("called", self.now, pool, call))

    def wake_at(self, second: int) -> None:
        """A timer for the dispatcher."""
        self.calendar.put(max(second, self.now), STAFF, self.on_staff, None)

    def _staff_change(self, _: None) -> None:
        self.dispatcher.wake(self.now)

    # ---- ended

    def _set_timeout(self, number: int) -> None:
        timeout = self.specs[number].timeout
        if timeout is not None:
            at = max(self.asked_at[number] + timeout, self.now)
            self.calendar.put(at, TIMEOUTS + number, self._timed_out, (number, self.visit[number]))

    def _timed_out(self, visit_of_job: tuple[int, int]) -> None:
        number, visit = visit_of_job
        if self.visit[number] == visit and self.status[number] in AT_WORK:
            self._stop(number)
            self._finish(number, self.specs[number], TIMED_OUT, ())

    def _let_go(self, number: int) -> None:
        """What is held is over in this second, when its turn among all that ends has come."""
        self.calendar.put(self.now, ENDS + number, self.on_release, number)

    def _released(self, number: int) -> None:
        """A milestone has come until which it was held, whether anybody had begun or not."""
        if self.status[number] in AT_WORK:
            self._stop(number)
            self._finish(number, self.specs[number], "", self.specs[number].reaches)

    def _stop(self, number: int) -> None:
        """It ends before its time, wherever it stands."""
        if self.status[number] == RUNNING:
            self.worked[number] += self.now - self.resumed_at[number]
            self.dispatcher.release(number, self.specs[number])
        else:
            self.dispatcher.forget(number)
        if self.started_at[number] < 0:
            self.worked[number] = 0

    def _time_up(self, number: int) -> None:
        if self.ends_at[number] != self.now or self.status[number] != RUNNING:
            return
        spec = self.specs[number]
        self.dispatcher.release(number, spec)
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
        self._reach(reaches, number)
        if spec.every:
            self.put_off(number, max(self.asked_at[number] + spec.every, now), number)

    def put_off(self, number: int, until: int, cause: int) -> None:
        """A delay begins, or the time until a step comes again."""
        self.delays[number], self.delayed_by[number] = until, cause
        self.calendar.put(until, DELAYS + number, self.on_delay, number)

    def _delay_over(self, number: int) -> None:
        """It is looked at with all others, when the instant has brought all that it brings."""
        if self.delays.get(number) == self.now:
            self.dirty.add(number)

    def _write_down(self, number: int, outcome: str) -> None:
        visit, ready, asked = self.visit[number], self.ready_at[number], self.asked_at[number]
        started, worked = self.started_at[number], self.worked[number]
        absent, because = self.dispatcher.absent(number, self.now), self.because[number]
        lacked = self.dispatcher.lacked(number, self.now)
        self.rows.append((number, visit, ready, asked, started, self.now, outcome, worked, absent, because, lacked))

    def goes_on(self) -> bool:
        """Whether some visit is not over, or a delay."""
        return not PENDING.isdisjoint(self.status)

    def open_rows(self, at: int) -> list[Row]:
        """The visits that are not over when the run is, as they stand at its end; to be asked once."""
        rows: list[Row] = []
        for number, status in enumerate(self.status):
            if status in AT_WORK:
                visit, ready, asked = self.visit[number], self.ready_at[number], self.asked_at[number]
                started = self.started_at[number]
                worked = (self.worked[number] if started >= 0 else 0) + (
                    at - self.resumed_at[number] if status == RUNNING else 0
                )
                absent, lacked = self.dispatcher.absent(number, at), self.dispatcher.lacked(number, at)
                cause = self.because[number]
                rows.append((number, visit, ready, asked, started, at, "", worked, absent, cause, lacked))
        return rows

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
            self.delays.pop(member, None)
            self.ended[member] = None
            self.because[member], self.reopened_at[member] = number, self.now
            self.dirty.add(member)
        if loop.start in again:
            self._come_up(loop.start)
