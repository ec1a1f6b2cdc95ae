"""What to change first: single changes played on the very draws of the playbook as it is, ranked by what they gain.

Common random numbers: a change shares every figure it does not touch, so what differs between a run and its
twin is the change's doing, and a few hundred runs rank what independent runs could not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from simulator.study.changes import Change

from simulator.model.setup import Setup
from simulator.plan.tables import compile_plan
from simulator.study.batch import Order, play
from simulator.study.judged import Flags, judged
from simulator.study.result import Ranking, WhatIf
from simulator.study.statistics import Gain, Share, paired_gain, share

FIRST = 300
"""Runs in which every change is tried."""
STEP = 400
"""Runs added, as often as needed, to a change whose gain is not sure enough yet."""
MOST = 3000
SURE = 0.02
"""A gain is sure enough when it is known to ± 2 points."""

Tried = Callable[[int, int], None]
"""Told (changes tried, changes in all)."""


@dataclass(frozen=True)
class _Fared:
    """One clock of one setup over runs 0 to n - 1."""

    started: Flags
    met: Flags

    def then(self, more: _Fared) -> _Fared:
        return _Fared(np.concatenate([self.started, more.started]), np.concatenate([self.met, more.met]))


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
    base = _fared(setup, clock, seed, 0, MOST if not changes else FIRST)
    found: dict[int, _Fared] = {}
    todo = list(range(len(changes)))
    runs = FIRST
    done = 0
    while todo:
        if done:
            base = base.then(_fared(setup, clock, seed, done, runs - done))
        tried = _all([(changes[n].setup, clock, seed, done, runs - done) for n in todo], jobs)
        for n, more in zip(todo, tried, strict=True):
            found[n] = found[n].then(more) if n in found else more
        todo = [n for n in todo if _gain(base, found[n]).half_width > SURE] if runs < MOST else []
        done, runs = runs, min(MOST, runs + STEP)
        if progress:
            progress(len(changes) - len(todo), len(changes))
    ranked = [_told(changes[n], base, fared) for n, fared in found.items()]
    order = sorted(range(len(ranked)), key=lambda n: (-ranked[n].gain.by, n))
    return share(int(base.met.sum()), int(base.started.sum())), tuple(ranked[n] for n in order)


def ranking(clock: str, base: Share, changes: tuple[WhatIf, ...], assumed: tuple[WhatIf, ...] = ()) -> Ranking:
    """Both rankings of one clock; assumptions by how far they move it, either way."""
    return Ranking(clock, base, changes, tuple(sorted(assumed, key=lambda change: -abs(change.gain.by))))


def flips(change: WhatIf, base: Share, least: float) -> bool:
    """Whether a changed assumption turns the answer to "is the chance at least ``least``" round, beyond chance."""
    return (base.p >= least) != (base.p + change.gain.by >= least) and not change.gain.low <= 0 <= change.gain.high


def _told(change: Change, base: _Fared, fared: _Fared) -> WhatIf:
    met = share(int(fared.met.sum()), int(fared.started.sum()))
    gain = _gain(base, fared)
    return WhatIf(change.kind, change.what, change.where, change.setting, met, gain, len(fared.met))


def _gain(base: _Fared, fared: _Fared) -> Gain:
    runs = len(fared.met)
    both = base.started[:runs] & fared.started
    before, after = base.met[:runs] & both, fared.met & both
    return paired_gain(int((after & ~before).sum()), int((before & ~after).sum()), int(both.sum()))


def _all(works: list[tuple[Setup, str, int, int, int]], jobs: int | None) -> list[_Fared]:
    cores = jobs or os.cpu_count() or 1
    if cores == 1 or len(works) < 4:
        return [_fared(*work) for work in works]
    from joblib import Parallel, delayed

    return list(Parallel(n_jobs=cores)(delayed(_fared)(*work) for work in works))


def _fared(setup: Setup, clock: str, seed: int, first: int, runs: int) -> _Fared:
    plan = compile_plan(setup)
    reached = play(Order(plan, seed, first, runs)).reached
    (found,) = [j for j in judged(plan, reached, plan.horizon) if j.clock.key == clock]
    return _Fared(found.started, found.met)
