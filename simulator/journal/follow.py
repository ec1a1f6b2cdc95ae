"""Following a record that another process writes: for the players' window."""

from __future__ import annotations

import os
from pathlib import Path

from simulator.errors import TabletopError, why
from simulator.files import opened
from simulator.journal.reader import Reader, lines_of
from simulator.timeline.history import History


class Follower:
    """Reads along, never writes, never locks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = Reader(str(path))
        self._told = ""

    def poll(self) -> History | None:
        """The record so far if it changed by whole moves since the last call (at first: if it has begun), else None.

        Reads only what is new, and all of it again after its end was taken back.
        Raises TabletopError where the file cannot be read or has a bad line.
        """
        try:
            self._read_on()
        except OSError as error:
            raise TabletopError("{path} cannot be read: {reason}", path=self.path, reason=why(error)) from error
        if self._reader.head_hash == self._told:
            return None
        self._told = self._reader.head_hash
        return self._reader.history()

    def _read_on(self) -> None:
        with opened(self.path) as file:
            if self._reader.end and os.fstat(file.fileno()).st_size >= self._reader.end:
                try:
                    file.seek(self._reader.end)
                    self._reader.feed(lines_of(file))
                    return
                except TabletopError:  # what was read before may have been taken back and written again
                    file.seek(0)
            self._reader = Reader(str(self.path))
            self._reader.feed(lines_of(file))
