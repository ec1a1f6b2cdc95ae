"""The sheet for a second team: what the room knows when the first team leaves, and nothing that is still to come.

It is made of what the wall sees, so neither what set-up does not reveal is on it nor a letter that the table was not
told of. What the first team itself did and wrote is: its decisions with their reasons, what it asked, the forms it
sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.console.looks import Looks
from simulator.console.message_view import Message
from simulator.console.panels import clocks
from simulator.console.situation import Situation
from simulator.console.view import ClockView, RoleView, StepView, View
from simulator.console.visibility import Viewer
from simulator.errors import TabletopError
from simulator.exercise.seats import WALL
from simulator.plan.compiler import compile_plan
from simulator.timeline import events as e
from simulator.timeline.forms import reports
from simulator.timeline.history import History
from simulator.timeline.state import State
from simulator.wording.names import Names
from simulator.wording.sentences import sentence
from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the sheet: lines under a heading."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet, in the reader's language."""

    title: str
    moment: str
    """Incident time, and how long the incident has lasted."""
    chapters: tuple[Chapter, ...]
    """Those that have something to tell."""


def sheet(history: History, language: str = "") -> Sheet:
    """The sheet as of now; of an exercise whose play has ended, as of its last handover.

    TabletopError where play has not begun, or has ended without a handover.
    """
    at = _as_of(history)
    setup, state = at.head.setup, at.state()
    voice = Voice.of(setup, language or at.head.language)
    viewer = Viewer(WALL, Looks(compile_plan(setup), voice))
    view, names = viewer.view(Situation(state, state.now, state.room, moves=at.moves)), viewer.eyes(state).names
    told = _Told(view, names, voice, state, at)
    moment = voice("{moment}, {elapsed}", moment=voice.moment(state.now), elapsed=voice.elapsed(state.now))
    return Sheet(names.text(setup.scenario.title), moment, tuple(c for c in told.chapters() if c.lines))


def _as_of(history: History) -> History:
    state = history.state()
    if not state.started:
        raise TabletopError("play has not begun: there is nothing to hand over")
    if state.ended_at is None:
        return history
    handed = [n for n, move in history.effective() if any(isinstance(event, e.HandedOver) for event in move.events)]
    if not handed:
        raise TabletopError("play has ended, and nobody handed over: the report tells how it stood")
    return replace(history, moves=history.moves[: handed[-1] + 1])


@dataclass(frozen=True, slots=True)
class _Told:
    """Chapter by chapter: what presses first."""

    view: View
    names: Names
    voice: Voice
    state: State
    history: History

    def chapters(self) -> Iterator[Chapter]:
        voice = self.voice
        yield Chapter(voice("To be decided"), tuple(self._owed()))
        yield Chapter(voice("Deadlines"), tuple(self._clocks()))
        yield Chapter(voice("Work under way"), tuple(self._work()))
        yield Chapter(voice("People"), tuple(self._people()))
        yield Chapter(voice("Beyond the playbook"), tuple(self._beyond()))
        yield Chapter(voice("Decided so far"), tuple(self._decided()))
        yield Chapter(voice("Milestones reached"), tuple(self._reached()))
        yield Chapter(voice("Forms sent"), tuple(self._sent()))
        yield Chapter(voice("What is known"), tuple(map(self._message, self.view.messages)))
        yield Chapter(voice("Asked, and answered"), tuple(n.text for n in self.state.notes if n.kind == "answer"))
        yield Chapter(voice("Asked, and not answered yet"), tuple(self._asked()))

    def _when(self, at: int) -> str:
        return self.voice.when(at, self.view.now)

    def _owed(self) -> Iterator[str]:
        for message in self.view.owed:
            if asked := message.question:
                due = self.voice(", by {when}", when=self._when(asked.by)) if asked.by is not None else ""
                yield self.voice("{question} ({who}{due})", question=asked.words, who=asked.who, due=due)

    def _clocks(self) -> Iterator[str]:
        """Those that run or are owed, the nearest first; then those that have ended."""
        pressing = clocks.pressing(self.view)
        ended = [clock for clock in self.view.clocks if clock.standing in ("met", "void")]
        for clock in (*pressing, *ended):
            yield self.voice("{title}: {state}", title=clock.title, state=self._clock(clock))

    def _clock(self, clock: ClockView) -> str:
        if clock.standing != "running" or clock.deadline is None:
            return clocks.state_words(clock, self.view.now, self.voice)
        left = clocks.left_words(clock, self.view.now, self.voice)
        return self.voice("{left}, due {when}", left=left, when=self._when(clock.deadline))

    def _work(self) -> Iterator[str]:
        """What runs, until when about; what waits, and why nobody is at it."""
        for step in self.view.steps:
            if not step.beyond and (said := self._stands(step)):
                yield self.voice("{title}: {state}", title=step.title, state=said)

    def _stands(self, step: StepView) -> str:
        voice = self.voice
        if step.status == "running":
            if step.until:
                return voice("until {milestone}", milestone=step.until)
            about = step.ends_about
            return voice("running") if about is None else voice("until about {when}", when=self._when(about))
        if step.status in ("paused", "queued"):
            return voice("paused: its people are away") if step.status == "paused" else voice("waits for people")
        if step.status == "ready":
            return voice("could begin; nobody has ordered it")
        return voice("ordered, not begun") if step.ordered and step.status in ("idle", "delayed") else ""

    def _people(self) -> Iterator[str]:
        for role in self.view.staff:
            yield self.voice("{title}: {state}", title=role.role, state=self._role(role))

    def _role(self, role: RoleView) -> str:
        voice = self.voice
        parts = [voice("{present} of {people} at hand", present=role.present, people=role.people)]
        for work in role.busy:
            until = voice(" until about {when}", when=self._when(work.ends_about)) if work.ends_about else ""
            parts.append(voice("{work}{until}", work=work.title, until=until))
        if role.comes_about is not None:
            parts.append(voice("called, at hand about {when}", when=self._when(role.comes_about)))
        elif not role.present and role.next_change is not None:
            parts.append(voice("back {when}", when=self._when(role.next_change)))
        return self._beside(*parts)

    def _beside(self, *parts: str) -> str:
        """Different things beside each other; names may hold the sign that parts a list of them."""
        return self.voice.joined(parts)

    def _beyond(self) -> Iterator[str]:
        for step in self.view.steps:
            if step.beyond:
                over = step.ended_at is not None
                state = self.voice("done {when}", when=self._when(step.ended_at or 0)) if over else self._stands(step)
                yield self.voice("{title}: {state}", title=step.title, state=state or self.voice("not begun"))

    def _decided(self) -> Iterator[str]:
        """With the reason, where one was given: the first team's own words."""
        for message in self.view.messages:
            asked = message.question
            if asked is None or asked.at is None:
                continue
            answer = asked.decided or next((option.words for option in asked.options if option.taken), "–")
            who = self._beside(
                self.voice("not decided in time") if asked.undecided else asked.seat, self._when(asked.at)
            )
            said = self.voice("{question} {answer} ({who})", question=asked.words, answer=answer, who=who)
            why = self._why(message.id)
            yield self.voice("{decision} Why: {why}", decision=said, why=why) if why else said

    def _why(self, inject: str) -> str:
        explained, choice = self.state.explained.get(inject), self.state.choices.get(inject)
        return (explained.why if explained else "") or (choice.why if choice else "")

    def _reached(self) -> Iterator[str]:
        """As far as clocks that are shown tell, and what the team stated itself."""
        came: dict[str, int | None] = {}
        for shown in self.view.clocks:
            clock = self.history.head.setup.clock(shown.key)
            if clock and not clock.is_order:
                came |= {clock.start: shown.started, clock.end: shown.reached}
        for milestone, at in sorted(((name, at) for name, at in came.items() if at is not None), key=lambda m: m[1]):
            yield self.voice("{title}: {state}", title=self.names.milestone(milestone), state=self._when(at))
        for event in self.history.events():
            if isinstance(event, e.MilestoneMarked):
                yield sentence(event, self.names)

    def _sent(self) -> Iterator[str]:
        for form in reports(self.history.head.setup, self.state):
            if form.sent:
                lacking = len(form.lacking)
                blank = self.voice(", {count} required items blank", count=lacking) if lacking else ""
                name = self.names.form(form.form.id)
                yield self.voice("{title}: sent {when}{blank}", title=name, when=self._when(form.at), blank=blank)

    def _asked(self) -> Iterator[str]:
        """By whom and when: what a seat asked is between it and the facilitator, and may tell of a letter."""
        for one in self.state.requests.values():
            if one.answer is None:
                who = self.names.seat(one.made.seat)
                yield self.voice("{title}: {state}", title=who, state=self._when(one.made.at))

    def _message(self, message: Message) -> str:
        """What came, to whom, with what was handed out."""
        voice = self.voice
        to = voice(" to {roles}", roles=message.to) if message.to else ""
        with_it = self.names.listed(one.name for one in message.attachments if not one.waits)
        held = voice("; with {attachments}", attachments=with_it) if with_it else ""
        return voice("{when}{to}: {title}{held}", when=self._when(message.at), to=to, title=message.title, held=held)
