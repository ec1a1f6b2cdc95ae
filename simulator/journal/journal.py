"""The writing end of a record: a move is on disk, whole, before anybody is shown it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from simulator import __version__
from simulator.errors import Sentence, TabletopError, why
from simulator.files import opened
from simulator.journal import lock
from simulator.journal.bounds import Bounds
from simulator.journal.chain import digest, of_line, to_line
from simulator.journal.codec import decode, decode_head, encode, encode_head
from simulator.journal.copies import Mirror, save_beside
from simulator.journal.reader import FORMAT, Reader
from simulator.journal.versions import VERSION, continued_as
from simulator.timeline.events import Continued, Event, Recovered
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move

_APPEND = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Journal:
    """One record, open for this process alone. Made by ``create`` or ``open``."""

    def __init__(self, path: Path, fd: int, held: lock.Held) -> None:
        self.path = path
        """Where the record lies; another file once it had to be saved beside."""
        self.lines = 0
        """Lines written so far, the head included."""
        self.head_hash = ""
        """sha256 of the last line: with ``lines``, what proves later that no end was cut off."""
        self._fd = fd
        self._held = held
        self._links = os.fstat(fd).st_nlink
        self._bounds: Bounds | None = None
        self._moves = 0
        self._blocks: list[bytes] = []
        """All that the record holds, should its file be lost."""
        self._end = 0
        self._wrote = False
        self._mirror: Mirror | None = None
        self._stopped: Sentence | None = None

    @classmethod
    def create(cls, path: Path, head: Head, *, mirror: Path | None = None) -> Journal:
        """A new record that only its owner may read; ``mirror`` is the folder of a second copy.

        Raises TabletopError where the file exists already or cannot be written.
        """
        line = _head_line(head)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TabletopError(
                "{folder} cannot be created: {reason}", folder=path.parent, reason=why(error)
            ) from error
        journal = cls._locked_on(path, _APPEND | os.O_CREAT | os.O_EXCL)
        journal._bounds = Bounds(head.setup)
        try:
            journal._write(line, 1, digest(line))
            _sync_folder(path.parent)
            journal._keep_mirror(mirror)
        except BaseException:
            journal.close()
            path.unlink()
            raise
        return journal

    @classmethod
    def open(cls, path: Path, *, wall: str = "", mirror: Path | None = None) -> tuple[Journal, History]:
        """The record and what it holds, ready to go on. ``wall`` is the wall time, should there be something to note.

        An unfinished move at its end was shown to nobody: it is dropped, and a move saying so is added. An open record
        of an earlier version is left as it is: a copy beside it goes on, and ``path`` of the journal names that.
        Raises TabletopError where another process holds it, a line is bad, it went on as a copy before, or it cannot
        be read or written.
        """
        journal = cls._locked_on(path, _APPEND)
        try:
            reader, dropped = journal._read()
            history = reader.history()
            if reader.version < VERSION and not history.closed:
                copy = _copied(path, reader, wall)
                journal.close()
                return cls.open(copy, wall=wall, mirror=mirror)
            journal._keep_mirror(mirror)
            return journal, journal._recovered(history, dropped, wall) if dropped else history
        except BaseException:
            journal.close()
            raise

    def append(self, move: Move) -> None:
        """Makes one move durable: one write, one fsync. No events are no move.

        Raises TabletopError where the move cannot be written down (then nothing was written and the
        record goes on), or where writing failed (then every later call raises too).
        """
        if self._stopped:
            raise TabletopError(self._stopped)
        if move.events:
            self._check(move)
            block, last = _block(move, self.head_hash)
            if self._is_lost():
                self._save(block)
                raise TabletopError(self._stopped or "")
            self._write(block, self.lines + len(move.events), last)
            self._moves += 1

    @property
    def mirror_lost(self) -> Sentence | None:
        """Why there is no second copy any more; None while there is, or none was asked for."""
        return self._mirror.lost if self._mirror else None

    def close(self) -> None:
        """Lets the record go, saved beside if its file was lost; a second call does nothing."""
        if self._fd >= 0:
            if self._wrote and not self._stopped and self._is_lost():
                self._save()
            os.close(self._fd)
            self._held.release()
            if self._mirror:
                self._mirror.close()
            self._fd = -1
            self._stopped = Sentence("{path} is closed", path=self.path)

    @classmethod
    def _locked_on(cls, path: Path, flags: int) -> Journal:
        held = lock.acquire(path)
        try:
            fd = os.open(path, flags, 0o600)
            try:
                lock.hold(path, fd)
            except TabletopError:
                os.close(fd)
                held.release()
                raise
            return cls(path, fd, held)
        except OSError as error:
            held.release()
            if isinstance(error, FileExistsError):
                raise lock.Taken("{path} exists already: resume it, or choose another name", path=path) from error
            raise TabletopError("{path} cannot be opened: {reason}", path=path, reason=why(error)) from error

    def _read(self) -> tuple[Reader, int]:
        """All whole moves, and how many bytes stand after them."""
        reader = Reader(str(self.path))
        with opened(self.path) as file:
            reader.feed(file)
            rest = file.seek(0, os.SEEK_END) - reader.end
            file.seek(0)
            self._blocks = [file.read(reader.end)]
        self._end, self.lines, self.head_hash = reader.end, reader.lines, reader.head_hash
        self._bounds, self._moves = reader.bounds, len(reader.moves)
        return reader, rest

    def _recovered(self, history: History, dropped: int, wall: str) -> History:
        try:
            os.ftruncate(self._fd, self._end)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=self.path, reason=why(error)) from error
        move = Move((Recovered(history.last_at, dropped),), wall)
        self.append(move)
        return History(history.head, (*history.moves, move), self.lines, self.head_hash)

    def _check(self, move: Move) -> None:
        if self._bounds is None:
            return
        try:
            for event in move.events:
                self._bounds.check(event, self._moves)
        except ValueError as error:
            raise TabletopError("this move cannot be recorded: {reason}", reason=why(error)) from error

    def _keep_mirror(self, folder: Path | None) -> None:
        if folder is not None:
            self._mirror = Mirror.begin(folder, self.path, b"".join(self._blocks))

    def _is_lost(self) -> bool:
        """Whether its name no longer leads to what was written: moved, replaced, cut, linked or removed meanwhile."""
        try:
            held, named = os.fstat(self._fd), self.path.stat()
        except OSError:
            return True
        return not os.path.samestat(held, named) or (held.st_size, held.st_nlink) != (self._end, self._links)

    def _save(self, block: bytes = b"") -> None:
        """Writes all of it, with what was just done, beside the file that was lost, and stops."""
        lost, self.path = self.path, save_beside(self.path, b"".join((*self._blocks, block)))
        self._stopped = Sentence(
            "{path} was moved, replaced, linked or changed while it was written to, so the exercise stops here. "
            "All of it is saved: tabletop resume {saved}",
            path=lost,
            saved=self.path,
        )

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
        self._blocks.append(block)
        self._wrote = True
        if self._mirror:
            self._mirror.append(block)


def _head_line(head: Head) -> bytes:
    try:
        line = to_line({"format": FORMAT, "version": VERSION} | encode_head(head))
        raw = of_line(line)
        decode_head({key: value for key, value in raw.items() if key not in ("format", "version")})
    except ValueError as error:
        raise TabletopError("this exercise cannot be recorded: {reason}", reason=why(error)) from error
    return line


def _block(move: Move, last: str) -> tuple[bytes, str]:
    """The move's lines after the one with hash ``last``, and the hash of the last of them."""
    lines = []
    said = {name: value for name in ("act", "by", "ref") if (value := getattr(move, name))}
    envelope: dict[str, object] = {"wall": move.wall, **said}
    for left, event in zip(range(len(move.events) - 1, -1, -1), move.events, strict=True):
        line = _event_line(event, envelope | ({"more": True} if left else {}) | {"prev": last})
        lines.append(line)
        last, envelope = digest(line), {}
    return b"".join(lines), last


def _copied(path: Path, reader: Reader, wall: str) -> Path:
    """The whole moves of an earlier version's record in a file beside it, which goes on in this version."""
    copy = continued_as(path)
    if copy.exists():
        raise TabletopError("{path} goes on as {copy}: resume that one", path=path, copy=copy)
    move = Move((Continued(reader.history().last_at, VERSION, f"tabletop {__version__}"),), wall)
    block, _ = _block(move, reader.head_hash)
    part = copy.with_name(f"{copy.name}.part")
    try:
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with path.open("rb") as old, open(fd, "wb") as new:
            new.write(old.read(reader.end) + block)
            new.flush()
            os.fsync(new.fileno())
        part.replace(copy)
        _sync_folder(copy.parent)
    except OSError as error:
        raise TabletopError("{path} cannot be written: {reason}", path=copy, reason=why(error)) from error
    return copy


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
