"""A file changed so that it says another value: only what differs is written, and every other byte stays.

New figures go where the old ones stood, in their quotes; new keys stand behind the key that comes before them in the
guide, in braces or below each other as the file has it. Comments stay, except within what is replaced or removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from simulator.content.differences import Difference, differences
from simulator.content.document import Document, Path, Tree
from simulator.content.reading import tree_at, validate
from simulator.content.text_places import Edit, TextPlaces, applied
from simulator.content.writing import entry, in_line, item, tree_of
from simulator.content.yaml_nodes import parse
from simulator.errors import TabletopError
from simulator.model.base import Value
from simulator.model.kinds import Kind


def edited(data: bytes, file: str, kind: Kind, now: Value) -> bytes:
    """The file of a scenario, playbook or team such that it says ``now``.

    Raises TabletopError where it has errors, or cannot be changed so that it reads back as meant.
    """
    before = validate(parse(data, file), kind)[0]
    if before.value is None:
        raise TabletopError("{name} cannot be used as it is", before.problems, name=before.id or file)
    text = data.decode()
    places = _Places(text, before.document, tree_of(before.value), tree_of(now))
    after = applied(places.edits(), text).encode()
    if validate(parse(after, file), kind)[0].value != now:
        raise TabletopError("{file} is written in a way that cannot be changed safely: change it by hand", file=file)
    return after


class _Places(TextPlaces):
    """Where in a file stands what differs, and the edits that change it.

    ``was`` and ``now`` are the values as files are written by us; people write the same in other shapes, too.
    """

    def __init__(self, text: str, document: Document, was: Tree, now: Tree) -> None:
        super().__init__(text, document)
        self.was, self.now = was, now

    def edits(self) -> Iterator[Edit]:
        """All edits. What the file writes in another shape than we do is written anew, once."""
        found = list(differences(self.was, self.now))
        anew = {alike for one in found if (alike := self._alike(one.path)) != one.path}
        for path in anew:
            yield from self._replaced(path, tree_at(self.was, path), self._now_at(path))
        for one in found:
            if not any(one.path[:length] in anew for length in range(len(one.path))):
                yield from self._edits(one)

    def _alike(self, path: Path) -> Path:
        """The path, or as much of it as leads to something that the file writes in our shape."""
        for length, part in enumerate(path):
            there, ours = tree_at(self.document.root, path[:length]), tree_at(self.was, path[:length])
            maps = isinstance(there, dict) and isinstance(ours, dict) and (part in there or part not in ours)
            lists = isinstance(there, list) and isinstance(ours, list) and len(there) == len(ours)
            if not (maps or lists):
                return path[:length]
        return path

    def _now_at(self, path: Path) -> Tree:
        """What is to stand at a path of ``was``: lists may have grown meanwhile."""
        was, now = self.was, self.now
        for part in path:
            if isinstance(part, int):
                was = was[part]
                now = next(thing for thing in now if thing["id"] == was["id"])
            else:
                was, now = was[part], now[part]
        return now

    def _edits(self, found: Difference) -> Iterator[Edit]:
        stands = tree_at(self.document.root, found.path) is not None
        if isinstance(found.path[-1], int) and found.was is None:
            yield self._further_item(found.path, found.now)
        elif found.now is None:
            yield self._without_key(found.path)
        elif not stands:
            yield self._further_key(found.path, found.now)
        else:
            yield from self._replaced(found.path, found.was, found.now)

    # ---- what stands already

    def _replaced(self, path: Path, was: Tree, now: Tree) -> Iterator[Edit]:
        there = tree_at(self.document.root, path)
        start, end = self.value(path)
        if isinstance(there, str):
            yield start, end, self._as_quoted(start, now)
        elif self.in_brackets(path) or isinstance(path[-1], int):
            yield start, end, in_line(now)
        elif kept := self._kept(there, was, now):
            yield from self._items(path, there, now, kept)
        else:
            yield self.text.index(":", self.key(path)) + 1, end, f" {in_line(now)}"

    def _as_quoted(self, start: int, now: Tree) -> str:
        """A word in the quotes that stand there, if it can; one that is a list to us stands alone there."""
        quote = self.text[start]
        if isinstance(now, list) and len(now) == 1:
            now = now[0]
        if isinstance(now, str) and quote in "\"'" and not set(now) & {"'", '"', "\\"}:
            return f"{quote}{now}{quote}"
        return in_line(now)

    def _kept(self, there: Tree, was: Tree, now: Tree) -> int:
        """Of a list of words below each other, how many of the new list stand there already, from the first."""
        if not (there == was and isinstance(now, list) and isinstance(was, list)):
            return 0
        return len(list(takewhile(lambda word: word in was, now))) if _in_order(was, now) else 0

    def _items(self, path: Path, there: Tree, now: Tree, kept: int) -> Iterator[Edit]:
        """Lines of what is gone are taken out, and new ones stand behind the last."""
        for n, word in enumerate(there):
            if word not in now:
                start, end = self.value((*path, n))
                yield self.before_line(start), self.line_end(end), ""
        last = (*path, len(there) - 1)
        start, end = self.value(last)
        dash = self.text[self.line_start(start) : start]
        place = self.line_end(end)
        yield place, place, "".join(f"{self.newline}{dash}{in_line(word)}" for word in now[kept:])

    def _without_key(self, path: Path) -> Edit:
        """A key with its value taken out: in braces with a comma, else with its lines."""
        keys = list(tree_at(self.document.root, path[:-1]))
        n = keys.index(path[-1])
        begin, end = self.key(path), self.value(path)[1]
        behind = self.key((*path[:-1], keys[n + 1])) if n + 1 < len(keys) else end
        if self.in_brackets(path[:-1]):
            return (self.value((*path[:-1], keys[n - 1]))[1], end, "") if n else (begin, behind, "")
        if self.text[self.line_start(begin) : begin].strip():  # behind the dash of an item
            return begin, behind, ""
        return self.before_line(begin), self.line_end(end), ""

    # ---- what is new

    def _further_key(self, path: Path, now: Tree) -> Edit:
        """Behind the key that comes before it where we write the file."""
        within, key = path[:-1], path[-1]
        there, ours = tree_at(self.document.root, within), list(self._now_at(within))
        before = [known for known in there if known in ours[: ours.index(key)]]
        if not there:
            return (*self.value(within), in_line({key: now}))
        neighbour = (*within, before[-1] if before else next(iter(there)))
        end = self.value(neighbour)[1]
        if self.in_brackets(within):
            return end, end, f", {in_line({key: now})[1:-1]}"
        lines = entry(str(key), now, self.document.keys[neighbour][1] - 1)
        place = self.line_end(end)
        return place, place, "".join(f"{self.newline}{line}" for line in lines)

    def _further_item(self, path: Path, now: Tree) -> Edit:
        """Behind the item that comes before it, or before the first."""
        within, n = path[:-1], int(path[-1])
        start, end = self.value((*within, max(n - 1, 0)))
        if self.in_brackets(within):
            return (end, end, f", {in_line(now)}") if n else (start, start, f"{in_line(now)}, ")
        begin = self.line_start(start)
        lines = item(now, self.text.index("-", begin) - begin)
        if n:
            place = self.line_end(end)
            return place, place, "".join(f"{self.newline}{line}" for line in lines)
        return begin, begin, "".join(f"{line}{self.newline}" for line in lines)


def _in_order(was: list[Tree], now: list[Tree]) -> bool:
    """Whether what stays comes first in the new list, in its old order, and each thing stands there once."""
    stay = [word for word in was if word in now]
    words = all(isinstance(word, str) for word in (*was, *now))
    return words and now[: len(stay)] == stay and len(set(now)) == len(now) and len(set(was)) == len(was)
