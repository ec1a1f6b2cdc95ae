"""Many runs of one start on autopilot, for studies and forecasts.

The kernel plays them where it is compiled; where there was no compiler, its source would take three times as long as
the plain world, so that plays them. Both give the same runs (``tests/world/test_kernel.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from simulator.world.draws import Draws
from simulator.world.kernel.memory import COMPILED
from simulator.world.kernel.runs import KernelRuns
from simulator.world.played import PlayedRun
from simulator.world.run import Run
from simulator.world.start import Start

Numbers = npt.NDArray[np.int64]
AT_ONCE: Final = 1000 if COMPILED else 500
"""How many runs are well played together: each figure costs some microseconds once, whatever their number."""


class Runs(Protocol):
    """Runs to be played, and read."""

    def play(self, until: int, runs: int | None = None) -> None:
        """Plays all, or up to so many, each to the second ``until``: the plan's horizon or before."""

    @property
    def reached(self) -> Numbers:
        """When milestones came, a row a run; -1 for what did not."""

    @property
    def statuses(self) -> Numbers:
        """How jobs stood at the end, a row a run: see ``start``."""

    def told(self, first: int = 0) -> Iterator[PlayedRun]:
        """What was kept of each that has been played, from the first of these on."""


def runs_from(start: Start, draws: Draws, *, traced: bool = False) -> Runs:
    """The runs of ``draws`` from one start. ``traced``: visits and causes are kept, for ``told``."""
    return (KernelRuns if COMPILED else PlainRuns)(start, draws, traced=traced)


class PlainRuns:
    """Runs of the plain world."""

    def __init__(self, start: Start, draws: Draws, *, traced: bool = False) -> None:
        self.start, self.draws, self.traced = start, draws, traced
        self._runs: list[PlayedRun] = []
        self._statuses: list[list[int]] = []

    def play(self, until: int, runs: int | None = None) -> None:
        """See ``Runs``."""
        first = self.draws.first
        for run in range(first + len(self._runs), first + (self.draws.runs if runs is None else runs)):
            played = Run(self.start, self.draws, run, auto=True, told=False, traced=self.traced).play(until)
            self._runs.append(PlayedRun.of(played, traced=self.traced))
            self._statuses.append(played.status)

    @property
    def reached(self) -> Numbers:
        """See ``Runs``."""
        times = [[-1 if at is None else at for at in run.reached] for run in self._runs]
        return np.array(times, dtype=np.int64).reshape(len(times), len(self.start.plan.milestones))

    @property
    def statuses(self) -> Numbers:
        """See ``Runs``."""
        return np.array(self._statuses, dtype=np.int64).reshape(len(self._statuses), len(self.start.jobs))

    def told(self, first: int = 0) -> Iterator[PlayedRun]:
        """See ``Runs``."""
        return iter(self._runs[first:])
