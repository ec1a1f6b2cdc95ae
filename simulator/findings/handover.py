"""What was lost when one team handed over to another, as far as a record can tell.

Only what people did is on record. What was refused (an order of work that runs, an artefact that was handed out before)
is not, nor what somebody said, read or forgot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.findings.belief import Known
from simulator.findings.conduct import Decided
from simulator.findings.origins import Origins
from simulator.findings.outcomes import Outcome
from simulator.timeline import events as e
from simulator.timeline.acts import on_incident
from simulator.timeline.moves import Move, Numbered

_TIME = ("next", "next-event", "jump")
"""Acts that only let time go on."""


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover, and what the team that came did until the next one or ENDEX."""

    at: int
    """Seconds since opens."""
    move: int
    """Its number in the record."""
    acted_at: int | None
    """When the team that came first did something about the incident; None where it never did."""
    acted_in: int | None
    """The number of that move."""
    room: int | None
    """Room seconds until then."""
    ordered_again: tuple[str, ...]
    """Steps that had been ordered, begun or done before, where nothing that came since opened them again."""
    withdrawn: tuple[str, ...]
    """Steps whose order by the team before was withdrawn."""
    decided_again: tuple[str, ...]
    """Injects whose decision had been taken before."""
    stated_again: tuple[str, ...]
    """Milestones that had been stated before."""
    forgotten: tuple[tuple[str, str], ...]
    """(Inject, claim): decisions that took for true what the room could know better before the handover."""
    running: tuple[Outcome, ...]
    """Clocks that ran when it was handed over."""

    @property
    def first_act(self) -> int | None:
        """Incident seconds until then."""
        return None if self.acted_at is None else self.acted_at - self.at


@dataclass(frozen=True, slots=True)
class Beside:
    """What else a report knows of the exercise."""

    decisions: Sequence[Decided]
    claims: Sequence[Known]
    outcomes: Sequence[Outcome]
    where: Origins


def handovers(moves: Sequence[Numbered], beside: Beside) -> tuple[Handover, ...]:
    """Every handover in play, in turn. ``moves``: those that count."""
    played = _played(moves)
    places = [n for n, (_, move) in enumerate(played) if _holds(move, e.HandedOver)]
    ends = [*places[1:], len(played)]
    return tuple(
        _handover(played[:place], played[place], played[place + 1 : end], beside)
        for place, end in zip(places, ends, strict=False)
    )


def _holds(move: Move, kind: type[e.Event]) -> bool:
    return any(isinstance(event, kind) for event in move.events)


def _played(moves: Sequence[Numbered]) -> Sequence[Numbered]:
    """Up to ENDEX."""
    return moves[: next((n for n, (_, move) in enumerate(moves) if _holds(move, e.PlayEnded)), len(moves))]


def _handover(before: Sequence[Numbered], here: Numbered, after: Sequence[Numbered], beside: Beside) -> Handover:
    number, move = here
    at, ours, theirs = move.events[0].at, [m for _, m in before], [m for _, m in after]
    acted = next((n for n, one in enumerate(theirs, 1) if on_incident(one.act) and one.act not in _TIME), 0)
    waited = theirs[:acted]
    room = sum(event.room for one in waited for event in one.events if isinstance(event, e.Passed))
    settled = _settled(ours)
    decided, stated = (set(found(ours)) for found in (_decided, _stated))
    return Handover(
        at=at,
        move=number,
        acted_at=waited[-1].events[0].at if waited else None,
        acted_in=after[acted - 1][0] if waited else None,
        room=room if waited else None,
        ordered_again=_once(_ordered_again(theirs, set(settled))),
        withdrawn=_once(step for step in _withdrawn(theirs) if step in settled),
        decided_again=_once(inject for inject in _decided(theirs) if inject in decided),
        stated_again=_once(milestone for milestone in _stated(theirs) if milestone in stated),
        forgotten=tuple(_forgotten(number, {n for n, _ in after}, beside)),
        running=tuple(one for one in beside.outcomes if _runs(one, at)),
    )


def _once(named: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named))


def _settled(moves: Sequence[Move]) -> set[str]:
    """Steps that had been ordered, begun or done, and were not open again."""
    settled: set[str] = set()
    for event in (event for move in moves for event in move.events):
        match event:
            case e.Ordered(step=step) | e.WorkQueued(job=step):
                settled.add(step)
            case _:
                settled -= _opened(event)
    return settled


def _opened(event: e.Event) -> set[str]:
    """Steps that may be ordered after it as if for the first time."""
    match event:
        case e.OrderWithdrawn(step=step) | e.StepReopened(step=step):
            return {step}
        case e.WorkEnded(job=step, outcome="failed" | "timed-out", reopened=reopened):
            return {step, *reopened}
        case e.WorkEnded(reopened=reopened):
            return {*reopened}
        case _:
            return set()


def _ordered_again(moves: Sequence[Move], settled: set[str]) -> Iterator[str]:
    """What a standing order brings is none: the first event of an order is the one that was given."""
    for move in moves:
        match move.events[0]:
            case e.Ordered(step=step) | e.WorkQueued(job=step) if move.act == "order" and step in settled:
                yield step
        for event in move.events:
            settled -= _opened(event)


def _withdrawn(moves: Sequence[Move]) -> Iterator[str]:
    yield from (event.step for move in moves for event in move.events if isinstance(event, e.OrderWithdrawn))


def _decided(moves: Sequence[Move]) -> Iterator[str]:
    taken = (event for move in moves for event in move.events if isinstance(event, e.DecisionTaken))
    yield from (event.inject for event in taken if not event.undecided)


def _stated(moves: Sequence[Move]) -> Iterator[str]:
    yield from (event.milestone for move in moves for event in move.events if isinstance(event, e.MilestoneMarked))


def _forgotten(number: int, theirs: set[int], beside: Beside) -> Iterator[tuple[str, str]]:
    """What the team that came took for true, though what corrects it had come before the handover."""
    corrected = {known.claim.id for known in beside.claims if known.corrected and known.corrected.move < number}
    for one in beside.decisions:
        at = beside.where.decided.get(one.inject.id)
        if one.by_table and at is not None and at.move in theirs:
            yield from (
                (one.inject.id, r.claim.id) for r in one.rested if not r.claim.holds and r.claim.id in corrected
            )


def _runs(one: Outcome, at: int) -> bool:
    """Whether a clock ran at a second: started, and neither reached, void nor over."""
    if one.started is None or one.started > at or one.clock.is_order:
        return False
    ends = (moment for moment in (one.reached, one.moot, one.deadline) if moment is not None)
    return all(moment > at for moment in ends)
