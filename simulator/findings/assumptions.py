"""What a result rests on: the estimates of the work that decided it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.findings.outcomes import Paths
from simulator.model.estimates import Estimate
from simulator.model.setup import Setup


@dataclass(frozen=True, slots=True)
class Assumed:
    """One piece of work on the way to a milestone, with the figure it was drawn from."""

    job: str
    estimate: Estimate
    worked: int
    """Seconds of it that decided a milestone."""


def assumed(setup: Setup, paths: Paths) -> tuple[Assumed, ...]:
    """The estimates of all work that decided a milestone, longest first."""
    worked: dict[str, int] = {}
    legs = {leg for path in paths.values() for leg in path if leg.cause == "worked"}
    for leg in legs:
        worked[leg.what] = worked.get(leg.what, 0) + leg.end - leg.start
    tasks = ((setup.task(job), job, n) for job, n in worked.items())
    estimates = [Assumed(job, task.takes, n) for task, job, n in tasks if task is not None and task.takes is not None]
    return tuple(sorted(estimates, key=lambda a: (-a.worked, a.job)))


def assumed_share(estimates: Iterable[Assumed]) -> float | None:
    """The share of that working time which rests on assumed figures; None where there was none."""
    every = list(estimates)
    total = sum(a.worked for a in every)
    return sum(a.worked for a in every if a.estimate.basis == "assumed") / total if total else None
