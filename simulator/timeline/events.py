"""What can happen, one frozen value each. Facts only: acts of people and what followed from them.

Times are whole seconds since ``opens``. A *job* is anything that takes somebody's time:
``triage`` (a step by its id), ``inject/reporter`` (work an inject costs), ``decision/take-it-down``
(deciding, on autopilot), ``action/3`` (something done that the playbook does not hold).
Milestones ride in the event that reaches them. Wall time stands beside an event, never inside.

``Event``, at the end, is closed: whoever tells, shows or folds events goes through its groups with ``match`` and
``assert_never``, so mypy names every place that does not know a new one yet. One long list on purpose: it is the
vocabulary of the record, read and versioned as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Seat = str
"""A role or ``facilitator``; never a person's name."""
Staff = tuple[tuple[str, int], ...]
"""(role, people) pairs."""
SeatKind = Literal["facilitator", "operator", "player", "evaluator", "observer", "wall"]
"""What a seat is for: it says what the seat may see and do."""
Rating = Literal["P", "S", "M", "U", "N"]
"""Of an objective; ``Rated`` tells what the letters stand for."""
Mark = Literal["holds", "unfounded", "contradicted"]
"""How words stand to the truth: they agree, say more than was known, say otherwise."""


@dataclass(frozen=True, slots=True)
class EventBase:
    """Something that happened ``at`` a second of incident time."""

    at: int


# ---- the exercise as a session


@dataclass(frozen=True, slots=True)
class Started(EventBase):
    """STARTEX: the play begins."""

    self_running: bool = True
    """The playbook runs itself and the table decides; else every step waits for an order."""
    talk: float = 1.0
    """Incident seconds that one second of talk costs; 0 while talk is free."""
    reveal: tuple[str, ...] = ()
    """What the players' window shows beyond injects: any of ``clocks``, ``playbook``, ``team``."""
    stops: bool = False
    """On orders, time stops where a step becomes ready that nobody has ordered."""
    bell: bool = False
    """The terminal rings for a message, a stop, and a deadline missed."""


@dataclass(frozen=True, slots=True)
class Passed(EventBase):
    """Time went by, and that is all."""

    room: int = 0
    """Room seconds since the last move that counted any."""


@dataclass(frozen=True, slots=True)
class PaceSet(EventBase):
    """What a second of talk costs from now on, and who starts the steps."""

    talk: float
    self_running: bool
    seat: Seat = "facilitator"
    stops: bool = False
    """As ``Started.stops``."""


@dataclass(frozen=True, slots=True)
class PlayEnded(EventBase):
    """ENDEX: what follows was played on without the table and is only projected."""

    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class RealEvent(EventBase):
    """A real incident (実事案) stopped the exercise, or the exercise went on after it."""

    stopped: bool
    text: str = ""
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class Break(EventBase):
    """The room took a break, or came back from it: in between both clocks stand."""

    on: bool
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class HandedOver(EventBase):
    """Another team goes on from here, and knows what the team before it handed on."""

    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class SeatJoined(EventBase):
    """Somebody sat down at a seat of these kinds."""

    seat: Seat
    kinds: tuple[SeatKind, ...]
    roles: tuple[str, ...] = ()
    """The roles a player plays."""


@dataclass(frozen=True, slots=True)
class SeatLeft(EventBase):
    """The seat is free again."""

    seat: Seat


@dataclass(frozen=True, slots=True)
class SeatSilent(EventBase):
    """Nothing has been heard of a seat for a while, or (not ``silent``) it is there again."""

    seat: Seat
    silent: bool = True


@dataclass(frozen=True, slots=True)
class Closed(EventBase):
    """The record is complete; nothing may follow."""

    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class Recovered(EventBase):
    """An unfinished move at the record's end, shown to nobody, was dropped on reopening."""

    dropped: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Continued(EventBase):
    """From here on the record is written in another version of the format; it was copied, and the old file stays."""

    version: int
    tool: str = ""
    """Name and version of the program that goes on."""


@dataclass(frozen=True, slots=True)
class DroppedFrom(EventBase):
    """Somebody let all lines of the earlier file go from ``line`` on, as they were damaged; that file stays."""

    line: int


@dataclass(frozen=True, slots=True)
class Rewritten(EventBase):
    """Texts that people wrote were taken out on request, and every line hashed anew; marks stand in their places."""

    was: str
    """The head hash of the record before."""
    texts: int
    """How many were taken out."""
    reason: str
    who: str
    """Who did it, or at whose word."""


@dataclass(frozen=True, slots=True)
class TakenBack(EventBase):
    """The incident goes back to the second before an act; what was only observed since then stays."""

    move: int
    """The act's number in the record, from 0; no act on the incident is later and in force."""
    room: int = 0
    """Room seconds used so far: taking back gives the room no time back."""


@dataclass(frozen=True, slots=True)
class Redone(EventBase):
    """An act taken back counts again, with all that followed: the incident goes on from where it stood.

    Of an observation that was withdrawn: it is there again, and nothing else changes.
    """

    move: int
    """The act's number in the record."""
    room: int = 0
    """Room seconds used so far."""


@dataclass(frozen=True, slots=True)
class Withdrawn(EventBase):
    """An observation counts no more; nothing else changes."""

    move: int


@dataclass(frozen=True, slots=True)
class Undone(EventBase):
    """Version 1 only: every move from number ``back_to`` on is taken back, observations too."""

    back_to: int
    room: int = 0
    """Room seconds used so far."""
    seat: Seat = "facilitator"


# ---- injects


@dataclass(frozen=True, slots=True)
class InjectDelivered(EventBase):
    """It reached those it was meant for."""

    inject: str
    reaches: tuple[str, ...] = ()
    tripped_by: str = ""
    """Of a trip-wire the milestone that had come; empty where its time was up."""


@dataclass(frozen=True, slots=True)
class InjectDropped(EventBase):
    """It was due but its ``unless`` held, or the facilitator skipped it."""

    inject: str
    seat: Seat = ""
    """Who skipped it; empty when the scenario did."""


@dataclass(frozen=True, slots=True)
class InjectHeld(EventBase):
    """It will not come, though due, until released."""

    inject: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class InjectReleased(EventBase):
    """It comes now, whatever it waited for."""

    inject: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class InjectImprovised(EventBase):
    """A message that no scenario holds; delivered at once unless it ``arrives`` later."""

    inject: str
    """``improvised/1`` and so on."""
    title: str
    body: str = ""
    to: tuple[str, ...] = ()
    channel: str = "chat"
    reaches: tuple[str, ...] = ()
    seat: Seat = "facilitator"
    sender: str = ""
    arrives: int = 0
    """When it reaches the table, where that is later; 0 for at once."""
    private: bool = False
    """A letter, as ``Inject.private``."""


@dataclass(frozen=True, slots=True)
class ArtefactHanded(EventBase):
    """Something that players get only when they ask for it was handed out."""

    inject: str
    number: int
    """Its place among the inject's artefacts, from 1."""
    seat: Seat = "facilitator"
    request: str = ""
    """What it answers, as ``RequestMade.request``; empty where nobody wrote that they ask."""


# ---- work: the one life of steps, inject work, decisions on autopilot and free actions


@dataclass(frozen=True, slots=True)
class StepDelayed(EventBase):
    """Everything the step waited for has come, and its delay begins."""

    step: str
    until: int
    because: str = ""
    """The job or milestone that came last."""


@dataclass(frozen=True, slots=True)
class StepReady(EventBase):
    """Everything the step waited for has come, and any delay is over."""

    step: str
    because: str = ""
    """The job or milestone that came last."""


@dataclass(frozen=True, slots=True)
class StepRuledOut(EventBase):
    """The step can no more be needed on this path."""

    step: str
    because: str = ""
    """The job or milestone that came last of those it waited for."""


@dataclass(frozen=True, slots=True)
class StepReopened(EventBase):
    """It was over, and is to be done again: something came that it must take into account."""

    step: str
    because: str
    """The milestone that came."""


@dataclass(frozen=True, slots=True)
class StepSkipped(EventBase):
    """People left it out; its followers go on."""

    step: str
    outcome: str = ""
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class Ordered(EventBase):
    """Start it as soon as it is ready."""

    step: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class OrderWithdrawn(EventBase):
    """Not to be started after all."""

    step: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class ActionNamed(EventBase):
    """Something to be done that the playbook does not hold; work follows."""

    job: str
    title: str
    staff: Staff
    takes: int
    """Working seconds, as the table estimated."""
    reaches: tuple[str, ...] = ()
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class WorkQueued(EventBase):
    """Somebody asked for it: it waits for people. ``visit`` counts from 1."""

    job: str
    visit: int
    seat: Seat = ""
    """Who ordered it; empty when the playbook or an inject did."""
    early: bool = False
    """It was not ready yet: out of order."""


@dataclass(frozen=True, slots=True)
class Called(EventBase):
    """People of a pool were called; they are at hand at ``answers_at`` and leave at ``until``."""

    role: str
    kind: Literal["on-call", "call-in"]
    people: int
    answers_at: int
    until: int
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class PeopleAway(EventBase):
    """So many people of a role are out of reach from now on; what was said of the role before is void."""

    role: str
    people: int
    """0: all are back."""
    until: int
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class WorkStarted(EventBase):
    """People began. ``takes`` is its whole working time in seconds, as drawn; None if held until a milestone."""

    job: str
    visit: int
    takes: int | None
    staff: Staff = ()
    """Who does it, where deputies have a part in it."""


@dataclass(frozen=True, slots=True)
class WorkReestimated(EventBase):
    """The table or the facilitator overruled how long running work takes in all."""

    job: str
    takes: int
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class WorkPaused(EventBase):
    """Its people have gone, and keep it: the shift ended."""

    job: str
    away: bool = False
    """They are out of reach instead."""


@dataclass(frozen=True, slots=True)
class WorkResumed(EventBase):
    """Its people are back, or others go on with it."""

    job: str
    staff: Staff = ()
    """To whom it was handed over."""


@dataclass(frozen=True, slots=True)
class WorkEnded(EventBase):
    """A visit is over.

    ``outcome`` is the outcome it had, ``failed``, ``timed-out`` or empty. A visit that was
    sent back reaches nothing; ``reopened`` names the steps to be done again.
    """

    job: str
    visit: int
    outcome: str = ""
    sent_back: bool = False
    reopened: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    seat: Seat = ""
    """Who said that it is done; empty when its time was up."""


# ---- people


@dataclass(frozen=True, slots=True)
class DecisionOpened(EventBase):
    """An inject put a question to the table; it stays open until taken."""

    inject: str


@dataclass(frozen=True, slots=True)
class OptionsOpened(EventBase):
    """The facilitator showed the options of an open decision."""

    inject: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class DecisionTaken(EventBase):
    """``option`` is empty for something else, written in ``text``."""

    inject: str
    option: str
    reaches: tuple[str, ...] = ()
    text: str = ""
    why: str = ""
    sure: str = ""
    """How sure the table was, in its words: ``low``, ``medium``, ``high`` or nothing."""
    undecided: bool = False
    """Nobody decided in time: the option the scenario names for that."""
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class MilestoneMarked(EventBase):
    """People state that a milestone was reached, at ``since`` (now or earlier), and why.

    Becoming aware is such a decision: when, who, why.
    """

    milestone: str
    since: int
    why: str = ""
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class Noted(EventBase):
    """An observation, or what players asked and were answered."""

    text: str
    kind: Literal["observation", "answer", "note"] = "observation"
    objective: str = ""
    inject: str = ""
    seat: Seat = "evaluator"


@dataclass(frozen=True, slots=True)
class Discussed(EventBase):
    """The table discussed a question that a message puts to it."""

    inject: str
    number: int
    """Its place among the questions of the inject, from 1."""
    text: str = ""
    """What was answered; empty where nothing was written down."""
    seat: Seat = ""
    """Whose answer it is; empty for the table's."""


@dataclass(frozen=True, slots=True)
class Ticked(EventBase):
    """A criterion or expected action was seen (or the tick was taken back)."""

    what: str
    """``objective/<id>/<n>`` (the n-th ``look_for`` from 1) or ``inject/<id>/<n>`` (the n-th ``expects``)."""
    on: bool = True
    seat: Seat = "evaluator"


@dataclass(frozen=True, slots=True)
class Rated(EventBase):
    """An objective's rating: performed without, with some, with major challenges, unable; or not observed."""

    objective: str
    rating: Rating
    why: str = ""
    seat: Seat = "evaluator"


@dataclass(frozen=True, slots=True)
class RatingReconciled(EventBase):
    """Evaluators rated an objective apart; after talking it over, this is the rating that counts, and why."""

    objective: str
    rating: Rating
    why: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class LessonNoted(EventBase):
    """From the hot wash."""

    kind: Literal["strength", "area"]
    text: str
    objective: str = ""
    seat: Seat = ""
    sealed: bool = False
    """Written before anybody spoke: nobody reads it until the hot wash is opened."""


@dataclass(frozen=True, slots=True)
class HotWashOpened(EventBase):
    """What everybody wrote for the hot wash was opened, all together."""

    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class ActionAgreed(EventBase):
    """A corrective action; an action agreed again under its id replaces the earlier one."""

    action: str
    """``ca-1`` and so on."""
    text: str
    owner: str = ""
    """A role; empty while to be set."""
    due: str = ""
    """A day such as 2026-12-01; empty while to be set."""
    retest: str = ""
    """How and when it will be seen to work."""
    objective: str = ""
    seat: Seat = ""
    step: str = ""
    """The step of the playbook that it changes; empty where it changes none."""


@dataclass(frozen=True, slots=True)
class LetterTold(EventBase):
    """Whoever had a letter told the table of it: from then on everybody reads it."""

    inject: str
    seat: Seat = ""
    """Whose letter it was."""


@dataclass(frozen=True, slots=True)
class RequestMade(EventBase):
    """A seat asked for an artefact or a fact."""

    request: str
    """``ask-1`` and so on."""
    text: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class RequestAnswered(EventBase):
    """What was asked for was answered in words; where it was handed out, ``ArtefactHanded`` answers."""

    request: str
    text: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class LineWritten(EventBase):
    """A seat wrote a line to the facilitator, private to the two."""

    text: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class OpinionGiven(EventBase):
    """What one seat would decide. Until all are opened it is secret from the room, not from the record."""

    inject: str
    text: str = ""
    option: str = ""
    """Named where the options were shown already; else in words alone."""
    sure: int | None = None
    """How sure, in percent; one of ``opinions.SURENESS``, or not said."""
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class OpinionSorted(EventBase):
    """The option that a first opinion in words comes nearest to; empty for none of them."""

    inject: str
    giver: Seat
    """Whose opinion it is."""
    option: str = ""
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class OpinionsOpened(EventBase):
    """The first opinions on a decision were opened, all together; what is said from then on is said aloud."""

    inject: str
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class FormChosen(EventBase):
    """The table says which form it sends for an expectation that several can serve."""

    form: str
    expectation: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class ItemWritten(EventBase):
    """What the table writes under an item of a form, in its own words."""

    form: str
    item: str
    text: str = ""
    aware: int | None = None
    """Since when one knew, where the item asks for that and it was told."""
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class ItemMarked(EventBase):
    """The facilitator holds what was written under an item against the truth."""

    form: str
    item: str
    mark: Mark
    why: str = ""
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class ClockDismissed(EventBase):
    """The table says that a deadline does not apply, and why. A clock that runs goes on running."""

    expectation: str
    why: str
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class DismissalMarked(EventBase):
    """The facilitator holds the reason why a deadline does not apply against the truth."""

    expectation: str
    mark: Mark
    why: str = ""
    seat: Seat = "facilitator"


@dataclass(frozen=True, slots=True)
class Explained(EventBase):
    """Why something was decided, and how sure the table was: said afterwards, in place of what was said before."""

    inject: str
    why: str = ""
    sure: str = ""
    """As in ``DecisionTaken``."""
    seat: Seat = ""


# ---- a real incident, told from a timeline that somebody kept


@dataclass(frozen=True, slots=True)
class Happened(EventBase):
    """A line of the timeline: something happened. The wall time beside it is when it was written down."""

    text: str
    line: int
    """Where it stands in the file: its line, or the number of its message."""
    author: str = ""
    """Who did or wrote it, as the file names them: the one place of a record where a person's name may stand."""
    seat: Seat = ""
    """The role in which they did, where that is known."""
    reaches: tuple[str, ...] = ()
    edited: bool = False
    """It was changed after it had been written."""
    edited_at: int | None = None
    """When it was last changed, in seconds since opens, where the file tells."""


@dataclass(frozen=True, slots=True)
class TimelineRead(EventBase):
    """The end of the timeline: what was read, and how. All that follows is the review."""

    file: str
    sha256: str
    read_as: str
    """Of which form it is: CSV, Markdown, or the tool whose export it is."""
    lines: int
    """Entries, one ``Happened`` each."""


# ---- all of them, in groups: together they are closed

SeatingEvent = SeatJoined | SeatLeft | SeatSilent
SessionEvent = Started | Passed | PaceSet | PlayEnded | RealEvent | Break | HandedOver | SeatingEvent
"""The exercise as people hold it."""
RecordEvent = Closed | Recovered | Continued | DroppedFrom | Rewritten | TakenBack | Redone | Withdrawn | Undone
"""The record itself."""
InjectEvent = InjectDelivered | InjectDropped | InjectHeld | InjectReleased | InjectImprovised | ArtefactHanded
StepEvent = StepDelayed | StepReady | StepRuledOut | StepReopened | StepSkipped | Ordered | OrderWithdrawn | ActionNamed
"""What is to be done, before anybody does it."""
WorkEvent = WorkQueued | Called | PeopleAway | WorkStarted | WorkReestimated | WorkPaused | WorkResumed | WorkEnded
TimelineEvent = Happened | TimelineRead
"""What is on record of a real incident."""
DecisionEvent = DecisionOpened | OptionsOpened | DecisionTaken | MilestoneMarked
FormEvent = FormChosen | ItemWritten | ItemMarked
OpinionEvent = OpinionGiven | OpinionSorted | OpinionsOpened
DutyEvent = ClockDismissed | DismissalMarked
JudgingEvent = Ticked | Rated | RatingReconciled
LessonEvent = LessonNoted | HotWashOpened
SeatEvent = LetterTold | RequestMade | RequestAnswered | LineWritten
"""What passes between a seat, the table and the facilitator."""
_Grouped = FormEvent | DutyEvent | OpinionEvent | JudgingEvent | SeatEvent
Observation = Noted | Discussed | LessonEvent | ActionAgreed | Explained | _Grouped
"""What people saw, thought and agreed: nothing of the incident depends on it."""

_Ordered = WorkEvent | StepEvent | InjectEvent | DecisionEvent | TimelineEvent
Event = _Ordered | Observation | SessionEvent | RecordEvent
EVENTS: tuple[type[Event], ...] = get_args(Event)
