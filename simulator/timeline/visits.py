"""Every visit of every job, from being asked for to its end; State keeps only the latest of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.timeline import events as e

Span = tuple[int, int]
"""From, to; seconds since opens."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a job, or its being skipped. Times in seconds since opens."""

    job: str
    number: int
    """From 1; 0 for work skipped before anybody asked for it."""
    ready_at: int | None = None
    delayed_at: int | None = None
    """When its delay began, where it had one before it was ready."""
    because: str = ""
    """The job or milestone that came last; for a step sent back, the one that sent it."""
    asked_at: int | None = None
    started_at: int | None = None
    staff: e.Staff = ()
    """Who did it, where deputies might have."""
    handed_over: tuple[tuple[int, e.Staff], ...] = ()
    """When others went on with it, and who."""
    drawn: int | None = None
    """All its working seconds, as drawn when it began; None for what is held until a milestone."""
    stated: int | None = None
    """All its working seconds, as people last overruled them."""
    worked: tuple[Span, ...] = ()
    paused: tuple[Span, ...] = ()
    ended_at: int | None = None
    outcome: str = ""
    sent_back: bool = False
    skipped: bool = False
    seat: str = ""
    """Who said that it was done; empty when its time was up."""

    @property
    def holders(self) -> tuple[tuple[e.Staff, int, int], ...]:
        """(who, from, until) of all who did it, one after the other; without a name where deputies have no part."""
        if self.started_at is None:
            return ()
        turns = [(self.started_at, self.staff), *self.handed_over]
        last = max((end for _, end in (*self.worked, *self.paused)), default=turns[-1][0])
        ends = [*(at for at, _ in turns[1:]), last]
        return tuple((who, start, end) for (start, who), end in zip(turns, ends, strict=True))


@dataclass(slots=True)
class _Open:
    """A visit that goes on."""

    visit: Visit
    since: int | None = None
    """Start of the present stretch of work or pause."""
    working: bool = False
    worked: list[Span] = field(default_factory=list)
    paused: list[Span] = field(default_factory=list)

    def turn(self, at: int, working: bool) -> None:
        """Ends the present stretch of work or pause and begins the next."""
        if self.since is not None and at > self.since:
            (self.worked if self.working else self.paused).append((self.since, at))
        self.since, self.working = at, working

    def closed(self, at: int, **changes: object) -> Visit:
        """The visit as it stands at ``at``."""
        if self.since is not None:
            self.turn(at, self.working)
        values = {name: getattr(self.visit, name) for name in Visit.__slots__}
        return Visit(**values | {"worked": tuple(self.worked), "paused": tuple(self.paused)} | changes)


def visits(events: Iterable[e.Event]) -> tuple[Visit, ...]:
    """All visits in the order they were asked for; one that never ended lasts until the last event."""
    book = _Book()
    for event in events:
        book.read(event)
    return book.all()


class _Book:
    def __init__(self) -> None:
        self.now = 0
        self.slots: list[_Open | Visit] = []
        self.open: dict[str, int] = {}
        self.delayed: dict[str, int] = {}
        self.ready: dict[str, tuple[int, int | None, str]] = {}
        """Step → when it was ready, when its delay began, and what came last before that."""
        self.sender: dict[str, tuple[int, str]] = {}

    def all(self) -> tuple[Visit, ...]:
        return tuple(slot.closed(self.now) if isinstance(slot, _Open) else slot for slot in self.slots)

    def read(self, event: e.Event) -> None:
        self.now = max(self.now, event.at)
        match event:
            case e.StepDelayed(at, step):
                self.delayed[step] = at
            case e.StepReady(at, step, because):
                delayed_at = self.delayed.pop(step, None)
                sent_at, sender = self.sender.get(step, (-1, ""))
                came = at if delayed_at is None else delayed_at
                self.ready[step] = (at, delayed_at, sender if sent_at == came else because)
            case e.WorkQueued(at, job, number):
                self.delayed.pop(job, None)
                ready_at, delayed_at, because = self.ready.pop(job, (None, None, ""))
                self.open[job] = len(self.slots)
                self.slots.append(_Open(Visit(job, number, ready_at, delayed_at, because, asked_at=at)))
            case e.WorkStarted(at, job, _, takes, staff):
                self._turn(job, at, working=True)
                self._note(job, started_at=at, drawn=takes, staff=staff)
            case e.WorkReestimated(_, job, takes):
                self._note(job, stated=takes)
            case e.WorkPaused(at, job):
                self._turn(job, at, working=False)
            case e.WorkResumed(at, job, staff):
                self._turn(job, at, working=True)
                if staff and (slot := self._going_on(job)):
                    self._note(job, handed_over=(*slot.visit.handed_over, (at, staff)))
            case e.WorkEnded(at, job, _, outcome, sent_back, reopened, _, seat):
                self._close(job, ended_at=at, outcome=outcome, sent_back=sent_back, seat=seat)
                self.sender |= dict.fromkeys(reopened, (at, job))
            case e.StepReopened(at, step, because):
                self.sender[step] = (at, because)
            case e.StepSkipped(at, step, outcome):
                self._skip(step, at, outcome)

    def _going_on(self, job: str) -> _Open | None:
        slot = self.slots[self.open[job]] if job in self.open else None
        return slot if isinstance(slot, _Open) else None

    def _turn(self, job: str, at: int, *, working: bool) -> None:
        if slot := self._going_on(job):
            slot.turn(at, working)

    def _note(self, job: str, **known: Any) -> None:
        if slot := self._going_on(job):
            slot.visit = replace(slot.visit, **known)

    def _close(self, job: str, **ending: object) -> None:
        place = self.open.pop(job, None)
        slot = self.slots[place] if place is not None else None
        if place is not None and isinstance(slot, _Open):
            self.slots[place] = slot.closed(self.now, **ending)

    def _skip(self, step: str, at: int, outcome: str) -> None:
        if step in self.open:
            self._close(step, ended_at=at, outcome=outcome, skipped=True)
        else:
            ready_at, delayed_at, because = self.ready.pop(step, (None, None, ""))
            self.slots.append(Visit(step, 0, ready_at, delayed_at, because, ended_at=at, outcome=outcome, skipped=True))
