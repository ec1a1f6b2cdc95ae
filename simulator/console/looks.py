"""What seats see alike, computed once a State for all who have the same eyes: thirty evaluators are one look.

Nothing here knows who sits where, so nothing of one seat can come to another by it; what is a seat's own is added in
``console.visibility``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from simulator.console import forms, log
from simulator.console.deadlines import Deadlines
from simulator.console.message_view import Message
from simulator.console.messages import Messages
from simulator.console.sights import Eyes, eyes
from simulator.console.situation import Situation
from simulator.console.view import (
    AskedView,
    ClockView,
    FormView,
    RoleView,
    Sentence,
    StepView,
    WaitView,
    WorkView,
)
from simulator.exercise.arrivals import about
from simulator.exercise.duty import staff
from simulator.exercise.seats import Kind, Seat
from simulator.exercise.views import OnDuty
from simulator.plan.specs import InjectSpec, JobSpec
from simulator.plan.tables import Plan
from simulator.study.pace_seen import likely_pace, usual
from simulator.timeline.state import InjectStatus, Job, State
from simulator.timeline.wires import wires
from simulator.wording.names import Names
from simulator.wording.voice import Voice

_Kinds = tuple[frozenset[Kind], frozenset[str], bool]
"""Kinds and roles of seats, and whether they ask for titles: whose eyes are the same."""


class Looks:
    """All looks at an exercise, in one language; of the last State that was looked at."""

    def __init__(self, plan: Plan, voice: Voice) -> None:
        self.plan, self.voice = plan, voice
        self.messages, self.deadlines = Messages(plan.setup), Deadlines(plan.setup)
        self._state: State | None = None
        self._eyes: dict[_Kinds, Eyes] = {}
        self._looks: dict[tuple[frozenset[str], frozenset[str]], Look] = {}

    def eyes(self, seat: Seat, state: State, *, titles: bool = False) -> Eyes:
        """The eyes of a seat on a State."""
        self._turn_to(state)
        key = seat.kinds, seat.roles, titles
        if key not in self._eyes:
            self._eyes[key] = eyes(seat, self.plan.setup, state, self.voice, titles=titles)
        return self._eyes[key]

    def look(self, seen: Eyes, situation: Situation) -> Look:
        """What these eyes see of how it stands."""
        self._turn_to(situation.state)
        key = seen.sights, seen.private
        if key not in self._looks:
            self._looks[key] = Look(self, seen, situation)
        return self._looks[key]

    def _turn_to(self, state: State) -> None:
        if self._state is not state:
            self._state, self._eyes, self._looks = state, {}, {}


class Look:
    """What is seen of one State by those who have these eyes; each part is computed when it is first asked for."""

    def __init__(self, looks: Looks, seen: Eyes, situation: Situation) -> None:
        self.plan, self.eyes, self.state = looks.plan, seen, situation.state
        self._situation = situation
        self._looks = looks
        self._clocks: tuple[Situation, tuple[ClockView, ...]] | None = None

    def clocks(self, situation: Situation) -> tuple[ClockView, ...]:
        """How deadlines stand: they go on while the State stays."""
        if self._clocks is None or self._clocks[0] is not situation:
            now, par, chances = situation.now, situation.par, situation.chances
            self._clocks = (
                situation,
                self._looks.deadlines.clock_views(self.state, now, self.eyes, par, chances),
            )
        return self._clocks[1]

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Those that came; what a seat has ticked of them is not in them."""
        return self._looks.messages.shown(self.state, self.eyes, self._situation.seats)

    @cached_property
    def log(self) -> tuple[Sentence, ...]:
        """What happened last, newest first."""
        state, seen, situation = self.state, self.eyes, self._situation
        missed = self._looks.deadlines.missed_together(state, seen)
        sent = forms.sent(self.plan.setup, state, seen).values()
        untold = (*log.arrived_later(state, seen), *sorted((*missed, *sent)))
        return log.latest(situation.moves, situation.counted, seen, untold)

    @cached_property
    def held(self) -> tuple[str, ...]:
        """Known to whoever sees when something is next."""
        found = self._to_come("held")
        return tuple(self.eyes.names.inject(inject.name) if self.eyes.sees("titles") else "" for inject in found)

    @cached_property
    def awaiting(self) -> int:
        """Without those whose moment is known: they are on the way."""
        reached = [self.state.reached(name) for name in self.plan.milestones]
        return sum(inject.due(reached) is None for inject in self._to_come("to-come"))

    @cached_property
    def waits(self) -> tuple[WaitView, ...]:
        """What was chosen at the table is told as clocks are: the moment and the measure, not what comes then."""
        if not self.eyes.sees("clocks") or self.state.ended_at is not None:
            return ()
        names, set_ = self.eyes.names, wires(self.plan.setup.scenario, self.state)
        return tuple(
            WaitView(wire.latest, names.either(names.awaited(word) for word in wire.inject.trips_on))
            for wire in set_
            if self.state.delivery(wire.inject.id).status == "to-come"
        )

    @cached_property
    def asked(self) -> tuple[AskedView, ...]:
        """For whoever may read the message that asks."""
        names = self.eyes.names
        return tuple(
            AskedView(names.decider(inject.decision), names.text(inject.decision.question), about(ends))
            for inject in self.plan.setup.scenario.injects
            if inject.decision and inject.decision.outside and inject.id not in self.eyes.private
            if self.state.ended_at is None and (ends := self.state.job(f"decision/{inject.id}").ends_at) is not None
        )

    def _to_come(self, status: InjectStatus) -> list[InjectSpec]:
        if not self.eyes.sees("coming"):
            return []
        return [inject for inject in self.plan.injects if self.state.delivery(inject.name).status == status]

    @cached_property
    def steps(self) -> tuple[StepView, ...]:
        """The playbook and what was done beyond it."""
        if not self.eyes.sees("playbook"):
            return ()
        names, state = self.eyes.names, self.state
        steps = [_step(spec, self.plan, state, names) for spec in self.plan.jobs if spec.kind == "step"]
        actions = (_stands(name, free.title, state.job(name)) for name, free in state.actions.items())
        return (*steps, *(replace(action, beyond=True) for action in actions))

    @cached_property
    def pace(self) -> float | None:
        """As forecasts have it: from what can be seen, never from what was drawn."""
        if not self.eyes.sees("chances") or self.state.ended_at is not None:
            return None
        likely = likely_pace(self.plan, self.state)
        return None if likely is None else usual(self.plan, likely)

    @cached_property
    def forms(self) -> tuple[FormView, ...]:
        """Reports that are due, for seats that write on them."""
        return forms.due(self.plan.setup, self.state, self.eyes)

    @cached_property
    def staff(self) -> tuple[RoleView, ...]:
        """Everybody but those who are never missing."""
        if not self.eyes.sees("team"):
            return ()
        known = (duty for duty in staff(self.plan, self.state) if duty.people is not None)
        return tuple(_role(duty, duty.people or 0, self.eyes.names) for duty in known)


def _step(spec: JobSpec, plan: Plan, state: State, names: Names) -> StepView:
    until = names.listed(names.awaited(plan.milestones[m]) for m in spec.until) if spec.held else ""
    begins = _begins(spec, plan, state)
    known, stands = plan.setup.playbook.step(spec.name), _stands(spec.name, names.step(spec.name), state.job(spec.name))
    held = until if stands.status == "running" else ""
    return replace(stands, begins_at=begins, until=held, roles=frozenset(known.roles if known else ()))


def _stands(id_: str, title: str, job: Job) -> StepView:
    ends = None if job.ends_at is None else about(job.ends_at)
    return StepView(id_, title, job.status, job.ordered, job.ended_at, ends)


def _begins(spec: JobSpec, plan: Plan, state: State) -> int | None:
    """When its delay is over, or when it comes again."""
    job = state.job(spec.name)
    if job.status == "delayed":
        return job.ready_at
    over = any(state.reached(plan.milestones[m]) is not None for m in spec.until)
    return None if over or not spec.every else job.again_at(spec.every)


def _role(duty: OnDuty, people: int, names: Names) -> RoleView:
    return RoleView(
        role=names.people(duty.roles),
        people=people,
        present=duty.present,
        busy=tuple(WorkView(names.job(busy.job), busy.people, busy.ends_about, busy.paused) for busy in duty.busy),
        next_change=duty.next_change,
        comes_about=duty.comes_about if duty.called else None,
    )
