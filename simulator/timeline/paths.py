"""How a milestone came about: walking back from it, where the time went.

Every second from opening to the milestone is one of: *talked* (ready and not yet asked for, a
decision open), *worked*, *waited* (for people, for the next shift) or *scripted* (the story had not
come so far). Whatever else went on at the same time did not decide the milestone and is not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.model.scenario import Inject
from simulator.model.setup import Setup
from simulator.timeline.state import State
from simulator.timeline.visits import Visit

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


def path(milestone: str, setup: Setup, state: State, visits: Iterable[Visit]) -> tuple[Leg, ...]:
    """The legs from opening to the milestone, ascending and without a gap; none while it is not reached.

    ``milestone`` may be ``step:<id>`` or ``inject:<id>`` too.
    """
    at = state.reached(milestone)
    if at is None:
        return ()
    walk = _Walk(setup, state, tuple(visits))
    walk.back(milestone, at)
    return tuple(reversed(walk.legs))


class _Walk:
    """One walk back. Each move either goes back in time or to something not yet seen at this second."""

    def __init__(self, setup: Setup, state: State, visits: tuple[Visit, ...]) -> None:
        self.setup, self.state = setup, state
        self.ends: dict[str, list[Visit]] = {}
        for visit in visits:
            if visit.ended_at is not None:
                self.ends.setdefault(visit.job, []).append(visit)
        self.legs: list[Leg] = []
        self.seen: set[tuple[str, int]] = set()
        self.told = sorted((d.at, name) for name, d in state.injects.items() if d.status == "delivered")

    def add(self, cause: Cause, start: int, end: int, what: str) -> None:
        start = max(start, 0)
        if end > start:
            self.legs.append(Leg(cause, start, end, what))

    def back(self, name: str, at: int) -> None:
        """Follows what is called ``name`` from second ``at`` to the opening."""
        while at > 0 and name and (name, at) not in self.seen:
            self.seen.add((name, at))
            name, at = self._before(name, at)
        self.add("scripted", 0, at, "")

    def _before(self, name: str, at: int) -> tuple[str, int]:
        """What came before, after adding the legs up to it."""
        reached = self.state.milestones.get(name)
        if reached and reached.by not in ("people", name) and reached.at == at:
            return reached.by, at
        visit = self._visit(name.removeprefix("step:"), at)
        if visit:
            return self._visited(visit, at)
        kind, _, inner = name.replace(":", "/", 1).partition("/")
        if kind == "decision":
            return self._decided(inner, at)
        inject = self.setup.scenario.inject(inner if kind == "inject" else name)
        if inject and self.state.reached(f"inject:{inject.id}") is not None:
            return self._told(inject, at)
        if reached and reached.by == "people":
            self.add("talked", reached.at, at, name)
            return self._since_told(min(reached.at, at), name)
        if reached and reached.by != name:
            self.add("talked", reached.at, at, name)
            return reached.by, min(reached.at, at)
        return "", at

    def _visit(self, job: str, at: int) -> Visit | None:
        """The latest visit of the job over by then; for work other than a step, only one over at that very second."""
        over = [v for v in self.ends.get(job, ()) if (v.ended_at or 0) <= at]
        if not over or ("/" in job and over[-1].ended_at != at):
            return None
        return over[-1]

    def _visited(self, visit: Visit, at: int) -> tuple[str, int]:
        job, ended = visit.job, visit.ended_at or 0
        self.add("talked", ended, at, job)
        asked = visit.asked_at if visit.asked_at is not None else ended
        started = visit.started_at if visit.started_at is not None else ended
        stretches = [(a, b, "worked") for a, b in visit.worked] + [(a, b, "waited") for a, b in visit.paused]
        for a, b, cause in sorted(stretches, reverse=True):
            self.add("worked" if cause == "worked" else "waited", a, b, job)
        self.add("waited", asked, started, job)
        kind, _, inner = job.partition("/")
        if kind in ("inject", "decision") and inner:
            return f"inject:{inner}", asked
        if visit.ready_at is None:
            return self._since_told(asked, job)
        self.add("talked", visit.ready_at, asked, job)
        return visit.because, visit.ready_at

    def _decided(self, inject: str, at: int) -> tuple[str, int]:
        choice = self.state.choices.get(inject)
        opened = min(choice.opened_at, at) if choice else at
        self.add("talked", opened, at, f"decision/{inject}")
        return f"inject:{inject}", opened

    def _told(self, inject: Inject, at: int) -> tuple[str, int]:
        """An inject waits for the story's clock, or follows what it was tied to."""
        came = self.state.reached(f"inject:{inject.id}") or 0
        self.add("talked", came, at, f"inject/{inject.id}")
        came = min(came, at)
        tied = [(t, name) for name in inject.once if (t := self._reached(name)) is not None and t <= came]
        if not inject.once or len(tied) < len(inject.once) or came <= (inject.at or 0):
            self.add("scripted", 0, came, f"inject/{inject.id}")
            return "", 0
        last, name = max(tied)
        self.add("scripted", last, came, f"inject/{inject.id}")
        return name, last

    def _reached(self, name: str) -> int | None:
        """``once`` names a milestone, a step or an inject."""
        found = (self.state.reached(full) for full in (name, f"step:{name}", f"inject:{name}"))
        return next((at for at in found if at is not None), None)

    def _since_told(self, at: int, what: str) -> tuple[str, int]:
        """People acted of themselves: they talked since the last inject before."""
        place = bisect_right(self.told, (at, "\uffff"))
        if place == 0:
            self.add("talked", 0, at, what)
            return "", 0
        told, inject = self.told[place - 1]
        self.add("talked", told, at, what)
        return f"inject:{inject}", told
