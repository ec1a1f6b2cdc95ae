"""The life of a job in one run: asked for, begun, paused, ended or sent back (docs/world.md, rules 7 to 12)."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import (
    CUT_OFF,
    DELAYS,
    DONE_SO,
    ENDS,
    FAILED_SO,
    FAILS,
    HANDED_OVER,
    NOT_OVER,
    OPEN_WAY,
    PLACE_BITS,
    PRIORITY_BITS,
    ROW,
    STAFFED,
    TIMED_OUT_SO,
    TIMEOUTS,
)
from simulator.world.kernel.meetings import Meetings
from simulator.world.kernel.memory import Ints, filled, longer
from simulator.world.kernel.tables import Tables
from simulator.world.start import DONE, IDLE, PAUSED, QUEUED, READY, RUNNING


class Jobs(Meetings):
    """All jobs of a run. ``Kernel`` decides what makes a step ready and what an end sets off."""

    def __init__(self, t: Tables, heap: Ints, *, traced: bool) -> None:
        super().__init__(t, heap, traced=traced)
        self.traced = int(traced)
        self.tape, self.told = filled(0), 0
        """What the run tells, one record behind the other, and how long it is (``tapes``)."""
        self.priority, self.every, self.timeout = t.priority, t.every, t.timeout
        self.direct, self.done, self.decides = t.direct, t.done, t.decides
        self.reaches_at, self.reaches = t.reaches_at, t.reaches
        self.ending_at, self.ending_name = t.ending_at, t.ending_name
        self.gives_at, self.gives = t.gives_at, t.gives
        self.at_most, self.sent_to = t.at_most, t.sent_to
        self.member_at, self.member = t.member_at, t.member
        self.follower_at, self.follower = t.follower_at, t.follower
        self.status, self.visit, self.sent_back = filled(t.jobs), filled(t.jobs), filled(t.jobs)
        self.ready_at, self.asked_at, self.started_at = filled(t.jobs), filled(t.jobs), filled(t.jobs)
        self.resumed_at, self.worked, self.takes = filled(t.jobs), filled(t.jobs), filled(t.jobs)
        self.ended, self.ended_at, self.ends_at = filled(t.jobs), filled(t.jobs), filled(t.jobs)
        self.times_out_at = filled(t.jobs)
        self.because, self.reopened_at = filled(t.jobs), filled(t.jobs)
        """The cause of its being ready, asked for or reopened; when it was last sent back, -1 for never."""
        self.delay_until, self.delayed_by = filled(t.jobs), filled(t.jobs)
        """When its delay is over, or it comes again, -1 without; what came last before that began."""
        self.in_line = filled(t.jobs)
        """Of a step of a queue whose order is set, what takes the place of the second it was asked for; else -1."""
        self.begun_by = filled(t.jobs)
        self.touched, self.touches, self.is_touched = filled(t.jobs), 0, filled(t.jobs)
        """Steps to be looked at: something they wait for has changed."""

    def lengthen_tape(self, size: int) -> None:
        """Room for more to tell."""
        self.tape = longer(self.tape, size)

    # ---- asked for and begun

    def ask(self, job: int) -> None:
        """Work joins the queue of its people."""
        if self._has_deputies(self.staffing[job]):  # whoever did it before, all may do it again
            self.with_way[job] = OPEN_WAY
        if self.status[job] != READY:
            self.ready_at[job] = self.now
        self.status[job] = QUEUED
        self.visit[job] += 1
        self.asked_at[job], self.started_at[job] = self.now, -1
        self.set_turn(job)
        if self.held[job] and self.until_came(job):
            self.lacked_before[job], self.lacked_since[job] = 0, -1
            self.let_go_of(job)
        else:
            self.join(job)
            if not self.held[job]:
                self.next_slot(job)
        self.set_timeout(job)

    def set_turn(self, job: int) -> None:
        """By priority, then by when it was asked for, then by its place (rule 12)."""
        asked = self.asked_at[job] << PLACE_BITS | job
        if self.in_line[job] >= 0:
            asked = self.in_line[job]
        self.turn[job] = self.priority[job] << PRIORITY_BITS | asked

    def begins(self, job: int) -> int:
        """Its end goes on the calendar: of what is held, beyond all that is played."""
        self.takes[job] = FOREVER if self.held[job] else self.length(job)
        self.status[job] = RUNNING
        self.started_at[job] = self.now
        self.worked[job] = 0
        self.begun_by[job] = self.with_way[job]
        if self.traced and self._has_deputies(self.staffing[job]):
            self.tell_staffed(job)
        return self._works(job)

    def tell_staffed(self, job: int) -> None:
        """Who does what deputies might have done."""
        self.tell(STAFFED)
        self.tell(job)
        self.tell(self.visit[job])
        self.tell(self.begun_by[job])

    def _works(self, job: int) -> int:
        """It is worked on from now on; when it will end."""
        self.waits_for_nobody(job)
        self.resumed_at[job] = self.now
        return self.schedule_end(job)

    def schedule_end(self, job: int) -> int:
        """Its end goes on the calendar, if it comes by itself."""
        at = max(self.resumed_at[job] + self.takes[job] - self.worked[job], self.now)
        self.ends_at[job] = at
        if not self.held[job]:
            self.set_timer(at, ENDS, job)
        return at

    def ends(self, job: int) -> int:
        """See ``Service``."""
        return self.ends_at[job]

    # ---- its people go and come back

    def has_paused(self, job: int) -> None:
        """What has been worked so far is kept."""
        self.worked[job] += self.now - self.resumed_at[job]
        self.status[job] = PAUSED

    def resumes(self, job: int) -> int:
        """The rest of the work goes on, with whoever has it now."""
        self.status[job] = RUNNING
        if self.begun_by[job] != self.with_way[job]:
            if self.traced:
                self._tell_handed_over(job)
            self.begun_by[job] = self.with_way[job]
        return self._works(job)

    def _tell_handed_over(self, job: int) -> None:
        self.tell(HANDED_OVER)
        self.tell(job)
        self.tell(self.visit[job])
        self.tell(self.begun_by[job])
        self.tell(self.worked[job])
        self.tell(self.with_way[job])

    # ---- ended

    def set_timeout(self, job: int) -> None:
        """Counts from being asked for."""
        if self.timeout[job] >= 0:
            at = max(self.asked_at[job] + self.timeout[job], self.now)
            self.times_out_at[job] = at
            self.set_timer(at, TIMEOUTS, job)

    def time_out(self, job: int) -> None:
        """Its time is over, wherever it stands."""
        if self.times_out_at[job] == self.now and self.is_at_work(job):
            self._stop(job)
            self._finish(job, TIMED_OUT_SO, -1)

    def is_at_work(self, job: int) -> bool:
        """It waits, runs or pauses."""
        status = self.status[job]
        return status in (QUEUED, RUNNING, PAUSED)

    def let_go_of(self, job: int) -> None:
        """What is held is over in this second, when its turn among all that ends has come."""
        self.set_timer(self.now, ENDS, job)

    def _stop(self, job: int) -> None:
        """It ends before its time, wherever it stands."""
        if self.status[job] == RUNNING:
            self.worked[job] += self.now - self.resumed_at[job]
            self.release(job)
        else:
            self.leave(job, self.status[job] == QUEUED)
        if self.started_at[job] < 0:
            self.worked[job] = 0

    def end(self, job: int) -> None:
        """A timer says that its time is up, or that a milestone has come until which it was held."""
        if self.held[job]:
            if self.is_at_work(job):
                self._stop(job)
                self._finish(job, DONE_SO, -1)
        elif self.ends_at[job] == self.now and self.status[job] == RUNNING:
            self._time_up(job)

    def _time_up(self, job: int) -> None:
        """Failure, then outcome, then repeat (rule 7)."""
        self.release(job)
        self.worked[job] = self.takes[job]
        how = 0 if self.direct[job] else self.ending(job)
        if how == FAILS:
            self._finish(job, FAILED_SO, -1)
        else:
            ending = self.ending_at[job] + (how >> 1) - 1 if how >> 1 else -1
            name = self.ending_name[ending] if ending >= 0 else DONE_SO
            if how & 1 and self.sent_back[job] < self.at_most[job]:
                self._send_back(job, name)
            elif self.decides[job] >= 0 and ending >= 0:
                self._finish(job, DONE_SO, -1)
                self.decide(job, ending)
            else:
                self._finish(job, name, ending)

    def _finish(self, job: int, end: int, ending: int) -> None:
        self.status[job] = DONE
        self.ended[job], self.ended_at[job] = end, self.now
        self.touch_followers(job)
        self.write_down(ROW, job, end, self.worked[job], self.now)
        if end not in (FAILED_SO, TIMED_OUT_SO):
            self._reach_all(job, ending)
        if self.every[job]:
            self.put_off(job, max(self.asked_at[job] + self.every[job], self.now), job)

    def _reach_all(self, job: int, ending: int) -> None:
        """The milestones of the step, then those of its outcome, then its own."""
        for place in range(self.reaches_at[job], self.reaches_at[job + 1]):
            self.reach(self.reaches[place], job)
        if ending >= 0:
            for place in range(self.gives_at[ending], self.gives_at[ending + 1]):
                self.reach(self.gives[place], job)
        if self.done[job] >= 0:
            self.reach(self.done[job], job)

    def _send_back(self, job: int, end: int) -> None:
        """Reaches nothing, releases nothing; the steps of the loop that are over are to be done again (rule 9)."""
        self.sent_back[job] += 1
        self.write_down(ROW, job, end, self.worked[job], self.now)
        start_again = False
        for place in range(self.member_at[job], self.member_at[job + 1]):
            member = self.member[place]
            if member == job or self._may_come_again(member):
                start_again = start_again or member == self.sent_to[job]
                self.begin_anew(member, job)
        if start_again:
            self.come_up(self.sent_to[job])

    def _may_come_again(self, step: int) -> bool:
        status = self.status[step]
        return status != IDLE and not self.is_at_work(step)

    def begin_anew(self, step: int, cause: int) -> None:
        """A step is to be done again."""
        self.status[step] = IDLE
        self.delay_until[step] = -1
        self.ended[step] = NOT_OVER
        self.because[step], self.reopened_at[step] = cause, self.now
        self.touch(step)

    def put_off(self, step: int, until: int, cause: int) -> None:
        """A delay begins, or the time until a step comes again."""
        self.delay_until[step], self.delayed_by[step] = until, cause
        self.set_timer(until, DELAYS, step)

    def touch(self, step: int) -> None:
        """The step is to be looked at when the instant has brought all that it brings."""
        if not self.is_touched[step]:
            self.is_touched[step] = 1
            self.touched[self.touches] = step
            self.touches += 1

    def touch_followers(self, job: int) -> None:
        """All that look at its end."""
        for place in range(self.follower_at[job], self.follower_at[job + 1]):
            self.touch(self.follower[place])

    # ---- what a run tells

    def tell(self, figure: int) -> None:
        """One figure more on the tape."""
        self.tape[self.told] = figure
        self.told += 1

    def write_down(self, kind: int, job: int, end: int, worked: int, at: int) -> None:
        """A visit that is over, or that the end of the run cuts off: see ``tapes``."""
        if self.traced:
            self.tell(kind)
            self.tell(job)
            self.tell(self.visit[job])
            self.tell(self.ready_at[job])
            self.tell(self.asked_at[job])
            self.tell(self.started_at[job])
            self.tell(at)
            self.tell(end)
            self.tell(worked)
            self.tell(self.absent(job, self.status[job] == QUEUED, at))
            self.tell(self.because[job])
            self._tell_lacked(job, at)

    def cut_off(self, at: int) -> None:
        """The visits that are not over when the run is, as they stand at its end."""
        for job in range(self.jobs):
            if self.is_at_work(job):
                worked = 0 if self.started_at[job] < 0 else self.worked[job]
                if self.status[job] == RUNNING:
                    worked += at - self.resumed_at[job]
                self.write_down(CUT_OFF, job, DONE_SO, worked, at)

    def _tell_lacked(self, job: int, at: int) -> None:
        """Whom a meeting waited for: how many pools, then each with the seconds in which it was busy, and away."""
        place = self.told
        self.tell(0)
        if self.charging and self.waiting_since[job] >= 0:
            self.add_wait(job, at)
            for pool in range(self.pools):
                busy, away = self.for_busy[job * self.pools + pool], self.for_away[job * self.pools + pool]
                if busy + away > 0:
                    self.tape[place] += 1
                    self.tell(pool)
                    self.tell(busy)
                    self.tell(away)
            self.forget_wait(job)

    # ---- asked for by Kernel

    def reach(self, milestone: int, by: int) -> None:
        """A milestone is reached now, by this cause."""

    def decide(self, job: int, ending: int) -> None:
        """An inject's decision is taken."""

    def come_up(self, step: int) -> None:
        """All that a step waits for has come: it is ready, or its delay begins."""

    def until_came(self, step: int) -> bool:
        """Whether a milestone has come with which the step is held, or recurs, no longer."""
        return False
