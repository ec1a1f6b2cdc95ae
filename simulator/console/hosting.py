"""What lets others join an exercise from somewhere else, as the console knows it: whoever serves them is a front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from simulator.console.rows import Line
from simulator.console.view import Joining

Presence = Literal["free", "here", "away"]
"""Nobody sits there, somebody does, or somebody does and has not been heard of for a while."""
Reason = Literal["token", "taken", "code", "origin", "form", "size", "rate", "ref", "act"]
"""Why a server refuses what comes: a wrong token, a taken seat, a wrong code, another site's page, no such form of
message, too long, too often, another seat's id, or what the rules do not allow."""


@dataclass(frozen=True, slots=True)
class SeatStanding:
    """A seat as the facilitator sees it."""

    id: str
    name: str
    presence: Presence
    address: str
    """Where whoever is to sit there goes; whoever has it can take the seat."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How joining stands."""

    code: str
    """To be typed by whoever picks a free seat."""
    address: str
    """Where it is typed."""
    encrypted: bool
    """Whether nobody on the way can read along."""
    loopback: bool
    """Whether only this machine reaches it."""
    seats: tuple[SeatStanding, ...]
    refused: Mapping[Reason, int]
    """How often something was refused, and why."""


class Host(Protocol):
    """Lets others join while it is open."""

    async def open(self) -> None:
        """From now on. TabletopError where it cannot be."""

    async def close(self) -> None:
        """Nobody sees or does anything any more; seats stay taken for when it is opened again."""

    def standing(self) -> Standing:
        """Who is there, and how others join."""

    def joining(self) -> Joining | None:
        """How a seat is taken, for the wall; None while none of a player is free."""

    def picture(self, address: str) -> tuple[Line, ...]:
        """An address as a QR code of block characters."""

    def free(self, seat: str) -> None:
        """Whoever sits there sits there no more; another may take it."""

    def write_cards(self) -> Path:
        """A page to print, with a card for each seat; where it lies. TabletopError where it cannot be written."""


Conducting = TypeVar("Conducting", contravariant=True)


class Opens(Protocol[Conducting]):
    """Makes a host for an exercise."""

    def __call__(self, op: Conducting, /) -> Host:
        """Not open yet. TabletopError where something is missing for it."""
