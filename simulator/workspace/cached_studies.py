"""Studies that were played before, kept so that a pair of which nothing has changed costs nothing.

A study is a function of its files, its options and the program: all of that is in its name, and nothing else is. A file
here is worth nothing but time: one that is missing or damaged is played anew, and one that cannot be written is not.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from simulator import __version__
from simulator.errors import TabletopError
from simulator.files import read_up_to, write_whole
from simulator.home import cache_folder
from simulator.model.setup import Setup
from simulator.study.result import Study

MOST = 500
"""Studies that are kept; beyond, those not asked for longest go."""
_LONGEST = 32_000_000
"""Bytes of one study."""
_PLAYED_BY = ("model", "plan", "study", "timeline", "world")
"""The rooms that a study comes from."""


@dataclass(frozen=True)
class StudyCache:
    """The studies in one folder."""

    folder: Path

    @classmethod
    def own(cls) -> StudyCache | None:
        """The user's; None for a user without a home folder."""
        folder = cache_folder()
        return cls(folder / "studies") if folder else None

    def get(self, name: str) -> Study | None:
        """The study of this name; None where it is not there, or not as it was written."""
        path = self._path(name)
        try:
            sum_of, _, content = read_up_to(path, _LONGEST).partition(b"\n")
            if sum_of != _sum(content):
                return None
            study = _adapter().validate_json(content)
        except (OSError, ValidationError):
            return None
        with suppress(OSError):
            os.utime(path)
        return study

    def put(self, name: str, study: Study) -> None:
        """Keeps a study if it can."""
        content = _adapter().dump_json(study)
        with suppress(OSError, TabletopError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._path(name), _sum(content) + b"\n" + content)
            self._forget()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _forget(self) -> None:
        kept = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)


def name_of(setup: Setup, options: object) -> str:
    """The name of a study: a hash of all that it comes from. ``options``: JSON values, of which it depends besides."""
    content = setup.normal()
    content.pop("sources", None)  # what a comment says changes no study
    return sha256(json.dumps([_program(), content, options], sort_keys=True).encode()).hexdigest()


def _sum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


@cache
def _adapter() -> TypeAdapter[Study]:
    return TypeAdapter(Study)


@cache
def _program() -> str:
    """The version, and what stands in the modules that play: whoever changes them plays anew."""
    whole, package = sha256(__version__.encode()), Path(__file__).parent.parent
    for path in sorted(path for room in _PLAYED_BY for path in (package / room).glob("*.py")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
