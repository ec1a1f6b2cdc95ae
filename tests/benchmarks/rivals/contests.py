"""Against whom, at what, and what we ask of ourselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from simulator.world.played import PlayedRun
from tests.benchmarks.rivals import ciw_rival, ours, prosimos_rival, salabim_rival, simpy_rivals
from tests.benchmarks.rivals.agreement import agreement
from tests.benchmarks.rivals.table import Row
from tests.benchmarks.rivals.turns import Contestant, Played, Side, by_turns

EVERY = 10 * 3600
"""Seconds between incidents that share a team: one in two meets the one before."""


@dataclass(frozen=True)
class Contest:
    """One line: who plays what, and by how much we mean to be ahead."""

    name: str
    unit: str
    bar: float | None
    """The least ratio of ours to theirs; none where the line is only to be known."""
    ours: Contestant
    theirs: Contestant
    incidents: int
    turns: int
    note: str = ""
    """What is not the same on both sides; then their times are not compared."""

    def held(self) -> tuple[Row, str]:
        """The line, and whether both sides tell the same."""
        mine, others, ratio = by_turns(self.ours, self.theirs, self.incidents, self.turns)
        told = "" if self.note else agreement(self.name, mine.minutes, others.minutes)
        row = Row(self.name, self._rate(mine), self._rate(others), f"{ratio:.2f}", note=self.note)
        if self.bar is not None:
            row = row._replace(bar=f">= {self.bar:g}", holds=ratio >= self.bar)
        return row, told

    def _rate(self, side: Side) -> str:
        return f"{side.rate:,.0f} {self.unit}"


def _alone(minutes: list[float]) -> Played:
    return Played(len(minutes), minutes)


def _shared(run: PlayedRun) -> Played:
    return Played(len(run.rows), ours.cycle_times(run, EVERY))


_SINGLE = Contestant(ours.single_runs, _alone)
_SHARED = Contestant(
    partial(ours.shared_run, every=EVERY),
    lambda runs: _shared(next(runs.told())),
)
_SHARED_ONCE = replace(_SHARED, play=partial(ours.shared_from_files, every=EVERY))
_PROSIMOS = Contestant(
    partial(prosimos_rival.cases, every=EVERY),
    lambda traces: Played(prosimos_rival.activities(traces), prosimos_rival.cycle_times(traces)),
)
_SALABIM = Contestant(
    partial(salabim_rival.cases, every=EVERY),
    lambda rows: Played(len(rows), salabim_rival.cycle_times(rows, EVERY)),
)
_CIW = Contestant(partial(ciw_rival.cases, every=EVERY), lambda records: Played(len(records), []))

CONTESTS = (
    Contest(
        "SimPy, a process and a request a step", "runs/s", 3, _SINGLE, Contestant(simpy_rivals.naive, _alone), 1000, 9
    ),
    Contest(
        "SimPy callbacks, own pool, no rules",
        "runs/s",
        0.5,
        _SINGLE,
        Contestant(simpy_rivals.callbacks, _alone),
        2000,
        9,
    ),
    Contest("Prosimos 2.1.0, 1,000 cases, one staff", "act/s", 8, _SHARED, _PROSIMOS, 1000, 5),
    Contest("  the same, our plan made anew each time", "act/s", None, _SHARED_ONCE, _PROSIMOS, 1000, 3),
    Contest("salabim, 500 cases, one staff", "act/s", 1, _SHARED, _SALABIM, 500, 5),
    Contest("Ciw, 500 cases, one staff", "act/s", 1, _SHARED, _CIW, 500, 5, note="not equivalent: no fork, no join"),
)
