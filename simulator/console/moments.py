"""Times as people type them at the table."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

from simulator.errors import Invalid
from simulator.model.durations import DAY, MINUTE, parse_duration
from simulator.wording.voice import Voice

_CLOCK = re.compile(r"^(?:(\d{1,2}|[A-Za-z]{3}|[月火水木金土日])\s+)?(\d{1,2}):(\d{2})$")
_FROM_NOW = re.compile(r"^(?:\+|in\s+)", re.IGNORECASE)
"""What may stand before a length of time, as people say it."""
_DAYS = {
    name: n
    for names in (["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "月火水木金土日")
    for n, name in enumerate(names)
}


def moment(typed: str, now: int, voice: Voice) -> int:
    """``21:30`` (the next one), ``Mon 09:00``, ``12 09:00`` (day of the month), ``2h``, ``in 2h``; seconds since opens.

    Raises ValueError for anything else.
    """
    words = _FROM_NOW.sub("", typed.strip().translate(_NARROW))
    matched = _CLOCK.match(words)
    if not matched:
        return now + parse_duration(words)
    day, (hour, minute) = matched[1], _clock(matched, words)
    here = voice.local(now)
    for ahead in range(62):
        that = here + timedelta(days=ahead)
        if day is None or (that.day == int(day) if day.isdigit() else that.weekday() == _DAYS.get(day.lower())):
            for at in _at(that, hour, minute, voice):
                if at > now:
                    return at
    raise Invalid("there is no such day: {words}", words=words)


def noted(at: int, ended: int | None, voice: Voice) -> str:
    """When something was written down; *review* after ENDEX, where the incident's time is the projection's."""
    return voice("review") if ended is not None and at > ended else voice.clock(at)


def earlier(typed: str, now: int, voice: Voice) -> int:
    """When something was noticed: ``20:50`` (the last one) or ``20m`` ago; now where nothing is typed."""
    words = typed.strip().translate(_NARROW).removeprefix("-")
    if not words:
        return now
    matched = _CLOCK.match(words)
    if not matched:
        return max(now - parse_duration(words), 0)
    if matched[1] is not None:
        return moment(words, now - 1, voice)
    hour, minute = _clock(matched, words)
    here = voice.local(now)
    times = (at for ago in range(3) for at in reversed(_at(here - timedelta(days=ago), hour, minute, voice)))
    return next(at for at in times if at <= now)


def _clock(matched: re.Match[str], words: str) -> tuple[int, int]:
    hour, minute = int(matched[2]), int(matched[3])
    if hour > 23 or minute > 59:
        raise Invalid("there is no such time of day: {words}", words=words)
    return hour, minute


def _at(day: datetime, hour: int, minute: int, voice: Voice) -> tuple[int, int]:
    """The time of day on that day in seconds since opens, twice: an hour may come again when clocks go back."""
    there = datetime(day.year, day.month, day.day, hour, minute, tzinfo=day.tzinfo)
    return _seconds(there, voice), _seconds(there.replace(fold=1), voice)


def _seconds(moment: datetime, voice: Voice) -> int:
    return int((moment.astimezone(UTC) - voice.opens.astimezone(UTC)).total_seconds())


_NARROW = {0xFF10 + n: str(n) for n in range(10)} | {0xFF1A: ":", 0x3000: " ", 0xFF0B: "+", 0xFF0D: "-"}
"""What an input method for Japanese makes of figures and signs."""


def room_time(typed: str) -> int:
    """Seconds in the room: ``45m``, ``1h``, or minutes alone, ``45``. Raises ValueError for anything else."""
    words = normalize("NFKC", typed).strip()
    seconds = int(words) * MINUTE if words.isdecimal() else parse_duration(words)
    if not 0 < seconds <= DAY:
        raise Invalid("room time is between a minute and a day")
    return seconds
