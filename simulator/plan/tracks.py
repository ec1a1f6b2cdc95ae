"""Which track each arrow of a graph runs on, beside rows of steps, so that no two on one track touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.plan.flow import Link


@dataclass(frozen=True, slots=True)
class Track:
    """A vertical line that the arrows from one step share, or one that leads back."""

    number: int
    """From 0, the one next to the rows."""
    start: int
    """The row it comes from."""
    links: tuple[Link, ...]
    """Its arrows; all of them lead on, or all back."""

    @property
    def rows(self) -> tuple[int, int]:
        """The first row and the last that it passes."""
        ends = [self.start, *(link.end for link in self.links)]
        return min(ends), max(ends)


def tracked(links: Sequence[Link]) -> tuple[Track, ...]:
    """All arrows on as few tracks as there are at the busiest row; short ones next to the rows."""
    bundles: dict[tuple[int, bool], list[Link]] = {}
    for link in links:
        bundles.setdefault((link.start, link.end <= link.start), []).append(link)
    wanted = [Track(0, start, tuple(bundle)) for (start, _), bundle in bundles.items()]
    placed: list[Track] = []
    for track in sorted(wanted, key=lambda one: (one.rows[1] - one.rows[0], one.rows)):
        taken = {other.number for other in placed if _touch(track.rows, other.rows)}
        number = next(n for n in range(len(placed) + 1) if n not in taken)
        placed.append(Track(number, track.start, track.links))
    return tuple(placed)


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
