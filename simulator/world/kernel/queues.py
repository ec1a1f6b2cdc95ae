"""Who stands where: what waits, what pauses and what is worked on, in the one order of service (rule 12).

All that waits has its turn in one order, whatever the roles; it stands in a queue for each *staffing* (``tables``). Of
one such queue only the first needs to be looked at: where it cannot begin, none behind it can, and for the same reason.
"""

from __future__ import annotations

from simulator.world.kernel.codes import NO_TURN
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.people import People
from simulator.world.kernel.tables import Tables


class Queues(People):
    """Joins and leaves, in turn; and for how long work has waited for people who were not at hand."""

    def __init__(self, t: Tables, heap: Ints) -> None:
        super().__init__(t, heap)
        self.staffings, self.staffing, self.queue_at = t.staffings, t.staffing, t.queue_at
        self.ways_at, self.way, self.calls_in = t.ways_at, t.way, t.calls_in
        self.way_goes_home = t.way_goes_home
        self.turn = filled(t.jobs)
        """The order of service: the lower first (rule 12)."""
        self.with_way = filled(t.jobs)
        """Job → the way it is staffed; ``OPEN_WAY`` while several are open to it."""
        self.used, self.wanted_at = filled(t.pools), filled(t.pools)
        """Per pool: how many are busy; the last look in which somebody wanted them."""
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
        self.absent_since, self.absent_before = filled(t.staffings), filled(t.staffings)
        """Since when those who wait there wait for people who are not at hand, -1 for not; how long they did before."""
        self.lacked_since, self.lacked_before = filled(t.jobs), filled(t.jobs)
        """The same of a job that pauses, or has begun."""
        self.paused, self.running = filled(t.jobs), filled(t.jobs)
        self.pausing = self.on_shift_work = 0
        self.to_serve = 0

    def clear_queues(self) -> None:
        """A run begins: nobody waits or works."""
        self.pausing = self.on_shift_work = self.to_serve = self.awaited_count = 0
        self.look = 1
        for pool in range(self.pools):
            self.used[pool] = self.wanted_at[pool] = 0
        for staffing in range(self.staffings):
            self.first[staffing] = self.behind[staffing] = self.queue_at[staffing]
            self.asleep[staffing] = self.absent_before[staffing] = 0
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
