"""The ledger beside the records: lines of a record's own kind, on exercises begun and what became of actions.

It begins with a line of its own, each line carries the sha256 of the one before, and ``tabletop verify`` checks it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.errors import Invalid, TabletopError, why
from simulator.files import sync_folder, write_synced
from simulator.journal import lock
from simulator.journal.blocks import entry_line
from simulator.journal.chain import digest, of_line, to_line
from simulator.journal.codec import decode_written
from simulator.journal.reader import Reader, lines_of, opened_record
from simulator.timeline.follow_up import Entry, Written

FORMAT = "tabletop-ledger"
VERSION = 1
_BEGINNING = f'{{"format":"{FORMAT}"'.encode()
_FIRST = {"format": FORMAT, "version": VERSION, "tool": f"tabletop {__version__}"}
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class LedgerReader(Reader):
    """Takes a ledger's lines in order and keeps its entries; an unfinished last line was told to nobody."""

    beginning = _BEGINNING

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.entries: list[Entry[Written]] = []

    def _take_first(self, line: bytes) -> None:
        try:
            raw = of_line(line)
        except ValueError:
            raw = {}
        if raw.get("format") != FORMAT or type(raw.get("version")) is not int:
            raise self.foreign()
        self._understand(raw["version"], VERSION, raw.get("tool"))

    def foreign(self) -> TabletopError:
        """It is something else."""
        return TabletopError(
            "{name} is not the ledger of exercises and corrective actions: move it away", name=self.name
        )

    def _take_raw(self, raw: dict[str, Any]) -> bool:
        wall = raw.pop("wall", "")
        if type(wall) is not str:
            raise Invalid("wall, act, by and ref must be text")
        self.entries.append(Entry(wall, decode_written(raw)))
        return True


def is_ledger(path: Path) -> bool:
    """Whether a file's first line looks like a ledger's. TabletopError where it cannot be read."""
    with opened_record(path) as file:
        return FORMAT.encode() in file.read(200)


def entries(path: Path) -> tuple[Entry[Written], ...]:
    """All entries, oldest first; none where there is no ledger yet.

    Raises TabletopError where it cannot be read, is no ledger, or has a bad line.
    """
    return tuple(read_ledger(path).entries) if os.path.lexists(path) else ()


def append(path: Path, entry: Entry[Written]) -> None:
    """Makes one entry durable: one write, one fsync. The first one begins the ledger.

    The folder must exist. Raises TabletopError where another process writes to it, it has a bad line, or it cannot be
    written; then it holds what it held before.
    """
    held = lock.acquire(path)
    try:
        reader = read_ledger(path) if os.path.lexists(path) else LedgerReader(str(path))
        first = b"" if reader.lines else to_line(_FIRST)
        line = entry_line(entry, digest(first) if first else reader.head_hash)
        try:
            _put(path, first + line, reader.end)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from error
    finally:
        held.release()


def _put(path: Path, block: bytes, end: int) -> None:
    """The block after the last whole line. Where it fails, nothing of it stays, as far as the disk allows."""
    fd = os.open(path, _APPEND, 0o600)
    try:
        os.ftruncate(fd, end)
        try:
            write_synced(fd, block)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(fd, end)
            raise
    finally:
        os.close(fd)
    sync_folder(path.parent)


def read_ledger(path: Path) -> LedgerReader:
    """What it holds up to its last whole line. TabletopError where it cannot be read, has a bad line, is no ledger."""
    reader = LedgerReader(str(path))
    with opened_record(path) as file:
        reader.feed(lines_of(file))
    return reader
