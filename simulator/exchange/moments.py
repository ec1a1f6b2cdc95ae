"""Moments as people and programs write them, where only one can be meant."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from simulator.exchange.days import ANY_DAY, day_in
from simulator.model.calendars import zone

SEVERAL: Final = (
    *("CET", "CEST", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK", "HKT", "SGT", "KST", "AEST", "AEDT"),
    *("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AST", "ADT", "PT", "ET", "CT", "MT"),
)
"""Names of zones that mean another offset in winter, or elsewhere in the world."""
ZONE: Final = r"(?:Z|UTC|GMT|JST|" + "|".join(SEVERAL) + r"|[+-]\d{2}:?\d{2})"
NOON: Final = r"(?:午前|午後)"
HALF: Final = r"[AaPp]\.?[Mm]\.?(?!\w)"
_NAMED = re.compile(rf"\b(?:UTC|GMT|JST|{'|'.join(SEVERAL)})\b|(?<!\d)[+-]\d{{2}}:\d{{2}}")
_MOMENT = re.compile(
    rf"{ANY_DAY}(?:,? at)?[,T –—-]{{1,3}}(?:(?P<noon>{NOON})\s*)?"
    r"(?P<hour>\d{1,2})(?::|時)(?P<rest>\d{2}(?::\d{2}(?:[.,]\d+)?)?|\d(?=分))分?"
    rf"\s*(?P<half>{HALF})?\s*(?P<zone>\S{{0,9}})"
)
_SECONDS = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,9})?")


def hour_of(hour: int, half: str | None) -> int | None:
    """The hour; None where there is no such. 24:30 is half past midnight of the day after."""
    if not half:
        return hour if hour < 25 else None
    if not (0 if half in ("午前", "午後") else 1) <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0] in "Pp" or half == "午後" else 0)


def plainly(text: str) -> str:
    """A moment with year, month and day as numbers and 24 hours; as it is where it is no moment of a known form.

    ``Oct 3, 2026 at 9:05 PM UTC`` and seconds since 1970 are such, ``03/10/2026`` is not: day or month first?
    """
    if seconds := _SECONDS.fullmatch(text):
        return f"{datetime.fromtimestamp(int(seconds[1]), UTC):%Y-%m-%d %H:%M:%S} UTC"
    found = _MOMENT.fullmatch(text)
    hour = hour_of(int(found["hour"]), found["noon"] or found["half"]) if found else None
    if found is None or hour is None:
        return text
    return f"{day_in(text)} {hour:02}:{found['rest']:0>2} {found['zone']}".strip()


def zone_named(text: str) -> str:
    """The first zone that a heading or a column names; empty where none does."""
    found = re.search("日本時間", text) or _NAMED.search(text)
    return "" if not found else "JST" if found[0] == "日本時間" else found[0]


def is_of(name: str, tz: str | None) -> bool:
    """Whether clocks of a zone go by that name, in summer or in winter: ``PDT`` in Los Angeles, ``PT`` for short."""
    names = {datetime(2026, month, 1, tzinfo=zone(tz)).tzname() or "" for month in (1, 7)} if tz else set[str]()
    return name in names | {f"{own[0]}T" for own in names if len(own) == 3 and own[1:] in ("ST", "DT")}
