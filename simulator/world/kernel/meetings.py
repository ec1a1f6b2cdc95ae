"""Whom meetings wait for: those not at hand, else those who are busy or kept for others (rule 16)."""

from __future__ import annotations

from simulator.world.kernel.codes import AWAY, BUSY, NO_TURN, NOT_WAITED_FOR, OPEN_WAY
from simulator.world.kernel.memory import Ints, filled
from simulator.world.kernel.service import Service
from simulator.world.kernel.tables import Tables


class Meetings(Service):
    """What each visit of a meeting has waited for, pool by pool; only where a run is to tell it (``charging``)."""

    def __init__(self, t: Tables, heap: Ints, *, traced: bool) -> None:
        super().__init__(t, heap)
        self.charging = int(traced and t.meetings)
        self.shared = t.shared
        size = t.jobs * t.pools if self.charging else 0
        self.waited_for, self.for_busy, self.for_away = filled(size), filled(size), filled(size)
        """Per job and pool: how it is waited for now, and the seconds for which it was in either way."""
        self.waiting_since = filled(t.jobs, -1)
        self.taken = filled(t.pools)
        self.charges = 0
        self.cursor = filled(t.staffings)

    def forget_waits(self) -> None:
        """A run begins: no meeting has waited."""
        self.charges = 0
        for pool in range(self.pools):
            self.taken[pool] = 0
        if self.charging:
            for job in range(self.jobs):
                if self.waiting_since[job] >= 0:
                    self.forget_wait(job)

    def forget_wait(self, job: int) -> None:
        """A visit is over: the next one has waited for nobody."""
        self.waiting_since[job] = -1
        for place in range(job * self.pools, (job + 1) * self.pools):
            self.waited_for[place] = NOT_WAITED_FOR
            self.for_busy[place] = self.for_away[place] = 0

    def charge(self) -> None:
        """See ``Service``: along the queue, as whoever comes first keeps people from those behind."""
        if self.charging:
            self.charges += 1
            for place in range(self.pausing):
                self._charge(self.paused[place])
            for place in range(self.awaited_count):
                self.cursor[self.awaited[place]] = self.first[self.awaited[place]]
            staffing = self._next_waiting()
            while staffing >= 0:
                self._charge(self.queue[self.cursor[staffing]])
                self.cursor[staffing] += 1
                staffing = self._next_waiting()

    def _next_waiting(self) -> int:
        """Where the next of all that wait stands, in the order of service."""
        found, earliest = -1, NO_TURN
        for place in range(self.awaited_count):
            staffing = self.awaited[place]
            if self.cursor[staffing] < self.behind[staffing]:
                turn = self.turn[self.queue[self.cursor[staffing]]]
                if turn < earliest:
                    found, earliest = staffing, turn
        return found

    def _charge(self, job: int) -> None:
        staffing = self.staffing[job]
        is_open = self.with_way[job] == OPEN_WAY
        way = self.way[self.ways_at[staffing]] if is_open else self.with_way[job]
        are_here = self._are_here(way)
        if self.shared[staffing]:
            self.waits_for_nobody(job)
            self.waiting_since[job] = self.now
            self._note(job, way, are_here)
        if is_open:
            for place in range(self.ways_at[staffing], self.ways_at[staffing + 1]):
                if self._are_here(self.way[place]):
                    self._take(self.way[place])
        elif are_here:
            self._take(way)

    def _note(self, job: int, way: int, are_here: int) -> None:
        """Waits for those not at hand, or, where all are, for those who are busy or kept for others."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            pool, people = self.way_pool[place], self.way_people[place]
            if not are_here:
                if self.here[pool] < people:
                    self.waited_for[job * self.pools + pool] = AWAY
            elif self.here[pool] - self.used[pool] < people or self.taken[pool] == self.charges:
                self.waited_for[job * self.pools + pool] = BUSY

    def _take(self, way: int) -> None:
        """Whoever stands behind waits for these people."""
        for place in range(self.way_at[way], self.way_at[way + 1]):
            if not self.endless[self.way_pool[place]]:
                self.taken[self.way_pool[place]] = self.charges

    def waits_for_nobody(self, job: int) -> None:
        """Adds up what a meeting has waited until now; from now on it waits for nobody."""
        if self.charging and self.waiting_since[job] >= 0:
            self.add_wait(job, self.now)

    def add_wait(self, job: int, at: int) -> None:
        """The same, for a meeting that has waited, up to a second."""
        gone = at - self.waiting_since[job]
        self.waiting_since[job] = at
        for place in range(job * self.pools, (job + 1) * self.pools):
            if self.waited_for[place] == BUSY:
                self.for_busy[place] += gone
            elif self.waited_for[place] == AWAY:
                self.for_away[place] += gone
            self.waited_for[place] = NOT_WAITED_FOR
