"""The difference between two states of a file, as ``git apply`` and ``patch`` take it."""

from __future__ import annotations

from difflib import diff_bytes, unified_diff
from pathlib import Path

from simulator.files import real


def patch(before: bytes, after: bytes, name: str) -> bytes:
    """A unified diff of a file by its name in the folder it is to be applied in, byte for byte; empty for none."""
    # A name with a space in it ends at a tab.
    ends = "\t" if " " in name else ""
    old, new = f"a/{name}{ends}".encode(), f"b/{name}{ends}".encode()
    lines = diff_bytes(unified_diff, before.splitlines(True), after.splitlines(True), old, new)
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def place(path: Path) -> tuple[Path, str]:
    """The folder to apply a patch of this file in, and the file's name there.

    The working folder where the file lies below it; else the library that holds it, or its own folder.
    """
    whole, here = real(path), real(Path())
    if whole.is_relative_to(here):
        return Path(), whole.relative_to(here).as_posix()
    folder = whole.parent.parent if whole.parent.name == "playbooks" else whole.parent
    return folder, whole.relative_to(folder).as_posix()
