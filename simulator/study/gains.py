"""What a change, another playbook or real tails do to a chance, on the same draws: values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.study.statistics import Gain, Share

TELLS = 0.05
"""The least difference of a chance that a page tells; the JSON holds all."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One change tried: how much it adds to the chance of a clock."""

    kind: str
    what: tuple[str, ...]
    where: tuple[str, str]
    """(kind of file, path in it) that would change."""
    setting: str
    """The change as ``--set`` writes it; empty where it cannot."""
    met: Share
    gain: Gain
    runs: int
    was: str = ""
    """What stands at its place, as short as a file could write it."""
    now: str = ""
    """What it puts there: what "faster" or "one more" was taken to mean."""

    @property
    def id(self) -> str:
        """What names the change: ``faster/scope``, ``parallel/scope/customer-text``."""
        return "/".join((self.kind, *self.what))


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
    absences: tuple[WhatIf, ...] = ()
    """People out of reach on the first day; whoever is missed most first."""

    @property
    def ways(self) -> tuple[WhatIf, ...]:
        """Changes and decisions in one list, best first."""
        return tuple(sorted((*self.changes, *self.decisions), key=lambda way: -way.gain.by))

    @property
    def all(self) -> tuple[WhatIf, ...]:
        """Everything that was tried, in the order in which it is told: by that it is numbered, from 1."""
        return (*self.changes, *self.decisions, *self.absences, *self.assumptions)

    @property
    def runs(self) -> int:
        """Runs that ``base`` comes from: as many as the change that needed most."""
        return max((change.runs for change in self.changes), default=0)

    def then(self, change: WhatIf) -> float:
        """The chance with a change made."""
        return min(1.0, max(0.0, self.base.p + change.gain.by))

    def turned(self, changes: Sequence[WhatIf], least: float) -> tuple[WhatIf, ...]:
        """Those that surely change the answer to "is the chance at least ``least``?"."""
        enough = self.base.p >= least
        sure = (change for change in changes if change.gain.is_sure)
        return tuple(change for change in sure if (self.then(change) >= least) != enough)


@dataclass(frozen=True, slots=True)
class Further:
    """What was asked about a setup besides its study."""

    rankings: tuple[Ranking, ...] = ()
    """What single changes would do, clock by clock."""
    missed: tuple[Ranking, ...] = ()
    """What it costs each clock if people are away: of rankings the ``absences`` alone, which are the same in all."""

    @property
    def ranking(self) -> Ranking | None:
        """The first ranking, if there is one."""
        return next(iter(self.rankings), None)

    @property
    def numbered(self) -> dict[int, WhatIf]:
        """Every change that was ranked, by the number at which it is told."""
        return dict(enumerate((change for ranking in self.rankings for change in ranking.all), 1))


def by_absence(missed: Sequence[Ranking]) -> Iterator[tuple[WhatIf, tuple[WhatIf, ...]]]:
    """Each absence of some rankings, whoever costs most clocks most first, and what it does to each of their clocks."""
    clocks = [{change.id: change for change in ranking.absences} for ranking in missed]
    rows = [(absence, tuple(clock[absence.id] for clock in clocks)) for absence in missed[0].absences] if missed else []
    yield from sorted(rows, key=lambda row: sum(change.gain.by for change in row[1]))


@dataclass(frozen=True, slots=True)
class Compared:
    """One clock that two playbooks have, on the same draws."""

    clock: str
    """Its key."""
    before: Share
    after: Share
    gain: Gain
    """Among the runs in which it counts with both."""
    incident: int = 0
    """Of several incidents at once, which, from 0."""

    @property
    def surely_moves(self) -> bool:
        """Whether the difference is large (``TELLS``) and sure enough to be spoken of."""
        return abs(self.gain.by) >= TELLS and self.gain.is_sure

    @property
    def then(self) -> float:
        """The chance before, and what is gained or lost."""
        return min(1.0, max(0.0, self.before.p + self.gain.by))


@dataclass(frozen=True, slots=True)
class Tails:
    """The clocks of a study if work spread as public incidents do, on the same draws."""

    runs: int
    """How many of the study's runs were played again."""
    clocks: tuple[Compared, ...]
    """Those that count in some run: ``before`` from all runs, ``after`` from those played again."""

    def of(self, clock: str, incident: int) -> Compared | None:
        """What becomes of a clock, by its key."""
        return next((c for c in self.clocks if (c.clock, c.incident) == (clock, incident)), None)


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What the other options of one decision would have done, by a study from the second at which it was taken."""

    at: int
    """That second, since opens."""
    runs: int
    """Runs of each option."""
    seed: int
    options: Mapping[str, tuple[Compared, ...]]
    """Other option → each clock that was open: ``before`` as decided, ``after`` with this option instead."""
