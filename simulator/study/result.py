"""The results of a study: values that a screen, a report or a program reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from simulator.model.setup import NOT_BINDING
from simulator.study.statistics import Gain, Share

Interval = tuple[int | None, int | None]
"""Seconds between which the true quantile lies at 95 %; None where the sample is too small to say."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a time lies, in seconds."""

    p5: int
    p50: int
    p95: int
    p5_in: Interval = (None, None)
    p50_in: Interval = (None, None)
    p95_in: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class Histogram:
    """When a milestone came, in the runs in which its clock started: counts over equal bins from that start."""

    width: int
    """Seconds of a bin; the first begins when the clock starts, and holds what came before that, too."""
    counts: tuple[int, ...]
    beyond: int
    """Runs in which it came after the last bin."""
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
class ExpectationResult:
    """How often one clock was met over all runs, and by what margin."""

    id: str
    reading: str
    kind: str
    started: float
    """Share of runs in which the clock started."""
    met: Share
    """Share met among those."""
    undecided: float
    """Share of those in which neither milestone nor deadline came before the end."""
    margin: Spread | None
    """Seconds to spare where it was reached; negative when late. None where it never was."""
    incident: int = 0
    """Of several incidents at once, which, from 0."""
    worst_run: int | None = None
    """The run with the least margin, or the first in which it was never reached; None where it never started."""
    histogram: Histogram | None = None
    """None where it never started, and for a clock that asks for an order only."""

    @property
    def binds(self) -> bool:
        """It is a duty or a promise: neither a benchmark to compare with nor what an inject expects of the players."""
        return self.kind not in NOT_BINDING

    @property
    def missed(self) -> float:
        """Share missed among the runs in which it started."""
        return 1 - self.met.p - self.undecided

    @property
    def key(self) -> str:
        """``id`` or ``id/reading``, as the setup's clocks have it."""
        return f"{self.id}/{self.reading}" if self.reading else self.id


@dataclass(frozen=True, slots=True)
class MilestoneResult:
    """When one milestone was reached, in seconds since its incident opened."""

    id: str
    reached: float
    """Share of runs."""
    mean: float
    p50: int
    p90: int
    p95: int
    incident: int = 0
    p50_in: Interval = (None, None)
    p90_in: Interval = (None, None)
    p95_in: Interval = (None, None)


@dataclass(frozen=True, slots=True)
class Effort:
    """What one job spends, on average over the runs counted, in seconds."""

    job: str
    share: float
    """Of a path: share of runs in which it lay on the way. Of all work: visits a run."""
    worked: float
    for_person: float
    """Waited for people who were busy."""
    for_absent: float
    """Waited for people who were not at hand, pauses included."""

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
    """Seconds that work waited because all of them were busy."""
    for_absent: float
    """Seconds that work waited because they were not at hand."""


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
    partial: bool = False
    """It was stopped before all runs asked for were played."""
    incidents: int = 1
    every: int = 0

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
        """The clocks that started in some run: those that bind first, and of them the one missed most often.

        What is undecided when time is over is not missed: it says nothing of how hard the clock is.
        """
        started = (e for e in self.expectations if e.started)
        return tuple(sorted(started, key=lambda e: (not e.binds, -e.missed, e.met.p)))

    def path_to(self, milestone: str) -> Path | None:
        """What lay on the way to a milestone; None where that was not asked or it never came."""
        return next((path for path in (self.why.paths if self.why else ()) if path.milestone == milestone), None)

    @property
    def working(self) -> list[Load]:
        """Roles that had work or were waited for, those most waited for first."""
        loads = self.why.loads if self.why else ()
        busy = [load for load in loads if load.worked or load.for_person or load.for_absent]
        return sorted(busy, key=lambda load: (-(load.for_person + load.for_absent), load.role))

    def below(self, least: float) -> tuple[ExpectationResult, ...]:
        """The clocks that started, bind, and were met in fewer than ``least`` of the runs that started them."""
        return tuple(e for e in self.expectations if e.started and e.binds and e.met.p < least)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change tried: how much it adds to the chance of the worst clock."""

    kind: str
    what: tuple[str, ...]
    where: tuple[str, str]
    """(kind of file, path in it) that would change."""
    setting: str
    """The change as ``--set`` writes it; empty where it cannot."""
    met: Share
    gain: Gain
    runs: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Changes ranked by what they add to the chance of one clock, best first."""

    clock: str
    base: Share
    changes: tuple[WhatIf, ...]
    decisions: tuple[WhatIf, ...] = ()
    """Every option of every decision, taken whenever it is asked for."""
    assumptions: tuple[WhatIf, ...] = ()
    """Figures only assumed, half as long and half as long again; those that move the answer most first."""

    @property
    def ways(self) -> tuple[WhatIf, ...]:
        """Changes and decisions in one list, best first."""
        return tuple(sorted((*self.changes, *self.decisions), key=lambda way: -way.gain.by))

    @property
    def runs(self) -> int:
        """Runs that ``base`` comes from: as many as the change that needed most."""
        return max((change.runs for change in self.changes), default=0)

    def then(self, change: WhatIf) -> float:
        """The chance with a change made."""
        return min(1.0, max(0.0, self.base.p + change.gain.by))

    def turned(self, least: float) -> tuple[WhatIf, ...]:
        """The assumptions that surely change the answer to "is the chance at least ``least``?"."""
        enough = self.base.p >= least
        sure = (change for change in self.assumptions if not change.gain.low <= 0 <= change.gain.high)
        return tuple(change for change in sure if (self.then(change) >= least) != enough)


@dataclass(frozen=True, slots=True)
class Compared:
    """One clock that two playbooks have, on the same draws."""

    clock: str
    """Its key."""
    before: Share
    after: Share
    gain: Gain
    """Among the runs in which it started in both."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How long one clock takes, from its start to its milestone, over many runs of the playbook alone."""

    runs: int
    """Runs in which it started."""
    met: Share
    undecided: float
    """Share of them in which time was over before the milestone or the deadline came."""
    never: float
    """Share of them in which the milestone never came."""
    quantiles: tuple[int, ...]
    """Seconds at 0, 1, … 100 % of the others, ascending; empty where it came in none."""

    def slower(self, took: int) -> float:
        """The share of runs that took longer, those that never came included; of equals, half."""
        if not self.quantiles:
            return self.never
        below = (bisect_left(self.quantiles, took) + bisect_right(self.quantiles, took)) / 2
        return self.never + (1 - self.never) * (1 - below / len(self.quantiles))
