"""Where in a file something stands that is named as ``--set`` names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.content.document import Path
from simulator.content.reading import LoadedItem, tree_at

_AROUND = (1, 6)
"""Lines shown before and after."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file with a few around it."""

    file: str
    line: int
    """From 1; 0 where nothing of that name is found in the file."""
    excerpt: tuple[tuple[int, str], ...]
    """(number, text) of the lines around."""


def place_of(item: LoadedItem[Any], path: str) -> Place:
    """The line of ``steps.cut.takes`` or ``roles.legal.people``; of what is not written yet, where it would belong."""
    document, reached = item.document, item.root
    marks = [document.keys.get(reached) or document.values.get(reached)]
    for part in path.split("."):
        step = _step(tree_at(document.root, reached), part)
        if step is None:
            break
        reached = (*reached, *step)
        marks.append(document.keys.get(reached) or document.values.get(reached))
    line = next((mark[0] for mark in reversed(marks) if mark), 0)
    first, last = max(line - _AROUND[0], 1), min(line + _AROUND[1], len(document.lines))
    shown = tuple((n, document.lines[n - 1]) for n in range(first, last + 1)) if line else ()
    return Place(document.file, line, shown)


def _step(tree: Any, part: str) -> Path | None:
    """One step down: a key, or the item of a list that has this id."""
    if isinstance(tree, dict):
        return (part,) if part in tree else None
    if isinstance(tree, list):
        place = next((n for n, item in enumerate(tree) if isinstance(item, dict) and item.get("id") == part), None)
        return None if place is None else (place,)
    return None
