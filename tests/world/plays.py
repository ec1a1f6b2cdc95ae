"""Small plays to read: what a setup comes to on autopilot, or with people at the table."""

from __future__ import annotations

from typing import Any, TypeVar

from simulator.exercise.commands import PlayCommand
from simulator.exercise.rules.decide import decide
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.timeline.events import Event, Passed, Started, WorkEnded
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.timeline.visits import Visit, visits
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup

E = TypeVar("E", bound=Event)

OFFICE = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
"""Setups open on a Friday at 17:40, twenty minutes before these hours end."""


ALERT: dict[str, Any] = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}
MANY = {"analyst": {"people": "9", "hours": "always"}}
"""A team in which nobody ever waits for anybody."""


def step(name: str, takes: str = "10m", **keys: Any) -> dict[str, Any]:
    """A step of the analyst's."""
    return {"id": name, "role": "analyst", "takes": takes} | keys


class Story:
    """Events told in minutes since opening, or as weekday and time in Tokyo."""

    setup: Setup
    events: list[Event]

    @property
    def state(self) -> State:
        return fold(self.events)

    def visits(self, job: str) -> list[Visit]:
        return [visit for visit in visits(self.events) if visit.job == job]

    def worked(self, job: str) -> list[tuple[int, int]]:
        """Per visit, the minutes at which it began and ended."""
        return [(_minutes(visit.started_at), _minutes(visit.ended_at)) for visit in self.visits(job)]

    def hours(self, job: str) -> list[str]:
        """The stretches of work, such as ``Fri 17:40-18:00`` or ``Fri 23:10-Sat 02:10``; pauses lie between."""
        spans = [span for visit in self.visits(job) for span in visit.worked]
        told = [(self.clock(start), self.clock(end)) for start, end in spans]
        return [f"{start}-{end.removeprefix(start[:4])}" for start, end in told]

    def clock(self, seconds: int) -> str:
        return f"{self.setup.moment(seconds):%a %H:%M}"

    def outcomes(self, job: str) -> list[str]:
        return [visit.outcome for visit in self.visits(job)]

    def status(self, job: str) -> str:
        return self.state.job(job).status

    def at(self, milestone: str) -> int | None:
        """The minute a milestone was reached; None while it was not."""
        reached = self.state.reached(milestone)
        return None if reached is None else _minutes(reached)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def ends(self, job: str) -> list[WorkEnded]:
        return [event for event in self.of(WorkEnded) if event.job == job]


def _minutes(seconds: int | None) -> int:
    assert seconds is not None
    assert seconds % 60 == 0
    return seconds // 60


class Played(Story):
    """The playbook on autopilot, to the end."""

    def __init__(self, setup: Setup, seed: int = 1) -> None:
        self.setup = setup
        self.plan = compile_plan(setup)
        self.events = advance(self.plan, State(), Draws(seed), self.plan.horizon, auto=True)


def play(
    steps: list[dict[str, Any]],
    injects: list[dict[str, Any]] | None = None,
    roles: dict[str, Any] | None = None,
    **scenario: Any,
) -> Played:
    """``make_setup`` and its play on autopilot."""
    return Played(make_setup(steps, injects, roles, **scenario))


class Table(Story):
    """People at the table: nothing begins without their order, unless the playbook runs itself."""

    def __init__(self, setup: Setup, *, self_running: bool = False, seed: int = 1) -> None:
        self.setup = setup
        self.plan = compile_plan(setup)
        self.draws = Draws(seed)
        self.events = [Started(0, self_running=self_running)]
        self.until(0)

    def act(self, command: PlayCommand) -> Table:
        """What a seat wants, and what follows at once; ``Refused`` if it cannot be."""
        self.events += decide(self.plan, self.state, self.draws, command)
        return self._follow(self.state.now)

    def until(self, minute: int) -> Table:
        """Time goes by."""
        self._follow(minute * 60)
        self.events.append(Passed(minute * 60))
        return self

    def _follow(self, until: int) -> Table:
        self.events += advance(self.plan, self.state, self.draws, until)
        return self
