"""``tabletop new``: a first file to fill in, or a copy of another to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.library import Library
from simulator.content.reading import kind_named
from simulator.content.skeleton import copy, skeleton
from simulator.home import bundled


def new(*, kind: str, id: str, model: str | None = None, libraries: Sequence[Path] = ()) -> int:
    """Writes it into the first library in reach that is the user's own, else into the working folder."""
    own = [folder for folder in libraries if folder.resolve() != bundled().resolve()]
    folder = own[0] if own else Path()
    if model is None:
        path = skeleton(kind, id, folder, datetime.now(UTC).date())
        print(f"{path} is written. Fill it in, then: tabletop check {path}")
    else:
        sheet = Library.open(libraries).find(kind_named(kind), model)
        path = copy(kind, id, folder, sheet)
        print(f"{path} is written, a copy of {sheet.id}. Change it, its title first, then: tabletop check {path}")
    return 0
