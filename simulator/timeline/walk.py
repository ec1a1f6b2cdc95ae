"""Why something came when it did: back from it to what it had waited for last, and so on to the opening (rule 28).

One walk for a report, over the events of an exercise (``timeline.paths``), and a study, over the rows of its runs
(``study.why``). Each answers for a single thing that came; the walk goes from one to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Generic, TypeAlias, TypeVar

Name: TypeAlias = str | int
"""What a visit, inject or milestone goes by: names in a report, numbers in a study."""
T = TypeVar("T")


class Came(Generic[T]):
    """Something that came: a visit that ended, a step ruled out, an inject delivered, a milestone reached."""

    __slots__ = ("at", "because", "how", "since", "what")

    def __init__(self, what: Name, at: int, because: Name | None, since: int, how: T) -> None:
        self.what: Final = what
        self.at: Final = at
        """Seconds since opens."""
        self.because: Final = because
        """What it had waited for last; None for nothing, or nothing but the story's clock."""
        self.since: Final = since
        """When that came."""
        self.how: Final = how
        """What the caller wants to know of it: legs in a report, a row in a study."""


def walk(came: Callable[[Name, int], Came[T] | None], what: Name, at: int) -> Iterator[Came[T]]:
    """All that lay on the way to ``what``, which came at second ``at``; the last first.

    ``came`` answers how something came that had come by that second; None if nothing is known of it.
    """
    seen: set[tuple[Name, int]] = set()
    thing = came(what, at)
    while thing is not None and (place := (thing.what, thing.at)) not in seen:
        yield thing
        if thing.because is None:
            return
        seen.add(place)
        thing = came(thing.because, thing.since)


def brought_by(
    came: int,
    not_before: int | None,
    awaited: Sequence[tuple[Name, int | None]],
    trips_on: Sequence[tuple[Name, int | None]] = (),
) -> tuple[Name, int] | tuple[None, int]:
    """Of the milestones of an inject's ``once``, given with when each came, the last: (milestone, when).

    Of a trip-wire that one of ``trips_on`` brought in the second in which it came, that one. (None, 0) where the
    inject, delivered at ``came``, followed its ``at`` (``not_before``) or a person instead.
    """
    last: Name | None = None
    since = 0
    for milestone, at in awaited:
        if at is None or at > came:
            return None, 0
        if last is None or at > since:
            last, since = milestone, at
    tripped = [(at, milestone) for milestone, at in trips_on if at is not None and at <= came]
    for at, milestone in tripped:
        if at == came > since:
            return milestone, at
    if last is None or (came <= (not_before or 0) and not tripped):
        return None, 0
    return last, since
