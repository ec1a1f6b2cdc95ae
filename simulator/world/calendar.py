"""The calendar of one run: SimPy's, with a rank of our own for what falls on one second."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from simpy import Environment, Event


class Calendar(Environment):
    """What rings when. Times are whole seconds since opens."""

    def __init__(self, now: int) -> None:
        super().__init__(now)
        self.queue: list[tuple[Any, ...]] = self._queue
        """All entries, a heap; the first is (second, rank, …) of the next. ``peek`` would say so slower."""
        self.numbers: Any = self._eid

    def step(self) -> None:
        """The next bell rings. As SimPy's own step, but for what bells never do: fail, or be waited for by several."""
        self._now, _, _, bell = heappop(self.queue)
        bell.callbacks[0](bell)


class Bell(Event):
    """An entry of the calendar: ``what`` it rings for, ``after`` seconds from now.

    Of the bells of one second the one of the lower ``rank`` rings first.
    """

    _ok = True
    _value = None

    def __init__(
        self, calendar: Calendar, rank: int, after: int, hears: tuple[Callable[[Any], None]], what: Any
    ) -> None:
        self.callbacks = hears  # type: ignore[assignment]  # SimPy has lists, for others to join in: nobody does
        self.what = what
        heappush(calendar.queue, (calendar._now + after, rank, next(calendar.numbers), self))
