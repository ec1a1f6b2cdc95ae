"""Letters that only their roles read: how long the table did not know, and what it never heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.findings.origins import Numbered
from simulator.model.setup import Setup
from simulator.timeline import events as e
from simulator.timeline.letters import letters
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, by both clocks: seconds since opens, and seconds of play in the room."""

    at: int
    room: int
    move: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One that came in play."""

    inject: str
    to: tuple[str, ...]
    came: Moment
    told: Moment | None
    """When the table was told of it; None if it never was."""
    seat: str = ""
    """Who told it."""

    @property
    def kept(self) -> tuple[int, int] | None:
        """Seconds from its coming to its telling, of the incident and of the room; None if it was never told."""
        if self.told is None:
            return None
        return max(self.told.at - self.came.at, 0), max(self.told.room - self.came.room, 0)


def kept_letters(setup: Setup, state: State, log: Sequence[Numbered]) -> tuple[Letter, ...]:
    """Letters in the order they came; what came after ENDEX reached nobody."""
    came: dict[str, Moment] = {}
    told: dict[str, tuple[Moment, str]] = {}
    for moment, event in _moments(log):
        match event:
            case e.InjectDelivered(inject=inject) | e.InjectImprovised(inject=inject):
                came[inject] = moment
            case e.LetterTold(inject=inject, seat=seat):
                told.setdefault(inject, (moment, seat))
            case e.PlayEnded():
                break
            case _:
                pass
    return tuple(
        Letter(name, to, came[name], *told.get(name, (None, "")))
        for name, to in letters(setup.scenario, state).items()
        if name in came
    )


def _moments(log: Sequence[Numbered]) -> Iterator[tuple[Moment, e.Event]]:
    """Each event with the room time used by then; taking back gives the room no time back."""
    room = 0
    for move, event in log:
        if isinstance(event, e.Passed):
            room += event.room
        elif isinstance(event, e.TakenBack | e.Redone):
            room = max(room, event.room)
        yield Moment(max(event.at, getattr(event, "arrives", 0)), room, move), event
