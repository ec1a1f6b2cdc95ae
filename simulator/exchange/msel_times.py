"""When a message of an exercise comes, in the ways in which lists of them are written.

Offsets (``T+45``, ``J+1 H+2 M-5``, ``1h30``), times of day (``07:29 PM``, ``0930``), alone or with a day (``Monday``,
``Day 2``, ``D+1``), and dates that begin with the year. One list keeps to one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from unicodedata import normalize

from simulator.errors import Invalid
from simulator.exchange.exercise import weekday_from
from simulator.exchange.incident_log import instant
from simulator.exchange.msel_dates import usual, which_first
from simulator.model.calendars import zone
from simulator.model.durations import DAY, HOUR, LONGEST, MINUTE

Form = Literal["offset", "clock", "weekday", "numbered", "date"]
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_JAPANESE = "月火水木金土日"
_UNITS: Final = {"d": DAY, "h": HOUR, "m": MINUTE, "s": 1, "日": DAY, "時": HOUR, "分": MINUTE, "秒": 1}
_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2}))?|h(\d{2})|時(?:(\d{1,2})分)?)?\s*([ap]\.?m\.?)?(?:\s*(?:hrs?|uhr))?",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"(\d{2})(\d{2})\s*(?:h|hrs?|hours)?", re.IGNORECASE)
_SPAN = re.compile(
    r"(\d{1,6})\s*(?:(d|h|m|s)(?:ays?|(?:ou)?rs?|in(?:ute)?s?|ec(?:ond)?s?)?|(日|時(?=間)|分|秒)間?)[\s,]*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:[JD]\s*([+-]\s*\d{1,4})?(?![a-z0-9]))?[\s,]*(?:H\s*([+-]\s*\d{1,5}))?[\s,]*(?:M\s*([+-]\s*\d{1,6}))?",
    re.IGNORECASE,
)
_FROM_START = re.compile(r"(?:t|e|h|startex)?\s*([+-])\s*(.+)", re.IGNORECASE)
_START = re.compile(r"startex|start|t|t0|t\s*=\s*0|j|d-day|h-hour", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?|([月火水木金土日])曜日?"
    r"|(?:(?:day|jour)\s*|第?(?=\d+日目))(\d{1,4})(?:日目)?|[JD]\s*\+\s*(\d{1,4}))[\s,:/–-]+(.+)",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s,]+(.+)")
_ZONED = re.compile(r"(?:Z|UTC|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


@dataclass(frozen=True)
class When:
    """One written time."""

    form: Form
    seconds: int
    """From the start, from midnight, or since 1970 (date)."""
    day: int = 0
    """Weekday (0 is Monday), or days after the first."""


@dataclass(frozen=True)
class Placed:
    """The times of a list, from its first."""

    at: tuple[int, ...]
    """Seconds; none is negative."""
    opens: datetime
    dated: bool
    """Whether the file names the day; else it is assumed."""


def when(text: str, format: str | None = None, tz: str = "UTC") -> When:
    """A written time. Raises Invalid where it cannot be read.

    ``format``: as for ``strptime``. ``tz``: whose clock times without an offset are of.
    """
    written = text = " ".join(normalize("NFKC", text).replace("\u2212", "-").split())
    if format:
        return When("date", instant(text, format, tz))
    if which_first(text):
        raise Invalid(
            "{found}: is the day first, or the month? Say so in a map, such as format: {day} or {month}",
            found=repr(written[:40]),
            day="%d/%m/%Y %H:%M",
            month="%m/%d/%Y %I:%M %p",
        )
    text = usual(text)
    found = _date(text, tz) or _offset(text) or _on_a_day(text)
    if found is None and (clock := _clock(text)) is not None:
        found = When("clock", clock)
    if found is None or (abs(found.seconds) > LONGEST and found.form != "date"):
        raise Invalid(
            "expected a time such as T+45, H+2, 09:30, 07:29 PM, Monday 9:30 AM or 2026-07-10 18:40, found {found};"
            " for another way to write it, say which in a map (format:)",
            found=repr(written[:40]),
        )
    return found


def has_zone(text: str) -> bool:
    """Whether a written time says whose clock it is of."""
    return _ZONED.search(text) is not None or re.search(r"\d\s*[ZJ]\s*[A-Z]{3}", text, re.IGNORECASE) is not None


def another_form(times: Sequence[When | None]) -> int | None:
    """The first time that does not go with those before it: which day is meant nobody knows.

    A time of day goes with days of the week and with numbered days.
    """
    forms = dict[Form, int]()
    for n, time in enumerate(times):
        if time:
            forms.setdefault(time.form, n)
    days = [form for form in forms if form != "clock"]
    if len(days) > 1 or ("clock" in forms and days and days[0] not in ("weekday", "numbered")):
        return max(forms.values())
    return None


def placed(times: list[When | None], today: date, tz: str = "UTC") -> Placed:
    """Every time as seconds from the first of them; one that is not written is that of the row before."""
    axis, day, previous = list[int](), 0, None
    for time in times:
        if time is None:
            axis.append(axis[-1] if axis else 0)
            continue
        if time.form == "numbered":
            day = time.day
        elif time.form == "weekday":
            day += (time.day - previous.day) % 7 if previous and previous.form == "weekday" else 0
        elif time.form == "clock" and previous and time.seconds < previous.seconds:
            day += 1
        axis.append(time.seconds + (day * DAY if time.form in ("clock", "weekday", "numbered") else 0))
        previous = time if time.form != "clock" or not previous else When(previous.form, time.seconds, previous.day)
    first = next((n for n, time in enumerate(times) if time), None)
    if first is None:
        return Placed((0,) * len(times), _opening(today, 10 * HOUR, tz), dated=False)
    for n in range(first):
        axis[n] = axis[first]
    begins = min(axis)
    leading = times[first]
    assert leading is not None
    at = tuple(moment - begins for moment in axis)
    if leading.form == "date":
        return Placed(at, datetime.fromtimestamp(begins, zone(tz)), dated=True)
    if leading.form == "offset":
        # What comes before the start comes from the opening on: then that is so much sooner.
        return Placed(tuple(moment - min(begins, 0) for moment in axis), _opening(today, 10 * HOUR, tz), dated=False)
    begun = weekday_from(today, leading.day) if leading.form == "weekday" else today
    return Placed(at, _opening(begun, begins % DAY, tz), dated=False)


def _opening(day: date, seconds: int, tz: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone(tz)) + timedelta(seconds=seconds)


def _date(text: str, tz: str) -> When | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    *numbers, rest = found.groups()
    if _ZONED.search(rest):
        return When("date", instant(text, None, tz))
    clock = _clock(rest)
    if clock is None:
        return None
    year, month, day = numbers
    over, clock = divmod(clock, DAY)
    written = f"{year}-{month}-{day} {clock // HOUR}:{clock % HOUR // 60:02}:{clock % 60:02}"
    return When("date", instant(written, None, tz) + over * DAY)


def _on_a_day(text: str) -> When | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    name, kanji, number, after, rest = found.groups()
    clock = _clock(rest)
    if clock is None:
        return None
    if name or kanji:
        day = WEEKDAYS.index(name[:3].lower()) if name else _IN_JAPANESE.index(kanji)
        return When("weekday", clock, day)
    return When("numbered", clock, int(after) if after else max(int(number) - 1, 0))


def _offset(text: str) -> When | None:
    if _START.fullmatch(text):
        return When("offset", 0)
    text = re.sub(r"(?<=[日間分])(?:後|経過)$", "", text)
    signed = _SIGNED.fullmatch(text)
    if signed and any(signed.groups()):
        parts = (int((part or "0").replace(" ", "")) for part in signed.groups())
        return When("offset", sum(n * unit for n, unit in zip(parts, (DAY, HOUR, MINUTE), strict=True)))
    from_start = _FROM_START.fullmatch(text)
    length = _length(from_start[2]) if from_start else None
    if from_start and length is not None:
        return When("offset", -length if from_start[1] == "-" else length)
    span = None if _MILITARY.fullmatch(text) or re.search(r":|^\d{4,}$", text) else _length(text)
    return None if span is None else When("offset", span)


def _length(text: str) -> int | None:
    """Minutes where only a number stands; hours and minutes; or numbers with units."""
    if re.fullmatch(r"\d{1,6}", text):
        return int(text) * MINUTE
    colons = re.fullmatch(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?", text)
    if colons:
        return int(colons[1]) * HOUR + int(colons[2]) * MINUTE + int(colons[3] or 0)
    at, total = 0, 0
    while at < len(text):
        found = _SPAN.match(text, at)
        if not found:
            return None
        total += int(found[1]) * _UNITS[(found[2] or found[3]).lower()]
        at = found.end()
    return total if text else None


def _clock(text: str) -> int | None:
    found = _MILITARY.fullmatch(text)
    if found:
        hour, minute, second, half = int(found[1]), int(found[2]), 0, ""
    else:
        clock = _CLOCK.fullmatch(text)
        if not clock or (not any(clock.groups()[1:]) and "時" not in text):
            return None
        hour, half = int(clock[1]), (clock[6] or "")[:1].lower()
        minute, second = int(clock[2] or clock[4] or clock[5] or 0), int(clock[3] or 0)
    if (half and not 1 <= hour <= 12) or hour > (23 if found else 24) or minute > 59 or second > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * HOUR + minute * MINUTE + second
