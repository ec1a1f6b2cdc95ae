"""What is written is kept apart from what is read, from records, and from whatever else is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import STDOUT, is_stdout, opened
from simulator.journal.reader import begins_as_record
from simulator.model.setup import Setup

_OURS = (".jsonl", ".yaml", ".yml")
"""Endings of records and of content: nothing that is made of them is called so."""


def keep_apart(outputs: Iterable[Path], inputs: Iterable[Path] = (), setup: Setup | None = None) -> None:
    """Refuses, before anything is written, outputs that would destroy a file: one that is read, or another output.

    Files are the same whatever leads to them: links, hard links, other spellings. ``setup``: what it was made of is
    read, too. Raises TabletopError for the first such output.
    """
    read = {_identity(path) for path in inputs}
    made_of = {source.sha256 for source in setup.sources} if setup else set()
    written: dict[object, Path] = {}
    for path in outputs:
        if path != STDOUT and path.is_dir():
            raise TabletopError("{path} is a folder: name a file", path=path)
        if _is_device(path):
            continue
        name = _identity(path)
        if name in read or _holds_one_of(path, made_of):
            raise TabletopError("{path} is read for this: write to another file", path=path)
        if name in written:
            raise TabletopError("{path} and {other} are the same file: write to two", path=path, other=written[name])
        if is_ours(path):
            raise TabletopError("{path} is a record or content and is left as it is: write to another file", path=path)
        written[name] = path


def is_ours(path: Path) -> bool:
    """Whether something stands there that people wrote or played: content, a record, the ledger."""
    if path == STDOUT or not path.is_file() or not path.stat().st_size:
        return False
    return os.path.realpath(path).lower().endswith(_OURS) or path.suffix.lower() in _OURS or begins_as_record(path)


def _identity(path: Path) -> object:
    if is_stdout(path):
        return STDOUT
    try:
        status = path.stat()
        return status.st_dev, status.st_ino
    except OSError:
        return os.path.normcase(os.path.realpath(path))


def _is_device(path: Path) -> bool:
    return path != STDOUT and path.exists() and not is_stdout(path) and stat.S_ISCHR(path.stat().st_mode)


def _holds_one_of(path: Path, digests: set[str]) -> bool:
    if not digests or path == STDOUT or not path.is_file():
        return False
    with opened(path) as file:
        return sha256(file.read()).hexdigest() in digests
