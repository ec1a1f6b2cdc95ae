"""How fast an incident goes, as far as what has been seen of it tells.

The pace of an incident is known to nobody at a table, and not to a forecast: it begins with what is so of all
incidents, and weighs it with every length that has been lived so far. A forecast that draws the pace anew says after a
slow beginning that the rest will go as usual; and one that looks at finished work only has forgotten that the slowest
is what still goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.model.estimates import Estimate
from simulator.plan.tables import Plan
from simulator.study.result import IncidentPace
from simulator.timeline.state import State
from simulator.world.draws import Draws, Floats, pace_table, table

_CELLS = 1024
"""Parts of equal share into which all incidents are divided, the fastest first."""


class Seen(NamedTuple):
    """A length before it was rounded to seconds, as far as it is known: it lies between these."""

    takes: Estimate
    least: float
    most: float


def pace_of(plan: Plan) -> float | None:
    """The 95 % point of the pace; None where no work is stretched."""
    return next((job.pace for job in plan.jobs if job.pace is not None), None)


def likely_pace(plan: Plan, state: State) -> Floats | None:
    """Of each part of all incidents, how likely this one belongs to it; None where nothing can be told of that."""
    p95 = pace_of(plan)
    seen = list(lengths_seen(plan, state)) if p95 is not None else []
    if p95 is None or not seen:
        return None
    edges = np.interp(np.linspace(0, 1, _CELLS + 1), *pace_table(p95))
    middles = np.interp((np.arange(_CELLS) + 0.5) / _CELLS, *pace_table(p95))
    likely = np.full(_CELLS, 1 / _CELLS)
    for length in seen:
        weighed = likely * _likelihood(length, middles, edges)
        # A length that no pace explains (of a playbook changed since, say) tells nothing.
        if (total := weighed.sum()) > 0:
            likely = weighed / total
    return likely


def usual(plan: Plan, likely: Floats) -> float:
    """The pace that is as likely exceeded as not: so many times as slow as usual."""
    p95 = pace_of(plan)
    assert p95 is not None
    share = float(np.interp(0.5, np.cumsum(likely), (np.arange(_CELLS) + 1) / _CELLS))
    return float(np.interp(share, *pace_table(p95)))


def pace_of_exercise(plan: Plan, seed: int) -> IncidentPace | None:
    """The pace that an exercise had on these draws; None where no work is stretched. Not to be told during play."""
    p95, draws = pace_of(plan), Draws(seed)
    return None if p95 is None else IncidentPace(draws.factor(0, p95), draws.uniform(0, "pace", "takes", 1))


def lengths_seen(plan: Plan, state: State) -> Iterator[Seen]:
    """What is known of every drawn length so far: nothing of work that has not begun."""
    for lasted in state.lasted:
        if (takes := _stretched(plan, lasted.job)) is not None:
            worked = lasted.worked
            yield Seen(takes, *((worked - 0.5, worked + 0.5) if lasted.whole else (worked + 0.5, inf)))
    for name, job in state.jobs.items():
        if job.status in ("running", "paused") and not job.stated and (takes := _stretched(plan, name)) is not None:
            yield Seen(takes, job.worked_at(state.now) + 0.5, inf)


def _stretched(plan: Plan, job: str) -> Estimate | None:
    """How long a job takes, where the pace of the incident stretches it."""
    spec = plan.job(job)
    return spec.estimate if spec is not None and spec.pace is not None else None


def _likelihood(seen: Seen, middles: Floats, edges: Floats) -> Floats:
    """How likely the length is at each pace: of shares of a distribution, so no density is needed."""
    _, figures = table(seen.takes)
    if figures[0] == figures[-1]:
        return _of_a_constant(figures[0], seen, edges)
    return _share_below(seen.takes, seen.most / middles) - _share_below(seen.takes, seen.least / middles)


def _of_a_constant(seconds: float, seen: Seen, edges: Floats) -> Floats:
    """It tells the pace outright: the share of each part that lies between the two that explain it."""
    if seconds == 0:
        return np.ones(len(edges) - 1)
    slow, fast = np.minimum(edges[1:], seen.most / seconds), np.maximum(edges[:-1], seen.least / seconds)
    return np.clip((slow - fast) / np.maximum(np.diff(edges), 1e-9), 0, 1)


def _share_below(takes: Estimate, seconds: Floats) -> npt.NDArray[np.float64]:
    shares, figures = table(takes)
    return np.interp(seconds, figures, shares, left=0.0, right=1.0)
