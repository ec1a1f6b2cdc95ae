"""Who works on what: the one queue of all, who is kept for whom, and whose people have left (rules 12, 13 and 16).

All that waits has its turn in one order, whatever the roles; it stands in a queue for each *staffing* (``tables``). Of
one such queue only the first needs to be looked at: where it cannot begin, none behind it can, and for the same reason.
"""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import NO_TURN, OPEN_WAY
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.people import People
from simulator.world.kernel.tables import Tables


class Service(People):
    """All pools of a run, with what waits for them and what they do. What that means for a job, ``Jobs`` knows."""

    def __init__(self, t: Tables, heap: Ints) -> None:
        super().__init__(t, heap)
        self.staffings, self.staffing, self.queue_at = t.staffings, t.staffing, t.queue_at
        self.ways_at, self.way, self.calls_in = t.ways_at, t.way, t.calls_in
        self.way_goes_home, self.endless, self.held = t.way_goes_home, t.endless, t.held
        self.turn = filled(t.jobs)
        """The order of service: the lower first (rule 12)."""
        self.with_way = filled(t.jobs)
        """Job → the way it is staffed; ``OPEN_WAY`` while several are open to it."""
        self.used, self.kept, self.wanted_at = filled(t.pools), filled(t.pools), filled(t.pools)
        """Per pool: how many are busy; the last look in which they were kept for somebody, and wanted by somebody."""
        self.look = 0
        self.queue = filled(t.jobs + t.staffings)
        self.first, self.behind = filled(t.staffings), filled(t.staffings)
        """Per staffing, where its part of ``queue`` begins and ends."""
        self.awaited, self.awaited_count = filled(t.staffings), 0
        """The staffings with which somebody waits, in no order, and how many they are."""
        self.asleep = filled(t.staffings)
        """Whether all that waits there lacks people who are not at hand: looked at again when some come or go."""
        self.fresh = filled(t.staffings)
        """The first turn of what has joined it since it was last looked at."""
        self.looked_at = filled(t.staffings)
        self.absent_since, self.absent_before = filled(t.staffings), filled(t.staffings)
        """Since when those who wait there wait for people who are not at hand, -1 for not; how long they did before."""
        self.lacked_since, self.lacked_before = filled(t.jobs), filled(t.jobs)
        """The same of a job that pauses, or has begun."""
        self.paused, self.running, self.scratch = filled(t.jobs), filled(t.jobs), filled(t.jobs)
        self.pausing = self.on_shift_work = 0
        self.to_serve = 0

    def clear_queues(self) -> None:
        """A run begins: nobody waits or works."""
        self.pausing = self.on_shift_work = self.to_serve = self.awaited_count = 0
        self.look = 1
        for pool in range(self.pools):
            self.used[pool] = self.kept[pool] = self.wanted_at[pool] = 0
        for staffing in range(self.staffings):
            self.first[staffing] = self.behind[staffing] = self.queue_at[staffing]
            self.asleep[staffing] = self.looked_at[staffing] = self.absent_before[staffing] = 0
            self.absent_since[staffing] = -1
            self.fresh[staffing] = NO_TURN

    # ---- who stands where

    def join(self, job: int) -> None:
        """A job joins the queue in its turn."""
        staffing = self.staffing[job]
        if self.first[staffing] == self.behind[staffing]:
            self.awaited[self.awaited_count] = staffing
            self.awaited_count += 1
        if self.behind[staffing] == self.queue_at[staffing + 1]:
            self._move_up(staffing)
        place = self.behind[staffing]
        while place > self.first[staffing] and self.turn[self.queue[place - 1]] > self.turn[job]:
            self.queue[place] = self.queue[place - 1]
            place -= 1
        self.queue[place] = job
        self.behind[staffing] += 1
        self.fresh[staffing] = min(self.fresh[staffing], self.turn[job])
        self.lacked_before[job] = -self._absent_so_far(staffing)
        self.lacked_since[job] = -1
        self.to_serve = 1

    def _move_up(self, staffing: int) -> None:
        """Those who wait move to the beginning of their part of the queue."""
        start, first = self.queue_at[staffing], self.first[staffing]
        for place in range(first, self.behind[staffing]):
            self.queue[start + place - first] = self.queue[place]
        self.behind[staffing] -= first - start
        self.first[staffing] = start

    def leave(self, job: int, waits: int) -> None:
        """Work that waits, or else pauses, is over."""
        staffing = self.staffing[job]
        if waits:
            place = self.first[staffing]
            while place < self.behind[staffing] and self.queue[place] != job:
                place += 1
            if place < self.behind[staffing]:
                self._take_out(staffing, place)
        else:
            place = 0
            while self.paused[place] != job:
                place += 1
            self._unpause(place)
        self.to_serve = 1

    def _take_out(self, staffing: int, place: int) -> None:
        """One of those who wait goes, and the others stand closer."""
        job = self.queue[place]
        while place > self.first[staffing]:
            self.queue[place] = self.queue[place - 1]
            place -= 1
        self.first[staffing] += 1
        self.lacked_before[job] += self._absent_so_far(staffing)
        if self.first[staffing] == self.behind[staffing]:
            self.fresh[staffing] = NO_TURN
            self._forget_staffing(staffing)

    def _forget_staffing(self, staffing: int) -> None:
        """Nobody waits with it any longer."""
        place = 0
        while self.awaited[place] != staffing:
            place += 1
        self.awaited_count -= 1
        self.awaited[place] = self.awaited[self.awaited_count]

    def _unpause(self, place: int) -> None:
        self.pausing -= 1
        for later in range(place, self.pausing):
            self.paused[later] = self.paused[later + 1]

    def hold(self, job: int) -> None:
        """A job pauses from now on, or did when the run began."""
        place = self.pausing
        while place > 0 and self.turn[self.paused[place - 1]] > self.turn[job]:
            self.paused[place] = self.paused[place - 1]
            place -= 1
        self.paused[place] = job
        self.pausing += 1

    def occupy(self, job: int, until: int) -> None:
        """A job has its people, and will end then; a timer before for each change of who is at hand."""
        way = self.with_way[job]
        for place in range(self.way_at[way], self.way_at[way + 1]):
            self.used[self.way_pool[place]] += self.way_people[place]
        if self.way_goes_home[way]:
            self.running[self.on_shift_work] = job
            self.on_shift_work += 1
            self.watch(way, until)

    def release(self, job: int) -> None:
        """Running work is over, or pauses; its people are free."""
        way = self.with_way[job]
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool = self.way_pool[place]
            self.used[pool] -= self.way_people[place]
            if self.wanted_at[pool] == self.look:
                self.to_serve = 1
        if self.way_goes_home[way]:
            place = 0
            while self.running[place] != job:
                place += 1
            self.on_shift_work -= 1
            self.running[place] = self.running[self.on_shift_work]

    def sort_again(self, job: int) -> None:
        """The turns of work that waits or pauses are others from now on."""
        staffing = self.staffing[job]
        for place in range(self.first[staffing] + 1, self.behind[staffing]):
            self._sort_in(self.queue, self.first[staffing], place)
        for place in range(1, self.pausing):
            self._sort_in(self.paused, 0, place)
        if self.first[staffing] < self.behind[staffing]:
            self.fresh[staffing] = self.turn[self.queue[self.first[staffing]]]
        self.to_serve = 1

    def _sort_in(self, column: Ints, first: int, place: int) -> None:
        """Those before this place are in their order; this one comes among them."""
        job = column[place]
        while place > first and self.turn[column[place - 1]] > self.turn[job]:
            column[place] = column[place - 1]
            place -= 1
        column[place] = job

    # ---- how long work waits for people who are not at hand

    def _absent_so_far(self, staffing: int) -> int:
        """For how long those who wait with this staffing have waited for people who were not at hand, in this run."""
        since = self.absent_since[staffing]
        return self.absent_before[staffing] + (self.now - since if since >= 0 else 0)

    def _all_lack(self, staffing: int, absent: int) -> None:
        """From now on all that wait with this staffing wait for people who are not at hand, or do not."""
        if absent and self.absent_since[staffing] < 0:
            self.absent_since[staffing] = self.now
        elif not absent and self.absent_since[staffing] >= 0:
            self.absent_before[staffing] += self.now - self.absent_since[staffing]
            self.absent_since[staffing] = -1

    def _lacks(self, job: int, absent: int) -> None:
        """The same of a job that pauses."""
        if absent and self.lacked_since[job] < 0:
            self.lacked_since[job] = self.now
        elif not absent and self.lacked_since[job] >= 0:
            self.lacked_before[job] += self.now - self.lacked_since[job]
            self.lacked_since[job] = -1

    def absent(self, job: int, waits: int, at: int) -> int:
        """How long the visit has waited for people who were not at hand, pauses included."""
        since = self.absent_since[self.staffing[job]] if waits else self.lacked_since[job]
        before = self.absent_before[self.staffing[job]] if waits else 0
        return self.lacked_before[job] + before + (at - since if since >= 0 else 0)

    # ---- serving

    def serve(self) -> None:
        """Pause what nobody is there for, resume what was paused, begin what waits, call who is missing."""
        self.to_serve = 0
        if self.changes:
            self._look_at_changes()
        self.look += 1
        if self.pausing:
            self._resume()
        if not self.changes:
            self._begin()
        if not self.to_serve:
            self.charge()
            self._want()

    def charge(self) -> None:
        """Each meeting waits for some of its people from now on."""

    def _want(self) -> None:
        """Notes whose end of work may let somebody begin: what waits or pauses needs them."""
        for place in range(self.awaited_count):
            if not self.asleep[self.awaited[place]]:
                self._want_any(self.awaited[place])
        for place in range(self.pausing):
            job = self.paused[place]
            if self.with_way[job] == OPEN_WAY:
                self._want_any(self.staffing[job])
            else:
                self._mark(self.wanted_at, self.with_way[job])

    def _want_any(self, staffing: int) -> None:
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            self._mark(self.wanted_at, self.way[place])

    def _mark(self, column: Ints, way: int) -> None:
        """All pools of a way, but for those that nobody ever waits for, in this look."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if not self.endless[self.way_pool[place]]:
                column[self.way_pool[place]] = self.look

    # ---- people who came or went

    def _look_at_changes(self) -> None:
        """Some work must pause, and what waits for people of these pools may now begin."""
        for pool in range(self.pools):
            if self.changed[pool] and self.change[pool] <= self.now:
                self.attend(pool)
        for pool in range(self.pools):
            if self.changed[pool]:
                while self.used[pool] > self.carry[pool] and self._pause_last(pool):
                    pass
        for place in range(self.on_shift_work):
            way = self.with_way[self.running[place]]
            if self._has_changed(way):
                self.watch(way, self.ends(self.running[place]))
        for place in range(self.awaited_count):
            staffing = self.awaited[place]
            if self.asleep[staffing] and self._any_has_changed(staffing):
                self.asleep[staffing] = 0
        for pool in range(self.pools):
            self.changed[pool] = 0
        self.changes = 0

    def _has_changed(self, way: int) -> bool:
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if self.changed[self.way_pool[place]]:
                return True
        return False

    def _any_has_changed(self, staffing: int) -> bool:
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            if self._has_changed(self.way[place]):
                return True
        return False

    def _pause_last(self, pool: int) -> bool:
        """What stands last in the order of service pauses first (rule 13)."""
        last = -1
        for place in range(self.on_shift_work):
            job = self.running[place]
            if self._needs(self.with_way[job], pool) and (last < 0 or self.turn[job] > self.turn[last]):
                last = job
        if last >= 0:
            self.release(last)
            self.hold(last)
            self.has_paused(last)
            if self.held[last] and self._has_deputies(self.staffing[last]):
                self.with_way[last] = OPEN_WAY  # handed to whoever can take it on, not kept for those who had it
        return last >= 0

    def _needs(self, way: int, pool: int) -> bool:
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if self.way_pool[place] == pool:
                return True
        return False

    def _has_deputies(self, staffing: int) -> bool:
        return self.ways_at[staffing + 1] - self.ways_at[staffing] > 1

    # ---- what pauses

    def _resume(self) -> None:
        """Paused work goes on where it can, else people are kept for the rest of it (rule 13)."""
        count = self.pausing
        for place in range(count):
            self.scratch[place] = self.paused[place]
        for place in range(count):
            if not self.changes:
                job = self.scratch[place]
                if self.with_way[job] == OPEN_WAY:
                    self._hand_over(job)
                else:
                    self._resume_one(job)
        if self.changes:
            self.to_serve = 1

    def _resume_one(self, job: int) -> None:
        way = self.with_way[job]
        absent, busy = self._is_absent(way), self._is_busy(way)
        self._lacks(job, absent)
        if absent or busy:
            if not absent:
                self._mark(self.kept, way)
            self.call_for(way, self.calls_in[self.staffing[job]])
        else:
            self._go_on(job)

    def _go_on(self, job: int) -> None:
        place = 0
        while self.paused[place] != job:
            place += 1
        self._unpause(place)
        self.occupy(job, self.resumes(job))

    def _hand_over(self, job: int) -> None:
        """Held work that pauses: whoever it is, they go on with it."""
        staffing = self.staffing[job]
        way = self._free_way(staffing)
        if way >= 0:
            self._lacks(job, 0)
            self.with_way[job] = way
            self._go_on(job)
        else:
            self._lacks(job, self._is_absent(self.way[self.ways_at[staffing]]))
            self._send_for(staffing)
            self._keep_any(staffing)

    def _is_absent(self, way: int) -> bool:
        """Whether people that work needs are not at hand."""
        absent = False
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool = self.way_pool[place]
            if self.change[pool] <= self.now:
                self.attend(pool)
            if self.here[pool] < self.way_people[place]:
                absent = True
        return absent

    def _is_busy(self, way: int) -> bool:
        """Whether some of those who are at hand are busy, or kept for others."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool = self.way_pool[place]
            if self.here[pool] - self.used[pool] < self.way_people[place] or self.kept[pool] == self.look:
                return True
        return False

    # ---- what waits

    def _begin(self) -> None:
        """Along the queue, each begins that can; people who are merely busy are kept for whoever comes first."""
        staffing = self._next_in_turn()
        while staffing >= 0 and not self.changes:
            if self._has_deputies(staffing):
                self._begin_any(staffing)
            else:
                self._begin_first(staffing)
            staffing = self._next_in_turn()
        if self.changes:  # somebody came at once, for the job that called: nobody behind it may take them
            self.to_serve = 1

    def _next_in_turn(self) -> int:
        """The staffing whose first comes next among all that have not been looked at; -1 where there is none."""
        found, earliest = -1, NO_TURN
        for place in range(self.awaited_count):
            staffing = self.awaited[place]
            if self.looked_at[staffing] != self.look:
                fresh = self.fresh[staffing]
                turn = fresh if self.asleep[staffing] else self.turn[self.queue[self.first[staffing]]]
                if turn < earliest:
                    found, earliest = staffing, turn
        return found

    def _begin_first(self, staffing: int) -> None:
        """The first of a queue begins, or all of them are found to wait."""
        way = self.way[self.ways_at[staffing]]
        absent = self._is_absent(way)
        self._all_lack(staffing, absent)
        if absent:
            self._stays(staffing, 1)
            self.call_for(way, self.calls_in[staffing])
        elif self._is_busy(way):
            self._stays(staffing, 0)
            self._mark(self.kept, way)
            if self.way_goes_home[way]:
                self.watch(way, self.horizon)
        else:
            self._begin_with(staffing, way)

    def _begin_with(self, staffing: int, way: int) -> None:
        job = self.queue[self.first[staffing]]
        self._take_out(staffing, self.first[staffing])
        self.with_way[job] = way
        self.occupy(job, self.begins(job))

    def _stays(self, staffing: int, asleep: int) -> None:
        """What waits with this staffing has been looked at, and goes on waiting."""
        self.asleep[staffing] = asleep
        self.fresh[staffing] = NO_TURN
        self.looked_at[staffing] = self.look

    def _begin_any(self, staffing: int) -> None:
        """Work with deputies: the first who are at hand and free begin it.

        The first who are at hand, or can be called, are waited for; whoever else is free earlier begins all the same.
        """
        way = self._free_way(staffing)
        if way >= 0:
            self._begin_with(staffing, way)
        else:
            self._all_lack(staffing, self._is_absent(self.way[self.ways_at[staffing]]))
            self._stays(staffing, not self._keep_any(staffing))
            self._send_for(staffing)

    def _free_way(self, staffing: int) -> int:
        """The first way to staff work of which all are at hand and free; -1 where there is none."""
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            if not self._is_absent(self.way[place]) and not self._is_busy(self.way[place]):
                return self.way[place]
        return -1

    def _send_for(self, staffing: int) -> None:
        """Of work that nobody can begin: who is missing in the first way that can come is called."""
        calls_in = self.calls_in[staffing]
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            if self.in_reach(self.way[place], calls_in):
                self.call_for(self.way[place], calls_in)
                break
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            self.watch(self.way[place], self.horizon)

    def _keep_any(self, staffing: int) -> bool:
        """Keeps for work with deputies all who are at hand in the number needed; whether that is anybody."""
        keeps = False
        for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
            way = self.way[place]
            if self._are_here(way):
                self._mark(self.kept, way)
                keeps = keeps or self._may_be_short(way)
        return keeps

    def _are_here(self, way: int) -> bool:
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if self.here[self.way_pool[place]] < self.way_people[place]:
                return False
        return True

    def _may_be_short(self, way: int) -> bool:
        """Whether anybody ever waits for some of these people."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if not self.endless[self.way_pool[place]]:
                return True
        return False

    # ---- what that means for a job: see ``Jobs``

    def begins(self, job: int) -> int:
        """The job has its people. When it will end."""
        return FOREVER

    def has_paused(self, job: int) -> None:
        """The job's people have gone home."""

    def resumes(self, job: int) -> int:
        """The job's people are back. When it will end."""
        return FOREVER

    def ends(self, job: int) -> int:
        """When running work ends, if nothing interrupts it."""
        return FOREVER
