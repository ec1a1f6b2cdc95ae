"""What is refused and how often: everything that comes from outside passes here, and the facilitator is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.console.hosting import Reason

STATUS: dict[Reason, int] = {
    "token": 403,
    "taken": 409,
    "code": 403,
    "origin": 403,
    "form": 400,
    "size": 413,
    "rate": 429,
    "ref": 409,
    "act": 422,
}
"""Why something is refused → what HTTP calls that."""
TELL_AGAIN_S = 60.0
"""Seconds before the facilitator is told of the same kind of thing again."""


class Unwelcome(Exception):
    """Something from outside that is refused."""

    def __init__(self, reason: Reason, words: str = "") -> None:
        """``words``: why, for whoever sent it; empty where they need not know."""
        super().__init__(reason)
        self.reason = reason
        self.words = words


@dataclass
class Bucket:
    """So many at once, then so many a second."""

    burst: float
    per_second: float
    _left: float = field(init=False)
    _at: float | None = None

    def __post_init__(self) -> None:
        self._left = self.burst

    def takes(self, now: float) -> bool:
        """Whether one more may come now (seconds of a clock that only goes forward)."""
        if self._at is not None:
            self._left = min(self.burst, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Refusals:
    """Counts, and tells at once what is new or has not been told for a while."""

    def __init__(self, seconds: Callable[[], float], tell: Callable[[Reason], None]) -> None:
        self.counts: Counter[Reason] = Counter()
        self._seconds, self._tell = seconds, tell
        self._told: dict[Reason, float] = {}

    def count(self, reason: Reason) -> None:
        """One more. What the rules refuse is every table's daily business, and told to nobody but who asked."""
        self.counts[reason] += 1
        now = self._seconds()
        if reason not in ("act", "taken") and now - self._told.get(reason, -TELL_AGAIN_S) >= TELL_AGAIN_S:
            self._told[reason] = now
            self._tell(reason)
