"""An event loop for tests: where all there is to do is wait for a timer, its time has come."""

from __future__ import annotations

import asyncio
import selectors
import threading


class _Impatient(selectors.DefaultSelector):
    """Does not wait for the clock, only for other threads."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0
        self._threads = threading.active_count()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0 or threading.active_count() > self._threads:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self.skipped += timeout
        return ready


class ImpatientLoop(asyncio.SelectorEventLoop):
    """Screens are full of timers, and Pilot sleeps around every key: all of it happens, in order, and nobody waits."""

    def __init__(self) -> None:
        self._impatient = _Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        """Seconds, those included that nobody waited for."""
        return super().time() + self._impatient.skipped
