"""What a verb that shows things of the library knows beyond each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from simulator.content.library import Library


def today() -> date:
    """The day it is; what depends on it takes it as an argument."""
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class Around:
    """The library a thing stands in, and the day on which somebody looks at it."""

    library: Library
    today: date = field(default_factory=today)
