"""Who plays which roles: two founders, eight roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.console.rows import Cell, Row
from simulator.model.team import Team
from simulator.wording.voice import Voice


@dataclass(frozen=True)
class Seating:
    """The roles of a team, each in a seat with a number from 1; roles in one seat are played by one person."""

    team: Team | None
    numbers: Mapping[str, int]
    """Role → seat. Roles nobody plays (``people: unlimited``) have none."""

    @classmethod
    def of(cls, team: Team | None) -> Seating:
        """At first everybody has a seat of their own: two founders who play eight roles have two."""
        return cls(team, dict(_seated(team)) if team else {})

    def moved(self, role: str, number: int) -> Seating:
        """With a role in another seat; the first is 1."""
        return replace(self, numbers={**self.numbers, role: max(number, 1)})

    def taken(self, seats: Mapping[str, tuple[str, ...]]) -> Seating:
        """With the roles as they were put into seats; as it is where nobody has said."""
        numbers = {role: number for number, roles in enumerate(seats.values(), 1) for role in roles}
        return replace(self, numbers={role: numbers.get(role, at) for role, at in self.numbers.items()})

    def seats(self) -> dict[str, tuple[str, ...]]:
        """Seat → its roles; a seat is called after its first role."""
        seats: dict[str, tuple[str, ...]] = {}
        for number in dict.fromkeys(self.numbers.values()):
            roles = tuple(role for role, seat in self.numbers.items() if seat == number)
            seats[roles[0]] = roles
        return seats

    def heading(self, voice: Voice) -> str:
        """What the rows are, and why there are so many seats."""
        return voice("Seats: {count}", count=self.count(voice))

    def count(self, voice: Voice) -> str:
        """How many seats there are, and why: there is no seat without a role, nor with nobody to sit on it."""
        count, roles = len(set(self.numbers.values())), len(self.numbers)
        if self.team is not None and self != Seating.of(self.team):
            return voice("{count}, as changed", count=count)
        if count < roles:
            return voice("{count}, one per person", count=count)
        return voice("{count}, one per role", count=count)

    def rows(self, voice: Voice) -> tuple[Row, ...]:
        """A row per role, with its seat; ``+`` where it is shared."""
        shared = list(self.numbers.values())
        rows = []
        for name, number in self.numbers.items():
            title = self.team.roles[name].title if self.team else None
            together = "+" if shared.count(number) > 1 else " "
            seat = f"{together} {voice('seat {number}', number=number)}"
            rows.append(Row(name, (Cell(voice.text(title) if title else name),), right=(seat, "strong")))
        return tuple(rows)


def _seated(team: Team) -> Iterator[tuple[str, int]]:
    """(role, seat) for the roles somebody plays; those of the same people are shared out among as many as there are."""
    pools: dict[str, list[str]] = {}
    for name, role in team.roles.items():
        if role.people != "unlimited":
            pools.setdefault(team.pool_of(name), []).append(name)
    taken = 0
    for pool, roles in pools.items():
        people = team.roles[pool].headcount
        seats = len(roles) if people == "unlimited" else min(people, len(roles))
        yield from ((role, taken + n * seats // len(roles) + 1) for n, role in enumerate(roles))
        taken += seats
