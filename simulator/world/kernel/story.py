"""What makes a step ready or rules it out, and what arrives (docs/world.md, rules 5, 6, 9, 18, 19, 30 and 31)."""

from __future__ import annotations

from simulator.plan.readiness import HOLDS, IMPOSSIBLE, WAITS, WAIVED
from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import (
    CAME_AGAIN,
    FAILED_SO,
    INJECTS,
    NOT_OVER,
    NOT_YET,
    PLACE_BITS,
    RULED_OUT,
    RULED_OUT_SO,
    TIMED_OUT_SO,
)
from simulator.world.kernel.jobs import Jobs
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.tables import Tables
from simulator.world.start import DELAYED, DONE, IDLE, INJECT, MILESTONE, NO_CAUSE, READY, RULED, SKIPPED


class Story(Jobs):
    """Steps become ready, milestones are reached, injects arrive, decisions open and close ways."""

    def __init__(self, t: Tables, heap: Ints, *, traced: bool) -> None:
        super().__init__(t, heap, traced=traced)
        self.after_at, self.after_job, self.after_end = t.after_at, t.after_job, t.after_end
        self.any_at, self.any_job, self.any_end = t.any_at, t.any_job, t.any_end
        self.waits_only_for = t.waits_only_for
        self.once_at, self.once = t.once_at, t.once
        self.only_if_at, self.only_if = t.only_if_at, t.only_if
        self.unless_at, self.unless = t.unless_at, t.unless
        self.again_on_at, self.again_on, self.renewed = t.again_on_at, t.again_on, t.renewed
        self.until_at, self.until, self.delay = t.until_at, t.until, t.delay
        self.fails_followed, self.timeout_followed = t.fails_followed, t.timeout_followed
        self.summons_at, self.summons = t.summons_at, t.summons
        self.order_at, self.order, self.order_place = t.order_at, t.order, t.order_place
        self.step_once_at, self.step_once = t.step_once_at, t.step_once
        self.inject_once_at, self.inject_once = t.inject_once_at, t.inject_once
        self.lets_go_at, self.lets_go, self.recurring = t.lets_go_at, t.lets_go, t.recurring
        self.inject_at, self.inject_delay, self.inject_until = t.inject_at, t.inject_delay, t.inject_until
        self.needs_at, self.needs = t.needs_at, t.needs
        self.trips_at, self.trips_on = t.trips_at, t.trips_on
        self.dropped_at, self.dropped_on = t.dropped_at, t.dropped_on
        self.brings_at, self.brings = t.brings_at, t.brings
        self.inject_work, self.inject_decision = t.inject_work, t.inject_decision
        self.reached, self.reached_by = filled(t.milestones), filled(t.milestones)
        self.pending, self.released = filled(t.injects), filled(t.injects)
        self.looked_through = filled(t.jobs)

    # ---- steps

    def look_at_steps(self) -> None:
        """All that have been touched, in file order, are ready, ruled out, or go on waiting."""
        count = self.touches
        for place in range(count):
            self.looked_through[place] = self.touched[place]
            self.is_touched[self.touched[place]] = 0
        self.touches = 0
        for place in range(1, count):
            self._sort_step(place)
        for place in range(count):
            self._look_at(self.looked_through[place])

    def _sort_step(self, place: int) -> None:
        step = self.looked_through[place]
        while place > 0 and self.looked_through[place - 1] > step:
            self.looked_through[place] = self.looked_through[place - 1]
            place -= 1
        self.looked_through[place] = step

    def _look_at(self, step: int) -> None:
        if self.status[step] == IDLE:
            state = self._readiness(step)
            if state == HOLDS:
                self.come_up(step)
            elif state == IMPOSSIBLE:
                self._rule_out(step)
        elif self.delay_until[step] >= 0 and self.delay_until[step] <= self.now:
            self._end_delay(step)
        if self.status[step] == READY:
            self.ask(step)

    def reopen(self) -> None:
        """Steps are to be done again that were over when something came that they must take into account."""
        for place in range(len(self.renewed)):
            step = self.renewed[place]
            if self.status[step] in (DONE, SKIPPED):
                latest = self._renewed_by(step)
                if latest >= 0 and self.reached[latest] > self.ended_at[step]:
                    self.begin_anew(step, MILESTONE + latest)

    def _renewed_by(self, step: int) -> int:
        """The last to come of the milestones with which it is to be done again; -1 if none has."""
        latest = -1
        for place in range(self.again_on_at[step], self.again_on_at[step + 1]):
            milestone = self.again_on[place]
            at = self.reached[milestone]
            if at != NOT_YET and (
                latest < 0 or at > self.reached[latest] or (at == self.reached[latest] and milestone > latest)
            ):
                latest = milestone
        return latest

    def come_up(self, step: int) -> None:
        """See ``Jobs``."""
        last = self._last_of(step)
        if self.delay[step]:
            self.status[step] = DELAYED
            self.put_off(step, self.now + self.delay[step], last)
        else:
            self._make_ready(step, last)

    def _end_delay(self, step: int) -> None:
        """Only now it is asked whether the step is wanted, or wanted again."""
        self.delay_until[step] = -1
        if self.status[step] == DONE:
            if not self.until_came(step):
                self.ended[step] = NOT_OVER
                self._make_ready(step, self.delayed_by[step])
        elif self._is_wanted(step):
            self._make_ready(step, self.delayed_by[step])
        else:
            self._rule_out(step)

    def _make_ready(self, step: int, last: int) -> None:
        """A step sent back in the second since which all it waits for had come is ready because of the sender."""
        self.status[step], self.ready_at[step] = READY, self.now
        if self.reopened_at[step] != self.now - self.delay[step]:
            self.because[step] = last

    def _rule_out(self, step: int) -> None:
        self.status[step] = RULED
        self.ended[step], self.ended_at[step] = RULED_OUT_SO, self.now
        self.touch_followers(step)
        if self.traced:
            self.tell(RULED_OUT)
            self.tell(step)
            self.tell(self.now)
            self.tell(self._last_of(step))

    def until_came(self, step: int) -> bool:
        """See ``Jobs``."""
        for place in range(self.until_at[step], self.until_at[step + 1]):
            if self.reached[self.until[place]] != NOT_YET:
                return True
        return False

    # ---- what a step waits for: see ``plan.readiness``

    def _readiness(self, step: int) -> int:
        """Whether the step may begin, waits, or is ruled out (rule 5)."""
        state = self._after(step)
        if state != IMPOSSIBLE and self.any_at[step] < self.any_at[step + 1]:
            one = self._after_any(step)
            state = IMPOSSIBLE if one == IMPOSSIBLE else min(state, one)
        if state == HOLDS and not self._all_came(step):
            state = WAITS
        if state == HOLDS and not self.delay[step] and not self._is_wanted(step):
            state = IMPOSSIBLE
        return state

    def _after(self, step: int) -> int:
        """All entries; those ruled out are waived, but if every one is, so is the step."""
        first, behind = self.after_at[step], self.after_at[step + 1]
        waits = waived = 0
        for place in range(first, behind):
            state = self._holds(self.after_job[place], self.after_end[place])
            if state == IMPOSSIBLE:
                return IMPOSSIBLE
            if state == WAITS:
                waits += 1
            elif state == WAIVED:
                waived += 1
        if first < behind and waived == behind - first:
            return IMPOSSIBLE
        return WAITS if waits else HOLDS

    def _after_any(self, step: int) -> int:
        """One entry is enough; where none is left that could hold, the step is ruled out."""
        found = IMPOSSIBLE
        for place in range(self.any_at[step], self.any_at[step + 1]):
            state = self._holds(self.any_job[place], self.any_end[place])
            if state == HOLDS:
                return HOLDS
            if state == WAITS:
                found = WAITS
        return found

    def _holds(self, job: int, outcome: int) -> int:
        """What ``job`` or ``job=outcome`` comes to (rule 6)."""
        end = self.ended[job]
        if end == NOT_OVER:
            return WAITS
        if outcome != NOT_OVER:
            return HOLDS if end == outcome else IMPOSSIBLE
        if end == RULED_OUT_SO:
            return WAIVED
        if end == FAILED_SO:
            return IMPOSSIBLE if self.fails_followed[job] else WAITS
        if end == TIMED_OUT_SO:
            return IMPOSSIBLE if self.timeout_followed[job] else WAITS
        return HOLDS

    def _all_came(self, step: int) -> bool:
        for place in range(self.once_at[step], self.once_at[step + 1]):
            if self.reached[self.once[place]] == NOT_YET:
                return False
        return True

    def _is_wanted(self, step: int) -> bool:
        """Whether all of its ``only_if`` is reached and none of its ``unless``."""
        for place in range(self.only_if_at[step], self.only_if_at[step + 1]):
            if self.reached[self.only_if[place]] == NOT_YET:
                return False
        for place in range(self.unless_at[step], self.unless_at[step + 1]):
            if self.reached[self.unless[place]] != NOT_YET:
                return False
        return True

    def _last_of(self, step: int) -> int:
        """The job or milestone that came last of those the step waits for; in file order among equals."""
        if self.waits_only_for[step] >= 0:
            return self.waits_only_for[step]
        cause, latest = NO_CAUSE, -FOREVER
        for place in range(self.after_at[step], self.after_at[step + 1]):
            job = self.after_job[place]
            if self.ended[job] != NOT_OVER and self.ended_at[job] > latest:
                cause, latest = job, self.ended_at[job]
        for place in range(self.any_at[step], self.any_at[step + 1]):
            job = self.any_job[place]
            if self.ended[job] != NOT_OVER and self.ended_at[job] > latest:
                cause, latest = job, self.ended_at[job]
        for place in range(self.once_at[step], self.once_at[step + 1]):
            at = self.reached[self.once[place]]
            if at != NOT_YET and at > latest:
                cause, latest = MILESTONE + self.once[place], at
        return cause

    # ---- milestones and injects

    def reach(self, milestone: int, by: int) -> None:
        """See ``Jobs``; a milestone counts the first time only."""
        if self.reached[milestone] == NOT_YET:
            self.reached[milestone], self.reached_by[milestone] = self.now, by
            for place in range(self.step_once_at[milestone], self.step_once_at[milestone + 1]):
                self.touch(self.step_once[place])
            for place in range(self.lets_go_at[milestone], self.lets_go_at[milestone + 1]):
                if self.is_at_work(self.lets_go[place]):
                    self.let_go_of(self.lets_go[place])
            for place in range(self.inject_once_at[milestone], self.inject_once_at[milestone + 1]):
                inject = self.inject_once[place]
                if self.pending[inject] and not self.released[inject]:
                    self.expect(inject, self._due(inject))
        elif self.recurring[milestone]:
            self.tell(CAME_AGAIN)
            self.tell(milestone)
            self.tell(self.now)

    def _due(self, inject: int) -> int:
        """When it arrives (rule 18), a trip-wire that is set sooner (rule 30); FOREVER while it waits."""
        at = self.inject_at[inject]
        if self.needs_at[inject] == self.needs_at[inject + 1]:
            return at
        last = 0
        for place in range(self.needs_at[inject], self.needs_at[inject + 1]):
            came = self.reached[self.needs[place]]
            if came == NOT_YET:
                return FOREVER
            last = max(last, came)
        due = max(at, last + self.inject_delay[inject])
        for place in range(self.trips_at[inject], self.trips_at[inject + 1]):
            tripped = self.reached[self.trips_on[place]]
            if tripped != NOT_YET:
                due = min(due, max(tripped, last))
        return due

    def expect(self, inject: int, due: int) -> None:
        """Due at a second; after its story's end nothing comes unless people release it."""
        if due < FOREVER and (due <= self.inject_until[inject] or self.released[inject]):
            self.set_timer(max(due, self.now), INJECTS, inject)

    def arrive(self, inject: int) -> None:
        """An inject falls due: it is delivered, or dropped."""
        if self.pending[inject]:
            self.pending[inject] = 0
            if self.released[inject] or not self._is_dropped(inject):
                self._deliver(inject)

    def _is_dropped(self, inject: int) -> bool:
        for place in range(self.dropped_at[inject], self.dropped_at[inject + 1]):
            if self.reached[self.dropped_on[place]] != NOT_YET:
                return True
        return False

    def _deliver(self, inject: int) -> None:
        for place in range(self.brings_at[inject], self.brings_at[inject + 1]):
            self.reach(self.brings[place], INJECT + inject)
        work = self.inject_work[inject]
        if work >= 0:
            self.because[work] = INJECT + inject
            self.ask(work)
        if self.inject_decision[inject] >= 0:
            self.put_question(inject)

    def put_question(self, inject: int) -> None:
        """To the autopilot a decision is work, as is one outside."""
        decision = self.inject_decision[inject]
        if self.status[decision] == IDLE:
            self.because[decision] = INJECT + inject
            self.ask(decision)

    # ---- decisions

    def decide(self, job: int, ending: int) -> None:
        """See ``Jobs``."""
        self._stand_in_line(ending)
        for place in range(self.gives_at[ending], self.gives_at[ending + 1]):
            self.reach(self.gives[place], job)
        for place in range(self.summons_at[ending], self.summons_at[ending + 1]):
            self.summon(self.summons[place])
            self.to_serve = 1

    def _stand_in_line(self, ending: int) -> None:
        """The steps of a queue stand in line since now, and change places among themselves (rule 31)."""
        for place in range(self.order_at[ending], self.order_at[ending + 1]):
            step = self.order[place]
            self.in_line[step] = self.now << PLACE_BITS | self.order_place[place]
            self.set_turn(step)
        for place in range(self.order_at[ending], self.order_at[ending + 1]):
            if self.is_at_work(self.order[place]):
                self.sort_again(self.order[place])
