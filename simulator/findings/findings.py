"""Everything a report says about one exercise, computed from its record. Language comes later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from simulator.findings.agreement import Agreement, agreements
from simulator.findings.assumptions import Assumed, assumed
from simulator.findings.belief import Known, known
from simulator.findings.chart import Chart, chart
from simulator.findings.conduct import (
    Decided,
    Deviation,
    decisions,
    deviations,
    in_hindsight,
    left_undone,
    played,
)
from simulator.findings.discussion import Module, discussion
from simulator.findings.duties import Duty, duties
from simulator.findings.edition import Edition
from simulator.findings.first_page import FirstPage, first_page
from simulator.findings.forms import Filed, filed
from simulator.findings.handover import Beside, Handover, handovers
from simulator.findings.letters import Letter, kept_letters
from simulator.findings.milestones import MilestoneTimes, looked_at, milestones
from simulator.findings.objectives import Assessed, assess
from simulator.findings.opinions import Heard, heard
from simulator.findings.origins import origins
from simulator.findings.outcomes import Awareness, Outcome, awareness, outcomes, untimed
from simulator.findings.percentiles import Percentile, percentiles
from simulator.findings.requests import Requested, requested
from simulator.model.expectation import Expectation
from simulator.model.freshness import Freshness, freshness
from simulator.model.setup import Setup
from simulator.study.gains import Hindsight
from simulator.study.result import Distribution, IncidentPace
from simulator.timeline.events import (
    ActionAgreed,
    Break,
    DroppedFrom,
    Event,
    LessonNoted,
    Noted,
    PlayEnded,
    Recovered,
    Rewritten,
    Started,
    TimelineRead,
    Undone,
)
from simulator.timeline.fold import fold
from simulator.timeline.follow_up import ActionProposed, ActionRetested, Entry
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move, changes_incident, named_later, taken_back
from simulator.timeline.paths import Legs, Story
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """When and how long. Wall times as ISO 8601 with offset, empty where unknown."""

    began: str
    ended: str
    """ENDEX, or else the last move."""
    room: int
    """Seconds of play at the table, without breaks."""
    incident: int
    """Seconds of incident time played at the table."""
    projected_to: int | None
    """How far the incident was played on after ENDEX; None where it was not."""
    breaks: tuple[int, ...] = ()
    """Seconds each break lasted by the clock on the wall."""


@dataclass(frozen=True, slots=True)
class Integrity:
    """Whether the record is whole."""

    lines: int
    head_hash: str
    closed: bool
    undone: int
    """Moves that count no more, talk among them."""
    taken_back: int
    """Acts that were taken back or withdrawn, and not done again."""
    recovered: tuple[int, ...]
    """Bytes of unfinished moves dropped on each reopening that found any."""
    damaged_at: int = 0
    """The line at which the record is damaged and the report ends; 0 where it is whole."""
    rewritten: tuple[Rewritten, ...] = ()
    """Each time that texts were taken out of it on request."""
    dropped_from: tuple[int, ...] = ()
    """Lines from which on a damaged end was left out, and the exercise gone on with."""
    witnesses: tuple[str, ...] = ()
    """Seats that were joined when the record was closed: each was shown count and head hash, and may have kept them."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event that counts, with the move it belongs to."""

    move: int
    wall: str
    by: str
    """The seat that typed it; empty where nobody did, or the record does not say."""
    event: Event


@dataclass(frozen=True)
class Findings:
    """The whole report as a value."""

    head: Head
    state: State
    session: SessionFacts
    integrity: Integrity
    first_page: FirstPage
    raters: tuple[str, ...]
    """Seats that rated an objective."""
    outcomes: tuple[Outcome, ...]
    untimed: tuple[Expectation, ...]
    freshness: Freshness
    awareness: tuple[Awareness, ...]
    pace: IncidentPace | None
    """The pace of the incident, once it is over; None where all go alike."""
    par: bool
    """Whether the playbook on autopilot was there to compare with."""
    milestones: tuple[MilestoneTimes, ...]
    percentiles: tuple[Percentile, ...]
    """Clocks beside many simulated runs; empty where none were made."""
    assumed: tuple[Assumed, ...]
    decisions: tuple[Decided, ...]
    opinions: tuple[Heard, ...]
    """What seats thought of decisions before and after the talk."""
    letters: tuple[Letter, ...]
    """Those that only their roles read."""
    requests: tuple[Requested, ...]
    """What seats asked for."""
    claims: tuple[Known, ...]
    """What the story let people believe; empty until ENDEX."""
    duties: tuple[Duty, ...]
    """Deadlines that do not apply, and those the table wrongly took for such; empty until ENDEX."""
    hindsight: bool
    """Whether other options of decisions were studied."""
    discussion: tuple[Module, ...]
    forms: tuple[Filed, ...]
    """Those that went or would have gone at ENDEX, with others that apply."""
    deviations: tuple[Deviation, ...]
    left_undone: tuple[str, ...]
    objectives: tuple[Assessed, ...]
    agreements: tuple[Agreement, ...]
    """Objectives that several evaluators rated."""
    strengths: tuple[LessonNoted, ...]
    areas: tuple[LessonNoted, ...]
    actions: tuple[ActionAgreed, ...]
    answers: tuple[Noted, ...]
    notes: tuple[Noted, ...]
    """Observations that belong to no objective, and other notes."""
    chart: Chart
    handovers: tuple[Handover, ...]
    """From one team to the next."""
    taken_back: tuple[Move, ...]
    """Acts that count no more, as far as the record says what people did (it does since version 2)."""
    named_later: Mapping[int, Move]
    """Acts that the log speaks of again, by their number: taken back, done again, withdrawn."""
    log: tuple[LogLine, ...]
    retests: Mapping[str, Entry[ActionRetested]] = field(default_factory=dict)
    """Corrective action → the last study of what it changes in the playbook, as the ledger beside the record has it."""
    proposals: Mapping[str, Entry[ActionProposed]] = field(default_factory=dict)
    """Corrective action → the change of the playbook that is proposed for it, and not retested yet."""
    before: Findings | None = None
    """Of the last exercise of the scenario, where the report compares with it."""
    edition: Edition = field(default_factory=Edition)

    @property
    def setup(self) -> Setup:
        """What the exercise was made of."""
        return self.head.setup

    @cached_property
    def in_review(self) -> frozenset[Event]:
        """What people wrote down after ENDEX, or once a timeline was read: dated to the end, which says nothing."""
        ended = next((line.move for line in self.log if isinstance(line.event, PlayEnded | TimelineRead)), None)
        later = (line.event for line in self.log if ended is not None and line.move > ended)
        return frozenset(event for event in later if not changes_incident(event))

    @property
    def draft(self) -> bool:
        """The record is still open: the report may change."""
        return not self.integrity.closed


def findings(
    history: History,
    par: State | None = None,
    simulated: Mapping[str, Distribution] | None = None,
    pace: IncidentPace | None = None,
    hindsight: Mapping[str, Hindsight] | None = None,
) -> Findings:
    """What the record shows.

    ``par``: the autopilot's end on the exercise's own draws, where known. ``simulated``: clock key → how long it takes
    the playbook alone on other draws, where that was studied. ``pace``: the incident's; kept back until ENDEX.
    ``hindsight``: inject → its decision with the other options, where that was studied.
    """
    setup, events = history.head.setup, list(history.events())
    story = Story(setup, events)
    state, work = story.state, story.visits
    paths = _paths(history, story)
    came_out = outcomes(setup, state, paths, par)
    shown = milestones(setup, state, paths, par)
    marked = [*state.milestones] if history.head.is_real else [m.id for m in shown if m.at is not None]
    during_play = played(events)
    after_play = fold(during_play)
    lines = tuple(LogLine(n, move.wall, move.by, event) for n, move in history.effective() for event in move.events)
    where = origins(log := [(line.move, line.event) for line in lines])
    claims = known(setup, where)
    decided = in_hindsight(decisions(setup, state, par), claims, where, hindsight or {})
    assessed = assess(setup, state, came_out)
    return Findings(
        head=history.head,
        state=state,
        session=_session(history, events, state),
        integrity=_integrity(history, events, state),
        first_page=first_page(came_out, decided, assessed, setup, after_play),
        raters=tuple(dict.fromkeys(rated.seat for by in state.rated.values() for rated in by.values())),
        outcomes=came_out,
        untimed=untimed(setup),
        freshness=freshness(setup, history.day),
        awareness=awareness(setup, state, events),
        pace=pace if state.ended_at is not None else None,
        par=par is not None,
        milestones=shown,
        percentiles=percentiles(came_out, simulated or {}),
        assumed=assumed(setup, {m: paths[m] for m in looked_at(setup)}),
        decisions=decided,
        opinions=heard(decided, state, log),
        requests=requested(state, log),
        letters=kept_letters(setup, state, log),
        discussion=discussion(setup, state),
        claims=claims,
        duties=duties(setup, state, came_out, where),
        hindsight=hindsight is not None,
        forms=filed(setup, state, log),
        deviations=deviations(during_play),
        left_undone=left_undone(setup, after_play),
        objectives=assessed,
        agreements=agreements(setup, state),
        strengths=_lessons(state, "strength"),
        areas=_lessons(state, "area"),
        actions=tuple(state.agreed.values()),
        answers=tuple(note for note in state.notes if note.kind == "answer"),
        notes=tuple(n for n in state.notes if n.kind == "note" or (n.kind == "observation" and not n.objective)),
        chart=chart(setup, state, work, came_out, marked),
        handovers=handovers(history.effective(), Beside(decided, claims, came_out, where)),
        taken_back=tuple(move for _, move in taken_back(history.moves)),
        named_later=named_later(history.moves),
        log=lines,
    )


def _paths(history: History, story: Story) -> dict[str, Legs]:
    """Milestone → the way to it; of a real incident nobody knows it: a timeline has moments, no work."""
    setup = history.head.setup
    names = (*looked_at(setup), *(clock.end for clock in setup.clocks))
    return {name: () if history.head.is_real else story.path(name) for name in names}


def _lessons(state: State, kind: str) -> tuple[LessonNoted, ...]:
    return tuple(lesson for lesson in state.read_lessons if lesson.kind == kind)


def _session(history: History, events: list[Event], state: State) -> SessionFacts:
    last = history.moves[-1].wall if history.moves else ""
    ended, setup = state.ended_at, history.head.setup
    if history.head.is_real and ended is not None:
        return SessionFacts(history.head.created, setup.moment(ended).isoformat(), 0, ended, None)
    before_end = played(events)
    return SessionFacts(
        began=_wall_of(history, Started) or history.head.created,
        ended=_wall_of(history, PlayEnded) or last,
        room=fold(before_end).room,
        incident=ended if ended is not None else state.now,
        projected_to=state.now if ended is not None and state.now > ended else None,
        breaks=tuple(_breaks(history)),
    )


def _breaks(history: History) -> Iterator[int]:
    """How long each break lasted; one that is not over, up to the last move."""
    began = ""
    for _, move in history.effective():
        for event in move.events:
            if isinstance(event, Break):
                if began and not event.on:
                    yield _between(began, move.wall)
                began = move.wall if event.on else ""
    if began:
        yield _between(began, history.moves[-1].wall)


def _between(began: str, ended: str) -> int:
    """Seconds between two wall times; 0 where they cannot be compared, as in a record that others wrote."""
    try:
        return max(int((datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()), 0)
    except (ValueError, TypeError):
        return 0


def _wall_of(history: History, kind: type[Event]) -> str:
    """The wall time of the first move that holds such an event and counts."""
    moves = (move for _, move in history.effective() if any(isinstance(event, kind) for event in move.events))
    return next((move.wall for move in moves), "")


def _integrity(history: History, events: list[Event], state: State) -> Integrity:
    return Integrity(
        lines=history.lines,
        head_hash=history.head_hash,
        closed=state.closed,
        undone=len(history.moves) - len(history.effective()),
        taken_back=len(taken_back(history.moves)) + sum(isinstance(move.events[0], Undone) for move in history.moves),
        recovered=tuple(event.dropped for event in events if isinstance(event, Recovered)),
        damaged_at=history.damaged_at,
        rewritten=tuple(event for event in events if isinstance(event, Rewritten)),
        dropped_from=tuple(event.line for event in events if isinstance(event, DroppedFrom)),
        witnesses=tuple(state.seats) if state.closed else (),
    )
