"""Days as people write them, where only one day can be meant: the month has a name, or the year comes first."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
ANY_DAY = (
    r"(?:(?<!\d)\d{4}[-/.年\u2010-\u2012]\d{1,2}[-/.月\u2010-\u2012]\d{1,2}(?!\d)日?"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?i:{_NAME}),? \d{{4}}"
    rf"|\b(?i:{_NAME}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
"""A day, as part of a longer pattern."""
_DAY = re.compile(
    r"(?<!\d)(?P<y>\d{4})[-/.年\u2010-\u2012](?P<m>\d{1,2})[-/.月\u2010-\u2012](?P<d>\d{1,2})(?!\d)日?"
    rf"|(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_NAME}),? (?P<y1>\d{{4}})"
    rf"|\b(?P<m2>{_NAME}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[\s*_#:：()（）\[\],]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|[月火水木金土日]曜?日?|UTC|GMT|JST", re.IGNORECASE
)
"""What may stand beside a day that is a line of its own."""


def day_in(text: str) -> str:
    """The first day in a text, as ``2026-10-03``, also where there is no such day; empty where it tells none."""
    found = _DAY.search(text)
    if not found:
        return ""
    year, day = (found[f"{key}"] or found[f"{key}1"] or found[f"{key}2"] for key in "yd")
    named = found["m1"] or found["m2"]
    month = found["m"] or str(_MONTHS.index(named[:3].lower()) + 1)
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def is_day(text: str) -> bool:
    """Whether a text is a day and says nothing else."""
    return _DAY.search(text) is not None and not _BESIDE.sub("", without_day(text))


def without_day(text: str) -> str:
    """The same without its days."""
    return _DAY.sub("", text)
