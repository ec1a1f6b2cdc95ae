"""A record without what somebody asked to have taken out: written anew beside the old one, and it says so."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.journal.blocks import head_line, whole
from simulator.journal.lock import is_held
from simulator.journal.reader import read_this_version
from simulator.timeline.events import Rewritten
from simulator.timeline.history import History
from simulator.timeline.moves import Move
from simulator.timeline.redaction import redacted
from simulator.wording.names import Names
from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be taken out, and why."""

    who: str
    """Who does it, or at whose word: it stands in the record from then on."""
    reason: str
    containing: tuple[str, ...] = ()
    """Texts in which any of these words stands, in whatever case."""
    seats: tuple[str, ...] = ()
    """Texts of these seats."""

    def takes(self, seat: str, text: str) -> bool:
        """Whether this text is to go."""
        return seat in self.seats or any(words.casefold() in text.casefold() for words in self.containing)


def rewrite(record: Path, path: Path, request: Request, wall: str) -> int:
    """Writes the record without those texts to another file, hashed anew, with an event that tells it; says how many.

    What counts no more loses its texts, too. The old file stays as it is. TabletopError where the record cannot be
    read, is of an earlier version or under way, nothing is to be taken out, or the other file is there already.
    """
    if os.path.lexists(path):
        raise TabletopError("{path} is there already: write to another file", path=path)
    if is_held(record):
        raise TabletopError("{record} is under way: end the exercise first", record=record)
    history = read_this_version(record)
    names = Names(history.head.setup, Voice.of(history.head.setup, history.head.language))

    def mark(number: int, seat: str) -> str:
        said = {"number": number, "seat": names.seat(seat) or names.voice("nobody named")}
        return names.voice("[left out {number}: {seat}]", **said)

    without = redacted(history, mark, only=request.takes)
    count = sum(without.left_out.values())
    if not count:
        raise TabletopError("{record} holds no such text: nothing was written", record=record)
    said = Rewritten(history.last_at, history.head_hash, count, request.reason, request.who)
    write_whole(path, whole(history.head, chain(without.history.moves, [Move((said,), wall)])))
    os.chmod(path, 0o600)
    return count


def still_named(history: History, words: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these words the record holds all the same: in its place, its seats, or the files it was made of."""
    text = head_line(history.head).decode().casefold()
    return tuple(each for each in words if each.casefold() in text)
