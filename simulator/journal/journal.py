"""The writing end of a record: a move is on disk, whole, before anybody is shown it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from simulator.errors import Sentence, TabletopError, why
from simulator.journal import lock
from simulator.journal.chain import digest, of_line, to_line
from simulator.journal.codec import decode, decode_head, encode, encode_head
from simulator.journal.reader import FORMAT, VERSION, Reader
from simulator.timeline.events import Event, Healed
from simulator.timeline.history import Head, History, Move

_APPEND = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Journal:
    """One record, open for this process alone. Made by ``create`` or ``open``."""

    def __init__(self, path: Path, fd: int, locked: int) -> None:
        self.path = path
        self.lines = 0
        """Lines written so far, the head included."""
        self.head_hash = ""
        """sha256 of the last line: with ``lines``, what proves later that no end was cut off."""
        self._fd = fd
        self._locked = locked
        self._end = 0
        self._stopped: Sentence | None = None

    @classmethod
    def create(cls, path: Path, head: Head) -> Journal:
        """A new record that only its owner may read.

        Raises TabletopError where the file exists already or cannot be written.
        """
        line = _head_line(head)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TabletopError("{folder} cannot be made: {reason}", folder=path.parent, reason=why(error)) from error
        journal = cls._locked_on(path, _APPEND | os.O_CREAT | os.O_EXCL)
        try:
            journal._write(line, 1, digest(line))
            _sync_folder(path.parent)
        except BaseException:
            journal.close()
            path.unlink()
            raise
        return journal

    @classmethod
    def open(cls, path: Path, *, wall: str = "") -> tuple[Journal, History]:
        """The record and what it holds, ready to go on. ``wall`` is the wall time, should there be something to heal.

        An unfinished move at its end was shown to nobody: it is dropped, and a move saying so is added.
        Raises TabletopError where another process holds it, a line is bad, or it cannot be read or written.
        """
        journal = cls._locked_on(path, _APPEND)
        try:
            return journal, journal._resume(wall)
        except BaseException:
            journal.close()
            raise

    def append(self, events: Sequence[Event], wall: str) -> None:
        """Makes one move durable: one write, one fsync. No events are no move.

        Raises TabletopError where the move cannot be written down (then nothing was written and the
        record goes on), or where writing failed (then every later call raises too).
        """
        if self._stopped:
            raise TabletopError(self._stopped)
        if events:
            block, last = self._block(events, wall)
            self._write(block, self.lines + len(events), last)

    def close(self) -> None:
        """Lets the record go; a second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            lock.release(self.path, self._locked)
            self._fd = -1
            self._stopped = Sentence("{path} is closed", path=self.path)

    @classmethod
    def _locked_on(cls, path: Path, flags: int) -> Journal:
        locked = lock.acquire(path)
        try:
            return cls(path, os.open(path, flags, 0o600), locked)
        except OSError as error:
            lock.release(path, locked)
            if isinstance(error, FileExistsError):
                raise TabletopError("{path} exists already: resume it, or choose another name", path=path) from error
            raise TabletopError("{path} cannot be opened: {reason}", path=path, reason=why(error)) from error

    def _resume(self, wall: str) -> History:
        reader = Reader(str(self.path))
        with self.path.open("rb") as file:
            reader.feed(file)
            dropped = file.seek(0, os.SEEK_END) - reader.end
        history = reader.history()
        self._end, self.lines, self.head_hash = reader.end, reader.lines, reader.head_hash
        return self._heal(history, dropped, wall) if dropped else history

    def _heal(self, history: History, dropped: int, wall: str) -> History:
        try:
            os.ftruncate(self._fd, self._end)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=self.path, reason=why(error)) from error
        now = history.moves[-1].events[-1].at if history.moves else 0
        healed = Move((Healed(now, dropped),), wall)
        self.append(healed.events, wall)
        return History(history.head, (*history.moves, healed), self.lines, self.head_hash)

    def _block(self, events: Sequence[Event], wall: str) -> tuple[bytes, str]:
        """The move's lines as one block, and the hash of the last."""
        lines, last = [], self.head_hash
        for left, event in zip(range(len(events) - 1, -1, -1), events, strict=True):
            line = _event_line(event, {"wall": wall} | ({"more": True} if left else {}) | {"prev": last})
            lines.append(line)
            last = digest(line)
        return b"".join(lines), last

    def _write(self, block: bytes, lines: int, head_hash: str) -> None:
        """All of the block or, as far as the disk allows, nothing of it.

        After a failed fsync nobody knows what the disk holds, so no second try is made, here or later.
        """
        try:
            rest = memoryview(block)
            while rest:
                rest = rest[os.write(self._fd, rest) :]
            os.fsync(self._fd)
        except BaseException as error:
            self._stopped = Sentence(
                "{path} could not be written ({reason}), so the exercise stops here. "
                "All that was shown is safe in the record; set the disk right, then resume it",
                path=self.path,
                reason=why(error) if isinstance(error, OSError) else Sentence("interrupted"),
            )
            with suppress(OSError):
                os.ftruncate(self._fd, self._end)
                os.fsync(self._fd)
            if isinstance(error, OSError):
                raise TabletopError(self._stopped) from error
            raise
        self._end, self.lines, self.head_hash = self._end + len(block), lines, head_hash


def _head_line(head: Head) -> bytes:
    try:
        line = to_line({"format": FORMAT, "version": VERSION} | encode_head(head))
        raw = of_line(line)
        decode_head({key: value for key, value in raw.items() if key not in ("format", "version")})
    except ValueError as error:
        raise TabletopError("this exercise cannot be recorded: {reason}", reason=why(error)) from error
    return line


def _event_line(event: Event, envelope: Mapping[str, object]) -> bytes:
    """The event's line, read back before it counts: what could not be resumed must not be written."""
    try:
        line = to_line({**encode(event), **envelope})
        same = decode({key: value for key, value in of_line(line).items() if key not in envelope}) == event
    except ValueError as error:
        raise TabletopError("this move cannot be recorded: {reason}", reason=why(error)) from error
    if not same:
        raise TabletopError(
            "this move cannot be recorded: {event} would be read back as something else", event=str(event)
        )
    return line


def _sync_folder(folder: Path) -> None:
    """Makes a new file's name durable; some systems know no such thing of a folder and see to it themselves."""
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
