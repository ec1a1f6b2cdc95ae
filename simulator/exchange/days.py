"""Days as people write them, where only one day can be meant: the month has a name, or the year comes first.

Years of the era 令和 (since 2019) count from 2018. Of a day without a year, the day above it tells which is meant.
"""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
ANY_DAY = (
    r"(?:(?:(?<!\d)\d{4}[-/.年\u2010-\u2012]|令和\s*(?:\d{1,2}|元)年)\d{1,2}[-/.月\u2010-\u2012]\d{1,2}(?!\d)日?"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ /-](?:of )?(?i:{_NAME}),?[ /-](?:\d{{4}}|\d{{2}}(?=[ T]))"
    rf"|\b(?i:{_NAME}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
"""A day, as part of a longer pattern."""
SHORT_DAY = (
    rf"(?:\b(?i:{_NAME}) \d{{1,2}}(?:st|nd|rd|th)?(?![\d:])"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?i:{_NAME})(?!\w)|(?<![\d年])\d{{1,2}}月\d{{1,2}}日)"
)
"""A day without its year, as part of a longer pattern."""
_ERA = re.compile(r"令和\s*(\d{1,2}|元)年")
_DAY = re.compile(
    r"(?<!\d)(?P<y>\d{4})[-/.年\u2010-\u2012](?P<m>\d{1,2})[-/.月\u2010-\u2012](?P<d>\d{1,2})(?!\d)日?"
    rf"|(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ /-](?:of )?(?P<m1>{_NAME}),?[ /-](?P<y1>\d{{4}}|\d{{2}}(?=[ T]))"
    rf"|\b(?P<m2>{_NAME}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s*_#:：()（）\[\],]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|[月火水木金土日]曜?日?|UTC|GMT|JST", re.IGNORECASE
)
"""What may stand beside a day that is a line of its own."""


def day_in(text: str) -> str:
    """The first day in a text, as ``2026-10-03``, also where there is no such day; empty where it tells none."""
    found = _DAY.search(western(text))
    if not found:
        return ""
    year, day = (found[f"{key}"] or found[f"{key}1"] or found[f"{key}2"] for key in "yd")
    named = found["m1"] or found["m2"]
    month = found["m"] or str(_MONTHS.index(named[:3].lower()) + 1)
    return f"{int(year) + (2000 if len(year) == 2 else 0):04}-{int(month):02}-{int(day):02}"


def western(text: str) -> str:
    """The same with the years of 令和 as they are counted elsewhere: ``令和8年`` is ``2026年``."""
    return _ERA.sub(lambda found: f"{2018 + int(found[1].replace('元', '1'))}年", text)


def day_after(text: str, above: str) -> str:
    """The day that a text names without its year, in the year of the one above it (``2026-10-03``).

    Empty where the text names none, or one before that: whether another year is meant is not known.
    """
    found = re.search(SHORT_DAY, text)
    day = (
        day_in(f"{above[:4]}年{found[0]}" if found and "月" in found[0] else f"{found[0]} {above[:4]}") if found else ""
    )
    return day if above and day >= above else ""


def is_short_day(text: str) -> bool:
    """Whether a text is a day without its year and says nothing else."""
    return re.search(SHORT_DAY, text) is not None and not _BESIDE.sub("", re.sub(SHORT_DAY, "", text))


def is_day(text: str) -> bool:
    """Whether a text is a day and says nothing else."""
    return _DAY.search(western(text)) is not None and not _BESIDE.sub("", without_day(text))


def without_day(text: str) -> str:
    """The same without its days."""
    return _DAY.sub("", western(text))
