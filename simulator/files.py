"""How files are opened and written: only regular ones are read, and what is written appears whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from simulator.errors import TabletopError, why

STDIN = STDOUT = Path("-")
"""The name under which a file to read is standard input, and a file to write standard output."""
_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def opened(path: Path) -> BinaryIO:
    """A regular file to read, links followed.

    OSError for anything else: a pipe may never answer, a device never end.
    """
    number = os.open(path, os.O_RDONLY | _AT_ONCE | _BINARY)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        return open(number, "rb")
    except BaseException:
        os.close(number)
        raise


def read_up_to(path: Path, most: int) -> bytes:
    """The first bytes of a regular file, or of standard input under ``-``. OSError where it cannot be read."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer.read(most)
    with opened(path) as file:
        return file.read(most)


def real(path: Path) -> Path:
    """Where a path leads, links followed; a circle of links leads to itself."""
    return Path(os.path.realpath(path))


def is_stdout(path: Path) -> bool:
    """Whether writing there goes where printed words go: under ``-``, or any name that leads to the same file."""
    if path == STDOUT:
        return True
    with suppress(OSError, ValueError, AttributeError):
        return os.path.samestat(path.stat(), os.fstat(sys.stdout.fileno()))
    return False


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Puts a file in its place when all of it is on disk; links are followed, who may read it stays as it was.

    What is no regular file (a pipe, a device) is written to as it stands; ``-`` is standard output. TabletopError
    where it fails; a regular file has not changed then. Not ``synced``, it is not waited for the disk: where the
    machine loses its power, part of the file may be missing.
    """
    try:
        if is_stdout(path):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
        elif (there := _found(path)) and not stat.S_ISREG(there.st_mode):
            with open(os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY), "wb") as file:
                file.write(content)
        else:
            _replace(real(path), content, there, synced=synced)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from None


def _found(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _replace(path: Path, content: bytes, there: os.stat_result | None, *, synced: bool) -> None:
    number, fresh = _beside(path)
    try:
        with open(number, "wb") as file:
            file.write(content)
            file.flush()
            if synced:
                os.fsync(file.fileno())
        if there:
            with suppress(OSError, AttributeError):
                os.chown(fresh, there.st_uid, there.st_gid)
            os.chmod(fresh, stat.S_IMODE(there.st_mode))
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> tuple[int, Path]:
    """A new file beside another, open, with the permissions that the system gives to new files."""
    for n in count():
        fresh = path.with_name(f".{path.stem[:40]}.{os.getpid()}-{n}.part")
        with suppress(FileExistsError):
            return os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), fresh
    raise AssertionError("numbers do not end")


def write_synced(number: int, content: bytes) -> None:
    """Writes all of it to an open file and waits until the disk has it. OSError where it fails; part may be there."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(number, rest) :]
    os.fsync(number)


def sync_folder(folder: Path) -> None:
    """Makes a new file's name durable; some systems know no such thing of a folder and see to it themselves."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
