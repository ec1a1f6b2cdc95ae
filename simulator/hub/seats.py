"""Who may sit where: the seats there are, the keys that open them, and who holds one.

A key is told once, to whoever is to have it. What is kept of it is its sha256.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest

from simulator.exercise.seats import Kind, Seat
from simulator.model.setup import Setup
from simulator.workspace.seat_keys import SeatKeys

WALL_ID = "wall"
"""The key and the path of the seat that only shows; the record knows it by no name."""
SEVERAL: tuple[Kind, ...] = ("evaluator", "observer")
"""Kinds of which there is always one more seat to take."""
MOST = 40
"""Seats, all kinds together."""
_LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"
"""What nobody mistakes for another when it is read out."""
_CODE_LENGTH = 6
_MOST_KEYS = 50
"""Of one seat, the last ones: the wall is opened by many, and each start makes new invitations."""


def new_code() -> str:
    """A code that can be read out and typed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))


def same_code(typed: str, code: str) -> bool:
    """Whether somebody typed it, however they wrote it."""
    return compare_digest("".join(typed.upper().split()).encode(), code.encode())


def hashed(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()


def id_of(seat: Seat) -> str:
    """What a seat is called in an address."""
    return seat.id or WALL_ID


def player_seats(setup: Setup, named: Mapping[str, tuple[str, ...]]) -> tuple[Seat, ...]:
    """Seats of players as set-up made them; where nobody has said, one for each role that has people of its own."""
    roles = named or {role: (role,) for role, pool in setup.team.roles.items() if pool.people != "unlimited"}
    return tuple(Seat.of("player", id=id_, roles=played) for id_, played in roles.items())


@dataclass
class Seats:
    """All seats with their keys, as they are now."""

    players: tuple[Seat, ...]
    keys: SeatKeys = field(default_factory=SeatKeys)
    told: dict[str, str] = field(default_factory=dict)
    """Seat → its key, for those made since the server was opened: earlier ones can no longer be told."""
    _known: tuple[SeatKeys, dict[str, Seat]] | None = None
    """The seats there are, with the keys they were found by."""

    @property
    def known(self) -> tuple[Seat, ...]:
        """Players, evaluators and observers with one more of each than is taken, and the wall."""
        return tuple(self._by_id().values())

    def _by_id(self) -> Mapping[str, Seat]:
        if self._known is None or self._known[0] is not self.keys:
            several = (seat for kind in SEVERAL for seat in self._of_kind(kind))
            known = (*self.players, *several, Seat(frozenset({"wall"})))[:MOST]
            self._known = self.keys, {id_of(seat): seat for seat in known}
        return self._known[1]

    def _of_kind(self, kind: Kind) -> Iterator[Seat]:
        number, free = 1, False
        while not free:
            seat = Seat.of(kind, id=kind if number == 1 else f"{kind}-{number}")
            yield seat
            number, free = number + 1, not self.is_taken(seat.id)

    def named(self, id_: str) -> Seat | None:
        """The seat of this name; None where there is none."""
        return self._by_id().get(id_)

    def is_taken(self, id_: str) -> bool:
        """Whether somebody holds it; the wall is looked at by many."""
        return id_ != WALL_ID and bool(self.keys.holders.get(id_))

    def invitation(self, id_: str) -> str:
        """The key by which a seat is taken while it is free; made when it is asked for first."""
        if id_ not in self.told:
            self.told[id_] = secrets.token_urlsafe(16)
            self._add("invitations", id_, self.told[id_])
        return self.told[id_]

    def invited(self, key: str) -> Seat | None:
        """The seat that a key invites to; None for a wrong one. It takes as long whichever is wrong."""
        digest = hashed(key)
        fits = [id_ for id_, known in self.keys.invitations.items() for one in known if compare_digest(one, digest)]
        return self.named(fits[0]) if fits else None

    def sit(self, id_: str) -> str:
        """A new key for whoever sits down there."""
        key = secrets.token_urlsafe(32)
        self._add("holders", id_, key)
        return key

    def holds(self, id_: str, key: str) -> bool:
        """Whether this is the key of whoever sits there."""
        digest = hashed(key)
        return any(compare_digest(known, digest) for known in self.keys.holders.get(id_, ()))

    def free(self, id_: str) -> None:
        """Whoever sat there does so no more."""
        holders = {seat: known for seat, known in self.keys.holders.items() if seat != id_}
        self.keys = self.keys.model_copy(update={"holders": holders})

    def _add(self, table: str, id_: str, key: str) -> None:
        known: Mapping[str, tuple[str, ...]] = getattr(self.keys, table)
        more = {**known, id_: (*known.get(id_, ()), hashed(key))[-_MOST_KEYS:]}
        self.keys = self.keys.model_copy(update={table: more})
