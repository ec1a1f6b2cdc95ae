"""What a seat may see, computed: from how an exercise stands to a view that holds nothing else.

Widgets, lines and pages are handed a view and so cannot show what it does not hold. What is not known to anybody at a
table is in no view: drawn lengths are shown as people would guess them, to the next five minutes. What seats with the
same eyes see alike is in ``console.looks``; here it is put together with what is a seat's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.console import asked, forms, log
from simulator.console.looks import Look, Looks
from simulator.console.message_view import Message
from simulator.console.messages import ticked
from simulator.console.missed import clock_title
from simulator.console.sights import Eyes, seen_at
from simulator.console.situation import Situation
from simulator.console.view import Criterion, GateView, ObjectiveView, Own, Phase, RatingView, Said, Sentence, View
from simulator.exercise.seats import Seat
from simulator.exercise.views import Gate
from simulator.model.scenario import Objective
from simulator.plan.tables import Plan
from simulator.timeline import events as e
from simulator.timeline.acts import observed
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.sentences import sentence
from simulator.wording.voice import Voice


def view_for(seat: Seat, plan: Plan, situation: Situation, voice: Voice, *, titles: bool = False) -> View:
    """What a seat sees. ``titles``: a seat that may see the titles of what comes asks for them."""
    return Viewer(seat, Looks(plan, voice)).view(situation, titles=titles)


class Viewer:
    """Makes one seat's views of an exercise, and keeps of the last one what has not changed since."""

    def __init__(self, seat: Seat, looks: Looks) -> None:
        """``looks``: shared by all who look at an exercise in one language."""
        self._seat, self._looks, self.voice = seat, looks, looks.voice
        self._messages: tuple[Message, ...] = ()
        self._own: tuple[State, tuple[ObjectiveView, ...], tuple[Own, ...]] | None = None

    def view(self, situation: Situation, *, titles: bool = False) -> View:
        """What the seat sees now."""
        state, setup = situation.state, self._looks.plan.setup
        seen = self.eyes(state, titles=titles)
        look = self._looks.look(seen, situation)
        objectives, own = self._of_seat(look, situation)
        return View(
            seat=self._seat,
            sights=seen.sights,
            title=self.voice.text(setup.scenario.title),
            phase=_phase(state),
            now=situation.now,
            ended_at=state.ended_at,
            room=situation.room,
            play=setup.scenario.session.play,
            talk=state.talk,
            self_running=state.self_running,
            discussion_only=setup.discussion_only,
            is_real=state.is_real,
            gate=_gate(situation.gate, look),
            coming=_gate(situation.coming, look) if seen.sees("coming") else None,
            slack=situation.slack if seen.sees("coming") else None,
            skippable=_skippable(situation, seen),
            held=look.held,
            awaiting=look.awaiting,
            waits=look.waits,
            asked=look.asked,
            messages=self._ticked(look),
            steps=look.steps,
            clocks=look.clocks(situation),
            pace=look.pace,
            staff=look.staff,
            log=look.log,
            forms=look.forms if forms.written_at(self._seat, seen) else (),
            requests=asked.requests(state, self._seat, seen),
            lines=asked.lines(state, self._seat, seen),
            objectives=objectives,
            own=own,
            slips=state.slips,
            hot_wash=_hot_wash(state, seen.names) if state.ended_at is not None else (),
            joining=situation.joining if "wall" in self._seat.kinds and state.ended_at is None else None,
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
        return forms.sent(self._looks.plan.setup, state, self.eyes(state))

    def missed(self, state: State) -> Mapping[str, Sentence]:
        """Deadlines that went by and that the seat may know of, by clock; the earliest first."""
        return self._looks.deadlines.missed(state, self.eyes(state))

    def eyes(self, state: State, *, titles: bool = False) -> Eyes:
        """The seat's eyes on a State."""
        return self._looks.eyes(self._seat, state, titles=titles)

    def _of_seat(self, look: Look, situation: Situation) -> tuple[tuple[ObjectiveView, ...], tuple[Own, ...]]:
        """What it judges and what it has written: of a State, so found once for each."""
        if self._own is None or self._own[0] is not look.state:
            self._own = look.state, tuple(self._objectives(look)), tuple(self._written(situation, look.eyes.names))
        return self._own[1:]

    def _objectives(self, look: Look) -> Iterator[ObjectiveView]:
        if look.eyes.sees("criteria"):
            for objective in self._looks.plan.setup.scenario.objectives:
                yield self._objective(objective, look)

    def _objective(self, objective: Objective, look: Look) -> ObjectiveView:
        names, state, seat = look.eyes.names, look.state, self._seat
        sees_all = look.eyes.sees("observations") or state.closed
        found = ((f"objective/{objective.id}/{n}", text) for n, text in enumerate(objective.look_for, 1))
        rated = (one for one in state.rated.get(objective.id, {}).values() if sees_all or one.seat == seat.id)
        return ObjectiveView(
            objective.id,
            names.text(objective.text),
            tuple(Criterion(what, names.text(text), seen_at(what, state, seat, look.eyes)) for what, text in found),
            tuple(RatingView(names.seat(one.seat), one.rating, one.why) for one in rated),
            sees_all and state.apart(objective.id),
        )

    def _written(self, situation: Situation, names: Names) -> Iterator[Own]:
        """Whoever conducts reads and mends what all have written, elsewhere."""
        if self._seat.kinds & {"facilitator", "operator"} or not self._seat.id:
            return
        for number, move in situation.by_author.get(self._seat.id, ()):
            if observed(move.act):
                for event in move.events:
                    if words := sentence(event, names):
                        yield Own(number, event.at, words)

    def _ticked(self, look: Look) -> tuple[Message, ...]:
        """The messages with what this seat has ticked; the very same value as before where nothing is new."""
        now = tuple(self._with_ticks(message, look) for message in look.messages)
        if len(now) != len(self._messages) or any(a is not b for a, b in zip(now, self._messages, strict=True)):
            self._messages = now
        return self._messages

    def _with_ticks(self, message: Message, look: Look) -> Message:
        state, seat = look.state, self._seat
        at = tuple(seen_at(one.what, state, seat, look.eyes) if one.what else None for one in message.expected)
        return ticked(message, at) if any(when is not None for when in at) else message


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


def _gate(gate: Gate | None, look: Look) -> GateView | None:
    """A gate, named where what is due is known to these eyes: a message that comes has no title yet."""
    if gate is None:
        return None
    seen, name = look.eyes, ""
    if gate.kind == "inject":
        name = seen.names.inject(gate.what) if seen.sees("titles") else ""
    elif gate.kind == "decision":
        name = seen.names.inject(gate.what)
    elif gate.kind == "deadline" and seen.sees("clocks"):
        clock = look.plan.setup.clock(gate.what)
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
        Said("action", one.text, names.voice.joined((one.owner and names.seat(one.owner), one.due)))
        for one in state.agreed.values()
    )
    return (*said, *agreed)


def _skippable(situation: Situation, seen: Eyes) -> tuple[str, ...]:
    if not seen.sees("coming") or situation.slack is None or situation.slack >= 0:
        return ()
    return tuple(seen.names.inject(name) if seen.sees("titles") else "" for name in situation.skippable)
