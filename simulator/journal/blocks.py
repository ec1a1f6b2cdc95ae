"""Moves as the lines of a record, entries as those of the ledger: each holds the hash of the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from simulator.errors import TabletopError, why
from simulator.journal.chain import digest, of_line, to_line
from simulator.journal.codec import decode, decode_head, decode_written, encode, encode_head
from simulator.journal.reader import FORMAT
from simulator.journal.versions import VERSION
from simulator.timeline.events import Event
from simulator.timeline.follow_up import Entry, Written
from simulator.timeline.history import Head
from simulator.timeline.moves import Move


def head_line(head: Head) -> bytes:
    """The first line of a record. TabletopError for what cannot be recorded."""
    try:
        line = to_line({"format": FORMAT, "version": VERSION} | encode_head(head))
        raw = of_line(line)
        decode_head({key: value for key, value in raw.items() if key not in ("format", "version")})
    except ValueError as error:
        raise TabletopError("this exercise cannot be recorded: {reason}", reason=why(error)) from error
    return line


def block(move: Move, last: str) -> tuple[bytes, str]:
    """The move's lines after the one with hash ``last``, and the hash of the last of them."""
    lines = []
    said = {name: value for name in ("act", "by", "ref") if (value := getattr(move, name))}
    envelope: dict[str, object] = {"wall": move.wall, **said}
    for left, event in zip(range(len(move.events) - 1, -1, -1), move.events, strict=True):
        line = _event_line(event, decode, envelope | ({"more": True} if left else {}) | {"prev": last})
        lines.append(line)
        last, envelope = digest(line), {}
    return b"".join(lines), last


def whole(head: Head, moves: Iterable[Move]) -> bytes:
    """A record with all its moves, each line with the hash of the one before. TabletopError as ``head_line``."""
    lines = [head_line(head)]
    before = digest(lines[0])
    for move in moves:
        written, before = block(move, before)
        lines.append(written)
    return b"".join(lines)


def entry_line(entry: Entry[Written], last: str) -> bytes:
    """The entry's line after the one with hash ``last``. TabletopError for what cannot be recorded."""
    return _event_line(entry.said, decode_written, {"wall": entry.wall, "prev": last})


def _event_line(
    event: Event | Written, decode: Callable[[Mapping[str, Any]], object], envelope: Mapping[str, object]
) -> bytes:
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
