"""What a call of ``tabletop simulate`` asks for, apart from the files."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.setup import Setup
from simulator.plan.several import several
from simulator.study.result import Study
from simulator.study.study import Progress, study

RUNS, SEED = 1000, 1


@dataclass(frozen=True)
class SimulateOptions:
    """How much to play, by what chance, where, and what to hold it against."""

    runs: int | None
    """None where ``precision`` says when it is enough."""
    precision: float | None
    seed: int
    jobs: int | None
    cluster: str
    antithetic: bool
    incidents: int
    every: int
    """Seconds from one incident to the next."""
    least: float | None
    """The chance below which the call fails."""
    language: str


def studied(setup: Setup, wish: SimulateOptions, progress: Progress | None = None) -> Study:
    """The study of a setup as wished for, with what decided it."""
    return study(
        several(setup, wish.incidents, wish.every),
        seed=wish.seed,
        runs=wish.runs,
        precision=wish.precision,
        jobs=wish.jobs,
        cluster=wish.cluster,
        antithetic=wish.antithetic,
        why=True,
        progress=progress,
    )
