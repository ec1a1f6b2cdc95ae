"""Who works on what: queues, free people, shifts. Decides; what it means for a job is the run's.

One total order over all that waits, (priority, asked at, number), whatever the roles: so meetings
cannot deadlock. Nobody overtakes: people are kept for whoever comes first, unless that one waits for
somebody who is not there at all. What was paused comes before what waits.
"""

from __future__ import annotations

from bisect import insort
from typing import Protocol

from simulator.plan.tables import FOREVER, JobSpec, Plan
from simulator.timeline.state import Call
from simulator.world.draws import Draws
from simulator.world.staff import Attendance, CallKind

Key = tuple[int, int, int]
"""(priority, asked at, job): the order of service."""


class Floor(Protocol):
    """Whom the desk tells what it has decided."""

    def begun(self, number: int) -> None:
        """The job has its people."""

    def paused(self, number: int) -> None:
        """The job's people have gone home."""

    def resumed(self, number: int) -> None:
        """The job's people are back."""

    def called(self, pool: int, call: Call) -> None:
        """People of a pool were called."""


class Desk:
    """All pools of a run, with what waits for them and what they do."""

    def __init__(self, plan: Plan, specs: tuple[JobSpec, ...], floor: Floor, draws: Draws, run: int) -> None:
        self.specs = specs
        self.floor = floor
        self.draws = draws
        self.run = run
        self.pools = [Attendance(pool) for pool in plan.pools]
        self.endless = plan.endless
        self.shifting = plan.shifting
        self.here = [pool.people for pool in plan.pools]
        self.carry = self.here[:]
        self.used = [0] * len(self.here)
        self.change = [FOREVER if pool.always else -FOREVER for pool in plan.pools]
        """Per pool, until when ``here`` and ``carry`` hold."""
        self.rung = True
        """A bell of the staff has rung, or will never have to: whoever runs or waits is looked at again."""
        self.watched: set[int] = set()
        """Moments that a bell has been asked for."""
        self.fresh: list[Key] = []
        """Jobs that have just come: what they wait for may lack a bell."""
        self.moved = False
        """Presence has changed, or will: anybody may lack a bell."""
        self.tried = [0] * len(self.here)
        """Per pool, what phoning was tried since it last changed: 1 on call, 2 calling in too."""
        self.waiting: list[Key] = []
        self.away: list[Key] = []
        """What waits for people who are not at hand at all: looked at again when presence changes."""
        self.paused: list[Key] = []
        self.running: dict[int, Key] = {}
        self.ends: dict[int, int] = {}
        """Of what runs, when it ends if nothing interrupts it: told by the run."""
        self.stirred = False
        """Something changed that may let somebody begin."""

    # ---- who stands where

    def wait(self, key: Key) -> None:
        """A job joins the queue."""
        insort(self.waiting, key)
        self.stirred = True
        if self.shifting:
            self.fresh.append(key)

    def hold(self, key: Key) -> None:
        """A job was paused when the run began."""
        insort(self.paused, key)
        self.stirred = True

    def occupy(self, key: Key) -> None:
        """A job has its people."""
        self.running[key[2]] = key
        for pool, people in self.specs[key[2]].staff:
            self.used[pool] += people

    def leave(self, job: int) -> None:
        """A job is over, wherever it stood; its people are free."""
        if self.running.pop(job, None):
            self.ends.pop(job, None)
            for pool, people in self.specs[job].staff:
                self.used[pool] -= people
        else:
            for queue in (self.waiting, self.away, self.paused):
                queue[:] = [key for key in queue if key[2] != job]
        if self.waiting or self.away or self.paused:
            self.stirred = True

    # ---- serving

    def serve(self, now: int) -> None:
        """Pause what nobody is there for, resume what was paused, begin what waits, call who is missing."""
        while self.stirred:
            self.stirred = False
            if self.rung:
                self.rung = False
                self._look(now)
            if self.paused:
                self._resume(now)
            if self.waiting and not self.rung:
                self._begin(now)

    def _look(self, now: int) -> None:
        """Presence has changed somewhere: some must pause, and whoever waits for absent people may now begin."""
        if self.running:
            self._pause(now)
        if self.away:
            self.waiting = sorted(self.waiting + self.away)
            self.away = []
        self.moved = True

    def _attend(self, pool: int, now: int) -> None:
        """Brings one pool's presence up to date."""
        self.here[pool], self.carry[pool], self.change[pool] = self.pools[pool].outlook(now)
        self.tried[pool] = 0

    def _pause(self, now: int) -> None:
        """Last come, first paused."""
        for pool in self.shifting:
            if not self.used[pool]:
                continue
            if self.change[pool] <= now:
                self._attend(pool, now)
            carried = self.carry[pool]
            if self.used[pool] <= carried:
                continue
            for key in sorted(self.running.values(), reverse=True):
                if self.used[pool] > carried and any(p == pool for p, _ in self.specs[key[2]].staff):
                    self.leave(key[2])
                    insort(self.paused, key)
                    self.floor.paused(key[2])

    def _resume(self, now: int) -> None:
        for key in self.paused[:]:
            if self._can_start(key[2], now):
                self.paused.remove(key)
                self.occupy(key)
                self.floor.resumed(key[2])
            else:
                self._phone_for(key[2], now)
                if self.rung:
                    return

    def _begin(self, now: int) -> None:
        here, used, change, queue = self.here, self.used, self.change, self.waiting
        self.waiting = waiting = []
        kept: set[int] = set()
        for place, key in enumerate(queue, 1):
            staff = self.specs[key[2]].staff
            for pool, people in staff:
                if change[pool] <= now:
                    self._attend(pool, now)
                if here[pool] - used[pool] < people or pool in kept:
                    break
            else:
                self.occupy(key)
                self.floor.begun(key[2])
                continue
            if self._absent(staff, now):
                self.away.append(key)
                self._phone_for(key[2], now)
                if self.rung:
                    # Somebody came at once, for this job: nobody behind it may take them.
                    waiting += queue[place:]
                    return
            else:
                waiting.append(key)
                kept.update(pool for pool, _ in staff if pool not in self.endless)

    def _absent(self, staff: tuple[tuple[int, int], ...], now: int) -> bool:
        """Too few are at hand, busy or not."""
        for pool, people in staff:
            if self.change[pool] <= now:
                self._attend(pool, now)
            if self.here[pool] < people:
                return True
        return False

    def _can_start(self, job: int, now: int) -> bool:
        staff = self.specs[job].staff
        return not self._absent(staff, now) and all(self.here[p] - self.used[p] >= people for p, people in staff)

    # ---- calling

    def _phone_for(self, job: int, now: int) -> None:
        """Whoever is missing and on call is called; called in too, where the playbook says so."""
        spec = self.specs[job]
        effort = 2 if spec.calls_in else 1
        for pool, people in spec.staff:
            if self.change[pool] <= now:
                self._attend(pool, now)
            if self.here[pool] < people and self.tried[pool] < effort:
                self.tried[pool] = effort
                self.phone(pool, "on-call", now)
                if spec.calls_in:
                    self.phone(pool, "call-in", now)

    def phone(self, pool: int, kind: CallKind, now: int) -> None:
        """Calls people unless they are at hand, cannot be reached so, or have been called."""
        attendance = self.pools[pool]
        if not attendance.may_call(kind, now):
            return
        call = attendance.new_call(self.draws, self.run, kind, now)
        attendance.took_call(kind, call)
        self.here[pool], self.carry[pool], self.change[pool] = attendance.outlook(now)
        if self.here[pool]:
            self.rung = self.stirred = True
        self.moved = True
        self.floor.called(pool, call)

    def bells(self) -> set[int]:
        """Moments at which presence changes in a way that matters to somebody, and that no bell was asked for yet.

        A change after the end of the work that runs does not matter to it.
        """
        wanted: set[int] = set()
        keys = [*self.waiting, *self.away, *self.paused, *self.running.values()] if self.moved else self.fresh
        for _, _, job in keys:
            end = self.ends.get(job, FOREVER)
            for pool, _ in self.specs[job].staff:
                if self.change[pool] < end:
                    wanted.add(self.change[pool])
        wanted -= self.watched
        self.watched |= wanted
        self.fresh, self.moved = [], False
        return wanted
