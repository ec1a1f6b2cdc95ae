"""What a seat may see, computed: from how an exercise stands to a view that holds nothing else.

Widgets, lines and pages are handed a view and so cannot show what it does not hold. What is not known to anybody at a
table is in no view: drawn lengths are shown as people would guess them, to the next five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from simulator.console import log
from simulator.console.chances import Chance, Chances
from simulator.console.messages import Messages
from simulator.console.sights import Eyes, eyes
from simulator.console.view import (
    ClockView,
    GateView,
    Message,
    Phase,
    RoleView,
    Sentence,
    StepView,
    View,
    WorkView,
)
from simulator.exercise.duty import about, staff
from simulator.exercise.seats import Seat
from simulator.exercise.views import Gate, OnDuty
from simulator.model.durations import MINUTE
from simulator.model.setup import Clock
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.judge import Verdict, judge
from simulator.timeline.moves import Move
from simulator.timeline.state import Job, State
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
    slack: int | None = None
    """Room seconds to spare for the injects still to come."""
    skippable: tuple[str, ...] = ()
    par: State | None = None
    chances: Chances = field(default_factory=dict)
    moves: tuple[Move, ...] = ()


def view_for(seat: Seat, plan: Plan, situation: Situation, voice: Voice, *, titles: bool = False) -> View:
    """What a seat sees. ``titles``: a seat that may see the titles of what comes asks for them."""
    return Viewer(plan, seat, voice).view(situation, titles=titles)


class Viewer:
    """Makes one seat's views of an exercise, and keeps of the last one what has not changed since."""

    def __init__(self, plan: Plan, seat: Seat, voice: Voice) -> None:
        self._plan, self._seat, self.voice = plan, seat, voice
        self._messages = Messages(plan.setup)
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
            gate=_gate(situation.gate, looked),
            coming=_gate(situation.coming, looked) if seen.sees("coming") else None,
            slack=situation.slack if seen.sees("coming") else None,
            skippable=_skippable(situation, seen),
            messages=looked.messages,
            steps=looked.steps,
            clocks=tuple(_clocks(situation, looked)) if seen.sees("clocks") else (),
            staff=looked.staff,
            log=looked.log,
        )

    def sentences(self, events: tuple[e.Event, ...], state: State) -> list[Sentence]:
        """The sentences about these events that the seat may read."""
        return log.sentences(events, self.eyes(state))

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
            messages = self._messages.shown(state, seen)
            self._last = last = _Looked(self._plan, state, titles, seen, messages, situation.moves)
        return last


@dataclass(frozen=True)
class _Looked:
    """A seat's look at one State."""

    plan: Plan
    state: State
    titles: bool
    eyes: Eyes
    messages: tuple[Message, ...]
    moves: tuple[Move, ...]

    @cached_property
    def log(self) -> tuple[Sentence, ...]:
        return log.latest(self.moves, self.eyes)

    @cached_property
    def steps(self) -> tuple[StepView, ...]:
        if not self.eyes.sees("playbook"):
            return ()
        names, state = self.eyes.names, self.state
        named = [(step.id, names.step(step.id), False) for step in self.plan.setup.playbook.steps]
        named += [(action, free.title, True) for action, free in state.actions.items()]
        return tuple(_step(id_, title, state.job(id_), beyond) for id_, title, beyond in named)

    @cached_property
    def staff(self) -> tuple[RoleView, ...]:
        """Everybody but those who are never missing."""
        if not self.eyes.sees("team"):
            return ()
        return tuple(_role(duty, duty.people, self) for duty in staff(self.plan, self.state) if duty.people is not None)

    def title(self, clock: Clock) -> str:
        """A clock's title, with what it counts from where there are several readings of that."""
        names = self.eyes.names
        title = names.text(clock.title)
        if clock.reading:
            return names.voice("{title} ({what})", title=title, what=names.milestone(clock.start))
        return title


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


def _step(id_: str, title: str, job: Job, beyond: bool) -> StepView:
    ends = None if job.ends_at is None else about(job.ends_at)
    return StepView(id_, title, job.status, job.ordered, job.ended_at, ends, beyond)


def _role(duty: OnDuty, people: int, looked: _Looked) -> RoleView:
    names, call = looked.eyes.names, duty.call
    waited = call is not None and call.answers_at > looked.state.now
    return RoleView(
        role=names.role(duty.role),
        people=people,
        present=duty.present,
        busy=tuple(WorkView(names.job(busy.job), busy.people, busy.ends_about) for busy in duty.busy),
        next_change=duty.next_change,
        comes_about=about(call.answers_at) if call and waited else None,
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
        name = looked.title(clock) if clock else ""
    return GateView(gate.at, gate.kind, name)


def _skippable(situation: Situation, seen: Eyes) -> tuple[str, ...]:
    if not seen.sees("coming") or situation.slack is None or situation.slack >= 0:
        return ()
    return tuple(seen.names.inject(name) if seen.sees("titles") else "" for name in situation.skippable)


def _clocks(situation: Situation, looked: _Looked) -> list[ClockView]:
    """How each clock stands at the time shown; a chance only while there is time left to be in time."""
    over = situation.now >= looked.plan.setup.scenario.ends_after
    verdicts = judge(looked.plan.setup.clocks, replace(situation.state, now=situation.now), over=over)
    return [_clock(verdict, situation, looked) for verdict in verdicts if _sees_clock(verdict, looked.eyes)]


def _clock(verdict: Verdict, situation: Situation, looked: _Looked) -> ClockView:
    clock, names = verdict.clock, looked.eyes.names
    waits = clock.is_order or verdict.standing == "not-started"
    return ClockView(
        key=clock.key,
        title=looked.title(clock),
        kind=clock.kind,
        standing=verdict.standing,
        is_order=clock.is_order,
        start=names.milestone(clock.start) if waits else "",
        end=names.milestone(clock.end) if clock.is_order else "",
        started=verdict.started,
        deadline=verdict.deadline,
        reached=verdict.reached,
        par=_par(clock, situation.par) if looked.eyes.sees("par") else None,
        chance=_chance(verdict, situation) if looked.eyes.sees("chances") else None,
    )


def _sees_clock(verdict: Verdict, seen: Eyes) -> bool:
    """Who does not conduct sees none that has not started, and none that a message expects.

    What a message that has not come will expect is like its title.
    """
    if not seen.sees("waiting-clocks"):
        return verdict.standing != "not-started" and verdict.clock.kind != "inject"
    return verdict.clock.kind != "inject" or (verdict.standing != "not-started" or seen.sees("titles"))


def _par(clock: Clock, par: State | None) -> int | Literal["never"] | None:
    """Seconds the playbook alone takes; None where that is not known."""
    started = None if par is None or clock.is_order else par.reached(clock.start)
    if par is None or started is None:
        return None
    reached = par.reached(clock.end)
    return "never" if reached is None else max(reached - started, 0)


def _chance(verdict: Verdict, situation: Situation) -> Chance | None:
    """Under a minute, the milestone not reached, there is no chance to speak of."""
    if verdict.standing != "running" or verdict.deadline is None or verdict.deadline - situation.now < MINUTE:
        return None
    return situation.chances.get(verdict.clock.key)
