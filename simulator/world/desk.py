"""Who works on what: queues, free people, shifts. Decides; what it means for a job is the run's.

One total order over all that waits, (priority, asked at, number), whatever the roles: so meetings
cannot deadlock. Nobody overtakes: people are kept for whoever comes first, unless that one waits for
somebody who is not there at all. What was paused comes before what waits.

For speed nothing is looked at again before something has changed that may matter to it. Presence is
known per pool until a certain moment (``change``); whoever depends on it has a bell put there
(``watched``), and when it rings only what needs that pool is looked at. Where all that waits needs
other people (``wanted``), the end of work disturbs nobody.
"""

from __future__ import annotations

from bisect import insort
from typing import Protocol

from simulator.plan.tables import JobSpec
from simulator.timeline.state import Call
from simulator.world.draws import Draws, Lengths
from simulator.world.staff import Attendance, CallKind
from simulator.world.start import Start

Key = tuple[int, int, int]
"""(priority, asked at, job): the order of service."""


NOBODY: frozenset[int] = frozenset()


class Floor(Protocol):
    """Whom the desk tells what it has decided."""

    def begun(self, number: int) -> int:
        """The job has its people. When it will end."""

    def paused(self, number: int) -> None:
        """The job's people have gone home."""

    def resumed(self, number: int) -> int:
        """The job's people are back. When it will end."""

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
        "changed",
        "draws",
        "floor",
        "fresh",
        "here",
        "lengths",
        "paused",
        "place",
        "plan",
        "running",
        "specs",
        "steady",
        "stirred",
        "tried",
        "used",
        "waiting",
        "wanted",
        "watched",
        "watched_for",
    )

    def __init__(self, start: Start, floor: Floor, draws: Draws, lengths: Lengths, place: int) -> None:
        self.lengths = lengths
        self.plan = start.plan
        self.specs = start.jobs
        self.floor = floor
        self.draws = draws
        self.place = place
        self.attendance: dict[int, Attendance] = {}
        """Of the pools that were called or whose shift has changed since the run began."""
        here, carry, change = start.presence
        self.here, self.carry, self.change = list(here), list(carry), list(change)
        """Per pool: how many are at hand, how many may carry running work on, and until when that holds."""
        self.steady = self.change[:]
        """Per pool, until when nobody can come or go: ``change``, or no time at all where a call may come between."""
        self.used = [0] * len(here)
        self.tried = self.used[:]
        """Per pool, what phoning was tried since it last changed: 1 on call, 2 calling in too."""
        self.watched_for = self.used[:]
        """Per pool, the moment a bell was last asked for, 0 before any."""
        self.watched: dict[int, list[int]] = {}
        """Moment that a bell has been asked for → the pools whose presence may change then."""
        self.changed: set[int] = set()
        """Pools whose presence has changed: whoever runs or waits with them is looked at again."""
        self.fresh: list[Key] = []
        """What has joined the queue since it was last served."""
        self.waiting: list[Key] = []
        self.wanted = NOBODY
        """Pools that what waits or pauses needs, those apart that nobody ever waits for."""
        self.away: list[Key] = []
        """What waits for people who are not at hand at all: looked at again when their presence changes."""
        self.away_since: dict[int, int] = {}
        self.absence: dict[int, int] = {}
        """Job → seconds its present visit has waited for people who were not at hand, the present wait apart."""
        self.paused: list[Key] = []
        self.running: dict[int, tuple[int, int, int, int]] = {}
        """What runs with people who go home: its key, and when it ends if nothing interrupts it."""
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

    def occupy(self, key: Key, until: int) -> None:
        """A job has its people, and will end then: bells before, for those who go earlier."""
        spec = self.specs[key[2]]
        for pool, people in spec.staff:
            self.used[pool] += people
        if spec.goes_home:
            self.running[key[2]] = (*key, until)
            self._watch(spec, until)

    def release(self, number: int, spec: JobSpec) -> None:
        """Running work is over; its people are free."""
        used, wanted = self.used, self.wanted
        for pool, people in spec.staff:
            used[pool] -= people
            if pool in wanted:
                self.stirred = True
        if spec.goes_home:
            self.running.pop(number, None)

    def forget(self, number: int) -> None:
        """Work that waits or pauses is over."""
        for queue in (self.fresh, self.waiting, self.away, self.paused):
            queue[:] = [key for key in queue if key[2] != number]
        self.stirred = True

    def absent(self, number: int, now: int) -> int:
        """How long the visit, which is over, waited for people who were not at hand."""
        if number in self.away_since or number in self.absence:
            return self.absence.pop(number, 0) + now - self.away_since.pop(number, now)
        return 0

    # ---- presence

    def ring(self, now: int) -> None:
        """The bell: presence may have changed, unless a call has changed it before."""
        pools = self.watched.pop(now, ())
        if self.running or self.away or self.waiting or self.paused:
            for pool in pools:
                if self.change[pool] <= now:
                    self.changed.add(pool)
                    self.stirred = True

    def look_at_all(self) -> None:
        """Whoever runs or waits is looked at when the desk is next served: a run begins in the middle."""
        self.changed.update(self.plan.shifting)

    def _attend(self, pool: int, now: int) -> None:
        """Brings one pool's presence up to date."""
        self._outlook(pool, self._attendance(pool), now)
        self.tried[pool] = 0

    def _attendance(self, pool: int) -> Attendance:
        found = self.attendance.get(pool)
        if found is None:
            found = self.attendance[pool] = Attendance(self.plan.pools[pool])
        return found

    def _outlook(self, pool: int, attendance: Attendance, now: int) -> None:
        here, carry, change = attendance.outlook(now)
        self.here[pool], self.carry[pool], self.change[pool] = here, carry, change
        more_may_come = pool in self.plan.twofold and here < self.plan.pools[pool].people
        self.steady[pool] = 0 if more_may_come else change

    def took_call(self, pool: int, kind: str, call: Call, now: int) -> None:
        """People of a pool were called before the run began."""
        attendance = self._attendance(pool)
        attendance.took_call(kind, call)
        self._outlook(pool, attendance, now)

    def _watch(self, spec: JobSpec, until: int) -> None:
        """A bell for each change of presence before ``until`` that this job must not miss."""
        change, watched_for = self.change, self.watched_for
        for pool, _ in spec.staff:
            if change[pool] < until and change[pool] != watched_for[pool]:
                self._wake_for(pool)

    def _wake_for(self, pool: int) -> None:
        """A bell when the presence of this pool changes next; nothing happens after the horizon."""
        moment = self.watched_for[pool] = self.change[pool]
        if moment > self.plan.horizon:
            return
        pools = self.watched.get(moment)
        if pools is None:
            self.watched[moment] = [pool]
            self.floor.wake_at(moment)
        elif pool not in pools:
            pools.append(pool)

    # ---- serving

    def serve(self, now: int) -> None:
        """Pause what nobody is there for, resume what was paused, begin what waits, call who is missing."""
        while self.stirred:
            self.stirred = False
            if self.changed:
                self._look(now)
            if self.paused:
                self._resume(now)
            if (self.fresh or self.waiting) and not self.changed:
                self._begin(now)
        if self.waiting or self.paused:
            self._want()
        else:
            self.wanted = NOBODY

    def _want(self) -> None:
        specs, wanted = self.specs, NOBODY
        for key in self.waiting:
            wanted |= specs[key[2]].pools
        for key in self.paused:
            wanted |= specs[key[2]].pools
        self.wanted = wanted - self.plan.endless

    def _look(self, now: int) -> None:
        """Presence has changed: some must pause, and who waits for absent people of these pools may now begin."""
        changed, self.changed = self.changed, set()
        for pool in changed:
            if self.change[pool] <= now:
                self._attend(pool, now)
        specs = self.specs
        if self.running:
            for pool in sorted(changed):
                if self.used[pool] > self.carry[pool]:
                    self._pause(pool)
            for entry in self.running.values():
                spec = specs[entry[2]]
                if not changed.isdisjoint(spec.pools):
                    self._watch(spec, entry[3])
        if self.away:
            still: list[Key] = []
            for key in self.away:
                (still if changed.isdisjoint(specs[key[2]].pools) else self.fresh).append(key)
            self.away = still

    def _pause(self, pool: int) -> None:
        """Last come, first paused."""
        for entry in sorted(self.running.values(), reverse=True):
            number = entry[2]
            spec = self.specs[number]
            if self.used[pool] > self.carry[pool] and pool in spec.pools:
                self.release(number, spec)
                insort(self.paused, entry[:3])
                self.floor.paused(number)

    def _resume(self, now: int) -> None:
        for key in self.paused[:]:
            number = key[2]
            spec = self.specs[number]
            if self._can_start(spec, now):
                self.paused.remove(key)
                self.occupy(key, self.floor.resumed(number))
            elif self._call_for(spec, now):
                return

    def _begin(self, now: int) -> None:
        """Along the queue, each begins that can; people who are merely busy are kept for whoever comes first."""
        specs, here, used, change = self.specs, self.here, self.used, self.change
        queue = self._line_up()
        self.waiting = waiting = []
        kept = NOBODY
        for key in queue:
            number = key[2]
            spec = specs[number]
            absent = busy = False
            for pool, people in spec.staff:
                if change[pool] <= now:
                    self._attend(pool, now)
                if here[pool] < people:
                    absent = True
                elif here[pool] - used[pool] < people or pool in kept:
                    busy = True
            if absent:
                self.away.append(key)
                self.away_since.setdefault(number, now)
                if self._call_for(spec, now):
                    # Somebody came at once, for this job: nobody behind it may take them.
                    waiting += queue[queue.index(key) + 1 :]
                    return
                continue
            if number in self.away_since:
                self.absence[number] = self.absence.get(number, 0) + now - self.away_since.pop(number)
            if busy:
                waiting.append(key)
                kept |= spec.pools - self.plan.endless
                if spec.goes_home:
                    self._watch(spec, self.plan.horizon)
            else:
                self.occupy(key, self.floor.begun(number))

    def _line_up(self) -> list[Key]:
        """What waits, and what has joined it, in the order of service."""
        fresh, waiting = self.fresh, self.waiting
        if not fresh:
            return waiting
        self.fresh = []
        queue = waiting + fresh if waiting else fresh
        if len(queue) > 1:
            queue.sort()
        return queue

    def _can_start(self, spec: JobSpec, now: int) -> bool:
        for pool, people in spec.staff:
            if self.change[pool] <= now:
                self._attend(pool, now)
            if self.here[pool] - self.used[pool] < people:
                return False
        return True

    # ---- calling

    def _call_for(self, spec: JobSpec, now: int) -> bool:
        """Whoever is missing and on call is called; called in too, where the playbook says so. A bell for all changes.

        True if somebody has come at once.
        """
        effort = 2 if spec.calls_in else 1
        here, tried, change, watched_for = self.here, self.tried, self.change, self.watched_for
        for pool, people in spec.staff:
            if change[pool] <= now:
                self._attend(pool, now)
            if here[pool] < people and tried[pool] < effort:
                tried[pool] = effort
                self.phone(pool, "on-call", now)
                if spec.calls_in:
                    self.phone(pool, "call-in", now)
            if change[pool] != watched_for[pool]:
                self._wake_for(pool)
        return bool(self.changed)

    def summon(self, pool: int, now: int) -> None:
        """Somebody calls people of a pool, by calling in or else on call."""
        if pool in self.plan.shifting:
            if self.change[pool] <= now:  # it changes this very second, and its bell has not rung yet
                self._attend(pool, now)
                self.changed.add(pool)
            self.phone(pool, self._attendance(pool).comes_by, now)
        self.stirred = True

    def phone(self, pool: int, kind: CallKind, now: int) -> None:
        """Calls people unless they are at hand, cannot be reached so, or have been called."""
        if pool not in self.plan.reachable[kind]:
            return
        attendance = self._attendance(pool)
        if not attendance.may_call(kind, now):
            return
        nth = attendance.nth(kind)
        slot = ~(2 * pool + (kind == "call-in")), nth  # jobs have numbers from 0, so calls take those below
        lengths = self.lengths.get(slot)
        if lengths is None:
            lengths = self.lengths[slot] = attendance.answering(self.draws, kind, nth)
        answered = now + lengths[self.place]
        call = attendance.call_answered(kind, now, answered, nth)
        attendance.took_call(kind, call)
        if now < answered:  # until then all is as it was: no need to look
            self.change[pool] = min(self.change[pool], answered)
            self.steady[pool] = min(self.steady[pool], answered)
        else:
            self._outlook(pool, attendance, now)
        if self.here[pool]:
            self.changed.add(pool)
            self.stirred = True
        self._wake_for(pool)
        self.floor.called(pool, call)
