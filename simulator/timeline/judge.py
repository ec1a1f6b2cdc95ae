"""Was it in time? Clocks checked against State; the same answer for people, autopilot and report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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

    def arrivals(self, milestone: str) -> Sequence[int]:
        """Whenever it was reached, ascending."""


class Gap(NamedTuple):
    """One turn of a duty that recurs."""

    start: int
    """Its clock's start, or the last time that its milestone came."""
    due: int
    ended: int | None
    """When its milestone came again, or the duty ended."""
    missed: bool


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
    """The deadline has passed without the milestone, or it came after; of what must keep away: it came before."""
    moot: int | None = None
    """When it became moot, where it is void."""
    known: int | None = None
    """When the last of its ``only_if`` came, so that it was known to count; None where it has none."""
    waits: str = ""
    """The milestone that it waits for where it has not started."""
    gaps: tuple[Gap, ...] = ()
    """Of a duty that recurs all turns, ascending. Start, deadline and reached are those of the running one or, where
    the duty was missed or is over, of the one with the least margin."""

    @property
    def met_at(self) -> int | None:
        """When it was known to be met: with its milestone, or once it was known to count. None where it is not met."""
        if self.standing != "met":
            return None
        if self.clock.keeps_away:
            return max((at for at in (self.deadline, self.known) if at is not None), default=None)
        return self.reached if self.reached is None or self.known is None else max(self.reached, self.known)

    @property
    def missed_at(self) -> int | None:
        """When it was known to be missed: with its deadline or, if that had passed before, once it was known to count.

        None where it is not missed.
        """
        if not self.late:
            return None
        at = self.started if self.clock.is_order else self.deadline
        if self.clock.keeps_away and self.reached is not None and self.started is not None:
            at = max(self.reached, self.started)
        at = next((gap.due for gap in self.gaps if gap.missed), at)
        return at if at is None or self.known is None else max(at, self.known)

    @property
    def margin(self) -> int | None:
        """Seconds to spare when it was reached; negative when late; None while not reached or without deadline.

        Of what must keep away negative when it came too early.
        """
        if self.deadline is None or self.reached is None or self.standing == "void":
            return None
        return self.reached - self.deadline if self.clock.keeps_away else self.deadline - self.reached


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
        judged = _recurring if clock.recurs else _kept_away if clock.keeps_away else _limited
        verdict = judged(clock, state, over, started, reached, moot)
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


def _kept_away(clock: Clock, state: Facts, over: bool, started: int, reached: int | None, moot: int | None) -> Verdict:
    """Missed where its milestone comes before the limit is over; that ends sooner with one of ``until``."""
    limit = clock.deadline(started)
    until = min((at for name in clock.until if (at := state.reached(name)) is not None), default=None)
    free = max(started, min(at for at in (limit, until) if at is not None))
    if _comes_first(moot, reached, free):
        return Verdict(clock, "void", started, free, reached, moot=moot)
    if reached is not None and reached < free:
        return Verdict(clock, "missed", started, free, reached, True)
    if free <= state.now:
        return Verdict(clock, "met", started, free, reached)
    return Verdict(clock, "undecided" if over else "running", started, free)


def _recurring(clock: Clock, state: Facts, over: bool, started: int, _: int | None, moot: int | None) -> Verdict:
    """As long as the story goes on: missed with the first gap that is, met if it ends without."""
    until = min((at for name in clock.until if (at := state.reached(name)) is not None), default=None)
    return recurring(clock, started, state.arrivals(clock.end), until, moot, state.now, over=over)


def recurring(
    clock: Clock,
    started: int,
    came: Sequence[int],
    until: int | None,
    moot: int | None,
    now: int,
    *,
    over: bool,
    opens: int = 0,
) -> Verdict:
    """How a duty that recurs stands; ``opens``: when its incident did."""
    end = opens + clock.setup.scenario.ends_after
    stops = [at for at in (until, moot) if at is not None and at <= end]
    stop = max(min(stops), started) if stops else None
    gaps = tuple(_gaps(clock, started, [at for at in came if at <= end], stop, min(now, end), over))
    late, ended = any(gap.missed for gap in gaps), [gap for gap in gaps if gap.missed or gap.ended is not None]
    if stop is None and not over and not late:
        standing: Standing = "running"
    elif late:
        standing = "missed"
    elif stop is not None and stop == moot and (until is None or moot < until):
        return Verdict(clock, "void", gaps[-1].start, gaps[-1].due, moot=moot, gaps=gaps)
    else:
        standing = "met" if ended else "undecided"
    shown = gaps[-1] if standing in ("running", "undecided") else min(ended, key=_spare)
    return Verdict(clock, standing, shown.start, shown.due, shown.ended, late, gaps=gaps)


def _gaps(clock: Clock, started: int, came: Sequence[int], stop: int | None, now: int, over: bool) -> Iterator[Gap]:
    start = started
    for at in (*(at for at in came if stop is None or at < stop), *([] if stop is None else [stop])):
        if at > start or at == stop:
            due = clock.deadline(start) or 0
            yield Gap(start, due, at, at > due)
            start = at
    if stop is None:
        due = clock.deadline(start) or 0
        yield Gap(start, due, None, now > due or (over and now == due))


def _spare(gap: Gap) -> int:
    """Seconds to spare; of a gap without an end less than any other."""
    return -(1 << 40) if gap.ended is None else gap.due - gap.ended


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
