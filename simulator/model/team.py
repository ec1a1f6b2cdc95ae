"""Who is there to respond, when, and how they can be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from simulator.errors import Invalid
from simulator.model.base import Count, Id, Odds, Value
from simulator.model.calendars import Hours, Zone, windows
from simulator.model.costs import Costs, Never
from simulator.model.durations import HOUR, MINUTE, Duration
from simulator.model.estimates import Estimate
from simulator.model.pace import Pace
from simulator.model.playbook import NONE
from simulator.model.profile import Organisation
from simulator.model.text import Text
from simulator.model.workdays import Holidays, Workdays

ALWAYS = Hours.parse("always")


def _people(raw: object) -> object:
    return raw if raw == "unlimited" else Count.__metadata__[0].func(raw)  # type: ignore[attr-defined]


People = Annotated[Literal["unlimited"] | Annotated[int, Field(ge=1, le=10_000)], BeforeValidator(_people)]


class Reach(Value):
    """How people are called, and what becomes of a call that nobody answers."""

    answers_in: Estimate
    answers: Odds = 1.0
    """How likely somebody answers."""
    rings_for: Annotated[Duration | None, Field(ge=MINUTE)] = None
    """After so long a call is given up; without it every call is answered."""
    then: Id | None = None
    """The role that is called, too, once a call was given up."""

    @model_validator(mode="after")
    def _is_given_up(self) -> Self:
        if self.rings_for is None and (self.answers < 1 or self.then):
            raise Invalid("after how long is a call given up that nobody answers? Write rings_for, such as 15m")
        return self


class OnCall(Reach):
    """Called outside the role's hours when work waits; stays until the next shift."""

    people: Annotated[Count, Field(ge=1)] = 1


class CallIn(Reach):
    """Comes only when somebody calls."""

    stays: Duration = 6 * HOUR
    people: Annotated[Count | None, Field(ge=1)] = None
    """How many come; by default all of the role."""


class Site(Value):
    """People of a role at one of its sites, and when they are there."""

    people: People = 1
    hours: Hours
    timezone: Zone | None = None
    holidays: Holidays | None = None


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
    sites: dict[Id, Site] = {}
    """Where they work, each with its own people and hours; then the role has none itself."""

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        own = sorted(self.model_fields_set & Site.model_fields.keys()) if self.sites else []
        if own:
            raise Invalid("with sites, each site has its own {keys}: write them there", keys=tuple(own))
        return self

    @property
    def places(self) -> tuple[Site, ...]:
        """Where its people work: its sites, or the one place it has without them."""
        if self.sites:
            return tuple(self.sites.values())
        return (Site(people=self.people, hours=self.hours, timezone=self.timezone, holidays=self.holidays),)

    @property
    def headcount(self) -> People:
        """All its people, at whatever site."""
        people = [place.people for place in self.places]
        numbers = [number for number in people if number != "unlimited"]
        return "unlimited" if len(numbers) < len(people) else sum(numbers)

    @property
    def always(self) -> bool:
        """Whether all of them are always there."""
        return all(place.hours.always for place in self.places)


class Team(Value):
    """The organisation that responds."""

    id: Id
    title: Text
    summary: Text | None = None
    language: Literal["en", "ja"] = "en"
    timezone: Zone
    holidays: Holidays = Holidays()
    organisation: Organisation | None = None
    """What it is, as far as that decides which clocks can run for it."""
    pace: Pace | None = None
    """In place of the playbook's."""
    costs: Costs = {}
    """What changes cost; where the playbook says another, this holds."""
    without: Never = ()
    """Changes that nobody would make."""
    roles: Annotated[dict[Id, Role], Field(min_length=1)]

    def pool_of(self, role: str) -> str:
        """The role whose people do this role's work."""
        shared = self.roles[role].same_people_as if role in self.roles else None
        return self.pool_of(shared) if shared and shared != role and shared in self.roles else role

    def can_seat(self, meeting: Mapping[str, int]) -> bool:
        """Whether it has so many people of each role at once; hats of the same people are counted together."""
        if not meeting.keys() <= self.roles.keys():
            return False
        needed: dict[str, int] = {}
        for role, people in meeting.items():
            pool = self.pool_of(role)
            needed[pool] = needed.get(pool, 0) + people
        there = [(people, self.roles[pool].headcount) for pool, people in needed.items()]
        return all(has == "unlimited" or people <= has for people, has in there)


Span = tuple[int, int]


def shifts_of(
    team: Team, role: Role, days: Callable[[Holidays], Workdays], opens: datetime, until: int
) -> tuple[tuple[People, tuple[Span, ...]], ...]:
    """Of each place of a role, how many work there and when, in seconds since ``opens``."""
    found = []
    for place in role.places:
        worked, tz = days(place.holidays or team.holidays), place.timezone or team.timezone
        found.append((place.people, _shifts(place.hours, tz, worked, opens, until)))
    return tuple(found)


@lru_cache(maxsize=256)
def _shifts(hours: Hours, tz: str, worked: Workdays, opens: datetime, until: int) -> tuple[Span, ...]:
    """As ``windows``: the plans of changed setups ask for the same ones again and again."""
    return tuple(windows(hours, tz, worked, opens, until))


_PARTICIPANTS = Text((("en", "Participants"), ("ja", "参加者")))


def participants(roles: Mapping[str, Text | None], timezone: str) -> Team:
    """The people at a table who stand for no organisation's team: somebody for each role, always there.

    Where no role is named, they are one.
    """
    named = roles or {"participants": _PARTICIPANTS}
    seats = {role: Role(title=title) for role, title in named.items()}
    return Team(id=NONE, title=_PARTICIPANTS, timezone=timezone, roles=seats)
