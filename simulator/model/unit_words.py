"""Lengths of time as people put them in words, and what to write instead."""

from __future__ import annotations

import re

from simulator.errors import Invalid

_WORDS = re.compile(r"^(?P<count>[0-9]{1,4})[ -]*(?P<unit>[^\W\d_][^\d_]*)$")
_WRITTEN = re.compile(r"^[\d.]+[hmsdw][\dhmsdw]*$|^P[\dWDTHMS]+$|^[\d:]*$")
"""What was meant as a duration in letters, or as a bare number: other advice fits it better."""


_NO_NUMBER = re.compile(r"immediate|delay|prompt|asap|as soon as|forthwith|直ちに|速やか|遅滞なく")
"""Duties without a number, as laws put them."""


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {word: unit for unit, all_words in words.items() for word in all_words.split("/")}


_LETTERS = _by_word(
    {
        "w": "week/weeks/週/週間",
        "d": "day/days/日/日間",
        "h": "h/hour/hours/hr/hrs/時間",
        "m": "m/minute/minutes/min/mins/分/分間",
        "s": "s/second/seconds/sec/secs/秒/秒間",
    }
)
_OF_LIMITS = _by_word(
    {
        "days": "day/days/日/日間",
        "weeks": "week/weeks/週/週間",
        "months": "mo/month/months/calendar month/calendar months/か月/ヶ月/カ月/ヵ月/ケ月/箇月/ヶ月間/か月間/月",
        "years": "y/year/years/yr/yrs/年/年間",
        "business hours": "business hour/business hours/working hour/working hours/office hours/営業時間",
        "business days": "business day/business days/working day/working days/bank days/workdays/営業日/平日",
        "calendar days": "calendar day/calendar days/暦日",
    }
)


def _read(text: str, units: dict[str, str]) -> tuple[int, str] | None:
    matched = _WORDS.match(" ".join(text.lower().split()))
    unit = units.get(matched["unit"]) if matched else None
    return (int(matched["count"]), unit) if matched and unit else None


def in_letters(text: str) -> str:
    """``10 days`` or ``30分`` as a duration is written; empty for what is none."""
    read = _read(text, _LETTERS)
    return f"{read[0]}{read[1]}" if read else ""


def limit_advice(text: str) -> Invalid | None:
    """What to write for a deadline that people would put so; None where the advice about durations fits."""
    read = _read(text, _OF_LIMITS)
    if read is None:
        if in_letters(text) or _WRITTEN.match(text):
            return None
        if _NO_NUMBER.search(text.lower()):
            return Invalid("{text} has no number: leave within out, and it runs no clock", text=repr(text[:40]))
        return Invalid(
            "expected a deadline such as 4h, 8 business hours, 3 business days, 30 calendar days or 1 month, "
            "found {found}",
            found=repr(text[:40]),
        )
    count, unit = read
    if unit == "days":
        return Invalid(
            "{text} of which kind? Write {count} calendar days, {count} business days, or {hours}h from the second",
            text=text,
            count=count,
            hours=24 * count,
        )
    one = unit.removesuffix("s") if count == 1 else unit
    fix = {"weeks": f"{7 * count} calendar days", "years": f"{12 * count} months"}.get(unit, f"{count} {one}")
    return Invalid("{text} is not how a deadline is written here: write {fix}", text=text, fix=fix)
