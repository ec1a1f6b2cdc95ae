"""Hours of duty, closed days, and where a deadline falls. Pure; no library of holidays here."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid
from simulator.model.base import Names, Value, days_of
from simulator.model.durations import Limit

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SPAN = re.compile(r"^(?P<first>[A-Z][a-z]{2})(?:-(?P<last>[A-Z][a-z]{2}))? (?P<open>\d\d:\d\d)-(?P<close>\d\d:\d\d)$")


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone of this name; raises ValueError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            "unknown time zone {found}: write one such as Asia/Tokyo or Europe/London", found=repr(name[:60])
        ) from None


def _zone_name(raw: object) -> object:
    return zone(raw).key if isinstance(raw, str) else raw


Zone = Annotated[str, BeforeValidator(_zone_name)]


FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Between which an exercise may be set: nobody plans earlier or later, and calendars are sure of nothing there."""


def _moment(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        raise Invalid("expected a time such as 2026-07-10T18:40+09:00, found {found}", found=repr(raw[:40])) from None
    if moment.tzinfo is None:
        raise Invalid("{raw} has no offset from UTC: write it, such as {raw}+09:00", raw=raw)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Invalid(
            "expected a time between {first} and {last}, found {found}", first=FIRST_YEAR, last=LAST_YEAR, found=raw
        )
    return moment


Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=str)]


def _clock_time(raw: object) -> object:
    if isinstance(raw, str):
        try:
            return time.fromisoformat(raw)
        except ValueError:
            raise Invalid("expected a time of day such as 18:15, found {found}", found=repr(raw[:20])) from None
    return raw


ClockTime = Annotated[time, BeforeValidator(_clock_time, json_schema_input_type=str)]


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of duty in a week, in the local time of whoever keeps them."""

    spans: tuple[tuple[int, int, int], ...]
    """(weekday from Monday 0, minute it opens, minute it closes); past 1440 means after midnight."""
    written: str

    @property
    def always(self) -> bool:
        """Day and night, every day."""
        return self.written == "always"

    @classmethod
    def parse(cls, raw: object) -> Hours:
        """``always`` or ``Mon-Fri 09:00-18:00, Sat 10:00-12:00``; ValueError otherwise."""
        if isinstance(raw, Hours):
            return raw
        if not isinstance(raw, str):
            raise Invalid('expected hours such as "Mon-Fri 09:00-18:00" or always')
        if raw == "always":
            return cls((), raw)
        spans = sorted(span for part in raw.split(",") for span in _spans(part.strip()))
        return cls(tuple(spans), raw)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(lambda hours: hours.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "examples": ["always", "Mon-Fri 09:00-18:00"]}


def _spans(part: str) -> list[tuple[int, int, int]]:
    found = _SPAN.match(part)
    last = found and (found["last"] or found["first"])
    if not found or found["first"] not in _DAYS or last not in _DAYS:
        raise Invalid('expected hours such as "Mon-Fri 09:00-18:00" or always, found {found}', found=repr(part[:40]))
    try:
        opens, closes = (time.fromisoformat(found[key]) for key in ("open", "close"))
    except ValueError:
        raise Invalid("no such time of day in {found}", found=repr(part)) from None
    start, end = (t.hour * 60 + t.minute for t in (opens, closes))
    end += 1440 if end <= start else 0
    first = _DAYS.index(found["first"])
    count = (_DAYS.index(str(last)) - first) % 7 + 1
    return [((first + n) % 7, start, end) for n in range(count)]


class Holidays(Value):
    """Which days count as closed: a country's public holidays, and days of one's own."""

    country: Names = ()
    """ISO codes such as JP, US; national holidays are not a company's closing days."""
    also: Annotated[Names, Field(description="days or ranges such as 2026-12-29..2027-01-03")] = ()

    def model_post_init(self, _context: Any) -> None:
        """Refuses ranges that cannot be read, when the file is read."""
        days_of(self.also)

    def closed(self, public: Collection[tuple[str, date]]) -> frozenset[date]:
        """All closed days, given the public holidays known as (country, day)."""
        return frozenset(day for country, day in public if country in self.country) | frozenset(days_of(self.also))


class Calendar(Value):
    """Whose days a deadline counts in."""

    timezone: Zone
    holidays: Holidays = Holidays()


def windows(hours: Hours, tz: str, closed: Collection[date], opens: datetime, horizon: int) -> list[tuple[int, int]]:
    """The shifts in seconds since ``opens``, ascending, joined where they touch, up to ``horizon``.

    A shift belongs to the day it opens on; a closed day opens none.
    """
    if hours.always:
        return [(-(10**9), 10**9)]
    local = zone(tz)
    first = opens.astimezone(local).date() - timedelta(days=2)
    found: list[tuple[int, int]] = []
    for n in range(horizon // 86_400 + 12):
        day = first + timedelta(days=n)
        if day in closed:
            continue
        midnight = datetime.combine(day, time())
        for weekday, start, end in hours.spans:
            if weekday == day.weekday():
                a, b = (_elapsed(midnight + timedelta(minutes=m), local, opens) for m in (start, end))
                if found and a <= found[-1][1]:
                    found[-1] = (found[-1][0], max(b, found[-1][1]))
                else:
                    found.append((a, b))
    return found


def _elapsed(local: datetime, tz: ZoneInfo, opens: datetime) -> int:
    """Seconds from ``opens`` to a local time of day; subtracting in UTC, as a zone's clock may jump."""
    return int((local.replace(tzinfo=tz).astimezone(UTC) - opens.astimezone(UTC)).total_seconds())


def midnights(opens: datetime, tz: str, until: int) -> list[int]:
    """The starts of local days from the one after ``opens`` to beyond ``until``, in seconds since ``opens``."""
    local = zone(tz)
    first = opens.astimezone(local).date()
    days = range(1, until // 86_400 + 3)
    return [_elapsed(datetime.combine(first + timedelta(days=n), time()), local, opens) for n in days]


def deadline(
    limit: Limit,
    start: int,
    opens: datetime,
    *,
    tz: str,
    closed: Collection[date] = (),
    ends_at: time | None = None,
    from_day_one: bool = False,
) -> int:
    """When a limit that starts at ``start`` ends, both in seconds since ``opens``.

    Hours run in UTC from the second. Days are local dates: the first is not counted (unless
    ``from_day_one``), the deadline is the end of the last one (or ``ends_at`` on it). Business
    days skip Saturdays, Sundays and ``closed``; a month that has no such day ends on its last.
    """
    if limit.unit == "seconds":
        return start + limit.amount
    local = zone(tz)
    first = (opens.astimezone(UTC) + timedelta(seconds=start)).astimezone(local).date()
    day = first - timedelta(days=1) if from_day_one and limit.unit != "months" else first
    if limit.unit == "calendar days":
        day += timedelta(days=limit.amount)
    elif limit.unit == "months":
        day = _months_on(day, limit.amount)
    else:
        for _ in range(limit.amount):
            day += timedelta(days=1)
            while day.weekday() >= 5 or day in closed:
                day += timedelta(days=1)
    end = datetime.combine(day, ends_at) if ends_at else datetime.combine(day + timedelta(days=1), time())
    return _elapsed(end, local, opens)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
