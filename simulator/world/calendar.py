"""The calendar of one run: SimPy's, with a rank of our own for what falls on one second."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simpy import Environment, Event


class Bell(Event):
    """An entry of the calendar; ``what`` says what it rings for."""

    def __init__(self, env: Environment, ring: Callable[[Any], None], what: Any) -> None:
        self.env = env
        self.callbacks = [ring]
        self.what = what
        self._ok = True
        self._value = None


class Calendar:
    """What rings when. Times are whole seconds since opens."""

    def __init__(self, now: int) -> None:
        self._env: Any = Environment(now)  # SimPy types times as float and ranks as three priorities
        self.due: Callable[[], Any] = self._env.peek
        """When the next bell rings; infinite when none will."""
        self.strike: Callable[[], None] = self._env.step
        """Rings the next bell."""

    def ring(self, at: int, rank: int, ring: Callable[[Any], None], what: Any) -> None:
        """``ring`` is called with the bell at second ``at``; of those at one second the lower rank first."""
        env = self._env
        env.schedule(Bell(env, ring, what), rank, at - env.now)
