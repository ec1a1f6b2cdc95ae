"""Who sits at an exercise. The kinds of a seat say what it may see (``console.visibility``) and do (``authority``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from simulator.timeline.events import SeatKind
from simulator.timeline.history import Head
from simulator.timeline.state import State

Kind = SeatKind
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the table, or a screen of the room. One of several kinds may do and see what any of them may."""

    kinds: frozenset[Kind]
    id: str = ""
    """As the record names it: ``facilitator``, ``evaluator``, a role; empty for a screen that only shows."""
    roles: frozenset[str] = frozenset()
    """The roles a player plays."""

    @classmethod
    def of(cls, *kinds: Kind, id: str = "", roles: Iterable[str] = ()) -> Seat:
        """A seat of these kinds, by default named after the first of them."""
        return cls(frozenset(kinds), id or kinds[0], frozenset(roles))


CONSOLE = Seat.of("facilitator", "operator")
"""Until others join, one seat conducts: it decides as the facilitator and holds the keyboard as the operator."""
WALL = Seat(frozenset({"wall"}))
"""What the whole room looks at: the players' window, and the console under its players' view."""


def table(head: Head, state: State) -> tuple[str, ...]:
    """The seats of the players: as set up, or one per role of the team; then those that joined besides."""
    set_up = tuple(head.seats) or tuple(
        role for role, pool in head.setup.team.roles.items() if pool.people != "unlimited"
    )
    joined = (seat for seat, sat in state.seats.items() if "player" in sat.kinds and seat not in set_up)
    return (*set_up, *joined)
