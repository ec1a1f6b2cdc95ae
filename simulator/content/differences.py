"""In what two trees of one thing differ: the least places of a file in which another value has to stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.content.document import Path, Tree


@dataclass(frozen=True, slots=True)
class Difference:
    """One place, and what is to stand there."""

    path: Path
    """In the first tree. Of an item that is new in a list, the number of the item that it comes before."""
    was: Tree | None
    """None where nothing stood."""
    now: Tree | None
    """None where nothing is to stand."""


def differences(was: Tree, now: Tree, path: Path = ()) -> Iterator[Difference]:
    """All of them, in the order of the first tree. Things of a list are told apart by their ids.

    A list whose things have none, or of which some are gone or in another order, differs as a whole.
    """
    if was == now:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*was, *now]):
            yield from differences(was.get(key), now.get(key), (*path, key))
    elif _only_grew(was, now):
        number = {thing["id"]: n for n, thing in enumerate(was)}
        place = 0
        for thing in now:
            if thing["id"] in number:
                place = number[thing["id"]]
                yield from differences(was[place], thing, (*path, place))
                place += 1
            else:
                yield Difference((*path, place), None, thing)
    else:
        yield Difference(path, was, now)


def _only_grew(was: Tree, now: Tree) -> bool:
    """Whether both are lists of things with ids, and those of the first stand in the second in their order."""
    if not (isinstance(was, list) and isinstance(now, list) and was):
        return False
    if not all(isinstance(thing, dict) and "id" in thing for thing in (*was, *now)):
        return False
    before = [thing["id"] for thing in was]
    return [thing["id"] for thing in now if thing["id"] in before] == before
