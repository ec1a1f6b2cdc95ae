"""Real time, the one door to it. Exercises take a wall as an argument, so tests bring their own."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Wall(Protocol):
    """Two readings of real time."""

    def seconds(self) -> float:
        """A clock that only goes forward, for lengths of time."""

    def stamp(self) -> str:
        """Date and time with offset, ISO 8601, for the record."""


class RealWall:
    """The machine's own clocks."""

    def seconds(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def stamp(self) -> str:
        """Now, in the machine's time zone."""
        return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
