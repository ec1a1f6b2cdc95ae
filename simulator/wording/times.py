"""Moments where a ``Voice`` alone is not enough: which parts to write, and what for none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from simulator.model.durations import DAY
from simulator.wording.voice import Voice


def when(voice: Voice, seconds: int | None) -> str:
    """A moment of the incident: the weekday is enough in its first days; a dash for none."""
    if seconds is None:
        return "–"
    return voice.day_clock(seconds) if _is_short(voice, seconds) else voice.moment(seconds)


def alike(voice: Voice, moments: Iterable[int | None]) -> Voice:
    """Writes all of these in one form: with the year where one of them needs it."""
    return voice if all(_is_short(voice, m) for m in moments if m is not None) else replace(voice, dated=True)


def _is_short(voice: Voice, seconds: int) -> bool:
    return not voice.dated and 0 <= seconds < 6 * DAY


def due(voice: Voice, seconds: int | None) -> str:
    """A deadline; one at which a day begins is the end of the day before, also where clocks skip midnight."""
    if seconds is None:
        return "–"
    local = voice.local(seconds)
    before = voice.local(seconds - 1)
    if before.date() < local.date():
        return voice("end of {day}", day=voice.day(before, year=not _is_short(voice, seconds)))
    return when(voice, seconds)


def tick(voice: Voice, seconds: int) -> str:
    """A moment on an axis; in Japanese the day alone where it begins, as a deadline then is 24:00 of the day before."""
    local = voice.local(seconds)
    if voice.language == "ja" and local.time() == time() and not local.fold:
        return voice.day(local, year=False)
    return voice.day_clock(seconds)


def wall(voice: Voice, iso: str) -> str:
    """Wall time of the room; as it stands where it cannot be read, a dash for none."""
    moment = _parsed(iso)
    return voice.stamp(moment) if moment else iso or "–"


def written_day(voice: Voice, written: str) -> str:
    """A day such as 2026-12-01 in the reader's way; as it stands where it is none."""
    moment = _parsed(written)
    return voice.day(moment) if moment else written


def wall_clock(iso: str) -> str:
    """``14:03:20``; empty for none."""
    moment = _parsed(iso)
    return f"{moment:%H:%M:%S}" if moment else ""


def wall_span(voice: Voice, began: str, ended: str) -> str:
    """``Tue 24 Nov 2026 14:00-15:05``."""
    first, last = _parsed(began), _parsed(ended)
    if first and last and first.date() == last.date():
        return f"{voice.stamp(first)}–{last:%H:%M}"
    return f"{wall(voice, began)}–{wall(voice, ended)}" if ended else wall(voice, began)


def _parsed(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None
