"""Who of a pool is at hand, when that changes next, and who is called. Read off shifts and calls only."""

from __future__ import annotations

from bisect import bisect_right

from simulator.plan.tables import FOREVER, Pool
from simulator.timeline.state import Call


class Attendance:
    """One pool's presence during one run: its shifts, its overtime, and who was called."""

    __slots__ = ("call_in", "calls_made", "on_call", "pool", "starts")

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.starts = [start for start, _ in pool.shifts]
        self.on_call: Call | None = None
        self.call_in: Call | None = None
        self.calls_made = {"on-call": 0, "call-in": 0}

    def took_call(self, kind: str, call: Call) -> None:
        """People were called; an earlier call of that kind is forgotten."""
        self.calls_made[kind] = call.count
        if kind == "on-call":
            self.on_call = call
        else:
            self.call_in = call

    def _shift(self, now: int) -> tuple[int, int] | None:
        """The latest shift that has begun."""
        n = bisect_right(self.starts, now)
        return self.pool.shifts[n - 1] if n else None

    def on_shift(self, now: int) -> bool:
        """Whether the regular shift is on; a shift ends before its last second is over."""
        shift = self._shift(now)
        return shift is not None and now < shift[1]

    def present(self, now: int) -> int:
        """How many are at hand for new work."""
        if self.pool.always or self.on_shift(now):
            return self.pool.people
        return max(at_hand(self.on_call, now), at_hand(self.call_in, now))

    def carrying(self, now: int) -> int:
        """How many are at hand for work that runs: overtime counts too."""
        shift = self._shift(now)
        if shift and self.pool.overtime and now < shift[1] + self.pool.overtime:
            return self.pool.people
        return self.present(now)

    def next_shift(self, now: int) -> int:
        """When the next shift opens."""
        n = bisect_right(self.starts, now)
        return self.starts[n] if n < len(self.starts) else FOREVER

    def next_change(self, now: int) -> int:
        """The next moment at which presence may change; FOREVER if it never will."""
        changes = [self.next_shift(now)]
        shift = self._shift(now)
        if shift:
            changes += [t for t in (shift[1], shift[1] + self.pool.overtime) if t > now]
        for call in (self.on_call, self.call_in):
            if call:
                changes += [t for t in (call.answers_at, call.until) if t > now]
        return min(changes)

    def may_call(self, kind: str, now: int) -> bool:
        """Whether calling makes sense: off shift, reachable that way, and no such call still open."""
        if self.pool.always or self.on_shift(now):
            return False
        role, call = self.pool.role, self.on_call if kind == "on-call" else self.call_in
        reachable = role.on_call if kind == "on-call" else role.call_in
        return reachable is not None and (call is None or call.until <= now)


def at_hand(call: Call | None, now: int) -> int:
    """How many a call has brought."""
    return call.people if call and call.answers_at <= now < call.until else 0
