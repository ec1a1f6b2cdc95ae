"""How the exercise was played: decisions, and where table or facilitator left plan and playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from simulator.findings.belief import Known, Rested, rested
from simulator.findings.origins import Origins
from simulator.model.injects import Inject, Option
from simulator.model.setup import Setup
from simulator.study.gains import Hindsight
from simulator.timeline import events as e
from simulator.timeline.state import Choice, State
from simulator.timeline.wires import Wire, wires

Kind = Literal[
    "early",
    "again",
    "skipped",
    "action",
    "by-hand",
    "estimate",
    "held",
    "released",
    "dropped",
    "improvised",
    "pace",
    "stopped",
]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision the story put to the table. Times in seconds since opens."""

    inject: Inject
    opened_at: int
    """When the message that asks for it came. To the autopilot a decision is work that ends when it is taken."""
    taken_at: int | None
    """None while it is open."""
    option: Option | None
    """What was chosen; where ``text`` tells it, the nearest there was, or None."""
    others: tuple[Option, ...]
    """What was not chosen."""
    text: str
    """The table's own words for what it decided; empty where it chose an option as it stands."""
    why: str
    sure: str
    undecided: bool
    """Nobody decided in time."""
    seat: str
    projected: bool
    par: Option | None
    """What the autopilot drew; the comparison with par rests on it."""
    wait: Wire | None = None
    """The trip-wire that the choice has set: it was decided to wait."""
    rested: tuple[Rested, ...] = ()
    """The claims of the story that people took for true; nobody did where none decided."""
    hindsight: Hindsight | None = None
    """What the other options would have done; None where that was not studied."""

    @property
    def outside(self) -> bool:
        """It was nobody's at the table."""
        return self.inject.decision is not None and self.inject.decision.outside is not None

    @property
    def by_table(self) -> bool:
        """Somebody at the table decided, in play."""
        return self.taken_at is not None and not self.undecided and not self.projected and not self.outside


@dataclass(frozen=True, slots=True)
class Deviation:
    """One place where table or facilitator left playbook or script."""

    kind: Kind
    event: e.Event


def in_hindsight(
    taken: Iterable[Decided], claims: tuple[Known, ...], where: Origins, studied: Mapping[str, Hindsight]
) -> tuple[Decided, ...]:
    """The same decisions with what they took for true, and what was studied of their other options."""
    return tuple(
        replace(
            one,
            rested=rested(claims, one.inject.decision, one.option, at.place)
            if one.inject.decision and (at := where.decided.get(one.inject.id)) and one.by_table
            else (),
            hindsight=studied.get(one.inject.id),
        )
        for one in taken
    )


def decisions(setup: Setup, state: State, par: State | None) -> tuple[Decided, ...]:
    """All decisions that were put, oldest first."""
    injects = {inject.id: inject for inject in setup.scenario.injects if inject.decision}
    set_ = tuple(wires(setup.scenario, state))
    taken = [
        _decided(injects[name], choice, state, par, set_) for name, choice in state.choices.items() if name in injects
    ]
    return tuple(sorted(taken, key=lambda decided: decided.opened_at))


def _decided(inject: Inject, choice: Choice, state: State, par: State | None, set_: tuple[Wire, ...]) -> Decided:
    assert inject.decision is not None
    option = inject.decision.option(choice.option)
    said = state.explained.get(inject.id) if choice.at is not None and not choice.undecided else None
    drawn, delivery = par.choices.get(inject.id) if par else None, state.delivery(inject.id)
    return Decided(
        inject=inject,
        opened_at=delivery.at if delivery.status == "delivered" else choice.opened_at,
        taken_at=choice.at,
        option=option,
        others=tuple(o for o in inject.decision.listed if o is not option),
        text=choice.text,
        why=said.why if said else choice.why,
        sure=said.sure if said else choice.sure,
        undecided=choice.undecided,
        seat=choice.seat,
        projected=state.ended_at is not None and choice.at is not None and choice.at > state.ended_at,
        par=inject.decision.option(drawn.option) if drawn else None,
        wait=next((wire for wire in set_ if wire.chosen_at == inject.id), None),
    )


def deviations(events: Iterable[e.Event]) -> tuple[Deviation, ...]:
    """Acts of people that neither playbook nor script foresaw, in order."""
    departures: list[Deviation] = []
    reopened: set[str] = set()
    for event in events:
        if isinstance(event, e.WorkEnded):
            reopened.update(event.reopened)
        if isinstance(event, e.StepReopened):
            reopened.add(event.step)
        kind = _kind(event, reopened)
        if kind:
            departures.append(Deviation(kind, event))
        if isinstance(event, e.WorkQueued):
            reopened.discard(event.job)
    return tuple(departures)


def _kind(event: e.Event, reopened: set[str]) -> Kind | None:
    """How it left playbook or script; None for what both foresaw."""
    if isinstance(event, e.WorkEvent):
        return _kind_of_work(event, reopened)
    if isinstance(event, e.InjectEvent):
        return _kind_of_inject(event)
    if isinstance(event, e.Observation):
        return None
    match event:
        case e.StepSkipped():
            return "skipped"
        case e.ActionNamed():
            return "action"
        case e.PaceSet():
            return "pace"
        case e.RealEvent():
            return "stopped"
        case e.StepDelayed() | e.StepReady() | e.StepReopened() | e.StepRuledOut() | e.Ordered() | e.OrderWithdrawn():
            return None
        case e.DecisionOpened() | e.OptionsOpened() | e.DecisionTaken() | e.MilestoneMarked():
            return None
        case (
            e.Started()
            | e.Passed()
            | e.PlayEnded()
            | e.Break()
            | e.HandedOver()
            | e.Happened()
            | e.TimelineRead()
            | e.SeatJoined()
            | e.SeatLeft()
            | e.SeatSilent()
        ):
            return None
        case (
            e.Closed()
            | e.Recovered()
            | e.Continued()
            | e.DroppedFrom()
            | e.Rewritten()
            | e.TakenBack()
            | e.Redone()
            | e.Withdrawn()
            | e.Undone()
        ):
            return None
        case _:
            assert_never(event)


def _kind_of_work(event: e.WorkEvent, reopened: set[str]) -> Kind | None:
    match event:
        case e.WorkQueued(early=True):
            return "early"
        case e.WorkQueued(visit=visit, seat=seat, job=job):
            return "again" if visit > 1 and seat and job not in reopened else None
        case e.WorkEnded(seat=seat):
            return "by-hand" if seat else None
        case e.WorkReestimated():
            return "estimate"
        case e.Called() | e.PeopleAway() | e.WorkStarted() | e.WorkPaused() | e.WorkResumed():
            return None
        case _:
            assert_never(event)


def _kind_of_inject(event: e.InjectEvent) -> Kind | None:
    match event:
        case e.InjectDropped(seat=seat):
            return "dropped" if seat else None
        case e.InjectHeld():
            return "held"
        case e.InjectReleased():
            return "released"
        case e.InjectImprovised():
            return "improvised"
        case e.InjectDelivered() | e.ArtefactHanded():
            return None
        case _:
            assert_never(event)


def left_undone(setup: Setup, after_play: State) -> tuple[str, ...]:
    """Steps that could have begun and that nobody had ordered when play ended."""
    return tuple(step.id for step in setup.playbook.steps if after_play.job(step.id).status == "ready")


def played(events: Iterable[e.Event]) -> list[e.Event]:
    """Everything up to ENDEX, or to the end of a real incident's timeline; all of it where that has not come."""
    of_play: list[e.Event] = []
    for event in events:
        of_play.append(event)
        if isinstance(event, e.PlayEnded | e.TimelineRead):
            break
    return of_play
