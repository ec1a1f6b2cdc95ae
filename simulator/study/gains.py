"""What a change, another playbook or real tails do to a chance, on the same draws: values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.study.statistics import Gain, Share

TELLS = 0.05
"""The least difference of a chance that a page tells; the JSON holds all."""


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
    absences: tuple[WhatIf, ...] = ()
    """People out of reach on the first day; whoever is missed most first."""

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

    def turned(self, changes: Sequence[WhatIf], least: float) -> tuple[WhatIf, ...]:
        """Those that surely change the answer to "is the chance at least ``least``?"."""
        enough = self.base.p >= least
        sure = (change for change in changes if not change.gain.low <= 0 <= change.gain.high)
        return tuple(change for change in sure if (self.then(change) >= least) != enough)


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
        return abs(self.gain.by) >= TELLS and not self.gain.low <= 0 <= self.gain.high

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
