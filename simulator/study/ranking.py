"""What single changes would do to a chance, as values."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.study.statistics import Gain, Share

Interval = tuple[int | None, int | None]
"""Seconds between which the true quantile lies at 95 %; None for an end that the sample does not give: it is too small,
it holds antithetic pairs, or what is asked for did not come in so many of the runs."""


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
