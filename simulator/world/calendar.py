"""What happens when in one run: by the second, and within one second the lower rank first.

There are two calendars with one order (``tests/world/test_calendar.py``). ``SimPyCalendar`` is what every told run
stands on: an exercise, its par, one run as a story. ``HeapCalendar`` is there only for speed, where no compiler made
the kernel: studies and forecasts then play thousands of runs here and tell none of them, and a timer of SimPy's takes
about three times as long (1.3 µs, not 0.4).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, TypeAlias

from simpy import Environment, Timeout

from simulator.plan.specs import FOREVER

Callback: TypeAlias = Callable[[Any], None]


class Calendar(ABC):
    """Timers of one run. Times are whole seconds since opens, never before the present one."""

    __slots__ = ()

    @abstractmethod
    def put(self, at: int, rank: int, callback: Callback, what: Any) -> None:
        """A timer: at this second ``callback(what)`` is called. Of equal rank, the first put there goes first."""

    @abstractmethod
    def next_at(self) -> int:
        """The second of the next timer; FOREVER if there is none."""

    @abstractmethod
    def fire(self) -> None:
        """Calls back for all timers of the next second, those included that are put there meanwhile."""


class SimPyCalendar(Calendar):
    """Timers that are SimPy's timeouts.

    SimPy orders them by second. Those of one second are collected and called back by rank, as one of them may set a
    timer for that very second that goes before the others.
    """

    __slots__ = ("count", "due", "environment")

    def __init__(self, now: int) -> None:
        self.environment: Any = Environment(now)
        self.count = 0
        self.due: list[tuple[int, int, Callback, Any]] = []
        """Timers of the present second that are yet to be called back, a heap by rank."""

    def put(self, at: int, rank: int, callback: Callback, what: Any) -> None:
        """See ``Calendar``."""
        self.count += 1
        timeout: Any = Timeout(self.environment, at - self.environment.now, (rank, self.count, callback, what))
        timeout.callbacks.append(self._collect)

    def _collect(self, timeout: Any) -> None:
        heappush(self.due, timeout.value)

    def next_at(self) -> int:
        """See ``Calendar``."""
        at: int = min(self.environment.peek(), FOREVER)
        return at

    def fire(self) -> None:
        """See ``Calendar``."""
        environment, due, now = self.environment, self.due, self.environment.peek()
        while due or environment.peek() == now:
            while environment.peek() == now:
                environment.step()
            _, _, callback, what = heappop(due)
            callback(what)


class HeapCalendar(Calendar):
    """Timers in a heap of our own."""

    __slots__ = ("count", "queue")

    def __init__(self) -> None:
        self.count = 0
        self.queue: list[tuple[int, int, int, Callback, Any]] = []

    def put(self, at: int, rank: int, callback: Callback, what: Any) -> None:
        """See ``Calendar``."""
        self.count += 1
        heappush(self.queue, (at, rank, self.count, callback, what))

    def next_at(self) -> int:
        """See ``Calendar``."""
        return self.queue[0][0] if self.queue else FOREVER

    def fire(self) -> None:
        """See ``Calendar``."""
        queue = self.queue
        now = queue[0][0]
        while queue and queue[0][0] == now:
            _, _, _, callback, what = heappop(queue)
            callback(what)
