"""The calendar of one run: SimPy's, with a rank of our own for what falls on one second."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from simpy import Environment


class Timer:
    """What rings: to SimPy an event that never fails. A class of its own, for only that can be compiled."""

    __slots__ = ("_ok", "callbacks", "what")

    def __init__(self, hears: tuple[Callable[[Any], None]], what: Any) -> None:
        self.callbacks: Any = hears
        """One; SimPy takes it away when the bell has rung."""
        self.what = what
        """What it rings for."""
        self._ok = True


class Calendar:
    """What rings when. Times are whole seconds since opens."""

    __slots__ = ("environment", "numbers", "queue")

    def __init__(self, now: int) -> None:
        self.environment: Any = Environment(now)
        self.queue: list[tuple[Any, ...]] = self.environment._queue
        """All entries, a heap; the first is (second, rank, …) of the next. ``peek`` would say so slower."""
        self.numbers: Any = self.environment._eid

    def put(self, at: int, rank: int, hears: tuple[Callable[[Any], None]], what: Any) -> Timer:
        """A bell at this second; of those of one second the one of the lower ``rank`` rings first."""
        bell = Timer(hears, what)
        heappush(self.queue, (at, rank, next(self.numbers), bell))
        return bell

    def fire(self) -> None:
        """The next bell rings. As SimPy's own step, but for what bells never do: fail, or be waited for by several."""
        bell: Timer = heappop(self.queue)[3]
        bell.callbacks[0](bell)
