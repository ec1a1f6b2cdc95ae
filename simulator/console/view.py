"""What a seat sees of an exercise, as frozen values: nothing is in them that it may not see.

Words are in the seat's language; times are seconds since ``opens``. Whoever shows a view needs nothing else:
no State, no Setup, no Session. Long because it is one list: whatever a seat can see is named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.console.chances import Chance
from simulator.console.message_view import Message
from simulator.console.sights import Sight
from simulator.exercise.seats import Seat
from simulator.exercise.views import GateKind
from simulator.journal.witness import Witness
from simulator.timeline.events import Rating
from simulator.timeline.judge import Standing
from simulator.timeline.state import JobStatus

Phase = Literal["before", "play", "break", "stopped", "ended", "closed"]
"""Before STARTEX, in play, in a break, stopped by a real event, after ENDEX, or complete."""
Sentence = tuple[int, str]
"""(when, what)."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something to look for, and when it was seen."""

    what: str
    """What a tick of it is called in the record."""
    words: str
    seen_at: int | None


@dataclass(frozen=True, slots=True)
class RatingView:
    """How a seat rated an objective."""

    who: str
    rating: Rating
    why: str


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """What an exercise is to show, for whoever judges it."""

    id: str
    words: str
    criteria: tuple[Criterion, ...]
    ratings: tuple[RatingView, ...] = ()
    """To an evaluator its own until the record is complete, to the facilitator all."""
    apart: bool = False
    """They differ, and nobody has said which counts; to who sees all of them."""


@dataclass(frozen=True, slots=True)
class Own:
    """Something this seat wrote down."""

    move: int
    """Its number in the record."""
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the playbook, or a free action."""

    id: str
    title: str
    status: JobStatus
    ordered: bool
    ended_at: int | None
    ends_about: int | None
    """While it runs for a time of its own."""
    begins_at: int | None = None
    """When its delay is over, or when it comes again."""
    beyond: bool = False
    """The playbook does not hold it."""
    until: str = ""
    """The milestones until which it is held, while it is."""
    roles: frozenset[str] = frozenset()
    """Who does it, by their ids; of a step of the playbook."""


@dataclass(frozen=True, slots=True)
class ClockView:
    """An expectation in one reading of its start."""

    key: str
    title: str
    """With what starts it, where there are several readings."""
    kind: str
    standing: Standing
    is_order: bool
    start: str
    """Of one that waits for it the milestone that starts it; of an order the one that must come second."""
    end: str
    """Of an order the milestone that must come first, and the one that must keep away."""
    started: int | None
    deadline: int | None
    reached: int | None
    moot: int | None = None
    """When it fell away, of one that is void."""
    counts_with: str = ""
    """The milestone without which it does not count, where it waits for nothing but such."""
    turns_missed: int = 0
    """Of a duty that recurs."""
    keeps_away: bool = False
    """Its milestone must not come before the deadline."""
    owes: tuple[str, str] | None = None
    """The milestone that ends it and has not come, of one that runs or was missed: its id, its name."""
    turn_due: int | None = None
    """When its running turn is due, while it is not missed."""
    par: int | Literal["never"] | None = None
    """Seconds the playbook alone takes on the same draws."""
    chance: Chance | None = None

    @property
    def margin(self) -> int | None:
        """Seconds to spare when it was reached, negative when late or, of what must keep away, too early."""
        if self.deadline is None or self.reached is None:
            return None
        return self.reached - self.deadline if self.keeps_away else self.deadline - self.reached


@dataclass(frozen=True, slots=True)
class WorkView:
    """Work that holds people of a role."""

    title: str
    people: int
    ends_about: int | None
    """None while it is paused, or held until a milestone."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class RoleView:
    """How a role's people are."""

    role: str
    people: int
    present: int
    busy: tuple[WorkView, ...]
    next_change: int | None
    """When its next shift opens (off duty) or this one closes; None if never."""
    comes_about: int | None
    """When people who were called will be at hand."""

    @property
    def free(self) -> int:
        """People at hand who do nothing."""
        return self.present - sum(work.people for work in self.busy)


@dataclass(frozen=True, slots=True)
class GateView:
    """A moment that incident time does not pass unasked."""

    at: int
    kind: GateKind
    name: str
    """What is due; empty where that is not to be known yet."""


@dataclass(frozen=True, slots=True)
class AskedView:
    """A question that somebody outside decides, until they have answered."""

    who: str
    question: str
    about: int
    """When the answer is expected, as people would guess it."""


@dataclass(frozen=True, slots=True)
class WaitView:
    """A wait that the table chose, with a trip-wire."""

    until: int
    """When it is over if nothing trips it."""
    sooner: str
    """What trips it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something said aloud in the hot wash, or agreed there."""

    kind: Literal["strength", "area", "action"]
    words: str
    who: str
    """Who said it; of an action, whose it is and by when. Empty where that is to be set."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a seat asked for; to the facilitator all, to a seat its own."""

    id: str
    at: int
    who: str
    words: str
    answer: str = ""
    """What was answered, or the name of what was handed out."""
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """What a seat wrote to the facilitator alone."""

    at: int
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a report, and what stands there."""

    id: str
    asks: str
    required: bool
    awareness: bool
    """It asks since when one knew."""
    written: str = ""
    who: str = ""
    """Who wrote it last."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A report that is due or went out, for who may write on it: any role that knows an answer may."""

    form: str
    expectation: str
    title: str
    clock: str
    """The deadline it is for."""
    senders: str
    """The roles that send it by the playbook; empty where it does not say."""
    sent_at: int | None
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """Where somebody takes a free seat."""

    address: str
    code: str
    """To be typed there."""


@dataclass(frozen=True, slots=True)
class View:
    """All that a seat sees."""

    seat: Seat
    sights: frozenset[Sight]
    """What it sees beyond what everybody sees."""
    title: str
    phase: Phase
    now: int
    """Incident time, talk not yet recorded included."""
    ended_at: int | None
    """ENDEX."""
    room: int
    """Room seconds of play used."""
    play: int
    """Room seconds of play planned."""
    talk: float
    """Incident seconds that one second of talk costs."""
    self_running: bool
    """The playbook runs itself."""
    discussion_only: bool = False
    """There is no playbook."""
    is_real: bool = False
    """It was no exercise: a real incident is reviewed."""
    gate: GateView | None = None
    """The gate that incident time stands before."""
    coming: GateView | None = None
    """The next gate."""
    slack: int | None = None
    """Room seconds to spare for the messages still to come; negative when behind."""
    skippable: tuple[str, ...] = ()
    """Running late: messages that could be left out; without a name where that is not to be known yet."""
    held: tuple[str, ...] = ()
    """Messages held back until somebody releases them; without a name where that is not to be known yet."""
    awaiting: int = 0
    """Messages that come once something has happened, and has not yet."""
    waits: tuple[WaitView, ...] = ()
    asked: tuple[AskedView, ...] = ()
    messages: tuple[Message, ...] = ()
    """In the order they came."""
    steps: tuple[StepView, ...] = ()
    clocks: tuple[ClockView, ...] = ()
    pace: float | None = None
    """Work has taken so many times as long as usual, as far as what was seen tells; None where nothing tells it."""
    staff: tuple[RoleView, ...] = ()
    log: tuple[Sentence, ...] = ()
    """What happened last, newest first."""
    forms: tuple[FormView, ...] = ()
    """To who conducts, and to players where set-up reveals the deadlines they are for."""
    requests: tuple[Request, ...] = ()
    """Oldest first."""
    lines: tuple[PrivateLine, ...] = ()
    """Oldest first."""
    objectives: tuple[ObjectiveView, ...] = ()
    """With their criteria, for whoever looks for them."""
    own: tuple[Own, ...] = ()
    """What somebody who does not conduct has written down, the oldest first."""
    slips: int = 0
    """What was written for the hot wash and is sealed still."""
    hot_wash: tuple[Said, ...] = ()
    """What the hot wash has brought, for every eye in the room; ratings are not among it."""
    joining: Joining | None = None
    """On the wall, while seats are open and one of a player is free."""
    witness: Witness | None = None
    """Of the record, once it is closed: every seat may keep it, and the more do, the less can be rewritten."""

    def sees(self, sight: Sight) -> bool:
        """Whether it is among what this seat sees."""
        return sight in self.sights

    def message(self, id: str) -> Message | None:
        """The message of this id, if it came."""
        return next((message for message in self.messages if message.id == id), None)

    def module_of(self, id: str) -> tuple[Message, ...]:
        """The messages of the part of the discussion that a message belongs to; of the last one if it did not come."""
        came = [message.id for message in self.messages]
        at = came.index(id) if id in came else len(came) - 1
        opens = [n for n, message in enumerate(self.messages) if message.opens_module]
        start = max((n for n in opens if n <= at), default=0)
        return self.messages[start : min((n for n in opens if n > at), default=None)]

    @property
    def ready(self) -> tuple[StepView, ...]:
        """Steps that could begin and wait for an order."""
        return tuple(step for step in self.steps if step.status == "ready")

    @property
    def unanswered(self) -> tuple[Request, ...]:
        """Requests that wait for an answer, oldest first."""
        return tuple(request for request in self.requests if request.answered_at is None)

    @property
    def owed(self) -> tuple[Message, ...]:
        """Messages whose question waits for the table, oldest first."""
        return tuple(message for message in self.messages if message.is_open)
