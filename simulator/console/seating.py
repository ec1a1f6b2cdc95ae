"""Who plays which roles: two founders, eight roles."""

from __future__ import annotations

from collections.abc import Mapping
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
        """At first everybody has a seat of their own; roles that the same people play share one."""
        people = [name for name, role in team.roles.items() if role.people != "unlimited"] if team else []
        pools = list(dict.fromkeys(team.pool_of(name) for name in people)) if team else []
        return cls(team, {name: pools.index(team.pool_of(name)) + 1 for name in people} if team else {})

    def moved(self, role: str, number: int) -> Seating:
        """With a role in another seat; the first is 1."""
        return replace(self, numbers={**self.numbers, role: max(number, 1)})

    def seats(self) -> dict[str, tuple[str, ...]]:
        """Seat → its roles; a seat is called after its first role."""
        seats: dict[str, tuple[str, ...]] = {}
        for number in dict.fromkeys(self.numbers.values()):
            roles = tuple(role for role, seat in self.numbers.items() if seat == number)
            seats[roles[0]] = roles
        return seats

    def heading(self, voice: Voice) -> str:
        """What the rows are."""
        return voice("Seats")

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
