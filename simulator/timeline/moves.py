"""Moves: what is written, shown and taken back together; and which of them count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from simulator.timeline import events as e
from simulator.timeline.acts import Act, observed, on_incident, takes_back


@dataclass(frozen=True)
class Move:
    """All events of one act, or of a stretch of talk."""

    events: tuple[e.Event, ...]
    wall: str = ""
    """Wall time, ISO 8601 with offset."""
    act: Act = ""
    by: str = ""
    """The seat that typed it; whose act it was stands in an event's ``seat``."""
    ref: str = ""
    """The sender's own id: what comes again under it is not done again."""


Numbered = tuple[int, Move]
"""A move with its number in the record, from 0."""


def effective(moves: Sequence[Move]) -> list[Numbered]:
    """The moves that count, in order.

    Taking back removes an act and all that is later; what was only observed then stays, dated to the moment gone back
    to. Redoing brings back what was removed, and what was observed since follows it. Observations that were withdrawn,
    and not brought back, are left out last, wherever they stand.
    """
    kept: list[Numbered] = []
    before: dict[int, list[Numbered]] = {}
    """Act taken back → what counted before that."""
    withdrawn: set[int] = set()
    for number, move in enumerate(moves):
        match _rewinding(move):
            case e.TakenBack(move=act) as back:
                before[act] = kept
                kept = _without(kept, back)
            case e.Redone(move=act) if act in withdrawn:
                withdrawn.remove(act)
            case e.Redone(move=act) as again if act in before:
                kept = _with_again(kept, before[act], again)
            case e.Withdrawn(move=act):
                withdrawn.add(act)
            case e.Undone(back_to=first):
                kept = [pair for pair in kept if pair[0] < first]
        kept.append((number, move))
    return [pair for pair in kept if pair[0] not in withdrawn]


def _rewinding(move: Move) -> e.Event | None:
    """What takes something back stands alone in its move."""
    return move.events[0] if len(move.events) == 1 else None


def newest(moves: Sequence[Move], wanted: Callable[[Act], bool]) -> Numbered | None:
    """The newest move in force whose act is wanted."""
    return next((pair for pair in reversed(effective(moves)) if wanted(pair[1].act)), None)


def redoable(moves: Sequence[Move]) -> Numbered | None:
    """What was taken back or withdrawn last and does not count again, if nobody has acted on the incident since."""
    counts = effective(moves)
    in_force = {number for number, _ in counts}
    for _, move in reversed(counts):
        match _rewinding(move):
            case e.TakenBack(move=act):
                return act, moves[act]
            case e.Withdrawn(move=act) if act < len(moves) and observed(moves[act].act) and act not in in_force:
                return act, moves[act]
            case _ if on_incident(move.act):
                return None
    return None


def before_act(moves: Sequence[Move], act: int) -> list[Numbered]:
    """What counts and stands before an act: where taking it back leads to."""
    return [pair for pair in effective(moves) if pair[0] < act]


def before_taking_back(moves: Sequence[Move], act: int) -> list[Numbered]:
    """What counted when an act was last taken back: where redoing leads to."""
    backs = ((number, _rewinding(move)) for number, move in enumerate(moves))
    return effective(moves[: max(n for n, back in backs if isinstance(back, e.TakenBack) and back.move == act)])


def taken_back(moves: Sequence[Move]) -> list[Numbered]:
    """Acts that count no more, oldest first: the incident went back, or the observation was withdrawn.

    What was written anew is none of them.
    """
    counts, anew = {number for number, _ in effective(moves)}, mended(moves)
    return [(n, move) for n, move in enumerate(moves) if n not in counts | anew and takes_back(move.act)]


def mended(moves: Sequence[Move]) -> set[int]:
    """Observations that were withdrawn right after the same seat had written another of the kind on the same thing."""
    anew, last = set[int](), Move(())
    for move in moves:
        match _rewinding(move):
            case e.Withdrawn(move=act) if act < len(moves) and last is not moves[act]:
                if _about(last) and _about(last) == _about(moves[act]):
                    anew.add(act)
        if move.act != "talk":
            last = move
    return anew


def _about(move: Move) -> tuple[str, ...]:
    """What was written down, about what, and by whom; empty for any other act."""
    match _rewinding(move):
        case e.Noted(kind=kind, objective=objective, inject=inject, seat=seat):
            return ("note", kind, objective, inject, seat)
        case e.LessonNoted(kind=kind, objective=objective, seat=seat):
            return ("lesson", kind, objective, seat)
        case _:
            return ()


def named_later(moves: Sequence[Move]) -> dict[int, Move]:
    """Acts that were taken back, done again or withdrawn, by their number."""
    numbers = set()
    for move in moves:
        match _rewinding(move):
            case e.TakenBack(move=act) | e.Redone(move=act) | e.Withdrawn(move=act):
                numbers.add(act)
    return {number: moves[number] for number in sorted(numbers) if number < len(moves)}


def changes_incident(event: e.Event) -> bool:
    """Whether the incident is another one for it, so that it goes when the incident goes back."""
    if isinstance(event, e.Observation):
        return False
    match event:
        case e.RealEvent() | e.Break() | e.HandedOver() | e.SeatJoined() | e.SeatLeft() | e.SeatSilent():
            return False
        case e.Closed() | e.Recovered() | e.Continued() | e.DroppedFrom() | e.Rewritten() | e.Withdrawn():
            return False
        case e.TakenBack() | e.Redone() | e.Undone():
            return True
        case e.Started() | e.Passed() | e.PaceSet() | e.PlayEnded():
            return True
        case e.InjectDelivered() | e.InjectDropped() | e.InjectHeld() | e.InjectReleased() | e.InjectImprovised():
            return True
        case e.ArtefactHanded() | e.DecisionOpened() | e.OptionsOpened() | e.DecisionTaken() | e.MilestoneMarked():
            return True
        case e.StepDelayed() | e.Happened() | e.TimelineRead():
            return True
        case (
            e.StepReady()
            | e.StepReopened()
            | e.StepRuledOut()
            | e.StepSkipped()
            | e.Ordered()
            | e.OrderWithdrawn()
            | e.ActionNamed()
        ):
            return True
        case e.WorkQueued() | e.WorkStarted() | e.WorkReestimated() | e.WorkPaused() | e.WorkResumed() | e.WorkEnded():
            return True
        case e.Called() | e.PeopleAway():
            return True
        case _:
            assert_never(event)


def _without(kept: list[Numbered], back: e.TakenBack) -> list[Numbered]:
    stays = [pair for pair in kept if pair[0] < back.move]
    return [*stays, *_observed(kept[len(stays) :], back.at)]


def _with_again(kept: list[Numbered], before: list[Numbered], again: e.Redone) -> list[Numbered]:
    known = {number for number, _ in before}
    return [*before, *_observed((pair for pair in kept if pair[0] not in known), again.at)]


def _observed(moves: Iterable[Numbered], at: int) -> list[Numbered]:
    """The events that stay, with the date they get."""
    parted = ((n, move, [x for x in move.events if not changes_incident(x)]) for n, move in moves)
    return [(n, replace(move, events=tuple(replace(x, at=at) for x in stays))) for n, move, stays in parted if stays]
