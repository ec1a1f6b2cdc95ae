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
from simulator.study.figures import figures
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
    clocks: tuple[str, ...]
    setups: list[Setup]
    _plans: dict[int, Plan] = field(default_factory=dict)

    def plan(self, n: int) -> Plan:
        """The plan of the n-th; made once."""
        if n not in self._plans:
            self._plans[n] = compile_plan(self.setups[n])
        return self._plans[n]


def rank(
    setup: Setup,
    clocks: Sequence[str],
    changes: Sequence[Change],
    *,
    seed: int,
    jobs: int | None = None,
    progress: Tried | None = None,
) -> tuple[Ranking, ...]:
    """For each clock (by its key) its chance as things are, and each change with what it adds, best first.

    Every gain is known to about ± 2 points, or from 3,000 runs. Answers do not depend on ``jobs``.
    """
    tried = _Field(seed, tuple(clocks), [setup, *(change.setup for change in changes)])
    samples = _played(tried, jobs, progress)
    return tuple(
        _ranking(clock, share(int(base.met.sum()), int(base.counted.sum())), _told(setup, changes, base, changed))
        for clock, (base, *changed) in zip(clocks, zip(*samples, strict=True), strict=True)
    )


def _played(tried: _Field, jobs: int | None, progress: Tried | None) -> list[tuple[_Samples, ...]]:
    """Each setup's runs, a sample of each clock, as many as its least sure gain needs."""
    nothing = (_Samples.nothing(),) * len(tried.clocks)
    samples = [nothing for _ in tried.setups]
    wanted = dict.fromkeys(range(1, len(samples)), FIRST)
    while wanted:
        most = max(wanted.values())
        pieces = [
            (n, first, min(PIECE, until - first))
            for n, until in ((0, most), *wanted.items())
            for first in range(_runs(samples[n]), until, PIECE)
        ]
        played = sum(map(_runs, samples))
        expected = played + sum(runs for _, _, runs in pieces)
        for (n, _, runs), more in zip(pieces, shared(_fared, tried, pieces, jobs), strict=True):
            samples[n] = tuple(clock.then(further) for clock, further in zip(samples[n], more, strict=True))
            played += runs
            if progress:
                progress(played, expected)
        wanted = {n: runs for n, until in wanted.items() if (runs := _more(samples[0], samples[n], until))}
    return samples


def _runs(samples: Sequence[_Samples]) -> int:
    return len(samples[0].met)


def _more(base: Sequence[_Samples], changed: Sequence[_Samples], runs: int) -> int:
    """Runs until the gain of every clock is sure enough; 0 where all are."""
    return max(_needed(gained(*pair), runs) for pair in zip(base, changed, strict=True))


def _needed(gain: Gain, runs: int) -> int:
    """Runs until the gain is sure enough, the interval narrowing with their root; 0 where it is, or never will be."""
    if gain.half_width <= SURE or runs >= MOST:
        return 0
    return min(MOST, max(runs + FIRST, ceil(runs * (gain.half_width / SURE) ** 2 * 1.05)))


def _ranking(clock: str, base: Share, tried: Sequence[WhatIf]) -> Ranking:
    """What was tried for one clock: changes, decisions, assumptions by how far they move it, and who is missed."""
    best = sorted(tried, key=lambda change: -change.gain.by)
    decided = tuple(change for change in best if change.kind == DECIDED)
    assumed = sorted((c for c in best if c.kind in ASSUMED), key=lambda change: -abs(change.gain.by))
    away = sorted((c for c in best if c.kind in AWAY), key=lambda change: change.gain.by)
    rest = tuple(change for change in best if change.kind not in (DECIDED, *ASSUMED, *AWAY))
    return Ranking(clock, base, rest, decided, tuple(assumed), tuple(away))


def _told(setup: Setup, changes: Sequence[Change], base: _Samples, changed: Sequence[_Samples]) -> list[WhatIf]:
    return [_what_if(setup, change, base, samples) for change, samples in zip(changes, changed, strict=True)]


def _what_if(setup: Setup, change: Change, base: _Samples, samples: _Samples) -> WhatIf:
    met = share(int(samples.met.sum()), int(samples.counted.sum()))
    gain, was_and_now = gained(base, samples), figures(setup, change)
    return WhatIf(change.kind, change.what, change.where, change.setting, met, gain, len(samples.met), *was_and_now)


def _fared(tried: _Field, work: tuple[int, int, int]) -> tuple[_Samples, ...]:
    n, first, runs = work
    plan = tried.plan(n)
    reached = play(plan, Order(tried.seed, first, runs)).reached
    found = {one.clock.key: one for one in judged(plan, reached, plan.horizon)}
    return tuple(_Samples(found[clock].counted, found[clock].met) for clock in tried.clocks)
