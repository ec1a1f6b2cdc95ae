"""What each seat thinks of one decision: first by itself, sealed; then, once all were opened, after the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.timeline.events import OpinionGiven, OpinionSorted

SURENESS = (50, 60, 70, 80, 90, 100)
"""How sure one can be, in percent. Percent and not words, as only a number can be held against how often it was right;
from 50, as nobody names what they hold for less likely than not (and 50 is a toss-up)."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """By seat, the last one that each gave before the opening, and the last one after it."""

    first: Mapping[str, OpinionGiven] = field(default_factory=dict)
    later: Mapping[str, OpinionGiven] = field(default_factory=dict)
    nearest: Mapping[str, str] = field(default_factory=dict)
    """Seat → the option that its first opinion comes nearest to, as somebody sorted it."""
    opened_at: int | None = None
    """When all were opened, in incident time; None while they are sealed."""

    @property
    def sealed(self) -> bool:
        """Whether nobody may read them yet."""
        return self.opened_at is None

    def given(self, opinion: OpinionGiven) -> Opinions:
        """With one more; a seat's later words take the place of its earlier ones."""
        if self.sealed:
            return replace(self, first={**self.first, opinion.seat: opinion})
        return replace(self, later={**self.later, opinion.seat: opinion})

    def sorted_by(self, event: OpinionSorted) -> Opinions:
        """With a first opinion put to an option; to none where that is empty."""
        return replace(self, nearest={**self.nearest, event.giver: event.option})

    def opened(self, at: int) -> Opinions:
        """As everybody may read them; opened once is opened."""
        return replace(self, opened_at=at) if self.sealed else self

    def option_before(self, seat: str) -> str | None:
        """The option that a seat's first opinion named, or was sorted to; empty where it was sorted to none of them.

        None while nobody has sorted words that named no option: what they come nearest to is not known.
        """
        first = self.first.get(seat)
        return None if first is None else first.option or self.nearest.get(seat)


NONE_GIVEN = Opinions()
"""Of a decision on which nobody has said anything."""
