"""Where an exercise (or a run) stands, as one frozen value. All there is to know: nothing hides elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from simulator.timeline.events import (
    ActionAgreed,
    ArtefactHanded,
    ClockDismissed,
    Discussed,
    DismissalMarked,
    Explained,
    FormChosen,
    ItemMarked,
    ItemWritten,
    LessonNoted,
    LineWritten,
    Noted,
    PeopleAway,
    Rated,
    RatingReconciled,
    RequestAnswered,
    RequestMade,
    SeatJoined,
    Staff,
)
from simulator.timeline.opinions import NONE_GIVEN, Opinions

JobStatus = Literal["idle", "ready", "queued", "running", "paused", "done", "skipped", "ruled-out", "delayed"]
InjectStatus = Literal["to-come", "delivered", "dropped", "held", "released"]


@dataclass(frozen=True, slots=True)
class Job:
    """One step, inject work, decision or free action, in its latest visit. Times in seconds since opens."""

    status: JobStatus = "idle"
    visit: int = 0
    """How often it was asked for, this time included."""
    ordered: bool = False
    """To be started as soon as it is ready."""
    ready_at: int | None = None
    """When it was last ready; of a delayed step, when its delay is over."""
    because: str = ""
    asked_at: int | None = None
    started_at: int | None = None
    resumed_at: int | None = None
    """Since when it runs without a pause; None while it does not run."""
    worked: int = 0
    """Working seconds before ``resumed_at``."""
    takes: int | None = None
    """All its working seconds, once started."""
    stated: bool = False
    """People said so; else they were drawn."""
    ended_at: int | None = None
    outcome: str = ""
    sent_back: int = 0
    """How often its ``repeat`` has sent work back."""
    first_done_at: int | None = None
    staff: Staff = ()
    """Who does it or did, where deputies may."""

    @property
    def ends_at(self) -> int | None:
        """When it will end if nothing interrupts it; None while it does not run."""
        if self.status != "running" or self.takes is None or self.resumed_at is None:
            return None
        return self.resumed_at + self.takes - self.worked

    def again_at(self, every: int) -> int | None:
        """When a step that recurs comes again: so long after it was asked for, or once it is over if that is later."""
        if self.status != "done" or self.asked_at is None or self.ended_at is None:
            return None
        return max(self.asked_at + every, self.ended_at)

    def worked_at(self, now: int) -> int:
        """Working seconds so far."""
        return self.worked + (0 if self.resumed_at is None else now - self.resumed_at)


class Lasted(NamedTuple):
    """What is known of a drawn length that is no longer waited for."""

    job: str
    worked: int
    """Working seconds."""
    whole: bool
    """It ended then, by itself. Else it was ended, timed out, left out or overruled, and would have lasted longer."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an inject, and when."""

    status: InjectStatus = "to-come"
    at: int = 0
    """When its status last changed."""
    seat: str = ""
    """Who left it out; empty where the story dropped it."""
    seated: tuple[str, ...] = ()
    """Roles that players sat for when it came."""


@dataclass(frozen=True, slots=True)
class Improvised:
    """A message the facilitator made up."""

    title: str
    body: str
    to: tuple[str, ...]
    channel: str
    at: int
    """When it reaches the table."""
    sender: str = ""
    written_at: int = 0
    private: bool = False
    """A letter: a player sat for one of its roles when it was written."""


class Request(NamedTuple):
    """What a seat asked for, and how it was answered."""

    made: RequestMade
    answer: RequestAnswered | ArtefactHanded | None = None


class Call(NamedTuple):
    """The last call of a pool, of one kind."""

    kind: str
    at: int
    people: int
    answers_at: int
    until: int
    nth: int
    """How many calls of the kind the pool has had, this one included."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that was taken, or is open while ``at`` is None."""

    opened_at: int
    shown: bool = False
    """Its options are on the wall."""
    at: int | None = None
    option: str = ""
    text: str = ""
    why: str = ""
    sure: str = ""
    undecided: bool = False
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """When a milestone was first reached, and through what (a job, inject, decision or ``people``)."""

    at: int
    by: str
    marked_at: int | None = None
    """When people stated it, where they did."""
    why: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A free action: what the table does beyond its playbook."""

    title: str
    staff: Staff
    takes: int
    reaches: tuple[str, ...] = ()
    seat: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """The fold of all events so far."""

    now: int = 0
    milestones: Mapping[str, Reached] = field(default_factory=dict)
    again: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Milestone → when it came again, which counts for a duty that recurs only."""
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """By job name; one that nothing has happened to is absent."""
    lasted: tuple[Lasted, ...] = ()
    """Of every visit that was begun and is over, or was overruled, in that order: ``jobs`` hold the latest only."""
    injects: Mapping[str, Delivery] = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    """By inject."""
    calls: Mapping[str, Call] = field(default_factory=dict)
    """By ``kind/pool``: ``on-call/legal``, ``call-in/legal``."""
    away: Mapping[str, PeopleAway] = field(default_factory=dict)
    """Role → what was last said of its people being out of reach."""
    actions: Mapping[str, Named] = field(default_factory=dict)
    improvised: Mapping[str, Improvised] = field(default_factory=dict)
    handed: Mapping[str, int] = field(default_factory=dict)
    """``<inject>/<n>``: artefact handed out on request → when."""
    discussed: Mapping[str, tuple[Discussed, ...]] = field(default_factory=dict)
    """``<inject>/<n>``: question → what was answered, oldest first."""
    ticks: Mapping[str, int] = field(default_factory=dict)
    """What was ticked → when first, by whoever still holds to it."""
    ticked: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """What was ticked → seat → when."""
    ratings: Mapping[str, Rated] = field(default_factory=dict)
    """Objective → the rating that counts: the evaluators', where they agree, or what they reconciled to."""
    rated: Mapping[str, Mapping[str, Rated]] = field(default_factory=dict)
    """Objective → seat → its own rating."""
    reconciled: Mapping[str, RatingReconciled] = field(default_factory=dict)
    notes: tuple[Noted, ...] = ()
    lessons: tuple[LessonNoted, ...] = ()
    """All of them; ``read_lessons`` are those that may be read."""
    hot_wash: bool = False
    """What was written for the hot wash has been opened."""
    explained: Mapping[str, Explained] = field(default_factory=dict)
    """Why a decision was taken, where that was said afterwards, by inject."""
    told: Mapping[str, int] = field(default_factory=dict)
    """Letter → when the table was told of it."""
    requests: Mapping[str, Request] = field(default_factory=dict)
    """What was asked for, by its id, oldest first."""
    lines: tuple[LineWritten, ...] = ()
    """What seats wrote to the facilitator."""
    opinions: Mapping[str, Opinions] = field(default_factory=dict)
    """What each seat thinks of a decision, by inject."""
    forms: Mapping[str, FormChosen] = field(default_factory=dict)
    """Expectation → the form that the table says it sends."""
    written: Mapping[str, tuple[ItemWritten, ...]] = field(default_factory=dict)
    """``<form>/<item>`` → what was written there, oldest first."""
    marked: Mapping[str, ItemMarked] = field(default_factory=dict)
    """``<form>/<item>`` → how what was written there last stands to the truth."""
    dismissed: Mapping[str, ClockDismissed] = field(default_factory=dict)
    """Expectation → what was said last of why it does not apply."""
    dismissals_marked: Mapping[str, DismissalMarked] = field(default_factory=dict)
    """Expectation → how that reason stands to the truth."""
    agreed: Mapping[str, ActionAgreed] = field(default_factory=dict)
    seats: Mapping[str, SeatJoined] = field(default_factory=dict)
    """Seats that have joined and not left."""
    started: bool = False
    self_running: bool = True
    talk: float = 1.0
    stops: bool = False
    """On orders, time stops where a step becomes ready that nobody has ordered."""
    reveal: tuple[str, ...] = ()
    bell: bool = False
    """The terminal rings for a message, a stop, and a deadline missed."""
    room: int = 0
    """Room seconds of play used; breaks do not count."""
    ended_at: int | None = None
    """ENDEX in incident time; what is later is projected."""
    is_real: bool = False
    """It tells of a real incident, and its timeline is read: what follows is the review."""
    stopped: bool = False
    """A real event has the floor."""
    on_break: bool = False
    """The room has a break: both clocks stand."""
    closed: bool = False

    def job(self, name: str) -> Job:
        """The job, idle if nothing has happened to it."""
        return self.jobs.get(name, IDLE)

    def delivery(self, inject: str) -> Delivery:
        """The inject's delivery, to come if nothing has happened to it."""
        return self.injects.get(inject, _TO_COME)

    def came_in_play(self, inject: str) -> bool:
        """Whether people had the inject; one that comes after ENDEX is only projected."""
        delivery = self.delivery(inject)
        return delivery.status == "delivered" and (self.ended_at is None or delivery.at <= self.ended_at)

    def reached(self, milestone: str) -> int | None:
        """When a milestone was reached: a named one, ``step:<id>`` or ``inject:<id>``."""
        if milestone.startswith("step:"):
            return self.job(milestone[5:]).first_done_at
        if milestone.startswith("inject:"):
            delivery = self.delivery(milestone[7:])
            return delivery.at if delivery.status == "delivered" else None
        mark = self.milestones.get(milestone)
        return mark.at if mark else None

    def awaited(self, word: str) -> int | None:
        """When a word of ``once`` came: a milestone, else a step done, else an inject delivered."""
        moments = (self.reached(name) for name in (word, f"step:{word}", f"inject:{word}"))
        return next((at for at in moments if at is not None), None)

    def arrivals(self, milestone: str) -> tuple[int, ...]:
        """Whenever a milestone was reached, ascending."""
        first = self.reached(milestone)
        return () if first is None else (first, *self.again.get(milestone, ()))

    def answers(self, inject: str, number: int) -> tuple[Discussed, ...]:
        """What was answered to the n-th question of an inject, from 1; empty while it is not discussed."""
        return self.discussed.get(f"{inject}/{number}", ())

    @property
    def read_lessons(self) -> tuple[LessonNoted, ...]:
        """Lessons that are not sealed, or opened; a complete record holds nothing back."""
        return tuple(one for one in self.lessons if self.hot_wash or self.closed or not one.sealed)

    @property
    def slips(self) -> int:
        """Lessons that are sealed still."""
        return len(self.lessons) - len(self.read_lessons)

    def apart(self, objective: str) -> bool:
        """Whether evaluators rated it apart, and nobody has reconciled that."""
        letters = {rated.rating for rated in self.rated.get(objective, {}).values()}
        return len(letters) > 1 and objective not in self.reconciled

    def opinions_on(self, inject: str) -> Opinions:
        """What seats think of a decision; nothing yet where nobody has said so."""
        return self.opinions.get(inject, NONE_GIVEN)

    def came(self, message: str) -> bool:
        """Whether an improvised message has reached the table."""
        return self.improvised[message].at <= (self.now if self.ended_at is None else self.ended_at)

    @property
    def absences(self) -> tuple[tuple[str, int, int, int], ...]:
        """(role, from, until, people) of those who were said to be out of reach."""
        return tuple((role, said.at, said.until, said.people) for role, said in self.away.items())

    @property
    def open_decisions(self) -> tuple[str, ...]:
        """Injects whose decision waits for the table, oldest first."""
        return tuple(inject for inject, choice in self.choices.items() if choice.at is None)


IDLE = Job()
"""A job that nothing has happened to."""
_TO_COME = Delivery()
