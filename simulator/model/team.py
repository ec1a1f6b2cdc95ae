"""Who is there to respond, when, and how they can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from simulator.model.base import Count, Id, Value
from simulator.model.calendars import Hours, Zone
from simulator.model.durations import HOUR, Duration
from simulator.model.estimates import Estimate
from simulator.model.pace import Pace
from simulator.model.playbook import NONE
from simulator.model.text import Text
from simulator.model.workdays import Holidays

ALWAYS = Hours.parse("always")


def _people(raw: object) -> object:
    return raw if raw == "unlimited" else Count.__metadata__[0].func(raw)  # type: ignore[attr-defined]


People = Annotated[Literal["unlimited"] | Annotated[int, Field(ge=1, le=10_000)], BeforeValidator(_people)]


class OnCall(Value):
    """Called outside the role's hours when work waits; stays until the next shift."""

    answers_in: Estimate
    people: Annotated[Count, Field(ge=1)] = 1


class CallIn(Value):
    """Comes only when somebody calls."""

    answers_in: Estimate
    stays: Duration = 6 * HOUR
    people: Annotated[Count | None, Field(ge=1)] = None
    """How many come; by default all of the role."""


class Role(Value):
    """People who can do one kind of work, and when."""

    title: Text | None = None
    people: People = 1
    hours: Hours = ALWAYS
    timezone: Zone | None = None
    holidays: Holidays | None = None
    on_call: OnCall | None = None
    call_in: CallIn | None = None
    overtime: Duration = 0
    same_people_as: Id | None = None


class Team(Value):
    """The organisation that responds."""

    id: Id
    title: Text
    summary: Text | None = None
    language: Literal["en", "ja"] = "en"
    timezone: Zone
    holidays: Holidays = Holidays()
    pace: Pace | None = None
    """In place of the playbook's."""
    roles: Annotated[dict[Id, Role], Field(min_length=1)]

    def pool_of(self, role: str) -> str:
        """The role whose people do this role's work."""
        shared = self.roles[role].same_people_as if role in self.roles else None
        return self.pool_of(shared) if shared and shared != role and shared in self.roles else role


_PARTICIPANTS = Text((("en", "Participants"), ("ja", "参加者")))


def participants(roles: Mapping[str, Text | None], timezone: str) -> Team:
    """The people at a table who stand for no organisation's team: somebody for each role, always there.

    Where no role is named, they are one.
    """
    named = roles or {"participants": _PARTICIPANTS}
    seats = {role: Role(title=title) for role, title in named.items()}
    return Team(id=NONE, title=_PARTICIPANTS, timezone=timezone, roles=seats)
