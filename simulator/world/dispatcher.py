"""Who works on what: queues, free people, shifts. It decides; what that means for a job, ``Work`` knows.

All that waits stands in one order, (priority, asked at, place), whatever the roles: so meetings cannot deadlock.
Nobody overtakes: people are kept for whoever comes first, unless that one waits for somebody who is not there at all.
What was paused comes before what waits.

For speed nothing is looked at again before something has changed that may matter to it: when people of a pool have
come or gone, only what needs that pool; and where all that waits needs other people (``wanted``), the end of work
leads to no look at all. It is one class, and long, because all of that shares one queue.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import insort

from simulator.plan.specs import JobSpec
from simulator.world.availability import Availability, CallListener
from simulator.world.draws import Draws, Lengths
from simulator.world.lacking import NOBODY, Lacking, Pools
from simulator.world.start import Start

Key = tuple[int, int, int]
"""(priority, asked at and place, job): the order of service. ``Work._key`` makes it."""


class WorkListener(CallListener):
    """Whom the dispatcher notifies of its decisions."""

    __slots__ = ()

    @abstractmethod
    def begun(self, number: int) -> int:
        """The job has its people. When it will end."""

    @abstractmethod
    def paused(self, number: int) -> None:
        """The job's people have gone home."""

    @abstractmethod
    def resumed(self, number: int) -> int:
        """The job's people are back. When it will end."""


class Dispatcher:
    """All pools of a run, with what waits for them and what they do."""

    __slots__ = (
        "absence",
        "availability",
        "away",
        "away_since",
        "carry",
        "change",
        "fresh",
        "here",
        "lacking",
        "listener",
        "meets",
        "paused",
        "plan",
        "running",
        "specs",
        "staffed",
        "to_serve",
        "used",
        "waiting",
        "wanted",
    )

    def __init__(
        self, start: Start, specs: list[JobSpec], listener: WorkListener, draws: Draws, lengths: Lengths, place: int
    ) -> None:
        self.plan = start.plan
        self.specs = specs
        self.staffed: dict[int, tuple[JobSpec, ...]] = start.plan.staffed
        """Job with deputies → the ways to staff it, the first choice first."""
        self.listener = listener
        self.availability = availability = Availability(start, listener, draws, lengths, place)
        self.here, self.carry, self.change = availability.here, availability.carry, availability.change
        """Availability's own lists, at hand."""
        self.used = [0] * len(self.here)
        self.fresh: list[Key] = []
        """What has joined the queue since it was last served."""
        self.waiting: list[Key] = []
        self.wanted = NOBODY
        """Pools that waiting or paused work needs, but for those that nobody ever waits for."""
        self.away: list[Key] = []
        """What waits for people who are not at hand at all: looked at again when some of them come or go."""
        self.away_since: dict[int, int] = {}
        self.absence: dict[int, int] = {}
        """Job → seconds its present visit has waited for people who were not at hand, without the present wait."""
        self.meets = start.plan.meetings
        self.lacking: dict[int, Lacking] = {}
        """Meeting that waits or pauses → what it has waited for in its present visit, pool by pool."""
        self.paused: list[Key] = []
        self.running: dict[int, tuple[int, int, int, int]] = {}
        """What runs with people who go home: its key, and when it ends if nothing interrupts it."""
        self.to_serve = False
        """Something changed that may let somebody begin."""

    # ---- who stands where

    def wait(self, key: Key) -> None:
        """A job joins the queue."""
        self.fresh.append(key)
        self.to_serve = True

    def hold(self, key: Key) -> None:
        """A job was paused when the run began."""
        insort(self.paused, key)
        self.to_serve = True

    def occupy(self, key: Key, until: int) -> None:
        """A job has its people, and will end then; a timer before for each change of who is at hand."""
        spec = self.specs[key[2]]
        for pool, people in spec.staff:
            self.used[pool] += people
        if spec.goes_home:
            self.running[key[2]] = (*key, until)
            self.availability.watch(spec, until)

    def release(self, number: int, spec: JobSpec) -> None:
        """Running work is over; its people are free."""
        used, wanted = self.used, self.wanted
        for pool, people in spec.staff:
            used[pool] -= people
            if pool in wanted:
                self.to_serve = True
        if spec.goes_home:
            self.running.pop(number, None)

    def forget(self, number: int) -> None:
        """Work that waits or pauses is over."""
        for queue in (self.fresh, self.waiting, self.away, self.paused):
            queue[:] = [key for key in queue if key[2] != number]
        self.to_serve = True

    def rekey(self, key: Key) -> None:
        """The turn of work that waits, pauses or runs is another from now on."""
        number = key[2]
        for queue in (self.fresh, self.waiting, self.away, self.paused):
            queue[:] = [key if other[2] == number else other for other in queue]
        self.waiting.sort()
        self.paused.sort()
        if number in self.running:
            self.running[number] = (*key, self.running[number][3])
        self.to_serve = True

    def lacked(self, number: int, now: int) -> tuple[tuple[int, int, int], ...]:
        """Of a meeting whose visit is over: (pool, seconds for which its people were busy, were not at hand)."""
        lacking = self.lacking.pop(number, None)
        if lacking is None:
            return ()
        lacking.turn(now, NOBODY, NOBODY)
        return tuple((pool, busy, away) for pool, (busy, away) in sorted(lacking.seconds.items()))

    def absent(self, number: int, now: int) -> int:
        """How long the visit, which is over, waited for people who were not at hand, pauses included."""
        if number in self.away_since or number in self.absence:
            return self.absence.pop(number, 0) + now - self.away_since.pop(number, now)
        return 0

    # ---- who is at hand

    def wake(self, now: int) -> None:
        """A moment that a timer was set for: people may have come or gone."""
        pools = self.availability.due(now)
        if pools and (self.running or self.away or self.waiting or self.paused):
            self.availability.changed.update(pools)
            self.to_serve = True

    def look_at_all(self) -> None:
        """All that runs or waits is looked at next time, as a run begins in the middle of it."""
        self.availability.changed.update(self.plan.shifting)
        self.to_serve = True

    def summon(self, pool: int, now: int) -> None:
        """Somebody calls people of a pool, by calling in or else on call."""
        self.availability.summon(pool, now)
        self.to_serve = True

    # ---- serving

    def serve(self, now: int) -> None:
        """Pause what nobody is there for, resume what was paused, begin what waits, call who is missing."""
        while self.to_serve:
            self.to_serve = False
            if self.availability.changed:
                self._look(now)
            kept = self._resume(now) if self.paused else NOBODY
            if (self.fresh or self.waiting) and not self.availability.changed:
                self._begin(now, kept)
        if self.meets and (self.lacking or self.waiting or self.away or self.paused):
            self._charge(now)
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
        """People came or went: some work must pause, and what waits for people of these pools may now begin."""
        changed = frozenset(self.availability.changed)
        self.availability.changed.clear()
        for pool in changed:
            if self.change[pool] <= now:
                self.availability.attend(pool, now)
        specs = self.specs
        if self.running:
            for pool in sorted(changed):
                if self.used[pool] > self.carry[pool]:
                    self._pause(pool)
            for entry in self.running.values():
                spec = specs[entry[2]]
                if not changed.isdisjoint(spec.pools):
                    self.availability.watch(spec, entry[3])
        if self.away:
            still: list[Key] = []
            for key in self.away:
                (still if changed.isdisjoint(specs[key[2]].pools) else self.fresh).append(key)
            self.away = still

    def _pause(self, pool: int) -> None:
        """What stands last in the order of service pauses first (rule 13)."""
        for entry in sorted(self.running.values(), reverse=True):
            number = entry[2]
            spec = self.specs[number]
            if self.used[pool] > self.carry[pool] and pool in spec.pools:
                self.release(number, spec)
                insort(self.paused, entry[:3])
                self.listener.paused(number)
                if spec.held:
                    self.leave_open(number)

    def leave_open(self, number: int) -> None:
        """Held work pauses: it is handed to whoever can take it on, not kept for those who had it."""
        if number in self.staffed:
            self.specs[number] = self.plan.jobs[number]

    def _resume(self, now: int) -> Pools:
        """Paused work goes on where it can. Answers whose people are kept for the rest of it (rule 13)."""
        kept = NOBODY
        for key in self.paused[:]:
            number = key[2]
            spec = self.specs[number]
            if spec.staffings:
                kept |= self._hand_over(key, kept, now)
                if self.availability.changed:
                    self.to_serve = True
                    return kept
                continue
            absent, busy = self._stands(spec, kept, now)
            self._note_absence(number, absent, now)
            if not absent and not busy:
                self.paused.remove(key)
                self.occupy(key, self.listener.resumed(number))
                continue
            if not absent:
                kept |= spec.pools - self.plan.endless
            if self.availability.call_for(spec, now):
                self.to_serve = True
                return kept
        return kept

    def _stands(self, spec: JobSpec, kept: Pools, now: int) -> tuple[bool, bool]:
        """Whether people that work needs are not at hand, and whether some are busy or kept."""
        absent = busy = False
        for pool, people in spec.staff:
            if self.change[pool] <= now:
                self.availability.attend(pool, now)
            if self.here[pool] < people:
                absent = True
            elif self.here[pool] - self.used[pool] < people or pool in kept:
                busy = True
        return absent, busy

    def _charge(self, now: int) -> None:
        """Which of its people each meeting waits for from now on: those not at hand, else those busy or kept."""
        specs, kept, gone_on = self.specs, NOBODY, set(self.lacking)
        queue = self.paused + self.waiting + self.away
        if not gone_on and not any(specs[key[2]].shared_wait for key in queue):
            return
        for key in queue:
            number = key[2]
            spec = specs[number]
            away = frozenset([pool for pool, people in spec.staff if self.here[pool] < people])
            if spec.shared_wait:
                busy = NOBODY if away else self._busy(spec, kept)
                self._lacks(number, now, busy, away)
                gone_on.discard(number)
            if spec.staffings:
                kept |= self._kept_by_any(number)
            elif not away:
                kept |= spec.pools - self.plan.endless
        for number in gone_on:
            self.lacking[number].turn(now, NOBODY, NOBODY)

    def _lacks(self, number: int, now: int, busy: Pools, away: Pools) -> None:
        lacking = self.lacking.get(number)
        if lacking is None:
            lacking = self.lacking[number] = Lacking(now)
        if busy != lacking.busy or away != lacking.away:
            lacking.turn(now, busy, away)

    def _busy(self, spec: JobSpec, kept: Pools) -> Pools:
        here, used = self.here, self.used
        return frozenset([pool for pool, people in spec.staff if here[pool] - used[pool] < people or pool in kept])

    def _begin(self, now: int, kept: Pools) -> None:
        """Along the queue, each begins that can; people who are merely busy are kept for whoever comes first."""
        specs, here, used, change = self.specs, self.here, self.used, self.change
        queue = self._line_up()
        self.waiting = waiting = []
        for place, key in enumerate(queue):
            number = key[2]
            spec = specs[number]
            if spec.staffings:
                kept |= self._begin_any(key, kept, now)
                if self.availability.changed:
                    return self._begin_again(queue[place + 1 :])
                continue
            absent = busy = False
            for pool, people in spec.staff:
                if change[pool] <= now:
                    self.availability.attend(pool, now)
                if here[pool] < people:
                    absent = True
                elif here[pool] - used[pool] < people or pool in kept:
                    busy = True
            self._note_absence(number, absent, now)
            if absent:
                self.away.append(key)
                if self.availability.call_for(spec, now):
                    return self._begin_again(queue[place + 1 :])
            elif busy:
                waiting.append(key)
                kept |= spec.pools - self.plan.endless
                if spec.goes_home:
                    self.availability.watch(spec, self.plan.horizon)
            else:
                self.occupy(key, self.listener.begun(number))
        return None

    def _begin_again(self, rest: list[Key]) -> None:
        """Somebody came at once, for the job that called: nobody behind it may take them."""
        self.to_serve = True
        self.waiting += rest

    def _begin_any(self, key: Key, kept: Pools, now: int) -> Pools:
        """Work with deputies: the first who are at hand and free begin it. Answers who are kept for it otherwise.

        The first who are at hand, or can be called, are waited for; whoever else is free earlier begins all the same.
        """
        number = key[2]
        if self._take_on(number, kept, now):
            self.occupy(key, self.listener.begun(number))
            return NOBODY
        keeps = self._kept_by_any(number)
        (self.waiting if keeps else self.away).append(key)
        self._send_for(number, now)
        return keeps

    def _hand_over(self, key: Key, kept: Pools, now: int) -> Pools:
        """The same of held work that pauses: whoever it is, they go on with it."""
        number = key[2]
        if self._take_on(number, kept, now):
            self.paused.remove(key)
            self.occupy(key, self.listener.resumed(number))
            return NOBODY
        self._send_for(number, now)
        return self._kept_by_any(number)

    def _take_on(self, number: int, kept: Pools, now: int) -> bool:
        """Whether some way to staff it is at hand and free; the first of them is how it is staffed then."""
        for way in self.staffed[number]:
            absent, busy = self._stands(way, kept, now)
            if not absent and not busy:
                self._note_absence(number, False, now)
                self.specs[number] = way
                return True
        return False

    def _send_for(self, number: int, now: int) -> None:
        """Of work that nobody can begin: who is missing in the first way that can come is called."""
        first = self.specs[number]
        self._note_absence(number, any(self.here[pool] < people for pool, people in first.staff), now)
        awaited = [way for way in self.staffed[number] if self.availability.in_reach(way, now)]
        if awaited:
            self.availability.call_for(awaited[0], now)
        for way in self.staffed[number]:
            self.availability.watch(way, self.plan.horizon)

    def _kept_by_any(self, number: int) -> Pools:
        """Of work with deputies that waits: who are kept for it, as they are at hand in the number needed."""
        kept = NOBODY
        for way in self.staffed[number]:
            if all(self.here[pool] >= people for pool, people in way.staff):
                kept |= way.pools
        return kept - self.plan.endless

    def _note_absence(self, number: int, absent: bool, now: int) -> None:
        """From now on it waits for people who are not at hand, or does not."""
        if absent:
            self.away_since.setdefault(number, now)
        elif number in self.away_since:
            self.absence[number] = self.absence.get(number, 0) + now - self.away_since.pop(number)

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
