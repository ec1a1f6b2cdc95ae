"""A number of a spreadsheet as its cell shows it: a day, a time of day, a length of time, or a number."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from simulator.model.durations import DAY, HOUR, MINUTE

_DAYS: Final = frozenset((*range(14, 18), *range(27, 32), *range(34, 37), *range(50, 59)))
_CLOCKS: Final = frozenset((18, 19, 20, 21, 32, 33, 45, 47))
_BUILT_IN: Final[dict[int, str]] = {
    **dict.fromkeys(_DAYS, "yyyy-mm-dd"),
    **dict.fromkeys(_CLOCKS, "hh:mm"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm",
}
"""Formats that have a number and stand in no file; of some which they are depends on the country, a day in any."""
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|am/pm|general', re.IGNORECASE)
"""What stands in a format and asks for nothing."""
_IN_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]")
_DAY = re.compile(r"[ydg]|e(?![+-])")
_CLOCK = re.compile(r"[hs]")
_LONGEST: Final = 255
"""Characters of a format; spreadsheets take no more."""
_LAST_DAY: Final = 2_958_466
"""The first serial number that is no day: that of the year 10000."""
_OF_1904: Final = 1462
"""Days from the beginning of 1900 to that of 1904."""


def code_of(number: int, codes: dict[int, str]) -> str:
    """The format of this number, of those that a file has and those that every program knows."""
    return codes.get(number, "")[:_LONGEST] or _BUILT_IN.get(number, "")


def as_shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """The text. Days and times of day are as ISO 8601 has them, lengths of time as ``+30:15``, with hours first."""
    plain = _IN_BRACKETS.sub("", _SAID.sub("", code.split(";")[0])).lower()
    day = value + _OF_1904 if since_1904 else value
    if not 0 <= day < _LAST_DAY:
        return _number(value, plain)
    if _ELAPSED.search(plain):
        seconds = round(value * DAY)
        return f"+{seconds // HOUR}:{seconds % HOUR // MINUTE:02}{_seconds(seconds)}"
    has_clock = bool(_CLOCK.search(plain))
    # An m is of months, but beside hours or seconds of minutes.
    has_day = bool(_DAY.search(plain)) or ("m" in plain and not has_clock)
    if not has_clock and not has_day:
        return _number(value, plain)
    # The first weeks of 1900 are told of a day too many, as that year had no leap day.
    moment = datetime(1899, 12, 30 if day >= 60 else 31, tzinfo=UTC) + timedelta(seconds=round(day * DAY))
    clock = f"{moment:%H:%M}{_seconds(moment.second)}"
    return " ".join([f"{moment:%Y-%m-%d}"] * has_day + [clock] * has_clock)


def _seconds(seconds: int) -> str:
    return f":{seconds % MINUTE:02}" if seconds % MINUTE else ""


def _number(value: float, code: str) -> str:
    """As it is, with the zeros before it that make 930 a time of day."""
    if re.fullmatch("0{2,9}", code) and 0 <= value < 10**9 and value == int(value):
        return f"{int(value):0{len(code)}}"
    return f"{value:.15g}"
