"""Limits in business hours: time that counts only while an office is open. Pure, like ``calendars``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import accumulate

from simulator.model.calendars import Hours, windows
from simulator.model.durations import DAY, HOUR, LONGEST, WEEK
from simulator.model.workdays import Workdays

_OPENS, _CLOSES = 9 * 60, 17 * 60
_AHEAD = 100 * DAY
"""Shifts are laid out in multiples of this, so that the clocks of one office share them."""


def office_hours(hours: Hours | None, days: Workdays) -> Hours:
    """The hours that count: those given, else 09:00 to 17:00 of the weekdays that are no weekend."""
    if hours is not None:
        return hours
    weekdays = [day for day in range(7) if day not in days.weekend] or range(7)
    return Hours(tuple((day, _OPENS, _CLOSES) for day in weekdays), "09:00-17:00")


def business_deadline(amount: int, start: int, opens: datetime, *, hours: Hours, tz: str, days: Workdays) -> int:
    """When so many business hours after ``start`` are over, both in seconds since ``opens``.

    Time counts from the second while the office is open; the deadline is the second in which the last hour is full.
    An office that does not open so often in ten years leaves its deadline there.
    """
    ahead = start + WEEK * (1 + amount // 20)
    while ahead < start + LONGEST:
        ahead = -(-ahead // _AHEAD) * _AHEAD
        due = _shifts(hours, tz, days, opens, ahead).after(start, amount * HOUR)
        if due is not None:
            return max(due, start)
        ahead *= 2
    return start + LONGEST


def most_elapsed(amount: int, hours: Hours) -> int:
    """Seconds that so many business hours can last at most, closed days allowed for."""
    if hours.always:
        return amount * HOUR
    weekly = sum(closes - begins for _, begins, closes in hours.spans) * 60
    return min(2 * amount * HOUR * WEEK // weekly + 3 * WEEK, LONGEST)


@dataclass(frozen=True, slots=True)
class _Shifts:
    """When an office is open, in seconds since the incident's opening, ascending."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    worked: tuple[int, ...]
    """Seconds of duty up to the end of each."""

    def after(self, start: int, seconds: int) -> int | None:
        """When so much duty after ``start`` is over; None where that lies beyond the last shift."""
        last = bisect_right(self.starts, start) - 1
        gone = self.worked[last] - max(self.ends[last] - start, 0) if last >= 0 else 0
        shift = bisect_left(self.worked, gone + seconds)
        return None if shift == len(self.worked) else self.ends[shift] - (self.worked[shift] - gone - seconds)


@lru_cache(maxsize=64)
def _shifts(hours: Hours, tz: str, days: Workdays, opens: datetime, until: int) -> _Shifts:
    shifts = windows(hours, tz, days, opens, until)
    lengths = accumulate(end - start for start, end in shifts)
    return _Shifts(tuple(start for start, _ in shifts), tuple(end for _, end in shifts), tuple(lengths))
