"""Other ways to write a day and a time, each put as one of those that ``msel_times`` reads.

Only what can be read in one way: ``07/10/2026`` is July in one country and October in another, and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from simulator.exchange.days import western

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_CLOCK: Final = r"(?:\d{1,2}:\d{2}|\d{4})(?:\s*[ap]\.?m\.?)?"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})(?!\d)"


def _date(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = parts["year"] if len(parts["year"]) == 4 else f"20{parts['year']}"
    return f"{year}-{number:02}-{int(parts['day']):02}"


def _group(found: re.Match[str]) -> str:
    """A military group of day, time, zone, month and year."""
    return f"{_date(found)} {found['hour']}:{found['minute']}{'Z' if found['zone'].upper() == 'Z' else ''}"


_WAYS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (rf"^(?P<day>\d\d)\s?(?P<hour>\d\d)(?P<minute>\d\d)\s*(?P<zone>[ZJ])\s*{_MONTH}\s*{_YEAR}$", _group),
        (rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/ .]*{_MONTH}[-/ .,]*{_YEAR}", _date),
        (rf"^{_WEEKDAY}{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", _date),
        (r"^(?P<day>\d{1,2})\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>\d{4})", _date),
        (r"[（(][月火水木金土日](?:曜日?)?[)）]\s*", lambda _: " "),
        (rf"^({_CLOCK})\s*[-–—〜~]\s*{_CLOCK}$", lambda found: found[1]),
        (r"^(\d{4})L$", lambda found: found[1]),
        (r"(?<=^\d{4}-\d\d-\d\d )(\d\d)(\d\d)Z$", lambda found: f"{found[1]}:{found[2]}Z"),
        (r"^(?:start(?:ex)?)\s*(?=[+-])", lambda _: "T"),
        (r"(?:正午|\bnoon)$", lambda _: "12:00"),
        (r"午([前後])\s*0(?=[時:])", lambda found: f"午{found[1]}12"),
        (r"午前\s*(.+)$", lambda found: f"{found[1]} am"),
        (r"午後\s*(.+)$", lambda found: f"{found[1]} pm"),
    )
)


def usual(text: str) -> str:
    """The same time as it is more often written; as it stands where it is in none of these ways."""
    text = western(text)
    for pattern, said in _WAYS:
        text = pattern.sub(said, text)
    return text


_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")


def shows_the_order(texts: Sequence[str]) -> tuple[int, bool] | None:
    """The first of these dates that reads in one way only, and whether its month stands first.

    None where none does, or one shows the other order.
    """
    found = [(n, parts) for n, text in enumerate(texts) if (parts := _SLASHED.match(text))]
    months = [n for n, parts in found if int(parts[2]) > 12]
    days = [n for n, parts in found if int(parts[1]) > 12]
    return None if bool(months) == bool(days) else ((months or days)[0], bool(months))


def in_order(text: str, *, month_first: bool) -> str:
    """A date such as ``9/15/2026`` with the year first."""
    return _SLASHED.sub(lambda found: _year_first(found, month_first=month_first), text, count=1)


def _year_first(found: re.Match[str], *, month_first: bool) -> str:
    month, day = (found[1], found[2]) if month_first else (found[2], found[1])
    return f"{found[3] if len(found[3]) == 4 else f'20{found[3]}'}-{int(month):02}-{int(day):02}"


def which_first(text: str) -> bool:
    """Whether nobody can tell the day from the month."""
    return re.match(r"\d{1,2}/\d{1,2}/\d{2,4}\b", text) is not None
