"""Copies of a record beside its file: in this version, without a damaged end, or anew when the file was lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import count, islice
from pathlib import Path

from simulator import __version__
from simulator.errors import Sentence, TabletopError, why
from simulator.files import opened, sync_folder
from simulator.journal.blocks import block
from simulator.journal.reader import Reader, lines_of
from simulator.journal.versions import VERSION, continued_as
from simulator.timeline.events import Continued, DroppedFrom, Event
from simulator.timeline.moves import Move

_TOOL = f"tabletop {__version__}"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def save_beside(record: Path, content: bytes) -> Path:
    """Writes a record anew beside its name, or where that cannot be, in the system's folder for such files; says where.

    TabletopError where neither can be written.
    """
    reason: Sentence | None = None
    for folder in (Path(os.path.realpath(record)).parent, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _written(folder, record, content)
        except OSError as error:
            reason = reason or why(error)
    raise TabletopError("{path} was lost and cannot be saved beside: {reason}", path=record, reason=reason)


def _written(folder: Path, record: Path, content: bytes) -> Path:
    for n in count(1):
        saved = folder / f"{record.stem}.saved{f'-{n}' if n > 1 else ''}{record.suffix}"
        with suppress(FileExistsError):
            with open(os.open(saved, _NEW, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return saved
    raise AssertionError("numbers do not end")


def in_this_version(path: Path, reader: Reader, wall: str) -> Path:
    """An earlier version's record goes on beside it, in this one, with its whole moves. TabletopError if it did."""
    return _copied(path, reader, continued_as(path), [Continued(reader.history().last_at, VERSION, _TOOL)], wall)


def without_end(path: Path, line: int, wall: str) -> Path:
    """What stands before a line goes on beside the record, with its whole moves, and says so.

    TabletopError where a line before is bad, nothing stands there, or it went on so before.
    """
    reader = Reader(str(path))
    with opened(path) as file:
        reader.feed(islice(lines_of(file), line - 1))
        left = file.read(1)
    history = reader.history()
    if not left and reader.lines < line:
        raise TabletopError("{path} has {count} lines: there is none to drop", path=path, count=reader.lines)
    if history.closed:
        raise TabletopError("{path} is closed before line {line}: nothing can follow", path=path, line=line)
    events: list[Event] = [Continued(history.last_at, VERSION, _TOOL)] if reader.version < VERSION else []
    events.append(DroppedFrom(history.last_at, line))
    return _copied(path, reader, path.with_name(f"{path.stem}.to-{reader.lines}{path.suffix}"), events, wall)


def _copied(path: Path, reader: Reader, copy: Path, events: Sequence[Event], wall: str) -> Path:
    """The whole moves of a record in a file beside it, and what is said of that; the old file stays."""
    if os.path.lexists(copy):
        raise TabletopError("{path} goes on as {copy}: resume that one", path=path, copy=copy)
    added, last = [], reader.head_hash
    for event in events:
        written, last = block(Move((event,), wall), last)
        added.append(written)
    part = copy.with_name(f"{copy.name}.part")
    try:
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with opened(path) as old, open(fd, "wb") as new:
            new.write(old.read(reader.end) + b"".join(added))
            new.flush()
            os.fsync(new.fileno())
        part.replace(copy)
        sync_folder(copy.parent)
    except OSError as error:
        raise TabletopError("{path} cannot be written: {reason}", path=copy, reason=why(error)) from error
    return copy
