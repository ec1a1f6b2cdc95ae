"""A record as read: line after line, up to the last whole move. ``read`` and ``verify`` write nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from simulator.errors import Invalid, Problem, Sentence, TabletopError, why
from simulator.journal.chain import digest, of_line
from simulator.journal.codec import decode, decode_head
from simulator.timeline.events import Event
from simulator.timeline.history import Head, History, Move

FORMAT, VERSION = "tabletop-record", 1


def read(path: Path) -> History:
    """The record up to its last whole move; an unfinished one at the end was shown to nobody and is left out.

    Raises TabletopError where the file cannot be read, is no record, or has a bad line.
    """
    reader = Reader(str(path))
    with _opened(path) as file:
        reader.feed(file)
    return reader.history()


class Verified(NamedTuple):
    """What a check of a whole record found."""

    problems: tuple[Problem, ...]
    lines: int
    """Up to the last whole move, the head included."""
    head_hash: str
    """sha256 of the last of these lines."""


def verify(path: Path) -> Verified:
    """Every bad line of the record; a warning where its end is unfinished.

    A chain cannot show that whole moves were cut off its end: compare count and hash with those
    told when the exercise closed. Raises TabletopError where the file cannot be read or is no record.
    """
    reader, problems = Reader(str(path)), list[Problem]()
    with _opened(path) as file:
        reader.feed(file, bad=problems.append)
        left = file.seek(0, 2) - reader.end
    if left and not problems:
        message = Sentence(
            "the last move is unfinished ({left} bytes): it was shown to nobody, and resuming drops it", left=left
        )
        problems.append(Problem(str(path), reader.lines + 1, 0, "unfinished-move", "warning", message))
    return Verified(tuple(problems), reader.lines, reader.head_hash)


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from error


def _stop(problem: Problem) -> NoReturn:
    raise TabletopError(
        "{file} has a bad line {line}: {message}",
        [problem],
        file=problem.file,
        line=problem.line,
        message=problem.message,
    )


class Reader:
    """Takes a record's lines in order and keeps what they tell.

    All it shows ends with the last whole move; what came after that is read again by the next ``feed``.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        """The record, as messages name it."""
        self.head: Head | None = None
        self.moves: list[Move] = []
        self.end = 0
        """Bytes."""
        self.lines = 0
        self.head_hash = ""
        """sha256 of the last line."""
        self._start_move()

    def feed(self, lines: Iterable[bytes], bad: Callable[[Problem], object] = _stop) -> None:
        """Reads on from byte ``end``. Every bad line is told to ``bad``, which raises TabletopError unless said."""
        self._start_move()
        for line in lines:
            if not line.endswith(b"\n"):
                break
            try:
                self._take(line)
            except ValueError as error:
                bad(Problem(self.name, self._seen, 0, "bad-line", "error", why(error)))

    def history(self) -> History:
        """All whole moves so far; raises TabletopError while the record has not even a first line."""
        if self.head is None:
            raise TabletopError("{name} has no whole first line: this exercise never began", name=self.name)
        return History(self.head, tuple(self.moves), self.lines, self.head_hash)

    def _start_move(self) -> None:
        self._events: list[Event] = []
        self._seen, self._size, self._last = self.lines, self.end, self.head_hash

    def _take(self, line: bytes) -> None:
        previous, self._last = self._last, digest(line)
        self._seen += 1
        self._size += len(line)
        if self._seen == 1:
            self.head = self._head(line)
        elif not self._ends_move(of_line(line), previous):
            return
        self.end, self.lines, self.head_hash = self._size, self._seen, self._last

    def _head(self, line: bytes) -> Head:
        try:
            raw = of_line(line)
        except ValueError as error:
            raise TabletopError(
                "{name} is no record of an exercise, or its first line is damaged: {reason}",
                name=self.name,
                reason=why(error),
            ) from None
        found, version = raw.pop("format", None), raw.pop("version", None)
        if found != FORMAT or type(version) is not int:
            raise TabletopError("{name} is no record of an exercise", name=self.name)
        if version > VERSION:
            raise TabletopError(
                "{name} is a record of version {version}, written by {tool}; "
                "this program reads up to version {known}: update it",
                name=self.name,
                version=version,
                tool=raw.get("tool") or Sentence("a newer program"),
                known=VERSION,
            )
        return decode_head(raw)

    def _ends_move(self, raw: dict[str, Any], previous: str) -> bool:
        if raw.pop("prev", None) != previous:
            before = self._seen - 1
            raise Invalid(
                "it does not follow line {before}: one of them was changed, or lines between are gone or new",
                before=before,
            )
        wall, more = raw.pop("wall", ""), raw.pop("more", False)
        if type(wall) is not str or type(more) is not bool:
            raise Invalid("wall is a text and more is true or false")
        self._events.append(decode(raw))
        if more:
            return False
        self.moves.append(Move(tuple(self._events), wall))
        self._events = []
        return True
