"""The bundled playbooks as they were assumed, cut into stretches that published incidents can teach.

A *stretch* are the steps on the way to a milestone of which something was published, but for those on the way to an
earlier one. All its steps become longer together, never by more than ``MOST`` times; the spread stays as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
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

RUNS = 400
MOST = 3.0
Floats = npt.NDArray[np.float64]
ASSUMED: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "assumed.toml").read_text("utf-8"))


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


class Cases:
    """All published cases, and the bundled scenarios that they are held against, as they were assumed."""

    def __init__(self, runs: int = RUNS) -> None:
        library, self.runs = Library.open([bundled()]), runs
        precedents = [entry.value for entry in library.entries(PRECEDENTS)]
        names = dict.fromkeys(name for one in precedents for name in one.beside)
        self.cases = {name: tuple(published(precedents, name)) for name in names}
        self.setups = {name: _as_assumed(library.setup(name)) for name in names}
        self.campaigns = np.array([case.campaign for cases in self.cases.values() for case in cases])
        self._played = cache(self._play)
        self.stretches = tuple(stretch for name in names for stretch in self._stretches(name))

    def held(self, shifts: Sequence[float]) -> Floats:
        """Two rows, with the logs of stretches moved by so much: which cases lie in the band, and the CRPS of each."""
        factors = [min(max(exp(shift), 1 / MOST), MOST) for shift in shifts]
        held = []
        for scenario, cases in self.cases.items():
            stretches = [both for both in zip(self.stretches, factors, strict=True) if both[0].scenario == scenario]
            longer = tuple((step, factor) for stretch, factor in stretches for step in stretch.steps if factor != 1)
            found = {(one.case.incident, one.case.milestone): one for one in self._played(scenario, longer).held}
            held += [found[case.incident, case.milestone] for case in cases]
        return np.array([[one.inside for one in held], [one.crps for one in held]], dtype=float)

    def _play(self, scenario: str, longer: tuple[tuple[str, float], ...]) -> Backtest:
        setup = self.setups[scenario]
        takes = {step: setup.playbook.estimates[step].scaled(factor) for step, factor in longer}
        changed = setup.model_copy(update={"playbook": setup.playbook.with_estimates(takes)})
        return backtest(compile_plan(changed), self.cases[scenario], seed=SEED, runs=self.runs)

    def _stretches(self, scenario: str) -> Iterator[Stretch]:
        setup, late = self.setups[scenario], dict[str, dict[str, list[float]]]()
        longest, taken = setup.scenario.ends_after, set[str]()
        for compared in self._played(scenario, ()).milestones:
            middle = _log(compared.band.points[2], longest)
            campaigns = late.setdefault(compared.milestone, {})
            for held in compared.held:
                campaigns.setdefault(held.case.campaign, []).append(_log(held.case.took.seconds, longest) - middle)
        for milestone, campaigns in late.items():
            steps = sorted(way(setup.playbook, milestone) - taken)
            taken.update(steps)
            means = {campaign: float(np.mean(each)) for campaign, each in campaigns.items()}
            yield Stretch(scenario, milestone, tuple(steps), means)


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


def _log(at: int | None, longest: int) -> float:
    """Never is later than everything."""
    return log(min(max(longest if at is None else at, LEAST), longest))


def _as_assumed(setup: Setup) -> Setup:
    """With the medians of before anything published was seen, and the tail of today."""
    before = {step: _tailed(Estimate.parse(said)) for step, said in ASSUMED.get(setup.playbook.id, {}).items()}
    return setup.model_copy(update={"playbook": setup.playbook.with_estimates(before)})


@cache
def _tailed(takes: Estimate) -> Estimate:
    middle = round(float(np.interp(0.5, *table(takes))))
    return replace(takes, shape="lognormal", figures=(middle, TAIL * middle))
