"""Whom meetings wait for: those not at hand, else those who are busy or kept for others (rule 16)."""

from __future__ import annotations

from typing import Final, TypeAlias

Pools: TypeAlias = frozenset[int]
NOBODY: Final[Pools] = frozenset()


class Lacking:
    """Whom a meeting waits for, and how long it has waited for each."""

    __slots__ = ("away", "busy", "seconds", "since")

    def __init__(self, now: int) -> None:
        self.since = now
        self.busy: Pools = NOBODY
        self.away: Pools = NOBODY
        self.seconds: dict[int, tuple[int, int]] = {}
        """Pool → seconds for which its people were busy, and were not at hand."""

    def turn(self, now: int, busy: Pools, away: Pools) -> None:
        """From now on it waits for these."""
        gone = now - self.since
        if gone:
            for pool in self.busy | self.away:
                was_busy, was_away = self.seconds.get(pool, (0, 0))
                self.seconds[pool] = (was_busy + gone, was_away) if pool in self.busy else (was_busy, was_away + gone)
        self.since, self.busy, self.away = now, busy, away
