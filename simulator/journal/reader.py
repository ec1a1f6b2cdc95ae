"""A record as read: line after line, up to the last whole move. ``read`` and ``verify`` write nothing.

Long because all that may be wrong with a line is found, and told, in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from simulator.errors import Invalid, Problem, Sentence, TabletopError, why
from simulator.files import opened
from simulator.journal.bounds import Bounds
from simulator.journal.chain import digest, of_line
from simulator.journal.codec import LATER, decode, decode_head
from simulator.journal.versions import VERSION, as_today, head_as_today
from simulator.timeline.acts import ACTS, Act
from simulator.timeline.events import Continued, Event, Rewritten
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move

FORMAT = "tabletop-record"
_BEGINNING = f'{{"format":"{FORMAT}"'.encode()
_LONGEST = 64 * 2**20
"""Bytes a line may have."""


_ZIP = b"PK\x03\x04"
"""How a zip begins."""


def begins_as_record(path: Path) -> bool:
    """Whether a file's first line looks like a record's, whole or not. OSError where it cannot be read."""
    with opened(path) as file:
        return FORMAT.encode() in file.read(200)


def begins_with(beginning: bytes, line: bytes) -> bool:
    """Whether a line begins so, as far as it goes: one that was cut off, too, and one of which nothing is there."""
    return beginning.startswith(line[: len(beginning)])


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, none read further than a line can be long."""
    return iter(lambda: file.readline(_LONGEST), b"")


class BadLine(TabletopError):
    """A line that is damaged, or that no program of ours wrote."""

    line = 0


def read(path: Path, *, up_to_damage: bool = False) -> History:
    """The record up to its last whole move; an unfinished one at the end was shown to nobody and is left out.

    Raises TabletopError where the file cannot be read or is not a record; BadLine where it has a bad line, unless asked
    for what stands before that: then the history says where it is.
    """
    reader = Reader(str(path))
    with opened_record(path) as file:
        try:
            reader.feed(lines_of(file))
        except BadLine as bad:
            if not up_to_damage or reader.head is None:
                raise
            return replace(reader.history(), damaged_at=bad.line)
    return reader.history()


def read_bytes(path: Path) -> tuple[bytes, History]:
    """The whole file, and the record in those very bytes. TabletopError as ``read``."""
    with opened_record(path) as file:
        content = file.read()
    return content, read_content(str(path), content)


def read_content(name: str, content: bytes) -> History:
    """The same of a record that is no file of its own; ``name``: what messages call it."""
    reader = Reader(name)
    reader.feed(lines_of(BytesIO(content)))
    return reader.history()


def read_this_version(path: Path) -> History:
    """As ``read``, of a record whose moves can be written down again. TabletopError for one of an earlier version."""
    reader = Reader(str(path))
    with opened_record(path) as file:
        reader.feed(lines_of(file))
    history = reader.history()
    if reader.version < VERSION:
        raise TabletopError("{name} is a record of an earlier version: it stays as it was written", name=path)
    return history


def never_began(path: Path) -> bool:
    """Whether a file has not even a whole first line, and it is ours: an exercise that ended before it began."""
    with opened_record(path) as file:
        line = file.readline(_LONGEST)
    return not line.endswith(b"\n") and begins_with(_BEGINNING, line)


class Verified(NamedTuple):
    """What a check of a whole record found."""

    problems: tuple[Problem, ...]
    lines: int
    """Up to the last whole move, the head included."""
    head_hash: str
    """sha256 of the last of these lines."""
    hashes: tuple[str, ...] = ()
    """sha256 of each of them; empty where the record is not there, only what a pack says of it."""
    exercise: str = ""
    """What names its exercise (``Head.key``); empty where that is not known."""
    day: str = ""
    """When it was held; empty where the record does not say."""
    was: tuple[str, ...] = ()
    """Head hashes that it says it had before texts were taken out."""

    def hash_of(self, line: int) -> str:
        """sha256 of a line, from 1; empty where that is not known."""
        return self.hashes[line - 1] if 0 < line <= len(self.hashes) else ""


def verify(path: Path, kind: type[Reader] | None = None) -> Verified:
    """Every bad line of the record; a warning where its end is unfinished.

    A chain cannot show that whole moves were cut off its end: compare count and hash with those
    shown when the exercise closed. ``kind``: what reads it, where it is no record but
    another chain of the program. Raises TabletopError where the file cannot be read or is not such a chain.
    """
    with opened_record(path) as file:
        return _verified(str(path), file, kind or Reader)


def verify_bytes(name: str, content: bytes) -> Verified:
    """The same of a record that is no file of its own; ``name``: what messages call it."""
    return _verified(name, BytesIO(content), Reader)


def _verified(name: str, file: BinaryIO, kind: type[Reader]) -> Verified:
    reader, problems = kind(name), list[Problem]()
    reader.feed(lines_of(file), bad=problems.append)
    left = file.seek(0, 2) - reader.end - reader.blank
    if left and not problems:
        message = Sentence(
            "the last move is unfinished ({left} bytes): it was shown to nobody, and resuming drops it", left=left
        )
        problems.append(Problem(name, reader.lines + 1, 0, "unfinished-move", "warning", message))
    if not reader.lines and all(problem.severity != "error" for problem in problems):
        message = Sentence("no whole line stands in it: there is nothing that could be verified")
        problems.append(Problem(name, 1, 0, "empty", "error", message))
    problems += reader.remarks()
    hashes, was = tuple(reader.hashes[: reader.lines]), tuple(event.was for _, event in reader.rewritten)
    held = reader.history() if reader.head else None
    exercise, day = (held.head.key, held.day) if held else ("", "")
    return Verified(tuple(problems), reader.lines, reader.head_hash, hashes, exercise, day, was)


def opened_record(path: Path) -> BinaryIO:
    """A record to read. TabletopError where it cannot be."""
    try:
        return opened(path)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from error


def _stop(problem: Problem) -> NoReturn:
    bad = BadLine(
        "{file} has a bad line {line}: {message}",
        [problem],
        file=problem.file,
        line=problem.line,
        message=problem.message,
    )
    bad.line = problem.line
    raise bad


class Envelope(NamedTuple):
    """What stands beside the events of a move, on its first line; in version 1 only the wall time, on every line."""

    wall: str = ""
    act: Act = ""
    by: str = ""
    ref: str = ""

    @classmethod
    def taken_from(cls, raw: dict[str, Any], version: int) -> Envelope:
        """Takes its values off a line; ValueError for what does not fit."""
        values = [raw.pop(name, "") for name in cls._fields if version > 1 or name == "wall"]
        if any(type(value) is not str for value in values):
            raise Invalid("wall, act, by and ref must be text")
        if version > 1 and values[1] not in ACTS:
            raise Invalid("unknown act {act!r}: {later}", act=values[1], later=LATER)
        return cls(*values)

    def move(self, events: Iterable[Event]) -> Move:
        """The move of these events."""
        return Move(tuple(events), *self)


class Reader:
    """Takes a record's lines in order and keeps what they tell.

    All it shows ends with the last whole move; what came after that is read again by the next ``feed``.
    """

    beginning = _BEGINNING
    """How its first line begins, so that one that was cut off is told from a file of somebody else."""

    def __init__(self, name: str) -> None:
        self.name = name
        """The record, as messages name it."""
        self.head: Head | None = None
        self.bounds: Bounds | None = None
        self.version = VERSION
        """Of the format, at the end: a record of version 1 may go on in another."""
        self.moves: list[Move] = []
        self.end = 0
        """Bytes."""
        self.lines = 0
        self.head_hash = ""
        """sha256 of the last line."""
        self.blank = 0
        """Bytes of blank lines after the last whole move: an editor's, they count for nothing."""
        self.hashes: list[str] = []
        """sha256 of each line read."""
        self._converted = False
        self.rewritten: list[tuple[int, Rewritten]] = []
        """Where it says that texts were taken out, by line."""
        self._start_move()

    def feed(self, lines: Iterable[bytes], bad: Callable[[Problem], object] = _stop) -> None:
        """Reads on from byte ``end``. Every bad line goes to ``bad``, which raises TabletopError by default."""
        self._start_move()
        for line in lines:
            if not line.strip():
                self.blank += len(line)
                self._empty += 1
                continue
            if not line.endswith(b"\n"):
                if not self.lines and not begins_with(self.beginning, line):
                    raise self.foreign()
                break
            try:
                self._take_after_blanks(line)
            except ValueError as error:
                self._events.clear()
                bad(Problem(self.name, self._seen, 0, "bad-line", "error", why(error)))

    def history(self) -> History:
        """All whole moves so far; raises TabletopError while the record has not even a first line."""
        if self.head is None:
            raise TabletopError(
                "{name} has no whole first line: this exercise never began. Remove the file, and run it again",
                name=self.name,
            )
        return History(self.head, tuple(self.moves), self.lines, self.head_hash)

    def foreign(self) -> TabletopError:
        """It is something else."""
        return TabletopError("{name} is not a record of an exercise", name=self.name)

    def _start_move(self) -> None:
        self._events: list[Event] = []
        self._envelope = Envelope()
        self._seen, self._size, self._last = self.lines, self.end, self.head_hash
        self.blank = self._empty = 0
        del self.hashes[self.lines :]

    def remarks(self) -> Iterator[Problem]:
        """What was changed and does not break the chain: texts taken out, line ends, blank lines at its end."""
        for line, event in self.rewritten:
            told = Sentence(
                "{count} texts were taken out of it by {who}; reason: {reason}; before, its head hash was {hash}",
                count=event.texts,
                who=event.who,
                reason=event.reason,
                hash=event.was,
            )
            yield Problem(self.name, line, 0, "rewritten", "warning", told)
        if self._converted:
            said = Sentence("its line ends were converted (CRLF); what was recorded is unchanged")
            yield Problem(self.name, 0, 0, "line-ends", "warning", said)
        if self._empty:
            said = Sentence("blank lines stand after the end; they count for nothing")
            yield Problem(self.name, self.lines + 1, 0, "blank-lines", "warning", said)

    def _take_after_blanks(self, line: bytes) -> None:
        if self._empty:
            self._seen, self._size = self._seen + self._empty, self._size + self.blank
            self.blank = self._empty = 0
            self._seen, self._size, self._last = self._seen + 1, self._size + len(line), digest(line)
            raise Invalid("blank lines stand before it: they were put there, or a line was emptied")
        self._take(line)

    def _take(self, line: bytes) -> None:
        self._seen += 1
        self._size += len(line)
        if line.endswith(b"\r\n"):  # hashes are over what was written, whatever became of its line ends
            self._converted, line = True, line[:-2] + b"\n"
        previous, self._last = self._last, digest(line)
        self.hashes.append(self._last)
        if self._seen == 1:
            self._take_first(line)
        elif not self._ends_move(of_line(line), previous):
            return
        self.end, self.lines, self.head_hash = self._size, self._seen, self._last

    def _take_first(self, line: bytes) -> None:
        if line.startswith(_ZIP):
            raise TabletopError(
                "{name} is a zip, not a record: if it is a pack, tabletop verify {name} checks it, and the record in it"
                " is record.jsonl",
                name=self.name,
            )
        try:
            raw = of_line(line)
        except UnicodeDecodeError:
            raise TabletopError("{name} is not a record of an exercise: it is no text", name=self.name) from None
        except ValueError as error:
            raise TabletopError(
                "{name} is not a record of an exercise, or its first line is damaged: {reason}",
                name=self.name,
                reason=why(error),
            ) from None
        written, version = raw.pop("format", None), raw.pop("version", None)
        if written != FORMAT or type(version) is not int:
            raise self.foreign()
        self._understand(version, VERSION, raw.get("tool"))
        self.head = decode_head(head_as_today(raw, version))
        self.bounds = Bounds(self.head.setup)

    def _understand(self, version: int, known: int, tool: object) -> None:
        if version > known:
            raise TabletopError(
                "{name} is a record of version {version}, written by {tool}; "
                "this program reads up to version {known}: update it",
                name=self.name,
                version=version,
                tool=tool or Sentence("a newer program"),
                known=known,
            )
        self.version = version

    def _ends_move(self, raw: dict[str, Any], previous: str) -> bool:
        if raw.pop("prev", None) != previous:
            before = self._seen - 1
            raise Invalid(
                "it does not follow line {before}: one of them was changed, or lines between are gone or new",
                before=before,
            )
        return self._take_raw(raw)

    def _take_raw(self, raw: dict[str, Any]) -> bool:
        """Takes a line that follows the one before; whether it ends what is shown together."""
        more = raw.pop("more", False)
        if type(more) is not bool:
            raise Invalid("more must be true or false")
        if not self._events or self.version == 1:
            self._envelope = Envelope.taken_from(raw, self.version)
        event = decode(as_today(raw, self.version))
        if self.bounds:
            self.bounds.check(event, len(self.moves))
        self._events.append(event)
        if more:
            return False
        self.moves.append(self._envelope.move(self._events))
        self._events = []
        if isinstance(event, Rewritten):
            self.rewritten.append((self._seen, event))
        if isinstance(event, Continued):
            self._understand(event.version, VERSION, event.tool)
        return True
