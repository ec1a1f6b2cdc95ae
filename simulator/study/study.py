"""Many runs of one setup on autopilot: how likely each expectation is met, when milestones come, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from simulator.plan.specs import FOREVER
from simulator.plan.tables import Plan
from simulator.study.bars import FIRST, Bars
from simulator.study.batch import BLOCK, Batch, joined, orders
from simulator.study.by_run import ByRun
from simulator.study.forms import forms
from simulator.study.gains import Compared, Tails
from simulator.study.histogram import histogram
from simulator.study.judged import NEVER, OPEN, UNREACHED, Judged, Times, gained, judged
from simulator.study.reasons import reasons
from simulator.study.result import Coming, ExpectationResult, Gaps, Interval, MilestoneResult, Spread, Study
from simulator.study.statistics import Share, pair_worth, quantile, quantile_interval, share
from simulator.study.tails import runs_again, with_tails
from simulator.study.workers import played

LEAST = 200
"""Runs before anybody asks whether the answer is precise enough."""
MOST = 200_000
"""Runs after which a study stops, however precise it was to be."""
EXPLAINED = 1000
"""Runs, the first, whose ways are traced: their shares are shown in whole per cents."""

Progress = Callable[[int, int], None]
"""Told (runs played, runs expected) now and then."""


def study(
    plan: Plan,
    *,
    seed: int,
    runs: int | None = None,
    precision: float | None = None,
    bars: Bars | None = None,
    jobs: int | None = 1,
    cluster: str = "",
    antithetic: bool = False,
    why: bool = False,
    explained: int = EXPLAINED,
    tails: bool = False,
    progress: Progress | None = None,
    block: int = BLOCK,
) -> Study:
    """``runs`` runs under one seed; or as many as make every chance certain to ± ``precision`` (a share).

    Without ``runs``, ``bars`` adds runs until it is sure, as far as runs can tell, whether the chances are as asked.

    Run n is the same run whatever the number of runs, of ``jobs`` (None: what pays) and of machines in ``cluster``.
    ``why``: the ways of the first ``explained`` runs are traced.
    ``tails``: a part of the runs is played again as if work spread as public incidents do, where its figures are only
    assumed. ``block``: runs between two tellings of ``progress``, and what one process is handed; it changes no answer.
    Interrupted (KeyboardInterrupt), it answers with the runs it has, marked partial; raises it again if it has none.
    """
    play, targets = _Play(seed, antithetic, jobs, cluster, progress, block, explained), ends(plan) if why else ()
    spread = with_tails(plan) if tails and runs_again(runs or MOST) else None
    batches: list[Batch] = []
    again: list[Batch] = []
    enough = _Enough(plan, bars, precision or (None if bars else 0.02), antithetic)
    partial, wanted = False, runs or enough.first
    try:
        while wanted:
            some = runs_again(wanted) if spread else 0
            play.on(plan, batches, wanted, wanted + some, targets)
            more = 0 if runs else enough.needed(joined(batches).reached)
            wanted = more if more > wanted else 0
        if spread and some:
            play.on(spread, again, some, play.done + some)
    except KeyboardInterrupt:
        if not batches:
            raise
        partial = True
    found = _result(plan, seed, joined(batches), antithetic, targets, partial)
    if spread is None or not again:
        return found
    return replace(found, tails=_tails(plan, spread, joined(batches), joined(again), antithetic))


@dataclass
class _Play:
    """How runs are played and whom it is told; run n is the same run wherever it is played."""

    seed: int
    antithetic: bool
    jobs: int | None
    cluster: str
    progress: Progress | None
    block: int
    explained: int
    done: int = 0
    """Runs played."""

    def on(self, plan: Plan, batches: list[Batch], until: int, of: int, targets: tuple[int, ...] = ()) -> None:
        """Plays on to run ``until``; ``of``: runs expected in all."""
        begin = sum(len(batch.reached) for batch in batches)
        traced, rest = range(begin, min(until, self.explained)), range(max(begin, self.explained), until)
        todo = orders(self.seed, traced, block=self.block, antithetic=self.antithetic, targets=targets)
        todo += orders(self.seed, rest, block=self.block, antithetic=self.antithetic)
        for batch in played(plan, todo, self.jobs, self.cluster):
            batches.append(batch)
            self.done += len(batch.reached)
            if self.progress:
                self.progress(self.done, of)
        if batches:  # many runs are large: they are not kept twice
            batches[:] = [joined(batches)]


def _tails(plan: Plan, spread: Plan, batch: Batch, again: Batch, antithetic: bool) -> Tails:
    """Each clock beside what it would be; the runs played again are the first of the study."""
    pairs = zip(judged(plan, batch.reached, plan.horizon), judged(spread, again.reached, spread.horizon), strict=True)
    clocks = (
        Compared(one.clock.key, chance(one, antithetic), chance(two, antithetic), gained(one, two), one.incident)
        for one, two in pairs
        if one.counted.any() and two.counted.any()
    )
    return Tails(len(again.reached), tuple(clocks))


def ends(plan: Plan) -> tuple[int, ...]:
    """The milestones that stop a clock, as numbers, each once."""
    numbers = (plan.numbered(clock.end) for clock in plan.clocks)
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


@dataclass(frozen=True)
class _Enough:
    """When a study whose number of runs is not fixed has enough of them."""

    plan: Plan
    bars: Bars | None
    precision: float | None
    antithetic: bool

    @property
    def first(self) -> int:
        """Runs before anybody asks."""
        return LEAST if self.precision else FIRST

    def needed(self, reached: Times) -> int:
        """How many runs are needed, estimated from those played: no more than those where they are enough."""
        precise = _needed(self.plan, reached, self.precision, self.antithetic) if self.precision else 0
        if self.bars is None or precise:
            return precise
        found = judged(self.plan, reached, self.plan.horizon)
        return self.bars.runs_needed([_expectation(self.plan, j, self.antithetic) for j in found], len(reached))


def _needed(plan: Plan, reached: Times, precision: float, antithetic: bool) -> int:
    """Runs that the widest interval needs, estimated from those played: n in proportion to the width squared."""
    widest = max((chance(j, antithetic).half_width for j in _binding(plan, reached)), default=0.0)
    if widest <= precision:
        return 0
    seen = len(reached)
    return min(MOST, max(ceil(seen * min((widest / precision) ** 2 * 1.03, 8)), seen + LEAST))


def _binding(plan: Plan, reached: Times) -> list[Judged]:
    """Clocks whose chance is to be precise: not those that hardly ever start, of which no number of runs says much."""
    return [j for j in judged(plan, reached, plan.horizon) if j.counted.mean() >= 0.05]


def chance(judged: Judged, antithetic: bool = False) -> Share:
    """The share met among the runs in which the clock counts."""
    counted, met = judged.counted, judged.met
    worth = pair_worth(met.tolist(), counted.tolist()) if antithetic else 1.0
    return share(int(met.sum()), int(counted.sum()), worth=worth)


def _result(plan: Plan, seed: int, batch: Batch, antithetic: bool, targets: tuple[int, ...], partial: bool) -> Study:
    setup, runs = plan.setup, len(batch.reached)
    found = judged(plan, batch.reached, plan.horizon)
    return Study(
        scenario=setup.scenario.id,
        playbook=setup.playbook.id,
        team=setup.team.id,
        seed=seed,
        runs=runs,
        assumed_share=_assumed(plan),
        expectations=tuple(_expectation(plan, j, antithetic) for j in found),
        milestones=tuple(_milestones(plan, batch.reached, antithetic)),
        why=reasons(plan, batch, targets) if targets else None,
        forms=tuple(forms(plan, batch.reached, found, antithetic=antithetic)),
        partial=partial,
        incidents=plan.incidents,
        every=plan.every,
        antithetic=antithetic,
    )


def _expectation(plan: Plan, judged: Judged, antithetic: bool) -> ExpectationResult:
    clock, counted_in, margins = judged.clock, judged.counted, judged.margins
    started, counted = int(judged.started.sum()), int(counted_in.sum())
    return ExpectationResult(
        id=clock.id,
        reading=clock.reading,
        kind=clock.kind,
        started=started / len(judged.started),
        met=chance(judged, antithetic),
        void=float(judged.void.sum() / started) if started else 0.0,
        undecided=float(judged.undecided.sum() / counted) if counted else 0.0,
        coming=coming(plan, judged.reached[counted_in], judged.incident),
        margin=_spread(margins, antithetic) if len(margins) else None,
        incident=judged.incident,
        worst_run=_worst(judged),
        histogram=histogram(judged),
        gaps=_gaps(judged),
        must=clock.expectation.must if clock.expectation else None,
        by_run=ByRun.of(counted_in, judged.met),
    )


def _gaps(judged: Judged) -> Gaps | None:
    if judged.turns is None or judged.missed_turns is None or not judged.counted.any():
        return None
    turns, missed = judged.turns[judged.counted], judged.missed_turns[judged.counted]
    return Gaps(float(turns.mean(dtype=np.float64)), float(missed.mean(dtype=np.float64)))


def coming(plan: Plan, reached: Times, incident: int) -> Coming:
    """How a milestone of one incident came in these runs."""
    runs, story_end = max(len(reached), 1), plan.story_end - (plan.incidents - 1 - incident) * plan.every
    later = (reached > story_end) | (reached == OPEN)
    return Coming(int(np.count_nonzero(later)) / runs, int(np.count_nonzero(reached == NEVER)) / runs)


def _spread(ascending: Times, antithetic: bool) -> Spread:
    points, within = zip(*(_point(ascending, q, antithetic) for q in (0.05, 0.5, 0.95)), strict=True)
    return Spread(*points, *within)


def _point(ascending: Times, q: float, antithetic: bool) -> tuple[int | None, Interval]:
    """A quantile, and between what it lies; of antithetic pairs, whose values hang together, no order tells that."""
    low, high = (None, None) if antithetic else quantile_interval(ascending, q)
    return _came(quantile(ascending, q)), (_came(low), _came(high))


def _came(at: int | None) -> int | None:
    return None if at in (UNREACHED, FOREVER) else at


def _worst(judged: Judged) -> int | None:
    """The first run in which it was never reached, else the one with the least margin.

    Of what must keep away the one in which it came earliest before it might.
    """
    if not judged.counted.any():
        return None
    if judged.clock.keeps_away:
        early = judged.counted & ~judged.met & (judged.reached >= 0)
        return int(np.argmax(np.where(early, judged.due - judged.reached, -1))) if early.any() else None
    never = np.flatnonzero(judged.counted & (judged.reached < 0))
    if len(never):
        return int(never[0])
    bounded = judged.counted & (judged.due >= 0)
    if not bounded.any():
        return None
    return int(np.argmin(np.where(bounded, judged.due - judged.reached, np.iinfo(np.int32).max)))


def _milestones(plan: Plan, reached: Times, antithetic: bool) -> Iterator[MilestoneResult]:
    for incident in range(plan.incidents):
        for name in plan.milestones[: len(plan.milestones) // plan.incidents]:
            number = plan.numbered(name, incident)
            if number is None or ":" in name:
                continue
            column = np.sort(reached[:, number])  # what did not come stands first
            never = int(np.searchsorted(column, 0))
            came = column[never:] - np.int32(incident * plan.every)
            if len(came):
                times = np.concatenate([came, np.full(never, FOREVER, dtype=np.int32)])
                points = (_point(times, q, antithetic) for q in (0.5, 0.9, 0.95))
                (p50, i50), (p90, i90), (p95, i95) = points
                share, mean = len(came) / len(reached), float(came.mean(dtype=np.float64))
                how = coming(plan, column, incident)
                yield MilestoneResult(name, share, how, mean, p50, p90, p95, incident, i50, i90, i95)


def _assumed(plan: Plan) -> float:
    estimates = plan.setup.playbook.estimates.values()
    total = sum(takes.likely for takes in estimates)
    return sum(takes.likely for takes in estimates if takes.basis == "assumed") / total if total else 0.0
