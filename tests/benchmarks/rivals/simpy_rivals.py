"""Two programs that somebody could write with SimPy instead: the obvious one, and a fast one without rules.

Both keep a row for each step done, as our runs do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from random import Random
from typing import Any

import numpy as np
import simpy

from tests.benchmarks.rivals.playbook import BACK_TO, FOLLOWERS, ODDS, ROLES, SENDER, STEPS

Row = tuple[int, float, float, float]
"""(step, asked, started, ended) in minutes."""


def naive(seed: int, runs: int) -> list[float]:
    """A process for each step and a resource for each role."""
    random = Random(seed)
    return [_Naive(random).play() for _ in range(runs)]


class _Naive:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.env = simpy.Environment()
        self.roles = {role: simpy.Resource(self.env, people) for role, people in ROLES.items()}
        self.done: set[str] = set()
        self.rows: list[Row] = []

    def play(self) -> float:
        self.env.process(self._step(0))
        self.env.run()
        return self.env.now

    def _step(self, number: int) -> Generator[simpy.Event, object, None]:
        """Waits for its people, works, and starts whatever may follow."""
        step, asked = STEPS[number], self.env.now
        low, likely, high = step.minutes
        with self.roles[step.role].request() as turn:
            yield turn
            started = self.env.now
            yield self.env.timeout(self.random.triangular(low, high, likely))
        self.rows.append((number, asked, started, self.env.now))
        if number == SENDER and self.random.random() < ODDS:
            self.env.process(self._step(BACK_TO))
            return
        self.done.add(step.id)
        for follower in FOLLOWERS[number]:
            if self.done.issuperset(STEPS[follower].after):
                self.env.process(self._step(follower))


_ROLE = [list(ROLES).index(step.role) for step in STEPS]
_NEEDS = [max(len(step.after), 1) for step in STEPS]
_LOW, _LIKELY, _HIGH = np.array([step.minutes for step in STEPS], dtype=float).T
_VISITS = 16
"""Visits whose figures are drawn; a seventeenth has odds of 2e-10."""
BLOCK = 1000


def callbacks(seed: int, runs: int) -> list[float]:
    """Timeouts that call back, people counted by hand, a table of steps, figures in blocks: no rules at all."""
    generator = np.random.default_rng(seed)
    ends: list[float] = []
    for first in range(0, runs, BLOCK):
        count = min(BLOCK, runs - first)
        once = generator.triangular(_LOW, _LIKELY, _HIGH, size=(count, len(STEPS))).tolist()
        loop = [BACK_TO, SENDER]
        again = generator.triangular(_LOW[loop], _LIKELY[loop], _HIGH[loop], size=(count, _VISITS, 2)).tolist()
        odds = generator.random((count, _VISITS)).tolist()
        ends += [_Called(*figures).play() for figures in zip(once, again, odds, strict=True)]
    return ends


class _Called:
    """One incident of the fast program."""

    def __init__(self, once: list[float], again: list[list[float]], odds: list[float]) -> None:
        self.once, self.again, self.odds = once, again, odds
        self.env = simpy.Environment()
        self.free = list(ROLES.values())
        self.queues: list[deque[tuple[int, float]]] = [deque() for _ in ROLES]
        self.came = [0] * len(STEPS)
        self.visits = [0] * len(STEPS)
        self.rows: list[Row] = []

    def play(self) -> float:
        self._ask(0)
        self.env.run()
        return self.env.now

    def _ask(self, number: int) -> None:
        role, now = _ROLE[number], self.env._now
        if self.free[role]:
            self.free[role] -= 1
            self._begin(number, now)
        else:
            self.queues[role].append((number, now))

    def _begin(self, number: int, asked: float) -> None:
        visit = self.visits[number]
        self.visits[number] = visit + 1
        takes = self.again[visit][number == SENDER] if visit else self.once[number]
        timeout = simpy.events.Timeout(self.env, takes, (number, asked, self.env._now))
        timeout.callbacks.append(self._over)

    def _over(self, timeout: Any) -> None:
        number, asked, started = timeout._value
        self.rows.append((number, asked, started, self.env._now))
        role = _ROLE[number]
        if self.queues[role]:
            self._begin(*self.queues[role].popleft())
        else:
            self.free[role] += 1
        if number == SENDER and self.odds[self.visits[number] - 1] < ODDS:
            self._ask(BACK_TO)
            return
        for follower in FOLLOWERS[number]:
            self.came[follower] += 1
            if self.came[follower] == _NEEDS[follower]:
                self.came[follower] = 0
                self._ask(follower)
