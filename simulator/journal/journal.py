"""The writing end of a record: a move is on disk, whole, before anybody is shown it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from simulator.errors import Sentence, TabletopError, why
from simulator.files import opened, sync_folder, write_synced
from simulator.journal import lock
from simulator.journal.blocks import block, head_line
from simulator.journal.bounds import Bounds
from simulator.journal.chain import digest
from simulator.journal.copies import in_this_version, save_beside, without_end
from simulator.journal.mirror import Mirror
from simulator.journal.reader import Reader, lines_of
from simulator.journal.versions import VERSION
from simulator.timeline.events import Recovered
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
        line = head_line(head)
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
            sync_folder(path.parent)
            journal._keep_mirror(mirror)
        except BaseException:
            journal.close()
            path.unlink()
            raise
        return journal

    @classmethod
    def open(
        cls, path: Path, *, wall: str = "", mirror: Path | None = None, drop_from: int | None = None
    ) -> tuple[Journal, History]:
        """The record and what it holds, ready to go on. ``wall`` is the wall time, should there be something to note.

        ``drop_from``: the number of a line; a copy beside goes on with what stands before it, and the old file stays.
        An unfinished move at its end was shown to nobody: it is dropped, and a move saying so is added. An open record
        of an earlier version is left as it is: a copy beside it goes on, and ``path`` of the journal names that.
        Raises TabletopError where another process holds it, a line is bad, it went on as a copy before, or it cannot
        be read or written.
        """
        journal = cls._locked_on(path, _APPEND)
        try:
            if drop_from is not None:
                copy = without_end(path, drop_from, wall)
                journal.close()
                return cls.open(copy, wall=wall, mirror=mirror)
            reader, dropped = journal._read()
            history = reader.history()
            if reader.version < VERSION and not history.closed:
                copy = in_this_version(path, reader, wall)
                journal.close()
                return cls.open(copy, wall=wall, mirror=mirror)
            journal._keep_mirror(mirror)
            if dropped or reader.blank:
                journal._cut()
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
            written, last = block(move, self.head_hash)
            if self._is_lost():
                self._save(written)
                raise TabletopError(self._stopped or "")
            self._write(written, self.lines + len(move.events), last)
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
            reader.feed(lines_of(file))
            rest = file.seek(0, os.SEEK_END) - reader.end
            file.seek(0)
            self._blocks = [file.read(reader.end)]
        self._end, self.lines, self.head_hash = reader.end, reader.lines, reader.head_hash
        self._bounds, self._moves = reader.bounds, len(reader.moves)
        return reader, rest - reader.blank

    def _cut(self) -> None:
        """Takes off what stands after the last whole move."""
        try:
            os.ftruncate(self._fd, self._end)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=self.path, reason=why(error)) from error

    def _recovered(self, history: History, dropped: int, wall: str) -> History:
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
            "{path} was moved, replaced, linked or changed while it was written to, so it stops here. "
            "All of it is saved: tabletop resume {saved}",
            path=lost,
            saved=self.path,
        )

    def _write(self, block: bytes, lines: int, head_hash: str) -> None:
        """All of the block or, as far as the disk allows, nothing of it.

        After a failed fsync nobody knows what the disk holds, so no second try is made, here or later.
        """
        try:
            write_synced(self._fd, block)
        except BaseException as error:
            self._stopped = Sentence(
                "{path} could not be written ({reason}), so it stops here. "
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
