"""Holds real intervals against the simulated times of the same milestone.

A simulated time counts from where the real one does: from ``detected``, or, where that was published, from when the
incident had ``started``, which a scenario may say of itself (``began``). A run in which the milestone
never came counts as later than everything: leaving it out would call a playbook quick that often does not get there.

The score is the continuous ranked probability score (CRPS) of the logarithm of the time: the mean distance of a
simulated time from the real one, less half the mean distance of two simulated times. It is least for the true
distribution, so neither a wide band nor a narrow one can make it better than it is. Times are cut at ``LEAST`` and
where the story ends, so that one case of many weeks does not decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.batch import joined, orders
from simulator.study.judged import Times
from simulator.study.reality import SHARES, Backtest, Band, Case, Held, MilestoneCases
from simulator.study.statistics import quantile
from simulator.study.workers import played

RUNS = 1000
LEAST = 30
"""Seconds below which a time is told as instant."""
_START = "detected"


def backtest(plan: Plan, cases: Sequence[Case], *, seed: int, runs: int = RUNS, jobs: int | None = 1) -> Backtest:
    """The cases beside ``runs`` runs of a plan; those of milestones that it does not know are left out."""
    reached = joined(list(played(plan, orders(seed, range(runs)), jobs))).reached
    known = [case for case in cases if plan.numbered(case.milestone) is not None]
    kinds = dict.fromkeys((case.milestone, case.took.since) for case in known)
    compared = (
        _compared(plan, kind, reached, [case for case in known if (case.milestone, case.took.since) == kind])
        for kind in kinds
    )
    by_time = sorted(compared, key=lambda one: [FOREVER if at is None else at for at in one.band.points[2:]])
    setup = plan.setup
    return Backtest(setup.scenario.id, setup.playbook.id, setup.team.id, seed, runs, tuple(by_time))


def _compared(plan: Plan, kind: tuple[str, str], reached: Times, cases: Sequence[Case]) -> MilestoneCases:
    milestone, since = kind
    took = simulated(plan, milestone, reached)
    if since != _START:
        took = np.minimum(took.astype(np.int64) + (plan.setup.scenario.began or 0), FOREVER).astype(np.int32)
    band = Band(tuple(_came(quantile(took, at)) for at in SHARES))
    logs = _logs(took, plan.story_end)
    held = [_held(case, took, band, logs, plan.story_end) for case in cases]
    return MilestoneCases(milestone, since, band, tuple(sorted(held, key=lambda one: one.case.took.seconds)))


def simulated(plan: Plan, milestone: str, reached: Times) -> Times:
    """Seconds to a milestone from when the incident was noticed, ascending; ``FOREVER`` where it did not come."""
    end, start = plan.numbered(milestone), plan.numbered(_START)
    assert end is not None
    began = reached[:, start] if start is not None else np.zeros(len(reached), dtype=np.int32)
    noticed = began >= 0
    ended, began = reached[noticed, end], began[noticed]
    took = np.where(ended >= 0, np.maximum(ended - began, 0), FOREVER).astype(np.int32)
    return np.sort(took)


def _came(at: int) -> int | None:
    return None if at == FOREVER else at


def _held(case: Case, took: Times, band: Band, logs: npt.NDArray[np.float64], longest: int) -> Held:
    seconds = case.took.seconds
    quicker = np.searchsorted(took, seconds, "left") + np.searchsorted(took, seconds, "right")
    return Held(
        case=case,
        percentile=float(quicker / 2 / len(took)),
        inside=band.holds(seconds),
        maybe=band.overlaps(case.took.low, case.took.high),
        crps=crps(logs, float(_logs(np.array([seconds]), longest)[0])),
    )


def _logs(times: npt.NDArray[np.signedinteger], longest: int) -> npt.NDArray[np.float64]:
    logs: npt.NDArray[np.float64] = np.log(np.clip(times, LEAST, longest).astype(np.float64))
    return logs


def crps(ascending: npt.NDArray[np.float64], seen: float) -> float:
    """The continuous ranked probability score of a sample for what was seen."""
    n = len(ascending)
    weights = 2 * np.arange(1, n + 1) - n - 1
    return float(np.abs(ascending - seen).mean() - (weights * ascending).sum() / n**2)
