"""The results of a study: values that a screen, a report or a program reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from simulator.model.setup import NOT_BINDING
from simulator.study.by_run import ByRun
from simulator.study.gains import Tails
from simulator.study.statistics import Share

Interval = tuple[int | None, int | None]
"""Seconds between which the true quantile lies at 95 %; None for an end that the sample does not give: it is too small,
it holds antithetic pairs, or what is asked for did not come in so many of the runs."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a margin lies over all runs that count, in seconds; None where the milestone did not come in so many."""

    p5: int | None
    p50: int | None
    p95: int | None
    p5_in: Interval = (None, None)
    p50_in: Interval = (None, None)
    p95_in: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class Coming:
    """Whether a milestone came, as shares of the runs; what is left came while the story went on."""

    later: float
    """It came after the story's end, or was still under way when the run was over."""
    never: float
    """When the run was over, nothing that could bring it was under way."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """When a milestone came, in the runs in which its clock counts: counts over equal bins from that start."""

    width: int
    """Seconds of a bin; the first begins when the clock starts, and holds what came before that, too."""
    counts: tuple[int, ...]
    beyond: int
    """Runs in which it came after the last bin, or was still under way when the run was over."""
    never: int
    limit: int | None
    """Seconds from the start to the deadline, in the middle run; None where there is no limit."""
    middle: int | None = None
    """Seconds after which it had come in half of the runs; None where it comes in fewer."""

    @property
    def whole(self) -> int:
        """Seconds that all bins cover."""
        return self.width * len(self.counts)

    @property
    def runs(self) -> int:
        """The runs it shows or leaves out."""
        return sum(self.counts) + self.beyond + self.never

    @property
    def limit_shown(self) -> int | None:
        """The limit where it lies within the bins."""
        return self.limit if self.limit is not None and self.limit <= self.whole else None

    def late(self, bin_: int) -> bool:
        """Whether a bin lies after the limit, by its middle."""
        return self.limit is not None and bin_ * self.width + self.width // 2 > self.limit


@dataclass(frozen=True, slots=True)
class Gaps:
    """The turns of a duty that recurs, on average over the runs that count; one that ran when all was over is none."""

    turns: float
    missed: float


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """How often one clock was met over all runs, and by what margin."""

    id: str
    reading: str
    kind: str
    started: float
    """Share of runs in which the clock started."""
    void: float
    """Share of those in which it became moot before it was met or missed; they count no further."""
    met: Share
    """Share met among the rest: the runs that count."""
    undecided: float
    """Share of those in which neither milestone nor deadline came before the last second that is played."""
    coming: Coming
    """Of the runs that count."""
    margin: Spread | None
    """Seconds to spare; negative when late. None without a deadline and where no run counts."""
    incident: int = 0
    """Of several incidents at once, which, from 0."""
    worst_run: int | None = None
    """The run with the least margin, or the first in which it was never reached; None where it never started."""
    histogram: Histogram | None = None
    """None where no run counts, and for a clock that asks for an order only."""
    gaps: Gaps | None = None
    """Of a duty that recurs: met where no turn is missed; margin and histogram are of each run's worst turn."""
    must: float | None = None
    """The chance with which its expectation says that it must be met."""
    by_run: ByRun | None = None
    """In which runs it counted and was met."""

    @property
    def counted(self) -> float:
        """Share of runs that count: it started and did not become void."""
        return self.started * (1 - self.void)

    @property
    def binds(self) -> bool:
        """It is a duty or a promise: neither a benchmark to compare with nor what an inject expects of the players."""
        return self.kind not in NOT_BINDING

    @property
    def missed(self) -> float:
        """Share missed among the runs that count."""
        return 1 - self.met.p - self.undecided if self.counted else 0.0

    @property
    def key(self) -> str:
        """``id`` or ``id/reading``, as the setup's clocks have it."""
        return f"{self.id}/{self.reading}" if self.reading else self.id


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """When one milestone was reached, in seconds since its incident opened; over all runs, those without it included.

    A percentile is None where it did not come in so many of the runs.
    """

    id: str
    reached: float
    """Share of runs, the end of which may lie after the story's."""
    coming: Coming
    mean: float
    """Of the runs in which it came."""
    p50: int | None
    p90: int | None
    p95: int | None
    incident: int = 0
    p50_in: Interval = (None, None)
    p90_in: Interval = (None, None)
    p95_in: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class LastItem:
    """An item of a form that is known last."""

    item: str
    share: float
    """Of the runs in which the form is to be used."""
    never: float
    """Of the same: those in which it was still not known when the run was over."""


@dataclass(frozen=True, slots=True)
class FormResult:
    """Whether one form can be filled in for one clock, over the runs in which the clock counts."""

    form: str
    clock: str
    """Key of the clock that is met by sending it."""
    applies: float
    """Share of those runs in which it is the form to use, as far as is known by the deadline."""
    knowable: Share
    """Share of the runs in which it is to be used in which every required item can be answered by the deadline."""
    middle: int | None
    """Seconds from the clock's start until that is so, in the middle run; None where it is so in fewer than half."""
    last: tuple[LastItem, ...]
    """The required items that are known last, those that are so most often first."""
    incident: int = 0


@dataclass(frozen=True, slots=True)
class Effort:
    """What one job spends, on average over the runs counted, in seconds."""

    job: str
    share: float
    """Of a path: share of runs in which it lay on the way. Of all work: visits a run."""
    worked: float
    for_person: float
    """Waited for people who were busy, in pauses too."""
    for_absent: float
    """Waited for people who were not at hand, in pauses too."""

    @property
    def whole(self) -> float:
        """Work and waiting together."""
        return self.worked + self.for_person + self.for_absent


@dataclass(frozen=True, slots=True)
class Path:
    """What lay on the way to one milestone, in the runs that reached it; the longest first."""

    milestone: str
    runs: int
    efforts: tuple[Effort, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """One role over the incident: averages a run, in seconds of one person."""

    role: str
    people: int | None
    """None where it is unlimited."""
    worked: float
    busy: float
    """Share of its people's hours on shift that the work took, from the opening to the middle end of all work; above
    1 where it is done by people called in."""
    for_person: float
    """Seconds that work waited because these were busy."""
    for_absent: float
    """Seconds that work waited because these were not at hand."""


@dataclass(frozen=True, slots=True)
class Why:
    """What decided the answer, from the first ``runs`` runs."""

    runs: int
    paths: tuple[Path, ...]
    work: tuple[Effort, ...]
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Many runs of one setup."""

    scenario: str
    playbook: str
    team: str
    seed: int
    runs: int
    assumed_share: float
    """Share of the playbook's likely working time that rests on assumed figures."""
    expectations: tuple[ExpectationResult, ...]
    milestones: tuple[MilestoneResult, ...]
    why: Why | None = None
    forms: tuple[FormResult, ...] = ()
    """Empty where no form serves a clock of the scenario."""
    tails: Tails | None = None
    """None where it was not asked, or no assumed figure lacks a tail."""
    partial: bool = False
    """It was stopped before all runs asked for were played."""
    incidents: int = 1
    every: int = 0
    antithetic: bool = False
    """It was played in antithetic pairs."""

    @property
    def name(self) -> str:
        """Scenario, playbook and team."""
        return f"{self.scenario} × {self.playbook} × {self.team}"

    @property
    def worst(self) -> ExpectationResult | None:
        """The first of ``hardest``."""
        return next(iter(self.hardest), None)

    @property
    def hardest(self) -> tuple[ExpectationResult, ...]:
        """The clocks that count in some run: those that bind first, and of them the one missed most often.

        What is void or undecided is not missed: it says nothing of how hard the clock is.
        """
        counted = (e for e in self.expectations if e.counted)
        return tuple(sorted(counted, key=lambda e: (not e.binds, -e.missed, e.met.p)))

    def path_to(self, milestone: str) -> Path | None:
        """What lay on the way to a milestone; None where that was not asked or it never came."""
        return next((path for path in (self.why.paths if self.why else ()) if path.milestone == milestone), None)

    @property
    def working(self) -> list[Load]:
        """Roles that had work or were waited for, those most waited for first."""
        loads = self.why.loads if self.why else ()
        busy = [load for load in loads if load.worked or load.for_person or load.for_absent]
        return sorted(busy, key=lambda load: (-(load.for_person + load.for_absent), load.role))


@dataclass(frozen=True, slots=True)
class IncidentPace:
    """What nobody knew while the exercise was played."""

    factor: float
    """All its work took so many times as long as usual."""
    faster: float
    """Share of all incidents that go faster."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How long one clock takes, from its start to its milestone, over many runs of the playbook alone."""

    runs: int
    """Runs that count: it started and did not become void."""
    met: Share
    void: float
    """Share of the runs that started it in which it became moot."""
    coming: Coming
    quantiles: tuple[int | None, ...]
    """Seconds at 0, 1, … 100 % of the runs that count, ascending; None where the milestone did not come in so many."""

    def slower(self, took: int) -> float:
        """The share of runs that took longer, those without the milestone included; of equals, half."""
        came = [point for point in self.quantiles if point is not None]
        return 1 - (bisect_left(came, took) + bisect_right(came, took)) / 2 / len(self.quantiles)
