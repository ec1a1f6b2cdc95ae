"""Who of each pool is at hand, until when that holds, and who is called (docs/world.md, rules 13, 14 and 17)."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.chance import Chance
from simulator.world.kernel.codes import STAFF
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.tables import Tables


class People(Chance):
    """All pools of a run.

    Who is at hand is known per pool until a certain moment (``change``), and worked out again only then; for whoever
    depends on it a timer is set there (``watch``).
    """

    def __init__(self, t: Tables, heap: Ints) -> None:
        super().__init__(heap, t.items)
        self.jobs, self.pools, self.horizon = t.jobs, t.pools, t.horizon
        self.people, self.always = t.people, t.always
        self.phase_at, self.phase_from, self.phase_until = t.phase_at, t.phase_from, t.phase_until
        self.phase_here, self.phase_carry, self.phase_opens = t.phase_here, t.phase_carry, t.phase_opens
        self.absence_at, self.absent_people = t.absence_at, t.absent_people
        self.absence_from, self.absence_until = t.absence_from, t.absence_until
        self.way_at, self.way_pool, self.way_people = t.way_at, t.way_pool, t.way_people
        self.callable, self.has_line, self.line_people = t.callable, t.has_line, t.line_people
        self.line_stays, self.line_rings, self.line_next = t.line_stays, t.line_rings, t.line_next
        self.asked_next, self.summoned_by = t.asked_next, t.summoned_by
        self.phase = filled(t.pools)
        self.here, self.carry, self.change = filled(t.pools), filled(t.pools), filled(t.pools)
        self.tried = filled(t.pools)
        """Per pool, who was called since it last changed: 1 those on call, 2 those to be called in too."""
        self.watched_for = filled(t.pools)
        self.changed = filled(t.pools)
        """Whether people of the pool have come or gone: whoever runs or waits with them is to be looked at again."""
        self.changes = 0
        self.called_at, self.coming = filled(2 * t.pools), filled(2 * t.pools)
        self.answers_at, self.called_until = filled(2 * t.pools), filled(2 * t.pools)

    def forget_calls(self) -> None:
        """A run begins: nobody was called, and all is to be worked out."""
        self.changes = 0
        for pool in range(self.pools):
            self.phase[pool] = self.phase_at[pool]
            self.changed[pool] = self.watched_for[pool] = 0
            self.called_at[2 * pool] = self.called_at[2 * pool + 1] = -1
            if self.always[pool]:
                self.here[pool] = self.carry[pool] = self.people[pool]
                self.change[pool] = FOREVER
                self.tried[pool] = 0
            else:
                self.attend(pool)

    # ---- who is at hand

    def attend(self, pool: int) -> None:
        """Brings up to date who of a pool that goes home is at hand."""
        self.look_out(pool)
        self.tried[pool] = 0

    def look_out(self, pool: int) -> None:
        """Who is present for new work, who may carry running work on (overtime counts), and until when that holds."""
        phase = self.phase_now(pool)
        self.here[pool], self.carry[pool] = self.phase_here[phase], self.phase_carry[phase]
        self.change[pool] = self.phase_until[phase]
        if not self.here[pool]:
            self._count_called(pool, 2 * pool)
            self._count_called(pool, 2 * pool + 1)
            self.carry[pool] = max(self.carry[pool], self.here[pool])
        if self.absence_at[pool] < self.absence_at[pool + 1]:
            self._leave_out_absent(pool)

    def phase_now(self, pool: int) -> int:
        """The phase between two changes of shift that is on."""
        phase, last = self.phase[pool], self.phase_at[pool + 1] - 1
        while phase < last and self.phase_from[phase + 1] <= self.now:
            phase += 1
        self.phase[pool] = phase
        return phase

    def _count_called(self, pool: int, line: int) -> None:
        """Between shifts those are there who were called and have answered."""
        if self.called_at[line] >= 0 and self.now < self.called_until[line]:
            if self.now < self.answers_at[line]:
                self.change[pool] = min(self.change[pool], self.answers_at[line])
            else:
                self.here[pool] = max(self.here[pool], self.coming[line])
                self.change[pool] = min(self.change[pool], self.called_until[line])

    def _leave_out_absent(self, pool: int) -> None:
        """Of those within the shift or called, some may be out of reach."""
        there = self.reachable(pool)
        self.here[pool], self.carry[pool] = min(self.here[pool], there), min(self.carry[pool], there)
        for place in range(self.absence_at[pool], self.absence_at[pool + 1]):
            if self.absence_from[place] > self.now:
                self.change[pool] = min(self.change[pool], self.absence_from[place])
            if self.absence_until[place] > self.now:
                self.change[pool] = min(self.change[pool], self.absence_until[place])

    def reachable(self, pool: int) -> int:
        """How many of a pool are not out of reach."""
        there = self.people[pool]
        for place in range(self.absence_at[pool], self.absence_at[pool + 1]):
            if self.absence_from[place] <= self.now and self.now < self.absence_until[place]:
                there -= self.absent_people[place]
        return max(there, 0)

    def on_shift(self, pool: int) -> bool:
        """Whether the regular shift is on; a shift does not include the second it ends on."""
        return self.always[pool] != 0 or self.phase_here[self.phase_now(pool)] > 0

    # ---- looking again when that changes

    def has_changed(self, pool: int) -> None:
        """Whoever runs or waits with people of the pool is to be looked at again."""
        if not self.changed[pool]:
            self.changed[pool] = 1
            self.changes += 1

    def watch(self, way: int, until: int) -> None:
        """A timer for the next change before ``until`` of each pool that has a part in work."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool = self.way_pool[place]
            if self.change[pool] < until:
                self.wake_for(pool)

    def wake_for(self, pool: int) -> None:
        """A timer for the next change of this pool; nothing happens after the horizon."""
        if self.change[pool] != self.watched_for[pool]:
            self.watched_for[pool] = self.change[pool]
            if self.change[pool] <= self.horizon:
                self.set_timer(max(self.change[pool], self.now), STAFF, pool)

    # ---- calling

    def call_for(self, way: int, calls_in: int) -> None:
        """Whoever is missing and on call is called; called in too, where the playbook says so. A timer for all changes.

        Somebody has come at once if there are ``changes`` now.
        """
        effort = 2 if calls_in else 1
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool = self.way_pool[place]
            if self.change[pool] <= self.now:
                self.attend(pool)
            if self.here[pool] < self.way_people[place] and self.tried[pool] < effort:
                self.tried[pool] = effort
                self.ring(2 * pool)
                if calls_in:
                    self.ring(2 * pool + 1)
            self.wake_for(pool)

    def in_reach(self, way: int, calls_in: int) -> bool:
        """Whether all whom work needs are at hand, or can be called in the number needed."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool, people = self.way_pool[place], self.way_people[place]
            if self.here[pool] < people and not (
                self.can_bring(2 * pool, people) or (calls_in and self.can_bring(2 * pool + 1, people))
            ):
                return False
        return True

    def can_bring(self, line: int, people: int) -> bool:
        """Whether so many come by a call, one that is open included: off shift only."""
        pool = line >> 1
        if not self.has_line[line] or self.on_shift(pool):
            return False
        return min(self.line_people[line], self.reachable(pool)) >= people

    def summon(self, pool: int) -> None:
        """Somebody calls people of a pool, by calling in or else on call."""
        if not self.always[pool]:
            self._bring_up_to_date(pool)
            self._phone(self.summoned_by[pool])

    def _bring_up_to_date(self, pool: int) -> None:
        """People may come or go this very second, and the timer for it is still to come."""
        if self.change[pool] <= self.now:
            self.attend(pool)
            self.has_changed(pool)

    def ring(self, line: int) -> None:
        """Calls people; where their last call was given up, those to be called then as well."""
        following = self.line_next[line]
        gave_up = following >= 0 and self._gave_up(line)
        self._phone(line)
        if gave_up:
            if not self.always[following]:
                self._bring_up_to_date(following)
            self.ring(self.asked_next[following])

    def _gave_up(self, line: int) -> bool:
        """Whether the last call of that kind was given up, since the last shift."""
        made, until = self.called_at[line], self.called_until[line]
        if made < 0 or self.coming[line] or until > self.now:
            return False
        return self.now < self._next_shift(line >> 1, made)

    def _next_shift(self, pool: int, at: int) -> int:
        """When the first shift opens after a second that is not later than now; FOREVER if none does."""
        phase = self.phase_now(pool)
        while self.phase_from[phase] > at:
            phase -= 1
        return self.phase_opens[phase]

    def _phone(self, line: int) -> None:
        """Calls people unless they are at hand, cannot be reached so, or have been called."""
        pool = line >> 1
        is_open = self.called_at[line] >= 0 and self.called_until[line] > self.now
        if self.callable[line] and not is_open and not self.on_shift(pool):
            self.make_call(line, self.now, self.length(self.jobs + line))
            self.next_slot(self.jobs + line)
            if self.now < self.answers_at[line]:  # until then all is as it was: no need to look
                self.change[pool] = min(self.change[pool], self.answers_at[line])
            else:
                self.look_out(pool)
            if self.here[pool]:
                self.has_changed(pool)
            self.wake_for(pool)

    def make_call(self, line: int, at: int, takes: int) -> None:
        """A call that is answered after so many seconds, -1 for never.

        Those on call stay until the next shift, those called in for as long as the team file says. For a call that
        nobody answers nobody comes: it is over when it is given up, or the next shift begins.
        """
        opens, stays = self._next_shift(line >> 1, at), self.line_stays[line]
        self.called_at[line] = at
        if takes < 0:
            self.coming[line] = 0
            self.answers_at[line] = self.called_until[line] = min(at + self.line_rings[line], opens)
        else:
            self.coming[line] = self.line_people[line]
            self.answers_at[line] = at + takes
            self.called_until[line] = opens if stays < 0 else at + takes + stays
