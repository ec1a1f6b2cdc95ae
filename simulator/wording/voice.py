"""Sentences, times and lengths of time in the reader's language.

English stands in the code, ``voice("{count} left", count=3)``; Japanese stands in ``ja.toml`` under
the English sentence. A sentence without a translation appears in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from simulator.errors import Sentence
from simulator.model.calendars import zone
from simulator.model.durations import DAY, HOUR, MINUTE, parse_duration
from simulator.model.setup import Setup
from simulator.model.text import LANGUAGES, Text
from simulator.wording.speech import bare, say

_JA_DAYS = "月火水木金土日"
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RELATIVE = re.compile(r"\{T\+([0-9a-zA-Z]+)\}")


@dataclass(frozen=True)
class Voice:
    """Speaks one language, in the local time of one incident."""

    language: str = "en"
    opens: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    timezone: str = "UTC"
    dated: bool = False
    """Moments of the incident are written with day and year, also those in its first days."""

    @classmethod
    def of(cls, setup: Setup, language: str) -> Voice:
        """The voice of an exercise on this setup; English where a record names a language not spoken here."""
        return cls(language if language in LANGUAGES else LANGUAGES[0], setup.scenario.opens, setup.scenario.timezone)

    def __call__(self, sentence: Sentence | str, **values: object) -> str:
        """The sentence in this language with its ``{placeholders}`` filled."""
        return say(sentence if isinstance(sentence, Sentence) else Sentence(sentence, **values), self.language)

    def joined(self, parts: Iterable[str]) -> str:
        """``a, b``, ``a、b``: the parts of a line that are there."""
        return self._comma.join(filter(None, parts))

    def listed(self, names: Iterable[str]) -> str:
        """``a, b, c``, ``a、b、c``; a name that holds a comma itself stands in quotation marks."""
        return self._comma.join(self("“{title}”", title=name) if self._comma in bare(name) else name for name in names)

    @property
    def _comma(self) -> str:
        return "、" if self.language == "ja" else ", "

    def clauses(self, parts: Iterable[str]) -> str:
        """``a; b``, ``a／b``: parts that may hold commas themselves."""
        return ("／" if self.language == "ja" else "; ").join(parts)

    def text(self, text: Text | None) -> str:
        """A text of the content, with ``{T+24h}`` filled in; empty for none."""
        return self.fill(text.say(self.language)) if text else ""

    def fill(self, text: str) -> str:
        """``{T+24h}`` becomes the date and time 24 hours after the opening."""

        def moment(matched: re.Match[str]) -> str:
            try:
                return self.moment(parse_duration(matched[1]))
            except ValueError:
                return matched[0]

        return _RELATIVE.sub(moment, text)

    def local(self, seconds: int) -> datetime:
        """Seconds since opens as local time."""
        return (self.opens.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone(self.timezone))

    def moment(self, seconds: int) -> str:
        """``Fri 10 Jul 2026 18:40``, ``2026年7月10日（金）18:40``."""
        return self.stamp(self.local(seconds))

    def stamp(self, t: datetime) -> str:
        """A date and time of the wall clock, as it stands there: written like ``moment``."""
        return f"{self.day(t)}{'' if self.language == 'ja' else ' '}{time_of_day(t)}"

    def day(self, day: date, *, year: bool = True) -> str:
        """``Fri 10 Jul 2026``, ``2026年7月10日（金）``; Japanese may leave out the year."""
        if self.language == "ja":
            return f"{day.year}年" * year + f"{day.month}月{day.day}日（{_JA_DAYS[day.weekday()]}）"
        return f"{_EN_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"

    def weekday(self, number: int) -> str:
        """``Fri``, ``金``, by its number from Monday 0."""
        return (_JA_DAYS if self.language == "ja" else _EN_DAYS)[number]

    def month(self, written: str) -> str:
        """A month or a day as files write it: ``2026-10``, ``2026年10月``."""
        parts = written.split("-")
        if self.language != "ja" or not all(part.isdigit() for part in parts):
            return written
        return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))

    def clock(self, seconds: int) -> str:
        """``18:40``."""
        return time_of_day(self.local(seconds))

    def day_clock(self, seconds: int, *, month: bool = True) -> str:
        """``Fri 18:40``, ``7月10日（金）18:40``: enough within an exercise; without the month where that is plain."""
        t = self.local(seconds)
        if self.language == "ja":
            words = f"{self.day(t, year=False)}{time_of_day(t)}"
            return words if month else words.partition("月")[2]
        return f"{_EN_DAYS[t.weekday()]} {time_of_day(t)}"

    def when(self, seconds: int, now: int) -> str:
        """The time of day where it is today's, else with its day, and with its month where that is another."""
        there, here = self.local(seconds), self.local(now)
        if there.date() == here.date():
            return self.clock(seconds)
        return self.day_clock(seconds, month=there.month != here.month)

    def span(self, seconds: int) -> str:
        """A length of time by its two largest parts: ``2h 5m``, ``2時間5分``; ``0m`` for under a minute."""
        rest = abs(seconds)
        units = (("d", "日", DAY), ("h", "時間", HOUR), ("m", "分", MINUTE))
        parts: list[str] = []
        for en, ja, unit in units:
            count, rest = divmod(rest, unit)
            if count and len(parts) < 2:
                parts.append(f"{count}{ja if self.language == 'ja' else en}")
        if not parts:
            return "0分" if self.language == "ja" else "0m"
        return "".join(parts) if self.language == "ja" else " ".join(parts)

    def elapsed(self, seconds: int) -> str:
        """``T+2h32``."""
        hours, minutes = divmod(seconds // MINUTE, 60)
        return f"T+{hours}h{minutes:02d}"

    def room(self, seconds: int) -> str:
        """Room time as ``0:42``; negative ones with a sign."""
        hours, minutes = divmod(abs(seconds) // MINUTE, 60)
        return f"{'-' if seconds < 0 else ''}{hours}:{minutes:02d}"


def time_of_day(t: datetime) -> str:
    """``18:40``; in an hour that comes twice, when clocks go back, with its offset: ``02:30+01:00``."""
    twice = t.replace(fold=0).utcoffset() != t.replace(fold=1).utcoffset()
    return f"{t:%H:%M}{t.isoformat()[-6:] if twice else ''}"
