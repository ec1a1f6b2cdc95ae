"""Who of a pool is at hand, when that changes next, and who is called. Read off shifts and calls only."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from simulator.model.team import CallIn, OnCall
from simulator.plan.specs import FOREVER, Pool
from simulator.timeline.state import Call
from simulator.world.draws import Draws

CallKind = Literal["on-call", "call-in"]


class Attendance:
    """Who of one pool is at hand: its shifts, its overtime, and who was called."""

    __slots__ = ("call_in", "on_call", "pool")

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.on_call: Call | None = None
        self.call_in: Call | None = None

    def took_call(self, kind: str, call: Call) -> None:
        """People were called; an earlier call of that kind is forgotten."""
        if kind == "on-call":
            self.on_call = call
        else:
            self.call_in = call

    def on_shift(self, now: int) -> bool:
        """Whether the regular shift is on; a shift does not include the second it ends on."""
        return self.pool.always or self.pool.phases[bisect_right(self.pool.starts, now) - 1][1] > 0

    def present(self, now: int) -> int:
        """How many are at hand for new work; the whole pool where it never goes home."""
        return self.pool.people if self.pool.always else self.outlook(now)[0]

    def next_shift(self, now: int) -> int:
        """When the next shift opens; FOREVER if none does."""
        pool = self.pool
        for start, here, _, _ in pool.phases[bisect_right(pool.starts, now) :]:
            if here:
                return start
        return FOREVER

    def next_change(self, now: int) -> int:
        """The next moment at which people may come or go; FOREVER if they never do."""
        return FOREVER if self.pool.always else self.outlook(now)[2]

    def outlook(self, now: int) -> tuple[int, int, int]:
        """Who is present for new work, who may carry running work on (overtime counts), and until when that holds.

        For a pool that keeps hours. On shift the whole pool is there; between shifts those who were called.
        """
        pool = self.pool
        here, carry, change = self._with_called(now)
        if not pool.away:
            return here, carry, change
        there = max(0, pool.people - pool.missing(now))
        turns = [moment for start, until, _ in pool.away for moment in (start, until) if moment > now]
        return min(here, there), min(carry, there), min([change, *turns])

    def _with_called(self, now: int) -> tuple[int, int, int]:
        """The same as if nobody were out of reach."""
        pool = self.pool
        _, here, carry, change = pool.phases[bisect_right(pool.starts, now) - 1]
        if here:
            return here, carry, change
        for call in (self.on_call, self.call_in):
            if call and now < call.until:
                if now < call.answers_at:
                    change = min(change, call.answers_at)
                else:
                    here, change = max(here, call.people), min(change, call.until)
        return here, max(carry, here), change

    def reach(self, kind: str) -> OnCall | CallIn | None:
        """How its people are reached in this way; None where they are not."""
        return self.pool.role.on_call if kind == "on-call" else self.pool.role.call_in

    def may_call(self, kind: str, now: int) -> bool:
        """Whether calling makes sense: off shift, reachable that way, and no such call still open."""
        call = self.on_call if kind == "on-call" else self.call_in
        if self.reach(kind) is None or (call is not None and call.until > now):
            return False
        return not self.on_shift(now)

    def can_bring(self, kind: CallKind, people: int, now: int) -> bool:
        """Whether so many come by a call, one that is open included: off shift only."""
        if self.on_shift(now):
            return False
        reach, there = self.reach(kind), self.pool.people - self.pool.missing(now)
        if isinstance(reach, OnCall):
            return min(reach.people, there) >= people
        return reach is not None and min(reach.people or there, there) >= people

    @property
    def comes_by(self) -> CallKind:
        """How somebody who calls this pool reaches it: by calling in, or else by the one on call."""
        return "call-in" if self.pool.role.call_in else "on-call"

    def nth(self, kind: CallKind) -> int:
        """Which of its kind the next call would be, from 1."""
        earlier = self.on_call if kind == "on-call" else self.call_in
        return earlier.nth + 1 if earlier else 1

    def answering(self, draws: Draws, kind: CallKind, nth: int) -> list[int]:
        """Seconds until the n-th call of that kind is answered, for all runs of ``draws``."""
        reach = self.reach(kind)
        assert reach is not None
        return draws.lengths(f"{kind}/{self.pool.name}", nth, reach.answers_in)

    def is_answered(self, draws: Draws, run: int, kind: CallKind, nth: int, takes: int) -> bool:
        """Whether somebody answers the n-th call of that kind, which would take so many seconds."""
        reach = self.reach(kind)
        if reach is None or reach.rings_for is None:
            return True
        return takes <= reach.rings_for and self._luck(draws, run, kind, nth) < reach.answers

    def is_answered_yet(self, draws: Draws, run: int, call: Call, takes: int, share: float) -> bool:
        """The same of a call that has rung for this share of the times in which calls are answered."""
        kind: CallKind = "on-call" if call.kind == "on-call" else "call-in"
        reach = self.reach(kind)
        if reach is None or reach.rings_for is None:
            return True
        odds = reach.answers * (1 - share) / (1 - reach.answers * share) if share < 1 else 0.0
        return takes <= reach.rings_for and self._luck(draws, run, kind, call.nth) < odds

    def _luck(self, draws: Draws, run: int, kind: CallKind, nth: int) -> float:
        return draws.uniform(run, f"{kind}/{self.pool.name}", "answers", nth)

    def gave_up(self, kind: CallKind, now: int) -> bool:
        """Whether the last call of that kind was given up, since the last shift."""
        call = self.on_call if kind == "on-call" else self.call_in
        return call is not None and not call.people and call.until <= now < self.next_shift(call.at)

    def new_call(self, draws: Draws, run: int, kind: CallKind, now: int) -> Call:
        """A call made ``now``: when it is answered, who comes, when they leave."""
        nth = self.nth(kind)
        takes = self.answering(draws, kind, nth)[run - draws.first]
        return self.call_made(kind, now, takes, nth, answered=self.is_answered(draws, run, kind, nth, takes))

    def call_made(self, kind: CallKind, now: int, takes: int, nth: int, *, answered: bool = True) -> Call:
        """A call made ``now`` of which it is known whether it will be answered, and how long that takes.

        Those on call stay until the next shift, those called in for as long as the team file says. For a call that
        nobody answers nobody comes: it is over when it is given up, or the next shift begins.
        """
        pool, reach = self.pool, self.reach(kind)
        if not answered and reach is not None and reach.rings_for is not None:
            given_up = min(now + reach.rings_for, self.next_shift(now))
            return Call(kind, now, 0, given_up, given_up, nth)
        if kind == "on-call":
            on_call = pool.role.on_call
            assert on_call is not None
            return Call(kind, now, min(on_call.people, pool.people), now + takes, self.next_shift(now), nth)
        call_in = pool.role.call_in
        assert call_in is not None
        people = pool.people if call_in.people is None else min(call_in.people, pool.people)
        return Call(kind, now, people, now + takes, now + takes + call_in.stays, nth)
