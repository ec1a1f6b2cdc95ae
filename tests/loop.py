"""An event loop for tests: where all there is to do is wait for a timer, its time has come."""

from __future__ import annotations

import asyncio
import selectors
import threading
from time import monotonic


class _Impatient(selectors.DefaultSelector):
    """Does not wait for the clock, only for other threads."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0
        self._threads = threading.active_count()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if threading.active_count() > self._threads:
            began = monotonic()
            ready = super().select(timeout)
            self.passed += monotonic() - began
            return ready
        ready = super().select(0)
        if not ready:
            self.passed += timeout
        return ready


class ImpatientLoop(asyncio.SelectorEventLoop):
    """Screens are full of timers, and Pilot sleeps around every key: all of it happens, in order, and nobody waits.

    Time passes only where there is nothing else to do. So a busy machine lets no timer fire in the middle of a key,
    and nothing that is given a quarter of a second runs out of it.
    """

    def __init__(self) -> None:
        self._impatient = _Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        """Seconds that were waited for, or would have been."""
        return self._impatient.passed
