"""How a milestone came about: walking back from it over the events, where the time went.

Every second from opening to the milestone is one of: *talked* (ready and not yet asked for, a decision open),
*worked*, *waited* (for people, for the next shift, for a delay to be over) or *scripted* (the story had not come so
far). Whatever else went on at the same time did not decide the milestone and is not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from simulator.model.injects import Inject
from simulator.model.setup import Setup
from simulator.timeline.events import Event, StepRuledOut
from simulator.timeline.fold import fold
from simulator.timeline.state import Reached
from simulator.timeline.visits import Visit, visits
from simulator.timeline.walk import Came, Name, brought_by, walk

Cause = Literal["talked", "worked", "waited", "scripted"]


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of the way to a milestone, in seconds since opens."""

    cause: Cause
    start: int
    end: int
    what: str
    """The job, inject or decision it belongs to."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a stretch of time consisted of, in seconds."""

    talked: int = 0
    worked: int = 0
    waited: int = 0
    scripted: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.talked + self.worked + self.waited + self.scripted


def basis(legs: Iterable[Leg], since: int = 0) -> Basis:
    """What the time after ``since`` consisted of."""
    sums = {"talked": 0, "worked": 0, "waited": 0, "scripted": 0}
    for leg in legs:
        sums[leg.cause] += max(leg.end - max(leg.start, since), 0)
    return Basis(**sums)


Legs: TypeAlias = tuple[Leg, ...]
Told: TypeAlias = Came[Legs]
"""Something that came, with the legs from what it had waited for to when the walk asked for it, the last first."""


class Story:
    """Events as the walk reads them."""

    def __init__(self, setup: Setup, events: Sequence[Event]) -> None:
        self.setup = setup
        self.state = fold(events)
        self.visits = visits(events)
        self.delivered = sorted((d.at, name) for name, d in self.state.injects.items() if d.status == "delivered")
        self._ends: dict[str, list[Visit]] = {}
        for visit in self.visits:
            if visit.ended_at is not None:
                self._ends.setdefault(visit.job, []).append(visit)
        self._ruled_out: dict[str, list[StepRuledOut]] = {}
        for event in events:
            if isinstance(event, StepRuledOut):
                self._ruled_out.setdefault(event.step, []).append(event)

    def path(self, milestone: str) -> Legs:
        """The legs from opening to the milestone, ascending and without a gap; none while it is not reached.

        ``milestone`` may be ``step:<id>`` or ``inject:<id>`` too.
        """
        at = self.state.reached(milestone)
        if at is None:
            return ()
        legs: list[Leg] = []
        for came in self.way(milestone):
            legs += came.how
            at = came.since
        legs += _leg("scripted", 0, at, "")
        return tuple(reversed(legs))

    def way(self, milestone: str) -> Iterator[Told]:
        """What lay on the way to the milestone, the last first; nothing while it is not reached."""
        at = self.state.reached(milestone)
        return iter(()) if at is None else walk(self.came, milestone, at)

    def came(self, what: Name, by: int) -> Told | None:
        """How something came about that had come by then."""
        name = str(what)
        reached = self.state.milestones.get(name)
        if reached and reached.by not in ("people", name) and reached.at == by:
            return Came(name, by, reached.by, by, ())
        kind, _, inner = name.replace(":", "/", 1).partition("/")
        # Nothing follows from the work an inject costs: its name stands for the inject.
        ended = None if kind == "inject" else self._ended(name.removeprefix("step:"), by)
        if ended:
            return ended
        if kind == "decision":
            return self._decided(inner, by)
        inject = self.setup.scenario.inject(inner if kind == "inject" else name)
        if inject and self.state.reached(f"inject:{inject.id}") is not None:
            return self._delivered(inject, by)
        return self._reached(name, reached, by) if reached else None

    def _ended(self, job: str, by: int) -> Told | None:
        """A job that is over: its last visit, or a step that was ruled out after it."""
        visit = self._visit(job, by)
        ruled_out = [event for event in self._ruled_out.get(job, ()) if event.at <= by]
        if ruled_out and (visit is None or (visit.ended_at or 0) < ruled_out[-1].at):
            at, because = ruled_out[-1].at, ruled_out[-1].because
            return Came(job, at, because or None, at, _leg("talked", at, by, job))
        return self._visited(visit, by) if visit else None

    def _visit(self, job: str, by: int) -> Visit | None:
        """The latest visit of the job over by then; for work other than a step, only one over at that very second."""
        over = [v for v in self._ends.get(job, ()) if (v.ended_at or 0) <= by]
        if not over or ("/" in job and over[-1].ended_at != by):
            return None
        return over[-1]

    def _visited(self, visit: Visit, by: int) -> Told:
        job, ended = visit.job, visit.ended_at or 0
        asked = visit.asked_at if visit.asked_at is not None else ended
        started = visit.started_at if visit.started_at is not None else ended
        legs = _leg("talked", ended, by, job)
        stretches = [(a, b, True) for a, b in visit.worked] + [(a, b, False) for a, b in visit.paused]
        for a, b, worked in sorted(stretches, reverse=True):
            legs += _leg("worked" if worked else "waited", a, b, job)
        legs += _leg("waited", asked, started, job)
        kind, _, inner = job.partition("/")
        if kind in ("inject", "decision") and inner:
            return Came(job, ended, f"inject:{inner}", asked, legs)
        if ended_by := self._let_go(visit):
            return Came(job, ended, ended_by, ended, _leg("talked", ended, by, job))
        if visit.ready_at is None:
            return self._since_delivery(job, ended, asked, legs)
        legs += _leg("talked", visit.ready_at, asked, job)
        since = self._since(visit, visit.ready_at)
        legs += _leg("waited", since, visit.ready_at, job)
        return Came(job, ended, visit.because or None, since, legs)

    def _let_go(self, visit: Visit) -> str:
        """The milestone that ended a held step; empty where people did, or where it had come before."""
        step = self.setup.playbook.step(visit.job)
        if step is None or not step.held or visit.seat or visit.skipped or visit.asked_at == visit.ended_at:
            return ""
        forms = ((name, f"step:{name}", f"inject:{name}") for name in step.until)
        meant = (next((form for form in names if self.state.reached(form) is not None), "") for names in forms)
        return next((form for form in meant if form and self.state.reached(form) == visit.ended_at), "")

    def _since(self, visit: Visit, ready_at: int) -> int:
        """When all had come that a visit waited for: before its delay, and before the time until a step comes again."""
        if visit.delayed_at is not None:
            return visit.delayed_at
        before = (v.ended_at or 0 for v in reversed(self._ends[visit.job]) if v.number < visit.number)
        return next(before, ready_at) if visit.because == visit.job else ready_at

    def _decided(self, inject: str, by: int) -> Told:
        """A decision of the table, open since the inject came."""
        choice = self.state.choices.get(inject)
        opened = min(choice.opened_at, by) if choice else by
        return Came(
            f"decision/{inject}", by, f"inject:{inject}", opened, _leg("talked", opened, by, f"decision/{inject}")
        )

    def _delivered(self, inject: Inject, by: int) -> Told:
        """An inject waits for the story's clock, or follows what it was tied to."""
        at = min(self.state.reached(f"inject:{inject.id}") or 0, by)
        awaited, trips_on = (
            [(name, self.state.awaited(name)) for name in some] for some in (inject.once, inject.trips_on)
        )
        last, since = brought_by(at, inject.at, awaited, trips_on)
        legs = _leg("talked", at, by, f"inject/{inject.id}") + _leg("scripted", since, at, f"inject/{inject.id}")
        return Came(f"inject:{inject.id}", at, last, since, legs)

    def _reached(self, name: str, reached: Reached, by: int) -> Told | None:
        """A milestone that people state, or that was reached before somebody asked for it."""
        at = min(reached.at, by)
        if reached.by == "people":
            return self._since_delivery(name, at, at, _leg("talked", at, by, name))
        return None if reached.by == name else Came(name, at, reached.by, at, _leg("talked", at, by, name))

    def _since_delivery(self, what: str, at: int, acted: int, legs: Legs) -> Told:
        """People acted of themselves: they talked since the last inject before."""
        place = bisect_right(self.delivered, (acted, "\uffff"))
        if place == 0:
            return Came(what, at, None, 0, legs + _leg("talked", 0, acted, what))
        since, inject = self.delivered[place - 1]
        return Came(what, at, f"inject:{inject}", since, legs + _leg("talked", since, acted, what))


def _leg(cause: Cause, start: int, end: int, what: str) -> Legs:
    """One leg, none where no time went by."""
    start = max(start, 0)
    return (Leg(cause, start, end, what),) if end > start else ()
