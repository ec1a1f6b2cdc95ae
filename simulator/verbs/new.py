"""``tabletop new``: a first file to fill in, or a copy of another to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.library import Library
from simulator.content.reading import kind_named
from simulator.content.skeleton import copy, skeleton
from simulator.errors import TabletopError
from simulator.home import own
from simulator.wording.voice import Voice


def new(
    *,
    kind: str,
    id: str,
    model: str | None = None,
    discussion: bool = False,
    libraries: Sequence[Path] = (),
    language: str = "en",
) -> int:
    """Writes it into the first library in reach that is the user's own, else into the working folder."""
    folder, voice = next(iter(own(libraries)), Path()), Voice(language)
    if model and discussion:
        raise TabletopError("--from copies a file and --discussion begins one: give one of them")
    if model is None:
        path = skeleton(kind, id, folder, datetime.now(UTC).date(), discussion=discussion)
        print(voice("{path} is written. Fill it in, then: tabletop check {path}", path=path))
    else:
        item = Library.open(libraries).find(kind_named(kind), model)
        path = copy(kind, id, folder, item)
        print(
            voice(
                "{path} is written, a copy of {model}. Change it, its title first, then: tabletop check {path}",
                path=path,
                model=item.id,
            )
        )
    return 0
