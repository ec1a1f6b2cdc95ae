"""Public incidents and when their milestones came: what a playbook's simulated times are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from simulator.errors import Invalid
from simulator.model.base import Count, Id, Value, read_day
from simulator.model.durations import DAY, parse_duration
from simulator.model.fact import Verified
from simulator.model.text import Text

Precision = Literal["minute", "hour", "day", "week"]
STARTS = ("detected", "started")
"""From which of its milestones an incident's times count: the first that it tells."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AFTER = "T+"


def _moment(raw: str) -> str:
    """A day, a moment with its zone, or so long after the first."""
    if raw.startswith(_AFTER):
        if raw != "T+0":
            parse_duration(raw.removeprefix(_AFTER))
    elif _DAY.fullmatch(raw):
        read_day(raw)
    else:
        _utc(raw)
    return raw


def _utc(raw: str) -> datetime:
    try:
        read = datetime.fromisoformat(raw)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise Invalid(
            "expected a day (2026-03-24), a moment (2026-03-24T10:39Z) or a time after the first (T+1h45m), "
            "found {found}",
            found=repr(raw[:40]),
        )
    return read.astimezone(UTC)


def _as_they_are_called(raw: object) -> object:
    """A list names milestones that are called the same on both sides."""
    return {name: name for name in raw} if isinstance(raw, list | tuple) else raw


Pairs = Annotated[
    dict[Id, Id], BeforeValidator(_as_they_are_called, json_schema_input_type=tuple[Id, ...] | dict[Id, Id])
]


@dataclass(frozen=True, slots=True)
class Took:
    """How long it took from one milestone to another, in seconds."""

    seconds: int
    """Between days: whole days; on the same day twelve hours."""
    low: int
    high: int
    """What it may have been: where only days are known, a day less or more."""
    precision: Precision
    since: str = STARTS[0]
    """The milestone it counts from."""


class Source(Value):
    """Where a time was published."""

    title: str
    url: str = ""


class Came(Value):
    """When one milestone came."""

    milestone: Id
    at: Annotated[str, AfterValidator(_moment)]
    precision: Precision | None = None
    source: Count = 1
    verified: Verified | None = None
    says: Text | None = None

    @property
    def known_to(self) -> Precision:
        """How exact the source is: as it is written, unless it says otherwise."""
        return self.precision or ("day" if _DAY.fullmatch(self.at) else "minute")

    @property
    def by_day(self) -> bool:
        """Whether no more than a day is known."""
        return self.known_to in ("day", "week")

    @property
    def day(self) -> date | None:
        """The day in UTC; None for a time after the first."""
        if self.at.startswith(_AFTER):
            return None
        return date.fromisoformat(self.at) if _DAY.fullmatch(self.at) else _utc(self.at).date()

    @property
    def seconds(self) -> int:
        """Since the first milestone, or since 1970 where a date is told."""
        if self.at.startswith(_AFTER):
            return 0 if self.at == "T+0" else parse_duration(self.at.removeprefix(_AFTER))
        if _DAY.fullmatch(self.at):
            return (date.fromisoformat(self.at) - date(1970, 1, 1)).days * DAY
        return int(_utc(self.at).timestamp())


class Precedent(Value):
    """One public incident."""

    id: Id
    title: Text
    organisation: Text
    category: Id
    campaign: Id | None = None
    """What it shares with others, so that they are no independent cases; by default nothing."""
    sources: tuple[Source, ...] = ()
    verified: Verified
    came: tuple[Came, ...]
    beside: dict[Id, Pairs] = {}
    """Scenario → its milestone → the milestone of this incident that is held against it."""
    since: Id | None = None
    note: Text | None = None

    def took(self, milestone: str) -> Took | None:
        """How long a milestone took since the incident's times count.

        None where it does not say, or somebody only remembers: that is in no statistic.
        """
        told = {came.milestone: came for came in self.came if self.known_from(came) != "own-knowledge"}
        starts = (self.since,) if self.since else STARTS
        start = next((told[name] for name in starts if name in told), None)
        end = told.get(milestone)
        return _between(start, end) if start and end else None

    def known_from(self, came: Came) -> Verified:
        """How sure a time is."""
        return came.verified or self.verified


def _between(start: Came, end: Came) -> Took | None:
    if not (start.by_day or end.by_day):
        seconds = end.seconds - start.seconds
        hours = "hour" in (start.known_to, end.known_to)
        known_to: Precision = "hour" if hours else "minute"
        return Took(seconds, seconds, seconds, known_to, start.milestone) if seconds >= 0 else None
    days = end.seconds // DAY - start.seconds // DAY
    low, high = max(0, days - 1) * DAY, (days + 1) * DAY
    return Took(days * DAY or DAY // 2, low, high, "day", start.milestone) if days >= 0 else None
