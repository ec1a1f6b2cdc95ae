"""Hours of duty, closed days, and where a deadline falls. Pure; no library of holidays here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from simulator.errors import Invalid, Sentence
from simulator.model.base import FIRST_YEAR, LAST_YEAR, Value
from simulator.model.durations import Limit
from simulator.model.hour_words import hours_meant
from simulator.model.workdays import WEEKDAYS, Holidays, Workdays
from simulator.model.written import written_as

QUARTER = 900
"""Seconds of a quarter of an hour: the clocks of all zones differ by so much, or more of it."""

_SPAN = re.compile(r"^(?P<first>[A-Z][a-z]{2})(?:-(?P<last>[A-Z][a-z]{2}))? (?P<open>\d\d:\d\d)-(?P<close>\d\d:\d\d)$")


_DAY = f"(?:{'|'.join(WEEKDAYS)})"
_ONE_SPAN = rf"{_DAY}(?:-{_DAY})? [0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d"
HOURS_PATTERN = rf"^(?:always|\s*{_ONE_SPAN}\s*(?:,\s*{_ONE_SPAN}\s*)*)$"
"""As JSON Schema has it, for editors."""


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone of this name; raises ValueError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(
            "unknown time zone {found}: write one such as Asia/Tokyo or Europe/London", found=repr(name[:60])
        ) from None


_NO_PLACE = re.compile(
    r"EST|MST|HST|EST5EDT|CST6CDT|MST7MDT|PST8PDT|[CEMW]ET|GMT[0+-]*|Greenwich|localtime|Factory|posixrules"
    r"|Etc/G.*|SystemV/.*"
)
"""Zones without a place: they know no summer time or another one, or mean another thing on every machine."""


def no_place(name: str) -> Sentence | None:
    """What to write instead of a zone without a place; None for one that has a place, and for UTC."""
    area, _, rest = name.partition("/")
    if area in ("posix", "right"):
        return Sentence("{found} is a copy of a time zone: write {place}", found=name, place=rest)
    if _NO_PLACE.fullmatch(name):
        return Sentence(
            "{found} is a time zone without a place, which does not follow a place's summer time: "
            "write one such as America/New_York or Europe/Paris, or UTC",
            found=name,
        )
    return None


def _zone_name(raw: object) -> object:
    return zone(raw).key if isinstance(raw, str) else raw


Zone = Annotated[str, BeforeValidator(_zone_name)]


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


MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$"
"""As JSON Schema has it, for editors."""
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=written_as(MOMENT_PATTERN))]


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
        try:
            return cls(_all_spans(raw), raw)
        except Invalid:
            fix = hours_meant(raw)
            if not fix or fix == raw or not _can_be_read(fix):
                raise
        raise Invalid("{text} is not how hours are written here: write {fix}", text=raw[:60], fix=fix)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(lambda hours: hours.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": HOURS_PATTERN, "examples": ["always", "Mon-Fri 09:00-18:00"]}


def _all_spans(written: str) -> tuple[tuple[int, int, int], ...]:
    return tuple(sorted(span for part in written.split(",") for span in _spans(part.strip())))


def _can_be_read(written: str) -> bool:
    try:
        return written == "always" or bool(_all_spans(written))
    except Invalid:
        return False


def _spans(part: str) -> list[tuple[int, int, int]]:
    span = _SPAN.match(part)
    last = span and (span["last"] or span["first"])
    if not span or span["first"] not in WEEKDAYS or last not in WEEKDAYS:
        raise Invalid('expected hours such as "Mon-Fri 09:00-18:00" or always, found {found}', found=repr(part[:40]))
    start, end = (_minute(span[key]) for key in ("open", "close"))
    late = [written for written in (span["open"], span["close"]) if _minute(written) >= 1440]
    if late and (start >= 1440 or end > 1440):
        raise Invalid(
            "no such time of day in {found}: write {time} for {written}; hours that close before they open "
            "end on the next day",
            found=repr(part),
            written=late[-1],
            time=f"{_minute(late[-1]) // 60 % 24:02d}{late[-1][2:]}",
        )
    end += 1440 if end <= start else 0
    first = WEEKDAYS.index(span["first"])
    count = (WEEKDAYS.index(str(last)) - first) % 7 + 1
    return [((first + n) % 7, start, end) for n in range(count)]


def _minute(written: str) -> int:
    """Minutes since midnight; up to 29:59, as hours after midnight are written in some countries."""
    hours, minutes = int(written[:2]), int(written[3:])
    if hours >= 30 or minutes >= 60:
        raise Invalid("no such time of day in {found}", found=repr(written))
    return hours * 60 + minutes


Count = Literal["from-day-one", "from-next-day", "from-next-hour"]
"""Where counting begins: with the day of the start, the day after it, or (hours) the hour after it. That is how EU law
counts hours (Regulation 1182/71 Art. 3(1)); without it they run from the second."""
Months = Literal["same-day", "day-before"]
"""How months are counted. ``same-day``: to the day of the same number (EU Regulation 1182/71). ``day-before``: from the
next day, to the day before the one of its number (Civil Code of Japan, Articles 140 and 143; Civil Act of Korea, 157
and 160; Civil Code of Taiwan, 120 and 121)."""
_DAY_BEFORE = frozenset(("JP", "KR", "TW"))
"""Countries whose civil code counts months so."""
EVERY_WEEKDAY = Workdays()


class Calendar(Value):
    """Whose days a deadline counts in, and whose hours."""

    timezone: Zone
    holidays: Holidays = Holidays()
    hours: Hours | None = None
    """Those that count in a limit of business hours; None: 09:00 to 17:00 of the days that are no weekend."""

    @property
    def months(self) -> Months:
        """How months are counted by the law of its country."""
        return "day-before" if _DAY_BEFORE.issuperset(self.holidays.country) and self.holidays.country else "same-day"


def windows(hours: Hours, tz: str, days: Workdays, opens: datetime, horizon: int) -> list[tuple[int, int]]:
    """The shifts in seconds since ``opens``, ascending, joined where they touch, up to ``horizon``.

    A shift belongs to the day it opens on; a closed day opens none, and on a half day it ends early. A day of the
    weekend that is worked all the same, and has no hours of its own, has those of the day before that has some.
    """
    if hours.always:
        return [(-(10**9), 10**9)]
    local = zone(tz)
    first = opens.astimezone(local).date() - timedelta(days=2)
    joined: list[tuple[int, int]] = []
    for n in range(horizon // 86_400 + 12):
        day = first + timedelta(days=n)
        midnight = datetime.combine(day, time())
        for start, end in _minutes(hours, days, day):
            a, b = (_elapsed(midnight + timedelta(minutes=m), local, opens) for m in (start, end))
            if joined and a <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
            else:
                joined.append((a, b))
    return joined


def _minutes(hours: Hours, days: Workdays, day: date) -> Iterator[tuple[int, int]]:
    """The shifts that open on this day, in minutes since its midnight."""
    if not days.is_open(day):
        return
    weekday, with_hours = day.weekday(), {weekday for weekday, _, _ in hours.spans}
    if weekday not in with_hours and days.makes_up(day):
        weekday = next((weekday - n) % 7 for n in range(1, 8) if (weekday - n) % 7 in with_hours)
    closes = days.minutes(day)
    for on, start, end in hours.spans:
        if on == weekday and (closes is None or start < closes):
            yield start, end if closes is None else min(end, closes)


def _elapsed(local: datetime, tz: ZoneInfo, opens: datetime) -> int:
    """Seconds from ``opens`` to a local time of day; subtracting in UTC, as a zone's clock may jump."""
    return int((local.replace(tzinfo=tz).astimezone(UTC) - opens.astimezone(UTC)).total_seconds())


def midnights(opens: datetime, tz: str, until: int) -> list[int]:
    """The starts of local days from the one after ``opens`` to beyond ``until``, in seconds since ``opens``."""
    local = zone(tz)
    first = opens.astimezone(local).date()
    days = range(1, until // 86_400 + 3)
    return [_elapsed(datetime.combine(first + timedelta(days=n), time()), local, opens) for n in days]


def quarters(opens: datetime, until: int) -> list[int]:
    """The starts of the quarters of an hour from second 0 to beyond ``until``, in seconds since ``opens``.

    The hours of every zone begin with one of them.
    """
    into = int(opens.timestamp()) % QUARTER
    return [0, *range(QUARTER - into, until + 2 * QUARTER, QUARTER)]


def deadline(
    limit: Limit,
    start: int,
    opens: datetime,
    *,
    tz: str,
    days: Workdays = EVERY_WEEKDAY,
    ends_at: time | None = None,
    from_day_one: bool = False,
    from_next_hour: bool = False,
    months: Months = "same-day",
    rolls: bool = False,
) -> int:
    """When a limit that starts at ``start`` ends, both in seconds since ``opens``.

    Hours run in UTC, from the second (or ``from_next_hour``). Days are local dates: the first is not counted (unless
    ``from_day_one``), the deadline is the end of the last one (or ``ends_at`` on it, if that is not before the start).
    Business days are those of ``days``; months end as ``months`` says. ``rolls``: a last day that is none of ``days``
    gives way to the next that is one.
    """
    local = zone(tz)
    began = (opens.astimezone(UTC) + timedelta(seconds=start)).astimezone(local)
    if limit.unit == "seconds":
        into_hour = began.minute * 60 + began.second
        return start + limit.amount + (3600 - into_hour if from_next_hour else 0)
    first = began.date()
    counts_first = from_day_one and (limit.unit != "months" or months == "day-before")
    day = first - timedelta(days=1) if counts_first else first
    if limit.unit == "calendar days":
        day += timedelta(days=limit.amount)
    elif limit.unit == "months":
        day = _months_on(day, limit.amount) if months == "same-day" else _months_from(day, limit.amount)
    else:
        for _ in range(limit.amount):
            day = days.next_business(day)
    if rolls and not days.is_business(day):
        day = days.next_business(day)
    end = datetime.combine(day, ends_at) if ends_at else datetime.combine(day + timedelta(days=1), time())
    return max(_elapsed(end, local, opens), start)


def _months_on(day: date, months: int) -> date:
    """The day of the same number, or the last of a month that has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_from(day: date, months: int) -> date:
    """The day before the one that has the number of the next day; the last of a month that has none."""
    counted = day + timedelta(days=1)
    last = _months_on(counted, months)
    return last - timedelta(days=1) if last.day == counted.day else last
