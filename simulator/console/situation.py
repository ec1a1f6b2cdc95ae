"""How an exercise stands, with all that is hidden: what views are made of, and what no front is handed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from simulator.console.chances import Chances
from simulator.console.view import Joining
from simulator.exercise.views import Gate
from simulator.journal.witness import Witness
from simulator.timeline.moves import Move, Numbered, effective
from simulator.timeline.state import State


@dataclass(frozen=True)
class Situation:
    """How an exercise stands at a moment, with all that is hidden. Times in seconds since opens."""

    state: State
    now: int
    """Incident time to show; talk not yet recorded included."""
    room: int
    """Room seconds of play used."""
    gate: Gate | None = None
    """The gate incident time stands before."""
    coming: Gate | None = None
    """The latest that the next gate can come."""
    slack: int | None = None
    """Room seconds to spare for the injects still to come."""
    skippable: tuple[str, ...] = ()
    par: State | None = None
    chances: Chances = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    seats: tuple[str, ...] = ()
    """The seats of the players, each of which is asked for its opinion."""
    joining: Joining | None = None
    """How to take a seat; None while none of a player is free."""
    witness: Witness | None = None
    """Of the record, once it is closed."""

    @cached_property
    def counted(self) -> tuple[Numbered, ...]:
        """The moves that count: found once for all who look."""
        return tuple(effective(self.moves))

    @cached_property
    def by_author(self) -> Mapping[str, Sequence[Numbered]]:
        """The same by the seat that typed them."""
        authors: dict[str, list[Numbered]] = defaultdict(list)
        for number, move in self.counted:
            authors[move.by].append((number, move))
        return authors
