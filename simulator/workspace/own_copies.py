"""Files that came with the program, copied into the user's own library: only what is one's own is changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import real, write_whole
from simulator.home import bundled, own
from simulator.model.kinds import Kind


def is_bundled(path: Path, kind: Kind, libraries: Iterable[Path]) -> bool:
    """Whether a file came with the program, and nobody works in that library."""
    mine = {real(folder) for folder in own(list(libraries))}
    return real(path).parent == real(bundled() / kind.folder) and real(bundled()) not in mine


def own_copy(path: Path, kind: Kind, libraries: Iterable[Path], beside: Iterable[str] = ()) -> Path:
    """Copies a file into the first library of one's own, or else into the working folder; says where it lies then.

    ``beside``: files that it names, by their paths from its folder. TabletopError where something of that name is
    there, or cannot be written.
    """
    folder = next(iter(own(list(libraries))), Path()) / kind.folder
    copy = folder / path.name
    if copy.exists():
        raise TabletopError("{copy} is there already: it would hide {path}, and is another", copy=copy, path=path)
    for name in (path.name, *beside):
        there = folder / name
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            write_whole(there, (path.parent / name).read_bytes())
    return copy
