"""Many runs of one start, one after the other: how each begins, and the loop."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.clocks import Clocks
from simulator.world.kernel.codes import (
    CAME_AGAIN,
    DEADLINE,
    ENDS,
    FIGURES,
    INJECTS,
    NOTHING,
    OPEN_WAY,
    PLACE_BITS,
    RANK_BITS,
    ROOM,
    STAFF,
    TIMEOUTS,
)
from simulator.world.kernel.memory import Ints, filled, longer
from simulator.world.kernel.opening import Opening
from simulator.world.kernel.tables import Tables
from simulator.world.start import NO_CAUSE, PAUSED, QUEUED, RUNNING


class Kernel(Clocks):
    """Plays the runs. Where it stops for what it lacks, it goes on from there when it is called again."""

    def __init__(self, t: Tables, o: Opening, *, traced: bool) -> None:
        super().__init__(t, filled(0), traced=traced)
        self.milestones, self.injects = t.milestones, t.injects
        self.o_now, self.o_status, self.o_visit, self.o_sent_back = o.now, o.status, o.visit, o.sent_back
        self.o_ended, self.o_with_way, self.o_lived = o.ended, o.with_way, o.lived
        self.o_ready_at, self.o_asked_at, self.o_started_at = o.ready_at, o.asked_at, o.started_at
        self.o_resumed_at, self.o_worked, self.o_takes, self.o_ended_at = o.resumed_at, o.worked, o.takes, o.ended_at
        self.o_draws_anew, self.o_reached, self.o_again = o.draws_anew, o.reached, o.again
        self.o_to_consider, self.o_at_work = o.to_consider, o.at_work
        self.o_delayed, self.o_delay_until, self.o_delayed_by = o.delayed, o.delay_until, o.delayed_by
        self.o_pending, self.o_released = o.pending, o.released
        self.o_due_inject, self.o_due_at, self.o_open_questions = o.due_inject, o.due_at, o.open_questions
        self.o_line_step, self.o_line_since, self.o_line_place = o.line_step, o.line_since, o.line_place
        self.o_call_line, self.o_call_at, self.o_call_people = o.call_line, o.call_at, o.call_people
        self.o_call_answers, self.o_call_until, self.o_call_slot = o.call_answers, o.call_until, o.call_slot
        self.slack = 4 * (t.jobs + t.injects + t.pools) + 64
        self.tape_slack = 16 * t.jobs + 8 * t.milestones + 3 * t.pools * t.jobs * self.charging + len(o.again) * 2 + 64
        self.is_open, self.fires, self.enters, self.over_at = 0, 0, 0, 0
        self.all_reached, self.all_reached_by = filled(0), filled(0)
        self.all_statuses, self.tape_ends = filled(0), filled(0)

    def begin(self, runs: int) -> None:
        """So many runs are to be played; room for what comes of them."""
        self.run = self.is_open = 0
        self.all_reached = filled(runs * self.milestones)
        self.all_statuses = filled(runs * self.jobs)
        self.all_reached_by = filled(runs * self.milestones if self.traced else 0)
        self.tape_ends = filled(runs)
        self.told = self.timers = 0
        self.make_room()

    def make_room(self) -> None:
        """More room for timers and for what a run tells."""
        if self.timers + self.slack > len(self.heap):
            self.heap = longer(self.heap, 2 * (self.timers + self.slack))
        if self.told + self.tape_slack > len(self.tape):
            self.lengthen_tape(2 * (self.told + self.tape_slack))

    def go_on(self, runs: int, until: int) -> int:
        """Plays on to the last of so many runs, each to the second ``until``; what is lacking to go on."""
        lacking = NOTHING
        while lacking == NOTHING and self.run < runs:
            if not self.is_open:
                self._open()
            lacking = self._play(until)
            if lacking == NOTHING:
                self._close()
        return lacking

    # ---- a run begins

    def _open(self) -> None:
        self.is_open = 1
        self.now = self.o_now
        self.timers = self.touches = 0
        self.fires = self.now <= self.story_end
        self.enters = not self.fires
        self.over_at = 0
        self.clear_queues()
        self.forget_waits()
        self.forget_clocks()
        self._lay_out()
        self.forget_calls()
        self._take_up()

    def _lay_out(self) -> None:
        """How everything stands."""
        for job in range(self.jobs):
            self.status[job], self.visit[job] = self.o_status[job], self.o_visit[job]
            self.sent_back[job], self.ended[job] = self.o_sent_back[job], self.o_ended[job]
            self.with_way[job], self.slot[job] = self.o_with_way[job], job
            self.reopened_at[job] = self.delay_until[job] = self.in_line[job] = -1
            self.is_touched[job] = 0
        for place in range(len(self.o_lived)):
            self._lay_out_lived(self.o_lived[place])
        for line in range(self.jobs, self.jobs + 2 * self.pools):
            self.slot[line] = line
        for milestone in range(self.milestones):
            self.reached[milestone], self.reached_by[milestone] = self.o_reached[milestone], NO_CAUSE
        for inject in range(self.injects):
            self.pending[inject], self.released[inject] = self.o_pending[inject], self.o_released[inject]

    def _lay_out_lived(self, job: int) -> None:
        self.ready_at[job], self.asked_at[job] = self.o_ready_at[job], self.o_asked_at[job]
        self.started_at[job], self.resumed_at[job] = self.o_started_at[job], self.o_resumed_at[job]
        self.worked[job], self.takes[job] = self.o_worked[job], self.o_takes[job]
        self.ended_at[job], self.because[job] = self.o_ended_at[job], NO_CAUSE
        self.begun_by[job] = self.with_way[job]
        self.lacked_before[job], self.lacked_since[job] = 0, -1

    def _take_up(self) -> None:
        """What is on the calendar, and what goes on."""
        for place in range(len(self.o_call_line)):
            self._take_up_call(place)
        for place in range(len(self.o_line_step)):
            self.in_line[self.o_line_step[place]] = self.o_line_since[place] << PLACE_BITS | self.o_line_place[place]
        for place in range(len(self.o_to_consider)):
            self.touch(self.o_to_consider[place])
        for place in range(len(self.o_at_work)):
            self._take_up_work(self.o_at_work[place])
        for place in range(len(self.o_delayed)):
            self.put_off(self.o_delayed[place], max(self.o_delay_until[place], self.now), self.o_delayed_by[place])
        for place in range(len(self.o_due_inject)):
            self.expect(self.o_due_inject[place], self.o_due_at[place])
        self.has_open_questions = len(self.o_open_questions)
        for place in range(len(self.o_open_questions)):
            self.put_question(self.o_open_questions[place])
        for place in range(0, len(self.o_again), 2):
            self.tell(CAME_AGAIN)
            self.tell(self.o_again[place])
            self.tell(self.o_again[place + 1])

    def _take_up_call(self, place: int) -> None:
        """A forecast does not know when a call will be answered, only that it has not been."""
        line, slot = self.o_call_line[place], self.o_call_slot[place]
        if slot >= 0:
            self.make_call(line, self.o_call_at[place], self.lengths[slot * self.runs + self.run])
            self.answers_at[line] = max(self.answers_at[line], self.now)
        else:
            self.called_at[line], self.coming[line] = self.o_call_at[place], self.o_call_people[place]
            self.answers_at[line], self.called_until[line] = self.o_call_answers[place], self.o_call_until[place]
        self.look_out(line >> 1)

    def _take_up_work(self, job: int) -> None:
        self.set_turn(job)
        self.set_timeout(job)
        if self.held[job] and self.until_came(job):
            self.let_go_of(job)
        if self.status[job] == QUEUED:
            self.join(job)
        else:
            self._take_up_begun(job)

    def _take_up_begun(self, job: int) -> None:
        """Work that runs or pauses."""
        if self.traced and self._has_deputies(self.staffing[job]):
            self.tell_staffed(job)
        if self.held[job]:
            self.takes[job] = FOREVER
            if self.status[job] == PAUSED and self._has_deputies(self.staffing[job]):
                self.with_way[job] = OPEN_WAY
        elif self.o_draws_anew[job]:
            self.takes[job] = self.length(job)
        if self.status[job] == RUNNING:
            self.occupy(job, self.schedule_end(job))
        else:
            self.hold(job)
        for pool in range(self.pools):
            if not self.always[pool]:
                self.has_changed(pool)
        self.to_serve = 1

    # ---- the loop

    def _play(self, until: int) -> int:
        """Plays one run, one thing after the other, to the second ``until``; what is lacking to go on."""
        lacking = self._lacking()
        goes_on = True
        while goes_on and lacking == NOTHING:
            if self.enters:
                goes_on = self._enter(until)
            elif self.fires:
                self._fire()
            elif self.touches:
                self.look_at_steps()
            elif self.to_serve:
                self.serve()
            else:
                goes_on = self._move_on(until)
            lacking = self._lacking()
        return lacking

    def _lacking(self) -> int:
        if self.missing:
            return FIGURES
        if self.asked_for >= 0:
            return DEADLINE
        if self.timers + self.slack > len(self.heap) or self.told + self.tape_slack > len(self.tape):
            return ROOM
        return NOTHING

    def _enter(self, until: int) -> bool:
        """A run that begins after the story's end: whether anything is to happen."""
        at = self.now if self.touches or self.to_serve else self.next_at()
        goes_on = self._is_played(at, until)
        if goes_on and self.asked_for < 0:
            self.enters, self.fires = 0, 1
        elif self.asked_for < 0:
            self._is_over()
        return goes_on

    def _move_on(self, until: int) -> bool:
        """On to the next second at which something happens; False if the run is over."""
        at = self.next_at()
        goes_on = at == self.now or self._is_played(at, until)
        if self.asked_for < 0:
            if goes_on:
                self.now, self.fires = at, 1
            else:
                self._is_over()
        return goes_on

    def _is_over(self) -> None:
        """When the run is: with the story, the last thing that happened, or the last deadline of a clock that ran."""
        if self.traced:
            self.over_at = max(self.story_end, self.now, self.open_until(-1))

    def _is_played(self, at: int, until: int) -> bool:
        """After the story's end a run goes on for its clocks only (rule 4)."""
        if at > until:
            return False
        return at <= self.story_end or at <= self.open_until(self.last_start if self.is_under_way() else -1)

    def _fire(self) -> None:
        """The next thing that this second brings; when it has brought all, steps may be to be done again."""
        if self.next_at() == self.now:
            timer = self.take_timer()
            rank, number = timer >> RANK_BITS, timer & ((1 << RANK_BITS) - 1)
            if rank == ENDS:
                self.end(number)
            elif rank == TIMEOUTS:
                self.time_out(number)
            elif rank == INJECTS:
                self.arrive(number)
            elif rank == STAFF:
                self._wake(number)
            elif self.delay_until[number] == self.now:
                self.touch(number)
        else:
            self.fires = 0
            self.reopen()

    def _wake(self, pool: int) -> None:
        """A moment that a timer was set for: people may have come or gone."""
        if self.change[pool] <= self.now and (self.on_shift_work or self.pausing or self.awaited_count):
            self.has_changed(pool)
            self.to_serve = 1

    # ---- a run is over

    def _close(self) -> None:
        first = self.run * self.milestones
        for milestone in range(self.milestones):
            self.all_reached[first + milestone] = self.reached[milestone]
            if self.traced:
                self.all_reached_by[first + milestone] = self.reached_by[milestone]
        for job in range(self.jobs):
            self.all_statuses[self.run * self.jobs + job] = self.status[job]
        if self.traced:
            self.cut_off(self.over_at)
        self.tape_ends[self.run] = self.told
        self.is_open = 0
        self.run += 1

    def outcome(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Of all runs: milestones, what reached them, statuses, the tape, and where on it each run ends."""
        return self.all_reached, self.all_reached_by, self.all_statuses, self.tape, self.tape_ends
