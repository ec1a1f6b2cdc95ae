"""Was it in time? Clocks checked against State; the same answer for people, autopilot and report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from simulator.model.setup import Clock

Standing = Literal["not-started", "running", "met", "missed", "undecided"]


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
    """``undecided``: time is over and neither the milestone nor the deadline came."""
    started: int | None = None
    deadline: int | None = None
    reached: int | None = None
    """When the milestone was reached, in time or not."""
    late: bool = False
    """The deadline has passed without the milestone, or it came after."""

    @property
    def margin(self) -> int | None:
        """Seconds to spare when it was reached; negative when late; None while not reached or without deadline."""
        if self.deadline is None or self.reached is None:
            return None
        return self.deadline - self.reached


def judge(clocks: Iterable[Clock], state: Facts, *, over: bool = False) -> tuple[Verdict, ...]:
    """A verdict per clock, as things stand at ``state.now``. ``over``: nothing more will happen."""
    return tuple(_verdict(clock, state, over) for clock in clocks)


def _verdict(clock: Clock, state: Facts, over: bool) -> Verdict:
    started, reached = state.reached(clock.start), state.reached(clock.end)
    if clock.is_order:
        return _order(clock, started, reached, over)
    if started is None:
        return Verdict(clock, "not-started", reached=reached)
    cap = clock.expectation.cap if clock.expectation else None
    due = clock.capped(clock.deadline(started), state.reached(cap.from_) if cap else None)
    if reached is not None:
        late = due is not None and reached > due
        return Verdict(clock, "missed" if late else "met", started, due, reached, late)
    if due is not None and (state.now > due or (over and state.now == due)):
        return Verdict(clock, "missed", started, due, None, True)
    return Verdict(clock, "undecided" if over else "running", started, due)


def _order(clock: Clock, second: int | None, first: int | None, over: bool) -> Verdict:
    """The first milestone must be reached before the second, or in the same second."""
    if first is not None and (second is None or first <= second):
        return Verdict(clock, "met", started=second, reached=first)
    if second is not None:
        return Verdict(clock, "missed", started=second, reached=first, late=True)
    return Verdict(clock, "undecided" if over else "not-started")
