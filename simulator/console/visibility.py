"""What a seat may see, computed: from how an exercise stands to a view that holds nothing else.

Widgets, lines and pages are handed a view and so cannot show what it does not hold. What is not known to anybody at a
table is in no view: drawn lengths are shown as people would guess them, to the next five minutes. Long so that there
is one place to look for what a view is made of, and for a leak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from simulator.console import asked, forms, log
from simulator.console.chances import Chances
from simulator.console.deadlines import Deadlines
from simulator.console.message_view import Message
from simulator.console.messages import Messages
from simulator.console.missed import clock_title
from simulator.console.sights import Eyes, eyes, seen_at
from simulator.console.view import (
    AskedView,
    Criterion,
    FormView,
    GateView,
    ObjectiveView,
    Own,
    Phase,
    RatingView,
    RoleView,
    Said,
    Sentence,
    StepView,
    View,
    WaitView,
    WorkView,
)
from simulator.exercise.arrivals import about
from simulator.exercise.duty import staff
from simulator.exercise.seats import Seat
from simulator.exercise.views import Gate, OnDuty
from simulator.journal.witness import Witness
from simulator.model.scenario import Objective
from simulator.plan.specs import InjectSpec, JobSpec
from simulator.plan.tables import Plan
from simulator.study.pace_seen import likely_pace, usual
from simulator.timeline import events as e
from simulator.timeline.acts import observed
from simulator.timeline.moves import Move, Numbered, effective
from simulator.timeline.state import InjectStatus, Job, State
from simulator.timeline.wires import wires
from simulator.wording.names import Names
from simulator.wording.sentences import sentence
from simulator.wording.voice import Voice


@dataclass(frozen=True)
class Situation:
    """How an exercise stands at a moment, with all that is hidden. Times in seconds since opens."""

    state: State
    now: int
    """Incident time to show; talk not yet recorded included."""
    room: int
    """Room seconds of play used."""
    gate: Gate | None = None
    """The gate incident time stands before."""
    coming: Gate | None = None
    """The latest that the next gate can come."""
    slack: int | None = None
    """Room seconds to spare for the injects still to come."""
    skippable: tuple[str, ...] = ()
    par: State | None = None
    chances: Chances = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    seats: tuple[str, ...] = ()
    """The seats of the players, each of which is asked for its opinion."""
    witness: Witness | None = None
    """Of the record, once it is closed."""

    @cached_property
    def counted(self) -> tuple[Numbered, ...]:
        """The moves that count: found once for all who look."""
        return tuple(effective(self.moves))


def view_for(seat: Seat, plan: Plan, situation: Situation, voice: Voice, *, titles: bool = False) -> View:
    """What a seat sees. ``titles``: a seat that may see the titles of what comes asks for them."""
    return Viewer(plan, seat, voice).view(situation, titles=titles)


class Viewer:
    """Makes one seat's views of an exercise, and keeps of the last one what has not changed since."""

    def __init__(self, plan: Plan, seat: Seat, voice: Voice) -> None:
        self._plan, self._seat, self.voice = plan, seat, voice
        self._messages, self._deadlines = Messages(plan.setup), Deadlines(plan.setup)
        self._last: _Looked | None = None
        self._eyes: tuple[State, bool, Eyes] | None = None

    def view(self, situation: Situation, *, titles: bool = False) -> View:
        """What the seat sees now."""
        looked, state = self._looked(situation, titles), situation.state
        seen, scenario = looked.eyes, self._plan.setup.scenario
        return View(
            seat=self._seat,
            sights=seen.sights,
            title=self.voice.text(scenario.title),
            phase=_phase(state),
            now=situation.now,
            ended_at=state.ended_at,
            room=situation.room,
            play=scenario.session.play,
            talk=state.talk,
            self_running=state.self_running,
            discussion_only=self._plan.setup.discussion_only,
            is_real=state.is_real,
            gate=_gate(situation.gate, looked),
            coming=_gate(situation.coming, looked) if seen.sees("coming") else None,
            slack=situation.slack if seen.sees("coming") else None,
            skippable=_skippable(situation, seen),
            held=looked.held,
            awaiting=looked.awaiting,
            waits=looked.waits,
            asked=looked.asked,
            messages=looked.messages,
            steps=looked.steps,
            clocks=self._deadlines.clock_views(state, situation.now, seen, situation.par, situation.chances),
            pace=looked.pace,
            staff=looked.staff,
            log=looked.log,
            forms=looked.forms,
            requests=asked.requests(state, seen),
            lines=asked.lines(state, seen),
            objectives=looked.objectives,
            own=looked.own,
            slips=state.slips,
            hot_wash=_hot_wash(state, seen.names) if state.ended_at is not None else (),
            witness=situation.witness,
        )

    def sentences(self, events: tuple[e.Event, ...], state: State) -> list[Sentence]:
        """The sentences about these events that the seat may read."""
        return log.sentences(events, self.eyes(state))

    def arrived_later(self, state: State) -> tuple[Sentence, ...]:
        """Improvised messages that the seat may know of and that came some time after they were written."""
        return log.arrived_later(state, self.eyes(state))

    def sent(self, state: State) -> Mapping[str, Sentence]:
        """What was wrong with forms that went out, for a seat that may know, by expectation; the earliest first."""
        return forms.sent(self._plan.setup, state, self.eyes(state))

    def missed(self, state: State) -> Mapping[str, Sentence]:
        """Deadlines that went by and that the seat may know of, by clock; the earliest first."""
        return self._deadlines.missed(state, self.eyes(state))

    def eyes(self, state: State, *, titles: bool = False) -> Eyes:
        """The seat's eyes on a State."""
        kept = self._eyes
        if kept is None or kept[0] is not state or kept[1] is not titles:
            self._eyes = kept = (state, titles, eyes(self._seat, self._plan.setup, state, self.voice, titles=titles))
        return kept[2]

    def _looked(self, situation: Situation, titles: bool) -> _Looked:
        """What depends on the State alone; computed again when that changes."""
        last, state = self._last, situation.state
        if last is None or last.state is not state or last.titles is not titles:
            seen = self.eyes(state, titles=titles)
            messages = self._messages.shown(state, seen, situation.seats)
            missed = self._deadlines.missed_together(state, seen)
            self._last = last = _Looked(self._plan, state, titles, seen, messages, missed, situation)
        return last


@dataclass(frozen=True)
class _Looked:
    """A seat's look at one State."""

    plan: Plan
    state: State
    titles: bool
    eyes: Eyes
    messages: tuple[Message, ...]
    missed: tuple[Sentence, ...]
    """Deadlines that went by."""
    situation: Situation

    @cached_property
    def log(self) -> tuple[Sentence, ...]:
        arrived = log.arrived_later(self.state, self.eyes)
        sent = forms.sent(self.plan.setup, self.state, self.eyes)
        return log.latest(
            self.situation.moves, self.situation.counted, self.eyes, (*arrived, *sorted((*self.missed, *sent.values())))
        )

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
        if not self.eyes.sees("playbook"):
            return ()
        names, state = self.eyes.names, self.state
        steps = [
            _step(
                spec.name,
                names.step(spec.name),
                state.job(spec.name),
                begins=_begins(spec, self.plan, state),
                until=names.listed(names.awaited(self.plan.milestones[m]) for m in spec.until) if spec.held else "",
            )
            for spec in self.plan.jobs
            if spec.kind == "step"
        ]
        actions = [_step(name, free.title, state.job(name), beyond=True) for name, free in state.actions.items()]
        return (*steps, *actions)

    @cached_property
    def pace(self) -> float | None:
        """As forecasts have it: from what can be seen, never from what was drawn."""
        if not self.eyes.sees("chances") or self.state.ended_at is not None:
            return None
        likely = likely_pace(self.plan, self.state)
        return None if likely is None else usual(self.plan, likely)

    @cached_property
    def forms(self) -> tuple[FormView, ...]:
        return forms.due(self.plan.setup, self.state, self.eyes)

    @cached_property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        if not self.eyes.sees("criteria"):
            return ()
        return tuple(self._objective(objective) for objective in self.plan.setup.scenario.objectives)

    def _objective(self, objective: Objective) -> ObjectiveView:
        names, state, sees_all = self.eyes.names, self.state, self.eyes.sees("observations") or self.state.closed
        looked_for = ((f"objective/{objective.id}/{n}", text) for n, text in enumerate(objective.look_for, 1))
        rated = state.rated.get(objective.id, {}).values()
        return ObjectiveView(
            objective.id,
            names.text(objective.text),
            tuple(Criterion(what, names.text(text), seen_at(what, state, self.eyes)) for what, text in looked_for),
            tuple(
                RatingView(names.seat(one.seat), one.rating, one.why)
                for one in rated
                if sees_all or one.seat == self.eyes.seat.id
            ),
            sees_all and state.apart(objective.id),
        )

    @cached_property
    def own(self) -> tuple[Own, ...]:
        """Whoever conducts reads and mends what all have written, elsewhere."""
        if self.eyes.seat.kinds & {"facilitator", "operator"}:
            return ()
        return tuple(
            Own(number, event.at, words)
            for number, move in self.situation.counted
            if self.eyes.seat.id and move.by == self.eyes.seat.id and observed(move.act)
            for event in move.events
            if (words := sentence(event, self.eyes.names))
        )

    @cached_property
    def staff(self) -> tuple[RoleView, ...]:
        """Everybody but those who are never missing."""
        if not self.eyes.sees("team"):
            return ()
        return tuple(_role(duty, duty.people, self) for duty in staff(self.plan, self.state) if duty.people is not None)


def _phase(state: State) -> Phase:
    if state.stopped:
        return "stopped"
    if state.closed:
        return "closed"
    if state.ended_at is not None:
        return "ended"
    if state.on_break:
        return "break"
    return "play" if state.started else "before"


def _step(
    id_: str, title: str, job: Job, *, begins: int | None = None, beyond: bool = False, until: str = ""
) -> StepView:
    ends = None if job.ends_at is None else about(job.ends_at)
    held = until if job.status == "running" else ""
    return StepView(id_, title, job.status, job.ordered, job.ended_at, ends, begins, beyond, held)


def _begins(spec: JobSpec, plan: Plan, state: State) -> int | None:
    """When its delay is over, or when it comes again."""
    job = state.job(spec.name)
    if job.status == "delayed":
        return job.ready_at
    over = any(state.reached(plan.milestones[m]) is not None for m in spec.until)
    return None if over or not spec.every else job.again_at(spec.every)


def _role(duty: OnDuty, people: int, looked: _Looked) -> RoleView:
    names = looked.eyes.names
    return RoleView(
        role=names.people(duty.roles),
        people=people,
        present=duty.present,
        busy=tuple(WorkView(names.job(busy.job), busy.people, busy.ends_about, busy.paused) for busy in duty.busy),
        next_change=duty.next_change,
        comes_about=duty.comes_about if duty.called else None,
    )


def _gate(gate: Gate | None, looked: _Looked) -> GateView | None:
    """A gate, named where what is due is known to these eyes: a message that comes has no title yet."""
    if gate is None:
        return None
    seen, name = looked.eyes, ""
    if gate.kind == "inject":
        name = seen.names.inject(gate.what) if seen.sees("titles") else ""
    elif gate.kind == "decision":
        name = seen.names.inject(gate.what)
    elif gate.kind == "deadline" and seen.sees("clocks"):
        clock = looked.plan.setup.clock(gate.what)
        name = clock_title(clock, seen.names) if clock else ""
    elif gate.kind == "ready" and seen.sees("playbook"):
        name = seen.names.step(gate.what)
    # A deadline is passed a second after it.
    return GateView(gate.at - 1 if gate.kind == "deadline" else gate.at, gate.kind, name)


def _hot_wash(state: State, names: Names) -> tuple[Said, ...]:
    """What was said after ENDEX, strengths first, and agreed: the room reads it together."""
    lessons = sorted(state.read_lessons, key=lambda one: one.kind != "strength")
    said = (Said(one.kind, one.text, names.seat(one.seat) if one.seat else "") for one in lessons)
    agreed = (
        Said("action", one.text, names.listed(part for part in (one.owner and names.seat(one.owner), one.due) if part))
        for one in state.agreed.values()
    )
    return (*said, *agreed)


def _skippable(situation: Situation, seen: Eyes) -> tuple[str, ...]:
    if not seen.sees("coming") or situation.slack is None or situation.slack >= 0:
        return ()
    return tuple(seen.names.inject(name) if seen.sees("titles") else "" for name in situation.skippable)
