"""One exercise from its first line to its last: the setup, who sat there, and the moves in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from simulator.model.setup import Setup
from simulator.timeline.events import Closed, Event, Started
from simulator.timeline.fold import fold
from simulator.timeline.moves import Move, Numbered, effective
from simulator.timeline.state import State

Unfit = Literal["autopilot", "rehearsal", "demo", "incident", "open"]
"""Why a record proves nothing of an exercise: nobody sat there; whoever did knew the script; it was for show; it was no
exercise; it is not closed, so what it tells may still be taken back."""
_NO_EXERCISE: Mapping[str, Unfit] = {"rehearsal": "rehearsal", "demo": "demo", "incident": "incident"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Head:
    """What a record says before anything happens."""

    setup: Setup
    seed: int
    language: str = "en"
    driver: str = "people"
    """``people`` or ``autopilot``."""
    purpose: str = "exercise"
    """``exercise``, ``rehearsal``, ``demo``, or ``incident``: no exercise, but the record of a real one."""
    seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Seat → the roles it plays; seats, not names."""
    place: str = ""
    tool: str = ""
    """Name and version of the program that wrote the record."""
    left_out: tuple[str, ...] = ()
    """Injects that set-up leaves out; they can still be brought."""
    created: str = ""
    """Wall time, ISO 8601 with offset."""

    @property
    def is_real(self) -> bool:
        """Whether it tells of a real incident, and of no exercise."""
        return self.purpose == "incident"

    @property
    def key(self) -> str:
        """Six digits that name the exercise over all records; the same for copies in which it goes on."""
        return sha256(f"{self.created} {self.seed} {self.setup.scenario.id}".encode()).hexdigest()[:6]


@dataclass(frozen=True)
class History:
    """A record as read: everything the report needs."""

    head: Head
    moves: tuple[Move, ...] = ()
    lines: int = 0
    """Lines of the record, the head included."""
    head_hash: str = ""
    """sha256 of the record's last line."""
    damaged_at: int = 0
    """The line at which reading stopped, as asked, because it is damaged; 0 where the record was read whole."""

    @property
    def mark(self) -> str:
        """The first eight digits of its head hash, as ``tabletop verify`` and the report tell it."""
        return self.head_hash[:8]

    @property
    def day(self) -> str:
        """The day it was held, such as 2026-11-24; empty where the record does not say."""
        walls = (self.head.created, *(move.wall for move in self.moves[:1]))
        return next((wall[:10] for wall in walls if _DAY.fullmatch(wall[:10])), "")

    @property
    def began(self) -> str:
        """The wall time at which play began, or else the record was made."""
        first = (move.wall for move in self.moves if any(isinstance(event, Started) for event in move.events))
        return next(first, self.head.created)

    @property
    def closed(self) -> bool:
        """Whether the record is complete."""
        return any(isinstance(event, Closed) for event in self.events())

    @property
    def last_at(self) -> int:
        """The second of incident time at which it stands."""
        return self.state().now

    @property
    def unfit(self) -> Unfit | None:
        """Why it is no proof of what people can do; None for a closed exercise of people."""
        if self.head.driver != "people":
            return "autopilot"
        if self.head.purpose in _NO_EXERCISE:
            return _NO_EXERCISE[self.head.purpose]
        return None if self.closed else "open"

    def effective(self) -> list[Numbered]:
        """The moves that count, each with its number in the record."""
        return effective(self.moves)

    def events(self) -> Iterator[Event]:
        """What counts, in order."""
        for _, move in self.effective():
            yield from move.events

    def state(self) -> State:
        """Where it stands after the last move."""
        return fold(self.events())
