"""How medians that some incidents taught fare with others: ``make heldout``.

Whoever fits figures to cases and then counts how many fit has asked the cases twice. So half of the campaigns teach
the medians, and both halves are held against them, the one that taught and the one that was held out; then the halves
change places. Over both turns each case was once seen and once held out, so it does not matter whether one half is the
easier, and what is left is what having seen a case is worth: the *gap*. With medians that nothing taught it is 0.

Three rules, from the same medians that were *assumed* (``assumed.toml``), the spread always as it is:

- ``assumed``: the cases teach nothing.
- ``half way``: the log of a stretch goes half of the way to the mean of what was seen of it, be that one case or ten.
- ``pooled``: it goes n/(n+k) of that way, n campaigns having told of it. k is the variance of the log within stretches
  over that between them, both from the half that teaches: a little is believed a little (empirical Bayes).

A *stretch* of a playbook are the steps on the way to a milestone of which something was published, but for those on the
way to an earlier one. All steps of a stretch go the same way, never by more than ``MOST`` times.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simulator.content.library import Library
from simulator.home import bundled
from simulator.model.estimates import Estimate
from simulator.model.kinds import PRECEDENTS
from simulator.model.playbook import Playbook
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.graph import reachable
from simulator.study.backtest import LEAST, backtest
from simulator.study.reality import Backtest
from simulator.study.tails import TAIL
from simulator.verbs.backtest import published
from simulator.world.draws import table
from tests.library.tension import SEED

RUNS, SPLITS = 400, 20
MOST = 3.0
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Stretch:
    """Steps of a playbook, and how much longer than assumed each campaign took to the milestone at their end."""

    scenario: str
    milestone: str
    steps: tuple[str, ...]
    late: Mapping[str, float]
    """Campaign → mean of log(real) − log(simulated median) of its cases; times are cut as the score cuts them."""

    def seen(self, campaigns: Collection[str]) -> list[float]:
        """Of these campaigns."""
        return [late for campaign, late in self.late.items() if campaign in campaigns]


Rule = Callable[[Sequence[Sequence[float]]], list[float]]
"""What was seen of each stretch → by how much its log moves."""


def assumed(seen: Sequence[Sequence[float]]) -> list[float]:
    """Nothing moves."""
    return [0.0 for _ in seen]


def half_way(seen: Sequence[Sequence[float]]) -> list[float]:
    """Half of the way to the mean."""
    return [float(np.mean(some)) / 2 if some else 0.0 for some in seen]


def pooled(seen: Sequence[Sequence[float]]) -> list[float]:
    """The more of the way, the more was seen of a stretch and the more stretches differ from what was assumed."""
    told = [np.array(some) for some in seen if some]
    within = sum(((some - some.mean()) ** 2).sum() for some in told) / sum(len(some) - 1 for some in told)
    whole = sum(len(some) * some.mean() ** 2 for some in told) - within * len(told)
    between = max(0.0, whole / sum(map(len, told)))
    return [float(np.sum(some)) * between / (len(some) * between + within) for some in seen]


RULES: dict[str, Rule] = {"assumed": assumed, "half way": half_way, "pooled": pooled}


class Cases:
    """All published cases, and the bundled scenarios that they are held against, as they were assumed."""

    def __init__(self, runs: int = RUNS) -> None:
        library, self.runs = Library.open([bundled()]), runs
        precedents = [entry.value for entry in library.entries(PRECEDENTS)]
        names = dict.fromkeys(name for one in precedents for name in one.beside)
        self.cases = {name: tuple(published(precedents, name)) for name in names}
        self.setups = {name: _as_assumed(library.setup(name)) for name in names}
        self.campaigns = np.array([case.campaign for cases in self.cases.values() for case in cases])
        self.played = cache(self._played)
        self.stretches = [stretch for name in names for stretch in self._stretches(name)]

    def _played(self, scenario: str, factors: tuple[float, ...]) -> Backtest:
        """The scenario with each of its stretches so many times as long."""
        setup = self.setups[scenario]
        longer = {
            step: setup.playbook.estimates[step].scaled(factor) for step, factor in self._steps(scenario, factors)
        }
        changed = setup.model_copy(update={"playbook": setup.playbook.with_estimates(longer)})
        return backtest(compile_plan(changed), self.cases[scenario], seed=SEED, runs=self.runs)

    def _steps(self, scenario: str, factors: Sequence[float]) -> Iterator[tuple[str, float]]:
        if factors:
            for stretch, factor in zip(self._of(scenario), factors, strict=True):
                yield from ((step, factor) for step in stretch.steps)

    def _of(self, scenario: str) -> list[Stretch]:
        return [stretch for stretch in self.stretches if stretch.scenario == scenario]

    def _stretches(self, scenario: str) -> Iterator[Stretch]:
        longest, taken = self.setups[scenario].scenario.ends_after, set[str]()
        late: dict[str, dict[str, list[float]]] = {}
        for compared in self.played(scenario, ()).milestones:
            middle = compared.band.points[2]
            for held in compared.held:
                real, told = (_log(at, longest) for at in (held.case.took.seconds, middle))
                late.setdefault(compared.milestone, {}).setdefault(held.case.campaign, []).append(real - told)
        for milestone, campaigns in late.items():
            steps = sorted(way(self.setups[scenario].playbook, milestone) - taken)
            taken.update(steps)
            means = {campaign: float(np.mean(each)) for campaign, each in campaigns.items()}
            yield Stretch(scenario, milestone, tuple(steps), means)

    def fared(self, rule: Rule, taught_by: Collection[str]) -> Floats:
        """Two rows, with medians that these campaigns taught: which cases lie in the band, and the CRPS of each."""
        shifts = rule([stretch.seen(taught_by) for stretch in self.stretches])
        factors = [min(max(exp(shift), 1 / MOST), MOST) for shift in shifts]
        held = []
        for scenario, cases in self.cases.items():
            own = tuple(f for one, f in zip(self.stretches, factors, strict=True) if one.scenario == scenario)
            found = {(one.case.incident, one.case.milestone): one for one in self.played(scenario, own).held}
            held += [found[case.incident, case.milestone] for case in cases]
        return np.array([[one.inside for one in held], [one.crps for one in held]], dtype=float)


def _log(at: int | None, longest: int) -> float:
    """Never is later than everything."""
    return log(min(max(at if at is not None else longest, LEAST), longest))


def _as_assumed(setup: Setup) -> Setup:
    """With the medians of before anything published was seen, and the tail of today."""
    written: dict[str, str] = _before().get(setup.playbook.id, {})
    before = {step: _tailed(Estimate.parse(figures)) for step, figures in written.items()}
    return setup.model_copy(update={"playbook": setup.playbook.with_estimates(before)})


@cache
def _before() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "assumed.toml").read_text("utf-8"))


def _tailed(takes: Estimate) -> Estimate:
    middle = round(float(np.interp(0.5, *table(takes))))
    return replace(takes, shape="lognormal", figures=(middle, TAIL * middle))


def way(playbook: Playbook, milestone: str) -> set[str]:
    """The steps that may have a part in its coming: what reaches it, and all that those wait for."""
    reach: dict[str, set[str]] = {}
    for step in playbook.steps:
        for name in (*step.reaches, *(name for outcome in step.outcomes.values() for name in outcome.reaches)):
            reach.setdefault(name, set()).add(step.id)
    waits = {
        step.id: {ref.step for ref in step.after + step.after_any}.union(*(reach.get(name, ()) for name in step.once))
        for step in playbook.steps
    }
    last = reach.get(milestone, set())
    return last.union(*(reachable(waits, step) for step in last))


@dataclass(frozen=True)
class Fared:
    """How the cases fared, over splits: rows are splits, columns cases."""

    inside: Floats
    """1 in the band, 0 outside."""
    crps: Floats


@dataclass(frozen=True)
class HeldOut:
    """How one rule fared with the cases that had taught the medians, and with those that had not."""

    seen: Fared
    out: Fared
    campaigns: npt.NDArray[np.str_]

    @property
    def inside(self) -> tuple[float, float]:
        """By how large a share more lie in the band when seen, and the standard error of that."""
        return self._gap(self.seen.inside - self.out.inside)

    @property
    def crps(self) -> tuple[float, float]:
        """By how much the score is better when seen, and the standard error of that."""
        return self._gap(self.out.crps - self.seen.crps)

    def _gap(self, apart: Floats) -> tuple[float, float]:
        """Campaigns are the sample: what they add to the mean over splits is as good as independent."""
        each = apart.mean(axis=0)
        sums = np.array([(each[self.campaigns == name] - each.mean()).sum() for name in np.unique(self.campaigns)])
        return float(each.mean()), float((len(sums) / (len(sums) - 1) * (sums**2).sum()) ** 0.5 / each.size)


def held_out(cases: Cases, rule: Rule, splits: int = SPLITS) -> HeldOut:
    """The rule over so many ways to halve the campaigns."""
    names = np.unique(cases.campaigns)
    seen, out = [], []
    for split in range(splits):
        halves = np.array_split(np.random.default_rng([SEED, split]).permutation(names), 2)
        one, other = (cases.fared(rule, half.tolist()) for half in halves)
        taught_one = np.isin(cases.campaigns, halves[0])
        seen.append(np.where(taught_one, one, other))
        out.append(np.where(taught_one, other, one))
    return HeldOut(Fared(*np.stack(seen, axis=1)), Fared(*np.stack(out, axis=1)), cases.campaigns)


def lines(cases: Cases) -> Iterator[str]:
    """The table, a rule a line."""
    yield "| medians | seen: in the band, CRPS | held out | gap in points (standard error) | gap in CRPS |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, rule in RULES.items():
        fared = held_out(cases, rule)
        (points, points_error), (crps, crps_error) = fared.inside, fared.crps
        both = (f"{some.inside.mean():.1%}, {some.crps.mean():.3f}" for some in (fared.seen, fared.out))
        gaps = f"{100 * points:.1f} ({100 * points_error:.1f}) | {crps:.3f} ({crps_error:.3f})"
        yield f"| {name} | {' | '.join(both)} | {gaps} |"


if __name__ == "__main__":
    print(*lines(Cases()), sep="\n")
