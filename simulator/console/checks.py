"""What fields say of times that cannot be read as they were typed."""

from __future__ import annotations

from collections.abc import Callable

from simulator.console.dialogs import Check
from simulator.console.moments import earlier, moment, room_time
from simulator.exercise.rules.observing import is_day
from simulator.model.durations import parse_duration
from simulator.wording.voice import Voice


def room_time_check(voice: Voice) -> Check:
    """For a field that holds room time; it may be empty."""

    def check(written: str) -> str:
        try:
            if written.strip():
                room_time(written)
        except ValueError:
            return voice("Write a length of time such as 45m or 1h.")
        return ""

    return check


def length_check(voice: Voice, *, empty: bool = False) -> Check:
    """For a field that holds a length of time; ``empty``: it may be left so."""

    def check(written: str) -> str:
        try:
            if written.strip() or not empty:
                parse_duration(written.strip())
        except ValueError:
            return voice("Write a length of time such as 45m or 2h.")
        return ""

    return check


def day_check(voice: Voice) -> Check:
    """For a field that holds a day of the calendar; it may be empty."""

    def check(written: str) -> str:
        return "" if not written.strip() or is_day(written.strip()) else voice("Write a day as 2026-12-01.")

    return check


def moment_check(voice: Voice, now: Callable[[], int]) -> Check:
    """For a field that holds a time to come."""

    def check(written: str) -> str:
        try:
            moment(written, now(), voice)
        except ValueError:
            return voice("Write a time such as 21:30, Mon 09:00 or 2h.")
        return ""

    return check


def earlier_check(voice: Voice, now: Callable[[], int]) -> Check:
    """For a field that holds a time gone by; empty is now."""

    def check(written: str) -> str:
        try:
            earlier(written, now(), voice)
        except ValueError:
            return voice("Write a time such as 20:50, or 20m for 20 minutes ago.")
        return ""

    return check
