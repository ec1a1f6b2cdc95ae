"""Where files that are made of others' go, and when nothing may be written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import TabletopError, why
from simulator.files import is_stdout, write_whole
from simulator.model.kinds import Kind
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Target:
    """What the user said of the files to be made."""

    folder: Path
    """The library they go to."""
    voice: Voice
    output: Path | None = None
    """The one file to be made, instead of one in the library."""
    dry_run: bool = False
    force: bool = False
    """Files that exist are written over."""

    def place(self, kind: Kind, id: str) -> Path:
        """Where the file of this kind and id goes."""
        return self.output or self.folder / kind.folder / f"{id}.yaml"

    def free(self, files: Iterable[Path]) -> None:
        """Raises TabletopError where a file exists already and is not to be written over."""
        free(files, self.force)

    def write(self, files: Mapping[Path, str]) -> None:
        """Writes the files, unless it is a dry run, and says so. TabletopError where one cannot be written."""
        voice = self.voice
        for path, text in files.items():
            if self.dry_run:
                said = voice("{path} would be written", path=path)
            else:
                _write(path, text)
                said = voice("{path} is written", path=path)
            print(said, file=beside(self.output or path))


def free(files: Iterable[Path], force: bool) -> None:
    """Raises TabletopError where a file exists already and ``force`` does not say to write over it."""
    for path in files:
        if not is_stdout(path) and os.path.lexists(path) and not force:
            raise TabletopError("{path} exists already and is left as it is: --force writes over it", path=path)


def _write(path: Path, text: str) -> None:
    if not is_stdout(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TabletopError("{path} cannot be written: {reason}", path=path, reason=why(error)) from None
    write_whole(path, text.encode())
