"""Many runs of one setup on autopilot: how likely each expectation is met, and when milestones come."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.plan.tables import Plan
from simulator.study.result import ExpectationResult, MilestoneResult, Spread, Study
from simulator.study.statistics import quantile, share
from simulator.timeline.judge import Verdict, judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.run import Run
from simulator.world.start import start_from

_BLOCK = 1000
"""Runs whose figures are drawn at a time: enough to be fast, few enough to stay small."""


class _Facts:
    """One finished run as a judge reads it."""

    __slots__ = ("_number", "_reached", "now")

    def __init__(self, plan: Plan, reached: list[int | None], now: int) -> None:
        self._number, self._reached, self.now = plan.milestone_number, reached, now

    def reached(self, milestone: str) -> int | None:
        number = self._number.get(milestone)
        return None if number is None else self._reached[number]


def study(plan: Plan, *, seed: int, runs: int) -> Study:
    """``runs`` runs under one seed. Run n is the same run whatever the number of runs."""
    reached = list(_runs(plan, seed, runs))
    verdicts = [judge(plan.clocks, _Facts(plan, times, plan.horizon), over=True) for times in reached]
    return Study(
        scenario=plan.setup.scenario.id,
        playbook=plan.setup.playbook.id,
        team=plan.setup.team.id,
        seed=seed,
        runs=runs,
        assumed_share=_assumed(plan),
        expectations=tuple(_expectation([run[n] for run in verdicts]) for n in range(len(plan.clocks))),
        milestones=tuple(_milestones(plan, reached)),
    )


def _runs(plan: Plan, seed: int, runs: int) -> Iterable[list[int | None]]:
    """When each milestone was reached, run by run."""
    start = start_from(plan, State())
    for first in range(0, runs, _BLOCK):
        count = min(_BLOCK, runs - first)
        draws = Draws(seed, first, count)
        for run in range(first, first + count):
            yield Run(start, draws, run, auto=True).play(plan.horizon).reached


def _expectation(verdicts: list[Verdict]) -> ExpectationResult:
    clock = verdicts[0].clock
    started = [v for v in verdicts if v.standing != "not-started"]
    margins = sorted(v.margin for v in started if v.margin is not None)
    spread = Spread(*(quantile(margins, q) for q in (0.05, 0.5, 0.95))) if margins else None
    return ExpectationResult(
        id=clock.id,
        reading=clock.reading,
        kind=clock.kind,
        started=len(started) / len(verdicts),
        met=share(sum(v.standing == "met" for v in started), len(started)),
        undecided=sum(v.standing == "undecided" for v in started) / len(started) if started else 0.0,
        margin=spread,
    )


def _milestones(plan: Plan, reached: list[list[int | None]]) -> Iterable[MilestoneResult]:
    for number, name in enumerate(plan.milestones):
        times = sorted(run[number] or 0 for run in reached if run[number] is not None)
        if ":" not in name and times:
            p50, p90, p95 = (quantile(times, q) for q in (0.5, 0.9, 0.95))
            yield MilestoneResult(name, len(times) / len(reached), sum(times) / len(times), p50, p90, p95)


def _assumed(plan: Plan) -> float:
    steps = plan.setup.playbook.steps
    total = sum(step.takes.likely for step in steps)
    return sum(step.takes.likely for step in steps if step.takes.basis == "assumed") / total if total else 0.0
