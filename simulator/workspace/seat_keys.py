"""What is kept of keys to seats while an exercise lasts: hashes, so that a phone keeps its seat after a crash."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from simulator.files import read_up_to, write_whole
from simulator.model.base import Value

_MOST_BYTES = 1 << 20
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
"""The sha256 of a key, in hexadecimal."""


class SeatKeys(Value):
    """Hashes of what opens each seat; the keys themselves are on no disk, but for the code that the wall shows."""

    invitations: dict[str, tuple[Digest, ...]] = {}
    """Seat → addresses that lead to it, printed ones included."""
    holders: dict[str, tuple[Digest, ...]] = {}
    """Seat → who sits there."""
    joining: tuple[str, str] | None = None
    """The address and the code, for the players' window; None while no seat of a player is free."""


def keys_file(record: Path) -> Path:
    """Where they lie, beside a record."""
    return record.with_suffix(".seats.json")


def kept_keys(record: Path) -> SeatKeys:
    """What is kept; nothing where that cannot be read: then everybody takes a seat anew."""
    try:
        return SeatKeys.model_validate_json(read_up_to(keys_file(record), _MOST_BYTES))
    except (OSError, ValidationError):
        return SeatKeys()


def keep_keys(record: Path, keys: SeatKeys) -> None:
    """Keeps them, readable by nobody else. TabletopError where they cannot be written."""
    _write_private(keys_file(record), keys.model_dump_json().encode())


def keep_page(record: Path, page: str) -> Path:
    """A page of cards to print, readable by nobody else; where it lies. TabletopError where it cannot be written."""
    path = _cards_file(record)
    _write_private(path, page.encode())
    return path


def forget_keys(record: Path) -> None:
    """The exercise is complete: nobody comes back to a seat."""
    for path in (keys_file(record), _cards_file(record)):
        with suppress(OSError):
            path.unlink()


def _cards_file(record: Path) -> Path:
    return record.with_suffix(".seats.html")


def _write_private(path: Path, content: bytes) -> None:
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    write_whole(path, content)
