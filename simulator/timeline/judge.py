"""Was it in time? Clocks checked against State; the same answer for people, autopilot and report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from simulator.model.setup import Clock

Standing = Literal["not-started", "running", "met", "missed", "void", "undecided"]


class Facts(Protocol):
    """What the judge needs to know: a State, or one run of a study."""

    @property
    def now(self) -> int:
        """Seconds since ``opens``."""

    def reached(self, milestone: str) -> int | None:
        """When a milestone was reached, if it was."""


class Verdict(NamedTuple):
    """How one clock stands. Times in seconds since ``opens``."""

    clock: Clock
    standing: Standing
    """``void``: it became moot before it was met or missed. ``undecided``: time is over, and neither the milestone nor
    the deadline came."""
    started: int | None = None
    deadline: int | None = None
    reached: int | None = None
    """When the milestone was reached, in time or not."""
    late: bool = False
    """The deadline has passed without the milestone, or it came after."""
    moot: int | None = None
    """When it became moot, where it is void."""
    known: int | None = None
    """When the last of its ``only_if`` came, so that it was known to count; None where it has none."""
    waits: str = ""
    """The milestone that it waits for where it has not started."""

    @property
    def met_at(self) -> int | None:
        """When it was known to be met: with its milestone, or once it was known to count. None where it is not met."""
        if self.standing != "met":
            return None
        return self.reached if self.reached is None or self.known is None else max(self.reached, self.known)

    @property
    def missed_at(self) -> int | None:
        """When it was known to be missed: with its deadline or, if that had passed before, once it was known to count.

        None where it is not missed.
        """
        if not self.late:
            return None
        at = self.started if self.clock.is_order else self.deadline
        return at if at is None or self.known is None else max(at, self.known)

    @property
    def margin(self) -> int | None:
        """Seconds to spare when it was reached; negative when late; None while not reached or without deadline."""
        if self.deadline is None or self.reached is None or self.standing == "void":
            return None
        return self.deadline - self.reached


def judge(clocks: Iterable[Clock], state: Facts, *, over: bool = False) -> tuple[Verdict, ...]:
    """A verdict per clock, as things stand at ``state.now``. ``over``: nothing more will happen."""
    return tuple(_verdict(clock, state, over) for clock in clocks)


def _verdict(clock: Clock, state: Facts, over: bool) -> Verdict:
    reached = state.reached(clock.end)
    waits = _waits_for(clock, state)
    if waits:
        return Verdict(clock, "not-started", reached=None if clock.is_order else reached, waits=waits)
    started = state.reached(clock.start)
    moot = min((at for name in clock.unless if (at := state.reached(name)) is not None), default=None)
    known = max((at for name in clock.only_if if (at := state.reached(name)) is not None), default=None)
    if clock.is_order:
        verdict = _order(clock, started, reached, moot)
    else:
        assert started is not None
        verdict = _limited(clock, state, over, started, reached, moot)
    return verdict if known is None else verdict._replace(known=known)


def _waits_for(clock: Clock, state: Facts) -> str:
    """The first milestone without which it is no question yet; empty where it is one."""
    if state.reached(clock.start) is None and not (clock.is_order and state.reached(clock.end) is not None):
        return clock.start
    return next((name for name in clock.only_if if state.reached(name) is None), "")


def _limited(clock: Clock, state: Facts, over: bool, started: int, reached: int | None, moot: int | None) -> Verdict:
    cap = clock.expectation.cap if clock.expectation else None
    due = clock.capped(clock.deadline(started), state.reached(cap.from_) if cap else None, reached)
    if _comes_first(moot, reached, due):
        return Verdict(clock, "void", started, due, reached, moot=moot)
    if reached is not None:
        late = due is not None and reached > due
        return Verdict(clock, "missed" if late else "met", started, due, reached, late)
    if due is not None and (state.now > due or (over and state.now == due)):
        return Verdict(clock, "missed", started, due, None, True)
    return Verdict(clock, "undecided" if over else "running", started, due)


def _comes_first(moot: int | None, reached: int | None, due: int | None) -> bool:
    """Whether it became moot before it was met, and by the deadline."""
    return moot is not None and (reached is None or moot < reached) and (due is None or moot <= due)


def _order(clock: Clock, second: int | None, first: int | None, moot: int | None) -> Verdict:
    """The first milestone must be reached before the second, or in the same second."""
    if _comes_first(moot, first, second):
        return Verdict(clock, "void", started=second, reached=first, moot=moot)
    if first is not None and (second is None or first <= second):
        return Verdict(clock, "met", started=second, reached=first)
    return Verdict(clock, "missed", started=second, reached=first, late=True)
