"""What to change first: single changes, played on the same draws as the unchanged setup, ranked by what they gain.

Common random numbers: a change shares every figure it does not touch, so what differs between a run and its
twin is the change's doing, and a few hundred runs rank what independent runs could not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.batch import Order, play
from simulator.study.changes import ASSUMED, AWAY, DECIDED, Change
from simulator.study.gains import Ranking, WhatIf
from simulator.study.judged import Flags, gained, judged
from simulator.study.statistics import Gain, Share, share
from simulator.study.workers import shared

FIRST = 100
"""Runs in which every change is tried: enough to see that one makes no difference at all."""
MOST = 3000
"""Runs after which a gain is shown as it is, sure or not."""
SURE = 0.02
"""A gain is sure enough when it is known to ± 2 points."""
PIECE = 500
"""Runs of one setup that a worker is given at a time."""

Tried = Callable[[int, int], None]
"""Told (runs played, runs expected so far); more are expected of a change whose gain is not sure enough yet."""


@dataclass(frozen=True)
class _Samples:
    """One clock of one setup over runs 0 to n - 1."""

    counted: Flags
    met: Flags

    @classmethod
    def nothing(cls) -> _Samples:
        return cls(np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_))

    def then(self, more: _Samples) -> _Samples:
        return _Samples(np.concatenate([self.counted, more.counted]), np.concatenate([self.met, more.met]))


@dataclass(frozen=True)
class _Field:
    """All that are tried: the setup as it is, and each change of it."""

    seed: int
    clock: str
    setups: list[Setup]
    _plans: dict[int, Plan] = field(default_factory=dict)

    def plan(self, n: int) -> Plan:
        """The plan of the n-th; made once."""
        if n not in self._plans:
            self._plans[n] = compile_plan(self.setups[n])
        return self._plans[n]


def rank(
    setup: Setup,
    clock: str,
    changes: Sequence[Change],
    *,
    seed: int,
    jobs: int | None = None,
    progress: Tried | None = None,
) -> tuple[Share, tuple[WhatIf, ...]]:
    """The chance of a clock (by its key) as things are, and each change with what it adds, best first.

    Every gain is known to about ± 2 points, or from 3,000 runs. Answers do not depend on ``jobs``.
    """
    tried = _Field(seed, clock, [setup, *(change.setup for change in changes)])
    samples = [_Samples.nothing() for _ in tried.setups]
    wanted = dict.fromkeys(range(1, len(samples)), FIRST)
    while wanted:
        most = max(wanted.values())
        pieces = [
            (n, first, min(PIECE, until - first))
            for n, until in ((0, most), *wanted.items())
            for first in range(len(samples[n].met), until, PIECE)
        ]
        played = sum(len(f.met) for f in samples)
        expected = played + sum(runs for _, _, runs in pieces)
        for (n, _, runs), more in zip(pieces, shared(_fared, tried, pieces, jobs), strict=True):
            samples[n] = samples[n].then(more)
            played += runs
            if progress:
                progress(played, expected)
        wanted = {n: runs for n, until in wanted.items() if (runs := _needed(gained(samples[0], samples[n]), until))}
    ranked = [_told(change, samples[0], samples[n]) for n, change in enumerate(changes, 1)]
    order = sorted(range(len(ranked)), key=lambda n: (-ranked[n].gain.by, n))
    base = share(int(samples[0].met.sum()), int(samples[0].counted.sum()))
    return base, tuple(ranked[n] for n in order)


def _needed(gain: Gain, runs: int) -> int:
    """Runs until the gain is sure enough, the interval narrowing with their root; 0 where it is, or never will be."""
    if gain.half_width <= SURE or runs >= MOST:
        return 0
    return min(MOST, max(runs + FIRST, ceil(runs * (gain.half_width / SURE) ** 2 * 1.05)))


def ranking(clock: str, base: Share, tried: Sequence[WhatIf]) -> Ranking:
    """What was tried for one clock: changes, decisions, assumptions by how far they move it, and who is missed."""
    decided = tuple(change for change in tried if change.kind == DECIDED)
    assumed = sorted((c for c in tried if c.kind in ASSUMED), key=lambda change: -abs(change.gain.by))
    away = sorted((c for c in tried if c.kind in AWAY), key=lambda change: change.gain.by)
    rest = tuple(change for change in tried if change.kind not in (DECIDED, *ASSUMED, *AWAY))
    return Ranking(clock, base, rest, decided, tuple(assumed), tuple(away))


def _told(change: Change, base: _Samples, samples: _Samples) -> WhatIf:
    met = share(int(samples.met.sum()), int(samples.counted.sum()))
    gain = gained(base, samples)
    return WhatIf(change.kind, change.what, change.where, change.setting, met, gain, len(samples.met))


def _fared(tried: _Field, work: tuple[int, int, int]) -> _Samples:
    n, first, runs = work
    plan = tried.plan(n)
    reached = play(plan, Order(tried.seed, first, runs)).reached
    (judgement,) = [j for j in judged(plan, reached, plan.horizon) if j.clock.key == tried.clock]
    return _Samples(judgement.counted, judgement.met)
