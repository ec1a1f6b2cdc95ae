"""Answers that were worked out before, kept so that what has not changed costs nothing.

An answer is a function of files, options and the program: all of that is in its name, and nothing else is. A file here
is worth nothing but time: a missing or damaged one is worked out anew, and one that cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from simulator import __version__
from simulator.errors import TabletopError
from simulator.files import read_up_to, write_whole
from simulator.home import cache_folder

T = TypeVar("T")
_LONGEST = 32_000_000
"""Bytes of one answer."""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """The answers of one kind in one folder."""

    folder: Path
    shape: TypeAdapter[T]
    most: int
    """How many are kept; beyond, those not asked for longest go."""

    @classmethod
    def own(cls, kind: str, shape: TypeAdapter[T], most: int) -> Kept[T] | None:
        """The user's; None for a user without a home folder."""
        folder = cache_folder()
        return cls(folder / kind, shape, most) if folder else None

    def get(self, name: str) -> T | None:
        """The answer of this name; None where it is not there, or not as it was written."""
        path = self._path(name)
        try:
            sum_of, _, content = read_up_to(path, _LONGEST).partition(b"\n")
            if sum_of != _sum(content):
                return None
            answer = self.shape.validate_json(content)
        except (OSError, ValidationError):
            return None
        with suppress(OSError):
            os.utime(path)
        return answer

    def put(self, name: str, answer: T) -> None:
        """Keeps an answer if it can."""
        content = self.shape.dump_json(answer, by_alias=True, exclude_defaults=True)
        with suppress(OSError, TabletopError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(name), _sum(content) + b"\n" + content, synced=False)
            self._forget()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _forget(self) -> None:
        kept = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -self.most]:
            path.unlink(missing_ok=True)


def name_of(rooms: Iterable[str], *comes_from: object) -> str:
    """The name of an answer: a hash of all that it comes from, as JSON values, and of the rooms that work it out."""
    return sha256(json.dumps([_program(tuple(rooms)), *comes_from], sort_keys=True).encode()).hexdigest()


def _sum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


@cache
def _program(rooms: tuple[str, ...]) -> str:
    """The version, and what stands in the modules of these rooms: whoever changes them works everything out anew."""
    whole, package = sha256(__version__.encode()), Path(__file__).parent.parent
    for path in sorted(path for room in rooms for path in (package / room).rglob("*.py")):
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
