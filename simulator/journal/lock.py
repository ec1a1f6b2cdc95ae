"""One writer a record: a lock file beside it, held by the system and so let go when its holder dies."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

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


def acquire(record: Path) -> int:
    """Holds the record for this process; returns what ``release`` takes.

    Raises TabletopError naming the process that holds it already, or why it cannot be locked.
    """
    beside = _beside(record)
    while True:
        try:
            fd = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise TabletopError("{record} cannot be locked: {reason}", record=record, reason=why(error)) from error
        try:
            _seize(fd)
        except OSError as error:
            found = _why(record, fd, error)
            os.close(fd)
            raise found from error
        if _names(beside, fd):
            _sign(fd)
            return fd
        os.close(fd)


def release(record: Path, fd: int) -> None:
    """Lets go and clears away. The file goes while it is still locked, so that nobody locks a name already gone."""
    with suppress(OSError):
        _beside(record).unlink()
    os.close(fd)


def _beside(record: Path) -> Path:
    real = record.resolve()
    return real.with_name(f"{real.name}.lock")


def _names(beside: Path, fd: int) -> bool:
    """Whether the name still leads to the file locked: its last holder may have cleared it away meanwhile."""
    try:
        return os.path.samestat(os.fstat(fd), beside.stat())
    except OSError:
        return False


def _sign(fd: int) -> None:
    """Leaves this process's number for whoever comes next; a full disk only costs them the number."""
    with suppress(OSError):
        os.ftruncate(fd, 0)
        os.write(fd, b"%d\n" % os.getpid())


def _why(record: Path, fd: int, error: OSError) -> TabletopError:
    if not isinstance(error, BlockingIOError | PermissionError):
        return TabletopError("{record} cannot be locked: {reason}", record=record, reason=why(error))
    number = os.read(fd, 20).decode("ascii", "replace").strip()
    return TabletopError(
        "{record} is held by {holder}, which writes to it; tabletop watch {record} can follow it",
        record=record,
        holder=Sentence("process {number}", number=number) if number.isdigit() else Sentence("another process"),
    )
