"""Who of each pool is at hand during a run, until when that holds, and who is called.

For speed, who is at hand is known per pool until a certain moment (``change``) and worked out again only then; for
whoever depends on it a timer is set there (``watch``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from simulator.plan.specs import JobSpec
from simulator.timeline.state import Call
from simulator.world.draws import Draws, Lengths, share_gone
from simulator.world.staff import Attendance, CallKind
from simulator.world.start import Start


class CallListener(ABC):
    """Whom it notifies of calls and asks for timers."""

    __slots__ = ()

    @abstractmethod
    def called(self, pool: int, call: Call) -> None:
        """People of a pool were called."""

    @abstractmethod
    def wake_at(self, second: int) -> None:
        """The dispatcher is to be woken then: who is at hand may change."""


class Availability:
    """All pools of a run: their people, shifts and calls."""

    __slots__ = (
        "attendance",
        "called_next",
        "carry",
        "change",
        "changed",
        "draws",
        "here",
        "lengths",
        "listener",
        "place",
        "plan",
        "tried",
        "watched",
        "watched_for",
    )

    def __init__(self, start: Start, listener: CallListener, draws: Draws, lengths: Lengths, place: int) -> None:
        self.plan = start.plan
        self.called_next: dict[tuple[int, str], int] = start.plan.called_next
        self.listener = listener
        self.draws = draws
        self.lengths = lengths
        self.place = place
        self.attendance: dict[int, Attendance] = {}
        """Of the pools that were called or whose shift has changed since the run began."""
        here, carry, change = start.at_hand
        self.here, self.carry, self.change = list(here), list(carry), list(change)
        """Per pool: how many are at hand, how many may carry running work on, and until when that holds."""
        self.tried = [0] * len(here)
        """Per pool, who was called since it last changed: 1 those on call, 2 those to be called in too."""
        self.watched_for = self.tried[:]
        """Per pool, the moment a timer was last asked for, 0 before any."""
        self.watched: dict[int, list[int]] = {}
        """Moment that a timer has been asked for → the pools that may change then."""
        self.changed: set[int] = set()
        """Pools in which people have come or gone: whoever runs or waits with them is to be looked at again."""

    def due(self, now: int) -> list[int]:
        """The pools that change at this moment, unless a call has changed them before."""
        return [pool for pool in self.watched.pop(now, ()) if self.change[pool] <= now]

    def attend(self, pool: int, now: int) -> None:
        """Brings up to date who of one pool is at hand."""
        self._outlook(pool, self._attendance(pool), now)
        self.tried[pool] = 0

    def _attendance(self, pool: int) -> Attendance:
        attendance = self.attendance.get(pool)
        if attendance is None:
            attendance = self.attendance[pool] = Attendance(self.plan.pools[pool])
        return attendance

    def _outlook(self, pool: int, attendance: Attendance, now: int) -> None:
        self.here[pool], self.carry[pool], self.change[pool] = attendance.outlook(now)

    def take_up(self, start: Start) -> None:
        """The calls made before the run began."""
        for pool, kind, call in start.calls:
            attendance = self._attendance(pool)
            known = start.known_ends or call.answers_at <= start.now
            attendance.took_call(kind, call if known else self._redrawn(pool, attendance, call, start.now))
            self._outlook(pool, attendance, start.now)

    def _redrawn(self, pool: int, attendance: Attendance, call: Call, now: int) -> Call:
        """A forecast does not know when a call will be answered, only that it has not been."""
        reach = attendance.reach(call.kind)
        if reach is None:
            return call
        slot, waited = _slot(pool, call.kind, call.nth), max(now - call.at, 1)
        lengths = self.lengths.get(slot)
        if lengths is None:
            key = f"{call.kind}/{attendance.pool.name}"
            lengths = self.lengths[slot] = self.draws.lengths_given(key, call.nth, reach.answers_in, waited)
        takes, run, kind = lengths[self.place], self.draws.first + self.place, _kind(call)
        share = share_gone(reach.answers_in, waited) if reach.answers < 1 else 0.0
        answered = attendance.is_answered_yet(self.draws, run, call, takes, share)
        redrawn = attendance.call_made(kind, call.at, takes, call.nth, answered=answered)
        return redrawn._replace(answers_at=max(redrawn.answers_at, now))

    def watch(self, spec: JobSpec, until: int) -> None:
        """A timer for each change before ``until`` that this job must not miss."""
        change, watched_for = self.change, self.watched_for
        for pool, _ in spec.staff:
            if change[pool] < until and change[pool] != watched_for[pool]:
                self._wake_for(pool)

    def _wake_for(self, pool: int) -> None:
        """A timer for the next change of this pool; nothing happens after the horizon."""
        moment = self.watched_for[pool] = self.change[pool]
        if moment > self.plan.horizon:
            return
        pools = self.watched.get(moment)
        if pools is None:
            self.watched[moment] = [pool]
            self.listener.wake_at(moment)
        elif pool not in pools:
            pools.append(pool)

    # ---- calling

    def call_for(self, spec: JobSpec, now: int) -> bool:
        """Whoever is missing and on call is called; called in too, where the playbook says so. A timer for all changes.

        True if somebody has come at once.
        """
        effort = 2 if spec.calls_in else 1
        here, tried, change, watched_for = self.here, self.tried, self.change, self.watched_for
        for pool, people in spec.staff:
            if change[pool] <= now:
                self.attend(pool, now)
            if here[pool] < people and tried[pool] < effort:
                tried[pool] = effort
                self._ring(pool, "on-call", now)
                if spec.calls_in:
                    self._ring(pool, "call-in", now)
            if change[pool] != watched_for[pool]:
                self._wake_for(pool)
        return bool(self.changed)

    def in_reach(self, spec: JobSpec, now: int) -> bool:
        """Whether all whom a job needs are at hand, or can be called in the number needed."""
        for pool, people in spec.staff:
            if self.here[pool] < people:
                attendance = self._attendance(pool)
                if not attendance.can_bring("on-call", people, now) and not (
                    spec.calls_in and attendance.can_bring("call-in", people, now)
                ):
                    return False
        return True

    def summon(self, pool: int, now: int) -> None:
        """Somebody calls people of a pool, by calling in or else on call."""
        if pool in self.plan.shifting:
            if self.change[pool] <= now:  # it changes this very second, and its timer is still to come
                self.attend(pool, now)
                self.changed.add(pool)
            self._phone(pool, self._attendance(pool).comes_by, now)

    def _ring(self, pool: int, kind: CallKind, now: int) -> None:
        """Calls people; where their last call was given up, those to be called then as well."""
        following = self.called_next.get((pool, kind), -1) if self.called_next else -1
        if following >= 0 and self._attendance(pool).gave_up(kind, now):
            self._phone(pool, kind, now)
            if following in self.plan.shifting:
                if self.change[following] <= now:
                    self.attend(following, now)
                    self.changed.add(following)
                self._ring(following, "on-call" if self.plan.pools[following].role.on_call else "call-in", now)
        else:
            self._phone(pool, kind, now)

    def _phone(self, pool: int, kind: CallKind, now: int) -> None:
        """Calls people unless they are at hand, cannot be reached so, or have been called."""
        if pool not in self.plan.reachable[kind]:
            return
        attendance = self._attendance(pool)
        if not attendance.may_call(kind, now):
            return
        nth = attendance.nth(kind)
        slot = _slot(pool, kind, nth)
        lengths = self.lengths.get(slot)
        if lengths is None:
            lengths = self.lengths[slot] = attendance.answering(self.draws, kind, nth)
        takes, run = lengths[self.place], self.draws.first + self.place
        answered = attendance.is_answered(self.draws, run, kind, nth, takes)
        call = attendance.call_made(kind, now, takes, nth, answered=answered)
        attendance.took_call(kind, call)
        if now < call.answers_at:  # until then all is as it was: no need to look
            self.change[pool] = min(self.change[pool], call.answers_at)
        else:
            self._outlook(pool, attendance, now)
        if self.here[pool]:
            self.changed.add(pool)
        self._wake_for(pool)
        self.listener.called(pool, call)


def _kind(call: Call) -> CallKind:
    return "on-call" if call.kind == "on-call" else "call-in"


def _slot(pool: int, kind: str, nth: int) -> tuple[int, int]:
    """Where ``Lengths`` holds how long a call takes to be answered; jobs have numbers from 0, so calls those below."""
    return ~(2 * pool + (kind == "call-in")), nth
