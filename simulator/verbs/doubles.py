"""One id, two files: which of them is used is said wherever the id is looked up."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from simulator.content.library import Entry, Library, is_path
from simulator.model.kinds import PLAYBOOK, RENAMED, SCENARIO, TEAM, Kind
from simulator.model.setup import Setup
from simulator.verbs.words import listed
from simulator.wording.voice import Voice


def tell_doubles(library: Library, kinds: Iterable[Kind], voice: Voice, id: str = "") -> None:
    """Says on stderr, once for each id (or this one), which file is used and which are not."""
    for kind in (kind for kind in kinds if kind not in RENAMED):
        by_id: dict[str, list[Entry]] = {}
        for entry in library.every(kind):
            if not id or entry.id == id:
                by_id.setdefault(entry.id, []).append(entry)
        for name, (used, *others) in by_id.items():
            if others := [other for other in others if not _is_copy(used, other)]:
                told = voice(
                    "{kind} {id}: {used} is used, not {others}",
                    kind=voice(kind.one),
                    id=name,
                    used=str(used.path),
                    others=listed([str(other.path) for other in others], voice),
                )
                print(told, file=sys.stderr)


def _is_copy(used: Entry, other: Entry) -> bool:
    """Whether another library says the same: it makes no difference which is used, as in a checkout of this project."""
    return used.path.parent != other.path.parent and used.item.value == other.item.value


def tell_doubles_of(library: Library, setup: Setup, scenario: str, voice: Voice) -> None:
    """The same for the parts of an exercise; ``scenario`` as it was named: a path is no look-up."""
    playbooks = ((PLAYBOOK, part.id) for part in setup.playbook.parts)
    for kind, name in ((SCENARIO, setup.scenario.id), *playbooks, (TEAM, setup.team.id)):
        if kind != SCENARIO or not is_path(scenario):
            tell_doubles(library, [kind], voice, name)
