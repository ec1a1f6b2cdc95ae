"""Who works on what: who begins, who is kept for whom, and whose people have left (rules 12, 13 and 16)."""

from __future__ import annotations

from simulator.plan.specs import FOREVER
from simulator.world.kernel.codes import NO_TURN, OPEN_WAY
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.queues import Queues
from simulator.world.kernel.tables import Tables


class Service(Queues):
    """Serves all pools of a run in turn. What that means for a job, ``Jobs`` knows."""

    def __init__(self, t: Tables, heap: Ints) -> None:
        super().__init__(t, heap)
        self.endless, self.held = t.endless, t.held
        self.kept, self.looked_at = filled(t.pools), filled(t.staffings)
        """The last look in which people were kept for somebody, and in which a staffing was found to wait."""
        self.scratch = filled(t.jobs)

    def forget_looks(self) -> None:
        """A run begins: nobody has been looked at."""
        for pool in range(self.pools):
            self.kept[pool] = 0
        for staffing in range(self.staffings):
            self.looked_at[staffing] = 0

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
