"""The door to the kernel: runs of one start are played, and read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.plan.specs import FOREVER, JobSpec
from simulator.plan.tables import Plan
from simulator.world.draws import Draws
from simulator.world.kernel.codes import DEADLINE, FIGURES, NOTHING, UNKNOWN
from simulator.world.kernel.figures import Figures
from simulator.world.kernel.kernel import Kernel
from simulator.world.kernel.opening import Opening
from simulator.world.kernel.tables import Tables
from simulator.world.kernel.tape import read
from simulator.world.played import PlayedRun
from simulator.world.start import Start

Numbers = npt.NDArray[np.int64]


class KernelRuns:
    """See ``world.runs.Runs``."""

    def __init__(self, start: Start, draws: Draws, *, traced: bool = False) -> None:
        self.plan, self.runs, self.traced = start.plan, draws.runs, traced
        self.tables = _tables(start.plan, start.jobs)
        self._figures = Figures(start, self.tables, draws)
        opening = _opening(start, self.tables, self._figures.redrawn)
        self._kernel = Kernel(self.tables, opening, traced=traced)
        self._kernel.begin(self.runs)
        self._figures.give(self._kernel)

    def play(self, until: int, runs: int | None = None) -> None:
        """See ``Runs``."""
        kernel, wanted = self._kernel, self.runs if runs is None else runs
        while (lacking := kernel.go_on(wanted, until)) != NOTHING:
            if lacking == FIGURES:
                self._figures.give(kernel)
            elif lacking == DEADLINE:
                self._tell_deadline()
            else:
                kernel.make_room()

    def _tell_deadline(self) -> None:
        limit, started, capped_at = self._kernel.asked()
        clock = self.plan.limits[limit].clock
        found = clock.deadline(started)
        due = -1 if found is None else min(found, FOREVER - 1)
        capped = clock.capped(due, capped_at) if capped_at >= 0 else UNKNOWN
        self._kernel.tell_due(due, due if capped is None else capped)

    @property
    def reached(self) -> Numbers:
        """See ``Runs``."""
        return self._rows(self._kernel.outcome()[0], len(self.plan.milestones))

    @property
    def statuses(self) -> Numbers:
        """See ``Runs``."""
        return self._rows(self._kernel.outcome()[2], self.tables.jobs)

    def _rows(self, column: Any, width: int) -> Numbers:
        return np.asarray(column, dtype=np.int64).reshape(self.runs, width)[: self._kernel.run]

    def told(self, first: int = 0) -> Iterator[PlayedRun]:
        """See ``Runs``."""
        _, causes, _, tape, ends = (np.asarray(column) for column in self._kernel.outcome())
        names = {number: name or "" for name, number in self.tables.ends.items()}
        by = causes.reshape(self.runs, -1)
        cuts = [0, *ends.tolist()]
        for run, reached in enumerate(self.reached[first:].tolist(), first):
            times = [None if at < 0 else at for at in reached]
            played = PlayedRun(self.plan, self.tables.specs, times, by[run].tolist())
            read(tape[cuts[run] : cuts[run + 1]].tolist(), played, self.tables.ways, names)
            yield played


_tables_of: list[tuple[Plan, Tables]] = []
_opening_of: list[tuple[Start, Opening]] = []
"""Of the plan and the start that were played last: a study asks for them block by block."""


def _tables(plan: Plan, jobs: Sequence[JobSpec]) -> Tables:
    if len(jobs) > len(plan.jobs):
        return Tables(plan, (*plan.jobs, *jobs[len(plan.jobs) :]))
    for known, tables in tuple(_tables_of):
        if known is plan:
            return tables
    tables = Tables(plan, plan.jobs)
    _tables_of[:] = [(plan, tables)]
    return tables


def _opening(start: Start, tables: Tables, redrawn: Mapping[int, int]) -> Opening:
    for known, opening in tuple(_opening_of):
        if known is start:
            return opening
    opening = Opening(start, tables, redrawn)
    _opening_of[:] = [(start, opening)]
    return opening
