"""One table of several, as its report for programs tells it: figures and ids, and nothing that people wrote.

What is counted over tables is read off that report, whether it was just made of a record or came in a pack without one:
so both are counted alike. It may come from anybody. Its texts are not even looked at.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.findings.outcomes import Result, result
from simulator.timeline.events import Rating
from simulator.timeline.judge import Standing

Seconds = Annotated[int, Field(ge=-(10**9), le=10**9, strict=True)]
Count = Annotated[int, Field(ge=0, le=10**9, strict=True)]


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ToldMilestone(_Told):
    """A milestone."""

    id: str
    at: Seconds | None
    projected: bool
    par: Seconds | None

    @property
    def played(self) -> int | None:
        """When the table reached it in play."""
        return None if self.projected else self.at


class ToldClock(_Told):
    """A clock."""

    id: str
    reading: str
    standing: Standing
    projected: bool
    par: Standing | None

    @property
    def key(self) -> str:
        """As ``Clock.key``."""
        return f"{self.id}/{self.reading}" if self.reading else self.id

    @property
    def result(self) -> Result:
        """How it came out."""
        return result(self.standing, projected=self.projected)


class ToldDecision(_Told):
    """A decision that was put to the table."""

    inject: str
    taken_at: Seconds | None
    option: str | None
    undecided: bool
    projected: bool

    @property
    def by_table(self) -> bool:
        """Somebody decided, in play."""
        return self.taken_at is not None and not self.undecided and not self.projected


class ToldObjective(_Told):
    """An objective."""

    id: str
    rating: Rating | None


class ToldMade(_Told):
    """As ``made_of.MadeOf``."""

    scenario: str
    playbook: str
    team: str
    rules: str


class ToldPlaybook(_Told):
    """A playbook's name."""

    id: str
    version: str


class ToldHeld(_Told):
    """How long it was played, in seconds."""

    room: Count
    incident: Count


class ToldRewritten(_Told):
    """Texts were taken out of the record."""

    head_hash_before: str


class ToldRecord(_Told):
    """The record that it was made of."""

    lines: Count
    head_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    rewritten: tuple[ToldRewritten, ...] = ()

    @property
    def first_hash(self) -> str:
        """Its head hash before any text was taken out: the same for all copies of one record."""
        return self.rewritten[0].head_hash_before if self.rewritten else self.head_hash


class Told(_Told):
    """One table."""

    schema_version: Literal[1]
    scenario: str
    made_of: ToldMade
    left_out: tuple[str, ...] = ()
    """Messages that set-up left out."""
    playbook: ToldPlaybook
    team: str
    opens: str
    seed: int
    purpose: str
    driver: str
    draft: bool
    held: ToldHeld
    milestones: tuple[ToldMilestone, ...]
    expectations: tuple[ToldClock, ...]
    decisions: tuple[ToldDecision, ...]
    objectives: tuple[ToldObjective, ...]
    record: ToldRecord
