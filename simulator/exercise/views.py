"""What a session returns to those who show it: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.errors import TabletopError
from simulator.exercise.commands import RewindCommand
from simulator.timeline.events import Event
from simulator.timeline.moves import Move
from simulator.timeline.state import JobStatus

GateKind = Literal["inject", "decision", "deadline", "ready", "end"]


class Refused(TabletopError):
    """A command that is refused, and why; the values of its sentence are ids."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A moment that incident time does not pass without a key."""

    at: int
    kind: GateKind
    what: str
    """Inject id, clock key, step id, or empty for the end of the incident."""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """What happened on the way from ``before`` to ``now``."""

    before: int
    now: int
    events: tuple[Event, ...]
    gate: Gate | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that may be taken back or done again."""

    number: int
    """Of its move, in the record."""
    move: Move
    leads_to: int | None
    """The second that the incident goes to; None for an observation, which moves no time."""
    command: RewindCommand
    """What does it; refused if something else has been done meanwhile."""


@dataclass(frozen=True, slots=True)
class LastCall:
    """What stands before time jumps: asked when the jump would pass more than an hour."""

    latest: int
    """When time stops again at the latest, by what anybody can know."""
    under_way: tuple[str, ...]
    """Steps that somebody is at."""
    queued: tuple[str, ...]
    """Steps that could go on and wait for people."""
    ordered: tuple[str, ...]
    """Steps that begin once they are ready: those ordered."""
    ready: tuple[str, ...]
    """Steps ready that nobody ordered."""
    callable: tuple[str, ...]
    """Roles nobody of whom is on duty and who could be called in."""


@dataclass(frozen=True, slots=True)
class Busy:
    """One piece of work that holds people of a role."""

    job: str
    people: int
    paused: bool
    ends_about: int | None
    """Likely end in seconds since opens; None while paused, or held until a milestone."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """How people are who share their hours, under whatever roles."""

    roles: tuple[str, ...]
    """At least one, in file order."""
    people: int | None
    """None for unlimited."""
    present: int
    """At hand now; for unlimited people the number that is busy."""
    busy: tuple[Busy, ...]
    waiting: tuple[str, ...]
    """Jobs that wait for this role."""
    next_change: int | None
    """When its next shift opens (off duty) or this one closes (on duty); None if never."""
    on_shift: bool
    comes_about: int | None
    """When people who are away come, if it is known: they were called, or their shift begins."""
    called: bool
    """They were called and are not here yet."""
    can_call_in: bool

    @property
    def role(self) -> str:
        """The role they are called by."""
        return self.roles[0]


@dataclass(frozen=True, slots=True)
class Orderable:
    """A step as the order dialogue lists it."""

    step: str
    status: JobStatus
    ordered: bool
    waits_for: tuple[str, ...]
    """What it still waits for: steps, ``step=outcome``, milestones."""
    role: str
    starts_about: int | None
    """When people could begin, if it were ready; None if nobody will come."""
