"""A second copy of a record, kept all along."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from simulator.errors import Sentence, TabletopError, why
from simulator.files import opened

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_AGAIN = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Mirror:
    """A second copy of a record, in another folder: written after the record and never waited for.

    It may lag behind where the machine dies; a copy that cannot be written any more stops no exercise.
    """

    def __init__(self, path: Path, fd: int) -> None:
        self.path = path
        self.lost: Sentence | None = None
        """Why it is not written to any more."""
        self._fd = fd

    @classmethod
    def begin(cls, folder: Path, record: Path, content: bytes) -> Mirror:
        """The copy, up to where the record stands; one that was begun before goes on.

        TabletopError where another file has its name, or it cannot be written.
        """
        path = folder / record.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and os.path.samefile(path, record):
                raise TabletopError("{folder} holds the record itself: name another folder", folder=folder)
            before = _content(path)
            if not content.startswith(before):
                raise TabletopError("{path} is no earlier copy of this record: name another folder", path=path)
            mirror = cls(path, os.open(path, _AGAIN if path.exists() else _NEW, 0o600))
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from error
        mirror.append(content[len(before) :])
        return mirror

    def append(self, block: bytes) -> None:
        """Writes on; ``lost`` says what failed."""
        if self.lost:
            return
        try:
            rest = memoryview(block)
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            self.lost = Sentence("{path} cannot be written: {reason}", path=self.path, reason=why(error))

    def close(self) -> None:
        """Makes it durable and lets it go."""
        with suppress(OSError):
            os.fsync(self._fd)
        os.close(self._fd)


def _content(path: Path) -> bytes:
    try:
        with opened(path) as file:
            return file.read()
    except FileNotFoundError:
        return b""
