"""The difference between two states of files, as ``git apply`` and ``patch -p1`` take it."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from difflib import diff_bytes, unified_diff
from pathlib import Path

from simulator.files import real
from simulator.wording.voice import Voice

_HELD_IN = ("scenarios", "playbooks", "teams")
"""Folders of a library: it is what holds them."""


def patch(before: bytes, after: bytes, name: str) -> bytes:
    """A unified diff of a file by its name in the folder it is to be applied in, byte for byte; empty for none."""
    # A name with a space in it ends at a tab.
    ends = "\t" if " " in name else ""
    old, new = f"a/{name}{ends}".encode(), f"b/{name}{ends}".encode()
    lines = diff_bytes(unified_diff, before.splitlines(True), after.splitlines(True), old, new)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def place(paths: Sequence[Path]) -> tuple[Path, list[str]]:
    """The folder to apply a patch of these files in, and their names there.

    The working folder where all lie below it; else the library that holds them, or the nearest folder of all.
    """
    whole, here = [real(path) for path in paths], real(Path())
    if all(path.is_relative_to(here) for path in whole):
        return Path(), [path.relative_to(here).as_posix() for path in whole]
    folder = Path(os.path.commonpath([_holder(path) for path in whole]))
    return folder, [path.relative_to(folder).as_posix() for path in whole]


def _holder(path: Path) -> Path:
    folder = path.parent
    while folder.name in _HELD_IN:
        folder = folder.parent
    return folder


def print_patch(files: Mapping[Path, tuple[bytes, bytes]], voice: Voice) -> None:
    """Prints the patch of files (path → before, after), and on stderr where to apply it unless that is here.

    As bytes: a terminal's encoding would make a patch that does not apply.
    """
    folder, names = place(list(files))
    if folder != Path():
        where = voice("To apply it in {folder}: … | git -C {folder} apply", folder=shlex.quote(str(folder)))
        print(where, file=sys.stderr)
    sys.stdout.flush()
    for name, (before, after) in zip(names, files.values(), strict=True):
        sys.stdout.buffer.write(patch(before, after, name))
