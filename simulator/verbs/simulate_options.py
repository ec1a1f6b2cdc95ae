"""What a call of ``tabletop simulate`` asks for, apart from the files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from simulator.model.setup import Setup
from simulator.plan.several import several
from simulator.study.bars import Bars
from simulator.study.result import Study
from simulator.study.study import EXPLAINED, Progress, study
from simulator.workspace.kept import Kept, name_of

RUNS, SEED = 1000, 1
TRACED_OF_MANY = 300
"""Runs of one of many studies whose ways are traced: enough to know what is longest on the way."""
MOST_KEPT = 500
"""Studies that are kept."""
_PLAYED_BY = ("model", "plan", "study", "timeline", "world")
"""The rooms that a study comes from."""


@dataclass(frozen=True)
class SimulateOptions:
    """How many runs, with which draws, on which processes, and the bar for the result."""

    runs: int | None
    """None where nobody fixed it: ``RUNS``, or as many as ``precision`` and the bars need."""
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
    cached: bool = True
    """Whether a study that was played before is taken from where it was kept."""
    form: str = "text"
    """How stderr tells what fails: text, or github for annotations."""

    @property
    def decisive(self) -> list[object]:
        """Those of which a study depends, as JSON values: wherever it is played, it is the same."""
        return [self.runs, self.precision, self.seed, self.antithetic, self.incidents, self.every]


def study_of(
    setup: Setup, options: SimulateOptions, bars: Bars, progress: Progress | None = None, *, whole: bool = False
) -> Study:
    """The study of a setup with these options; of one of many, not the ``whole``: no tails, and fewer runs traced.

    One that was played before comes from where it was kept, unless the options say otherwise.
    """
    kept = Kept.own("studies", _shape(), MOST_KEPT) if options.cached else None
    if kept is None:
        return _played(setup, options, bars, progress, whole=whole)
    # What a comment says changes no study.
    content = setup.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"sources"})
    name = name_of(_PLAYED_BY, content, [*options.decisive, bars.told, whole])
    if known := kept.get(name):
        return known
    played = _played(setup, options, bars, progress, whole=whole)
    if not played.partial:
        kept.put(name, played)
    return played


@cache
def _shape() -> TypeAdapter[Study]:
    return TypeAdapter(Study)


def _played(setup: Setup, options: SimulateOptions, bars: Bars, progress: Progress | None, *, whole: bool) -> Study:
    asked = bars.ask(setup)
    return study(
        several(setup, options.incidents, options.every),
        seed=options.seed,
        runs=options.runs or (None if options.precision or asked else RUNS),
        precision=options.precision,
        bars=bars if asked else None,
        jobs=options.jobs,
        cluster=options.cluster,
        antithetic=options.antithetic,
        why=True,
        explained=EXPLAINED if whole else TRACED_OF_MANY,
        tails=whole,
        progress=progress,
    )
