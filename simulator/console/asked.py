"""What seats ask for and write to the facilitator: all of it to who has the script, to a seat its own."""

from __future__ import annotations

from simulator.console.sights import Eyes
from simulator.console.view import PrivateLine, Request
from simulator.exercise.seats import Seat
from simulator.timeline.events import ArtefactHanded
from simulator.timeline.state import Request as Asked
from simulator.timeline.state import State


def requests(state: State, seat: Seat, seen: Eyes) -> tuple[Request, ...]:
    """Requests that a seat may read, oldest first."""
    read = ((id_, asked) for id_, asked in state.requests.items() if _reads(asked.made.seat, seat, seen))
    return tuple(_request(id_, asked, seen) for id_, asked in read)


def lines(state: State, seat: Seat, seen: Eyes) -> tuple[PrivateLine, ...]:
    """Lines to the facilitator that a seat may read, oldest first."""
    read = (line for line in state.lines if _reads(line.seat, seat, seen))
    return tuple(PrivateLine(line.at, seen.names.seat(line.seat), line.text) for line in read)


def _reads(written_by: str, seat: Seat, seen: Eyes) -> bool:
    return seen.sees("requests") or (bool(written_by) and (written_by == seat.id or written_by in seat.roles))


def _request(id: str, asked: Asked, seen: Eyes) -> Request:
    made, answer = asked.made, asked.answer
    words = "" if answer is None else _handed(answer, seen) if isinstance(answer, ArtefactHanded) else answer.text
    return Request(id, made.at, seen.names.seat(made.seat), made.text, words, answer.at if answer else None)


def _handed(answer: ArtefactHanded, seen: Eyes) -> str:
    """What was handed out; of a message that is for others no more than that it was."""
    if answer.inject in seen.private:
        return seen.names.voice("handed out")
    return seen.names.came(f"{answer.inject}/{answer.number}")
