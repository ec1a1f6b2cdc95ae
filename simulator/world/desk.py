"""Who works on what: queues, free people, shifts. Decides; what it means for a job is the run's.

One total order over all that waits, (priority, asked at, number), whatever the roles: so meetings
cannot deadlock. Nobody overtakes: people are kept for whoever comes first, unless that one waits for
somebody who is not there at all. What was paused comes before what waits.
"""

from __future__ import annotations

from bisect import insort
from typing import Literal

from simulator.plan.tables import FOREVER, JobSpec, Plan
from simulator.timeline.state import Call
from simulator.world.draws import Draws
from simulator.world.staff import Attendance, CallKind

Key = tuple[int, int, int]
"""(priority, asked at, job): the order of service."""


Act = tuple[Literal["begin", "pause", "resume", "call"], int, Call | None]
"""What the desk has decided: (begin, job), (pause, job), (resume, job), or (call, pool, call)."""


class Desk:
    """All pools of a run, with what waits for them and what they do."""

    def __init__(self, plan: Plan, specs: tuple[JobSpec, ...], draws: Draws, run: int) -> None:
        self.specs = specs
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
        self.fresh.append(key)
        self.stirred = True

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

    def serve(self, now: int) -> list[Act]:
        """Pause what nobody is there for, resume what was paused, begin what waits, call who is missing."""
        acts: list[Act] = []
        while self.stirred:
            self.stirred = False
            if self.rung:
                self.rung = False
                self._look(now, acts)
            if self.paused:
                self._resume(now, acts)
            if self.waiting:
                self._begin(now, acts)
        return acts

    def _look(self, now: int, acts: list[Act]) -> None:
        """Presence has changed somewhere: some must pause, and whoever waits for absent people may now begin."""
        if self.running:
            self._pause(now, acts)
        if self.away:
            self.waiting = sorted(self.waiting + self.away)
            self.away = []
        self.moved = True

    def _attend(self, pool: int, now: int) -> None:
        """Brings one pool's presence up to date."""
        self.here[pool], self.carry[pool], self.change[pool] = self.pools[pool].outlook(now)
        self.tried[pool] = 0

    def _pause(self, now: int, acts: list[Act]) -> None:
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
                    acts.append(("pause", key[2], None))

    def _resume(self, now: int, acts: list[Act]) -> None:
        for key in self.paused[:]:
            if self._can_start(key[2], now):
                self.paused.remove(key)
                self.occupy(key)
                acts.append(("resume", key[2], None))
            else:
                self._phone_for(key[2], now, acts)

    def _begin(self, now: int, acts: list[Act]) -> None:
        here, used, change, queue = self.here, self.used, self.change, self.waiting
        self.waiting = waiting = []
        kept: set[int] = set()
        for key in queue:
            staff = self.specs[key[2]].staff
            for pool, people in staff:
                if change[pool] <= now:
                    self._attend(pool, now)
                if here[pool] - used[pool] < people or pool in kept:
                    break
            else:
                self.occupy(key)
                acts.append(("begin", key[2], None))
                continue
            if self._absent(staff, now):
                self.away.append(key)
                self._phone_for(key[2], now, acts)
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

    def _phone_for(self, job: int, now: int, acts: list[Act]) -> None:
        """Whoever is missing and on call is called; called in too, where the playbook says so."""
        spec = self.specs[job]
        effort = 2 if spec.calls_in else 1
        for pool, people in spec.staff:
            if self.change[pool] <= now:
                self._attend(pool, now)
            if self.here[pool] < people and self.tried[pool] < effort:
                self.tried[pool] = effort
                acts += self.phone(pool, "on-call", now)
                if spec.calls_in:
                    acts += self.phone(pool, "call-in", now)

    def phone(self, pool: int, kind: CallKind, now: int) -> list[Act]:
        """Calls people unless they are at hand, cannot be reached so, or have been called."""
        attendance = self.pools[pool]
        if not attendance.may_call(kind, now):
            return []
        call = attendance.new_call(self.draws, self.run, kind, now)
        attendance.took_call(kind, call)
        self.here[pool], self.carry[pool], self.change[pool] = attendance.outlook(now)
        if self.here[pool]:
            self.rung = self.stirred = True
        self.moved = True
        return [("call", pool, call)]

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
