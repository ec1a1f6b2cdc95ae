"""An event loop for tests: where all there is to do is wait for a timer, its time has come."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class _Impatient(selectors.DefaultSelector):
    """Does not wait for the clock, only for what threads have been given to do."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0
        self.given = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self.given:
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

    def run_in_executor(self, executor: Any, func: Callable[[Unpack[Ts]], T], *args: *Ts) -> asyncio.Future[T]:
        """Gives work to a thread: until that is done the clock is the one on the wall."""
        work = super().run_in_executor(executor, func, *args)
        self._impatient.given += 1
        work.add_done_callback(self._taken)
        return work

    def _taken(self, _work: asyncio.Future[Any]) -> None:
        self._impatient.given -= 1

    async def shutdown_default_executor(self, *how: Any) -> None:
        """Waits for the threads to end: by the clock on the wall, as long as Python gives them."""
        self._impatient.given += 1
        await super().shutdown_default_executor(*how)

    def time(self) -> float:
        """Seconds that were waited for, or would have been."""
        return self._impatient.passed
