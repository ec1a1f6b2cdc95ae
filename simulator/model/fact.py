"""What a file says of the world outside: where it stands, how sure it is, when it is looked at again."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from simulator.model.base import Day, Value
from simulator.model.text import Text

Verified = Literal["text", "secondary", "own-knowledge", "assumption"]
Status = Literal["in-force", "in-force-deferred", "future", "unconfirmed", "not-law"]
Confidence = Literal["high", "medium", "low"]
Off = Literal["future", "unconfirmed", "low-confidence"]
MONTH_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])$"
Month = Annotated[str, StringConstraints(pattern=MONTH_PATTERN)]


class Change(Value):
    """What a fact said until some month, and why it says something else now."""

    in_: Annotated[Month, Field(alias="in")]
    """The month in which this library learned of it."""
    was: Text
    """What stood here before."""
    now: Text
    """What stands here instead."""
    why: Text


class Fact(Value):
    """What a source said when it was looked up. Nothing of it is legal advice."""

    jurisdiction: str = ""
    """Whose rule it is: ``JP``, ``EU``, ``INT``."""
    source: Text | None = None
    """Where it stands, as readers of each language cite it."""
    url: str = ""
    as_of: str = ""
    """When it was looked up."""
    recheck_by: Day | None = None
    """When somebody has to look again; moved only together with a source that was read anew."""
    added: Month | None = None
    """When it came into its library, where that began without it."""
    changes: tuple[Change, ...] = ()
    """What it said before, oldest first."""
    applies_from: Day | None = None
    """From when it applies, where it does not yet."""
    verified: Verified = "assumption"
    confidence: Confidence | None = None
    """How sure the fact is; nothing for what an organisation or a story sets itself."""
    status: Status = "in-force"
    note: Text | None = None

    @property
    def off(self) -> Off | None:
        """Why nothing may rest on it; None where something may. A library of one's own can switch it on."""
        if self.status == "future" or self.status == "unconfirmed":
            return self.status
        return "low-confidence" if self.confidence == "low" else None

    def recheck_is_due(self, today: date) -> bool:
        """Whether the day on which somebody had to look again has passed."""
        return self.recheck_by is not None and self.recheck_by < today

    def changed_since(self, month: str) -> tuple[Change, ...]:
        """What has changed in this month or later, oldest first."""
        return tuple(change for change in self.changes if change.in_ >= month)
