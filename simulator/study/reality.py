"""Real intervals beside simulated ones, as values: what a backtest found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.model.precedent import Took
from simulator.model.text import Text
from simulator.study.statistics import Share, share

LOW, QUARTER, MIDDLE, THREE_QUARTERS, HIGH = SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are told. Nine of ten real intervals should lie between the first and the last."""


@dataclass(frozen=True, slots=True)
class Case:
    """One real interval: how long a milestone took in one incident."""

    incident: str
    title: Text
    campaign: str
    """Incidents of one campaign are no independent cases."""
    milestone: str
    """The scenario's."""
    took: Took


@dataclass(frozen=True, slots=True)
class Band:
    """Where simulated times lie, in seconds; None where the milestone did not come in so many of the runs."""

    points: tuple[int | None, ...]
    """At ``SHARES``."""

    def holds(self, seconds: int) -> bool:
        """Whether a time lies between the first and the last."""
        return self.overlaps(seconds, seconds)

    def overlaps(self, low: int, high: int) -> bool:
        """Whether any time from one to another does. What never came is later than every time."""
        first, last = self.points[0], self.points[-1]
        return first is not None and high >= first and (last is None or low <= last)


@dataclass(frozen=True, slots=True)
class Held:
    """One case held against the simulated times of its milestone."""

    case: Case
    percentile: float
    """Share of the runs that were quicker; of equals, half."""
    inside: bool
    """Whether it lies in the band, as it is told."""
    maybe: bool
    """Whether it may lie in the band: where only the day is known, anywhere in it."""
    crps: float
    """How far the simulated times are from it, in units of the natural logarithm; 0 were each of them the same."""


@dataclass(frozen=True, slots=True)
class MilestoneCases:
    """One milestone of a scenario: its simulated times, and the real ones, the shortest first."""

    milestone: str
    since: str
    """What the times count from: when the incident was noticed (``detected``), or when it had ``started``."""
    band: Band
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """One scenario with its playbook and team, beside real intervals."""

    scenario: str
    playbook: str
    team: str
    seed: int
    runs: int
    milestones: tuple[MilestoneCases, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """All its cases."""
        return tuple(held for compared in self.milestones for held in compared.held)


@dataclass(frozen=True, slots=True)
class Score:
    """How well simulated times agree with real ones, over some cases."""

    cases: int
    campaigns: int
    """Independent of each other, as far as is known."""
    inside: Share
    """Share in the band; 90 % should be. Its interval takes the cases as independent, so it is too narrow."""
    maybe: int
    """Cases that may be in it."""
    crps: float


def score(held: Iterable[Held]) -> Score:
    """The score of these cases; of none it is 0."""
    every: Sequence[Held] = tuple(held)
    return Score(
        cases=len(every),
        campaigns=len({one.case.campaign for one in every}),
        inside=share(sum(one.inside for one in every), len(every)),
        maybe=sum(one.maybe for one in every),
        crps=sum(one.crps for one in every) / len(every) if every else 0.0,
    )
