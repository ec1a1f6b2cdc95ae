"""How long ``--reach`` takes, and whether the gains it tells hold on draws that nobody has seen.

``python -m tests.benchmarks.reach [SCENARIO…]``: each bundled scenario, its two hardest clocks in force, 90 %. The bar
is ten seconds each on two cores. Then each gain told, anew from many runs of another seed: 93 of 100 are to lie within
the interval that was told.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from time import perf_counter

from simulator.content.library import Library
from simulator.home import libraries
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.fronts import Front, Goal
from simulator.study.judged import Judged, gained
from simulator.study.reach import clocks_in_force, reach
from simulator.study.sets import for_clocks, with_changes
from simulator.study.workers import judged_runs
from tests.benchmarks.compiled import as_users_have_it

LEAST, JOBS = 0.9, 2
UNSEEN = 20_000
"""Runs that hardly err themselves."""


def main(names: list[str]) -> None:
    """Prints a line a scenario, then the sum."""
    as_users_have_it()
    library = Library.open(libraries())
    held: list[bool] = []
    apart: list[float] = []
    for entry in library.scenarios():
        if entry.value is None or (names and entry.id not in names):
            continue
        setup = library.setup(entry.id)
        if setup.discussion_only:
            continue
        clocks = hardest(setup)
        begun = perf_counter()
        front = reach(setup, Goal(clocks, LEAST), seed=1, jobs=JOBS)
        took = perf_counter() - begun
        for low, told, high, anew in told_and_anew(setup, front):
            held.append(low <= anew <= high)
            apart.append(told - anew)
        first = front.first
        found = f"{len(first.parts)} changes, cost {first.cost}" if first else f"not reached, bounds {bounds(front)}"
        print(f"{entry.id:28} {took:6.1f} s {front.runs:8,} runs {front.sets_tried:5} sets  {found}", flush=True)
    if held:
        mean = sum(apart) / len(apart)
        print(f"gains anew within what was told: {sum(held)} of {len(held)}; told less anew {mean:+.4f}")


def hardest(setup: Setup) -> tuple[str, ...]:
    """The two clocks in force that are met least."""
    found = {one.clock.key: one.met.sum() / one.counted.sum() for one in judged(setup, 300) if one.counted.any()}
    return tuple(sorted(clocks_in_force(setup, seed=1), key=found.__getitem__)[:2])


def judged(setup: Setup, runs: int, seed: int = 1) -> tuple[Judged, ...]:
    """Every clock over so many runs."""
    return judged_runs(compile_plan(setup), seed, runs, JOBS)


def bounds(front: Front) -> str:
    return ", ".join(f"{most.p:.0%}" for most in front.bounds)


def told_and_anew(setup: Setup, front: Front) -> Iterator[tuple[float, float, float, float]]:
    """(low, told, high, anew) of each clock of each set."""
    clocks, until = front.goal.clocks, setup.scenario.ends_after
    before = {one.clock.key: one for one in judged(for_clocks(setup, clocks, until), UNSEEN, 77)}
    for one in front.sets:
        made = with_changes(setup, one.ids)
        assert made
        after = {found.clock.key: found for found in judged(for_clocks(made, clocks, until), UNSEEN, 77)}
        for key, fared in zip(clocks, one.fared, strict=True):
            gain = fared.gain
            yield gain.low, gain.by, gain.high, gained(before[key], after[key]).by


if __name__ == "__main__":
    main(sys.argv[1:])
