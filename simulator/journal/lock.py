"""One writer a record: a lock file keeps its name, a lock on it whatever other name leads there.

Both are held by the system, and so let go when their holder dies.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from simulator.errors import Sentence, TabletopError, why

if sys.platform == "win32":
    import msvcrt

    def _seize(fd: int) -> None:
        # Locked bytes cannot be read there: lock one far beyond the holder's number.
        os.lseek(fd, 1 << 30, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        os.lseek(fd, 0, os.SEEK_SET)
else:
    import fcntl

    def _seize(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


_SIGNED = 20
"""Bytes that a process's number takes at most."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP)


class Taken(TabletopError):
    """Somebody else has the record, or its name."""


class Held(NamedTuple):
    """A lock file, open and locked."""

    beside: Path
    fd: int

    def release(self) -> None:
        """Lets go and clears away. The file goes while it is locked, so that nobody locks a name already gone."""
        with suppress(OSError):
            if _names(self.beside, self.fd):
                self.beside.unlink()
        os.close(self.fd)


def acquire(record: Path) -> Held:
    """Holds the name of a record for this process.

    Raises TabletopError naming the process that holds it already, or why it cannot be locked.
    """
    beside = _beside(record)
    while True:
        try:
            fd = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            raise _unlocked(record, beside, error) from error
        try:
            _seize(fd)
            if not _is_a_lock(fd):
                raise OSError(errno.EEXIST, "it was there before")
        except OSError as error:
            outcome = _held(record, fd) if _is_taken(error) else _unlocked(record, beside, error)
            os.close(fd)
            raise outcome from error
        if _names(beside, fd):
            _sign(fd)
            return Held(beside, fd)
        os.close(fd)


def is_held(record: Path) -> bool:
    """Whether a program holds the name of a record. It is tried, and let go at once."""
    try:
        fd = os.open(_beside(record), os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        _seize(fd)
    except OSError as error:
        return _is_taken(error)
    finally:
        os.close(fd)
    return False


def hold(record: Path, fd: int) -> None:
    """Holds the open record itself until it is closed, whatever its name.

    Raises TabletopError where another process holds it under another name, or it cannot be locked.
    """
    try:
        _seize(fd)
    except OSError as error:
        raise (_held(record) if _is_taken(error) else _unlocked(record, record, error)) from error


def _beside(record: Path) -> Path:
    real = Path(os.path.realpath(record))
    return real.with_name(f"{real.name}.lock")


def _names(beside: Path, fd: int) -> bool:
    """Whether the name still leads to the file locked: its last holder may have cleared it away meanwhile."""
    try:
        return os.path.samestat(os.fstat(fd), beside.lstat())
    except OSError:
        return False


def _is_a_lock(fd: int) -> bool:
    """Whether a file holds nothing but a number that a holder left: another's file must not be signed."""
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1 or status.st_size > _SIGNED:
        return False
    return os.read(fd, _SIGNED).strip().isdigit() or not status.st_size


def _sign(fd: int) -> None:
    """Leaves this process's number for whoever comes next; a full disk only costs them the number."""
    with suppress(OSError):
        os.ftruncate(fd, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, b"%d\n" % os.getpid())


def _is_taken(error: OSError) -> bool:
    return isinstance(error, BlockingIOError | PermissionError)


def _held(record: Path, fd: int = -1) -> Taken:
    number = os.read(fd, _SIGNED).decode("ascii", "replace").strip() if fd >= 0 else ""
    return Taken(
        "{record} is held by {holder}, which writes to it; tabletop watch {record} can follow it",
        record=record,
        holder=Sentence("process {number}", number=number) if number.isdigit() else Sentence("another process"),
    )


def _unlocked(record: Path, beside: Path, error: OSError) -> TabletopError:
    if error.errno in _NO_LOCKS:
        return TabletopError(
            "{record} cannot be locked: its file system knows no locks. Keep records on a disk of this machine"
            " (--records DIR) and copy them afterwards",
            record=record,
        )
    if error.errno in (errno.ELOOP, errno.EEXIST):
        return TabletopError(
            "{record} cannot be locked: {lock} is a link, or somebody else's file. Move it away",
            record=record,
            lock=beside,
        )
    return TabletopError("{record} cannot be locked: {reason}", record=record, reason=why(error))
