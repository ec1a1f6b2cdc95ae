"""Hours of work as people put them, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ALWAYS = ("always", "24/7", "24x7", "24h", "24 h", "24 hours", "around the clock", "round the clock", "24時間", "常時")
_DAYS = {
    "Mon": "monday|mon|月曜日?|月",
    "Tue": "tuesday|tues|tue|火曜日?|火",
    "Wed": "wednesday|wed|水曜日?|水",
    "Thu": "thursday|thurs|thu|木曜日?|木",
    "Fri": "friday|fri|金曜日?|金",
    "Sat": "saturday|sat|土曜日?|土",
    "Sun": "sunday|sun|日曜日?|日",
    "Mon-Fri": "weekdays|workdays|working days|平日",
    "Mon-Sun": "daily|every day|everyday|毎日",
}
_A_DAY = {day: re.compile(rf"(?:{words})(?![a-z])") for day, words in reversed(_DAYS.items())}
_DASH = re.compile(r"\s*(?:[-–—~〜～]|\bto\b|から)\s*")
_TIME = r"(\d{1,2})(?:[:.時h]?(\d\d))?(?:時|分)?\s*(am|pm)?"
_PART = re.compile(rf"^(?P<days>[A-Z][A-Za-z-]*)?\s*(?:{_TIME}-{_TIME})?$")


def hours_meant(text: str) -> str:
    """``Mon–Fri 9-18`` as hours are written, ``Mon-Fri 09:00-18:00``; empty for what is none."""
    words = " ".join(text.lower().split())
    if words in _ALWAYS:
        return "always"
    for day, pattern in _A_DAY.items():
        words = pattern.sub(f" {day} ", words)
    words = _DASH.sub("-", words)
    return ", ".join(_spans(part.strip() for part in re.split(r"[,;/、・]|\band\b", words)))


def _spans(parts: Iterator[str]) -> list[str]:
    """Days without hours have those that follow; hours without days are of the days before. Empty where it fails."""
    spans: list[str] = []
    waiting: list[str] = []
    before: list[str] = []
    for part in parts:
        matched = _PART.match(part)
        if not matched or not part:
            return []
        waiting += [matched["days"]] if matched["days"] else []
        if matched[2] is None:
            continue
        before = waiting or before
        opens, closes = _time(*matched.group(2, 3, 4)), _time(*matched.group(5, 6, 7))
        if closes <= opens < "12:00":
            return []  # nine to five: nobody means the night
        spans += [f"{day} {opens}-{closes}" for day in before]
        waiting = []
    return [] if waiting else spans


def _time(hour: str, minute: str | None, half: str | None) -> str:
    hours = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
    return f"{hours:02d}:{minute or '00'}"
