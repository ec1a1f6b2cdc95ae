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


NOBODY: frozenset[int] = frozenset()


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

    def wake_at(self, second: int) -> None:
        """The desk wants to hear its bell then."""


class Desk:
    """All pools of a run, with what waits for them and what they do."""

    __slots__ = (
        "absence",
        "attendance",
        "away",
        "away_since",
        "carry",
        "change",
        "draws",
        "endless",
        "ends",
        "floor",
        "fresh",
        "here",
        "paused",
        "run",
        "rung",
        "running",
        "shifting",
        "specs",
        "stirred",
        "tried",
        "used",
        "waiting",
        "watched",
    )

    def __init__(self, plan: Plan, specs: tuple[JobSpec, ...], floor: Floor, draws: Draws, run: int) -> None:
        self.specs = specs
        self.floor = floor
        self.draws = draws
        self.run = run
        self.endless = plan.endless
        self.shifting = plan.shifting
        self.attendance = {pool: Attendance(plan.pools[pool]) for pool in plan.shifting}
        self.here = list(plan.people)
        self.carry = self.here[:]
        self.used = [0] * len(self.here)
        self.change = list(plan.first_changes)
        """Per pool, until when ``here`` and ``carry`` hold."""
        self.tried = [0] * len(self.here)
        """Per pool, what phoning was tried since it last changed: 1 on call, 2 calling in too."""
        self.watched: set[int] = set()
        """Moments that a bell has been asked for."""
        self.fresh: list[Key] = []
        """What has joined the queue since it was last served."""
        self.waiting: list[Key] = []
        self.away: list[Key] = []
        """What waits for people who are not at hand at all: looked at again when presence changes."""
        self.away_since: dict[int, int] = {}
        self.absence: dict[int, int] = {}
        """Job → seconds its present visit has waited for people who were not at hand."""
        self.paused: list[Key] = []
        self.running: dict[int, Key] = {}
        """What runs with people who go home."""
        self.ends: dict[int, int] = {}
        """Of those, when it ends if nothing interrupts it: told by the run."""
        self.rung = True
        """A bell of the staff has rung: whoever runs or waits is looked at again."""
        self.stirred = False
        """Something changed that may let somebody begin."""

    # ---- who stands where

    def wait(self, key: Key) -> None:
        """A job joins the queue."""
        self.fresh.append(key)
        self.stirred = True

    def hold(self, key: Key) -> None:
        """A job was paused when the run began."""
        insort(self.paused, key)
        self.stirred = True

    def occupy(self, key: Key) -> None:
        """A job has its people."""
        spec = self.specs[key[2]]
        for pool, people in spec.staff:
            self.used[pool] += people
        if spec.goes_home:
            self.running[key[2]] = key

    def lasts(self, number: int, until: int) -> None:
        """Work with people who go home will end then: a bell before, if they go earlier."""
        self.ends[number] = until
        if not self.rung:  # else it is looked at anyway
            self._watch(number, until)

    def release(self, number: int, spec: JobSpec) -> None:
        """Running work is over; its people are free."""
        used = self.used
        for pool, people in spec.staff:
            used[pool] -= people
        if self.running:
            self.running.pop(number, None)
        if self.waiting or self.away or self.paused:
            self.stirred = True

    def forget(self, number: int) -> None:
        """Work that waits or pauses is over."""
        for queue in (self.fresh, self.waiting, self.away, self.paused):
            queue[:] = [key for key in queue if key[2] != number]
        self.stirred = True

    def absent(self, number: int, now: int) -> int:
        """How long the visit, which is over, waited for people who were not at hand."""
        since = self.away_since.pop(number, now)
        return self.absence.pop(number, 0) + now - since

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
            if (self.fresh or self.waiting) and not self.rung:
                self._begin(now)

    def _look(self, now: int) -> None:
        """Presence has changed somewhere: some must pause, and whoever waits for absent people may now begin."""
        if self.running:
            self._pause(now)
            for number in self.running:
                self._watch(number, self.ends[number])
        for key in self.away:
            number = key[2]
            self.absence[number] = self.absence.get(number, 0) + now - self.away_since.pop(number)
        self.fresh += self.away
        self.away = []

    def _attend(self, pool: int, now: int) -> None:
        """Brings one pool's presence up to date."""
        self.here[pool], self.carry[pool], self.change[pool] = self.attendance[pool].outlook(now)
        self.tried[pool] = 0

    def _watch(self, number: int, until: int = FOREVER) -> None:
        """A bell for each change of presence before ``until`` that this job must not miss."""
        for pool, _ in self.specs[number].staff:
            self._wake_before(until, self.change[pool])

    def _wake_before(self, until: int, change: int) -> None:
        if change < until and change not in self.watched:
            self.watched.add(change)
            self.floor.wake_at(change)

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
                    self.release(key[2], self.specs[key[2]])
                    insort(self.paused, key)
                    self.floor.paused(key[2])

    def _resume(self, now: int) -> None:
        for key in self.paused[:]:
            number = key[2]
            if self._can_start(number, now):
                self.paused.remove(key)
                self.occupy(key)
                self.floor.resumed(number)
            else:
                self._phone_for(number, now)
                self._watch(number)
                if self.rung:
                    return

    def _begin(self, now: int) -> None:
        """Along the queue, each begins that can; people who are merely busy are kept for whoever comes first."""
        queue, specs, here, used, change = self.waiting, self.specs, self.here, self.used, self.change
        if self.fresh:
            queue = queue + self.fresh if queue else self.fresh
            if len(queue) > 1:
                queue.sort()
            self.fresh = []
        self.waiting = waiting = []
        kept = NOBODY
        for key in queue:
            number = key[2]
            spec = specs[number]
            for pool, people in spec.staff:
                if change[pool] <= now:
                    self._attend(pool, now)
                if here[pool] - used[pool] < people or (kept and pool in kept):
                    break
            else:
                for pool, people in spec.staff:
                    used[pool] += people
                if spec.goes_home:
                    self.running[number] = key
                self.floor.begun(number)
                continue
            if self._absent(spec.staff, now):
                self.away.append(key)
                self.away_since[number] = now
                self._phone_for(number, now)
                self._watch(number)
                if self.rung:
                    # Somebody came at once, for this job: nobody behind it may take them.
                    waiting += queue[queue.index(key) + 1 :]
                    return
            else:
                waiting.append(key)
                kept |= {pool for pool, _ in spec.staff if pool not in self.endless}
                if spec.goes_home:
                    self._watch(number)

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

    def summon(self, pool: int, now: int) -> None:
        """Somebody calls people of a pool, by calling in or else on call."""
        if pool in self.attendance:
            self.phone(pool, self.attendance[pool].comes_by, now)
        self.stirred = True

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
        attendance = self.attendance.get(pool)
        if attendance is None or not attendance.may_call(kind, now):
            return
        call = attendance.new_call(self.draws, self.run, kind, now)
        attendance.took_call(kind, call)
        self.here[pool], self.carry[pool], self.change[pool] = attendance.outlook(now)
        if self.here[pool]:
            self.rung = self.stirred = True
        self._wake_before(FOREVER, self.change[pool])
        self.floor.called(pool, call)
