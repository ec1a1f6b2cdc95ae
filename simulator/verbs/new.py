"""``tabletop new``: a first file to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.skeleton import skeleton
from simulator.home import bundled


def new(*, kind: str, id: str, libraries: Sequence[Path] = ()) -> int:
    """Writes it into the first library in reach that is the user's own, else into the working folder."""
    own = [folder for folder in libraries if folder.resolve() != bundled().resolve()]
    path = skeleton(kind, id, own[0] if own else Path(), datetime.now(UTC).date())
    print(f"{path} is written. Fill it in, then: tabletop check {path}")
    return 0
