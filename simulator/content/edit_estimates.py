"""Observed lengths of steps written into a playbook's own text, so that every other byte stays.

The file is edited, not written again from values: new figures go where the old ones stood, in braces or below each
other as the file has it. Comments stay, except one beside a figure that is removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.content.document import Path
from simulator.content.reading import LoadedItem, tree_at, validate
from simulator.content.rules.catalogue import of_file
from simulator.content.text_places import Edit, TextPlaces, applied
from simulator.content.writing import in_line
from simulator.content.yaml_nodes import parse
from simulator.errors import Problem, TabletopError
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook


@dataclass(frozen=True)
class Edited:
    """A playbook's file with new lengths."""

    data: bytes
    problems: tuple[Problem, ...] = ()
    """Warnings and notes that the change brings; none is an error."""


def edit_estimates(data: bytes, file: str, changes: Mapping[str, Estimate]) -> Edited:
    """The file of a playbook with these steps' ``takes`` (step → estimate) in it.

    The estimates are ``observed`` ones. Where observed figures stand already that are among the new, these are added;
    other figures give way.
    Raises TabletopError where the playbook has errors, or would not read back as meant with nothing else changed.
    """
    before = _sound(data, file)
    assert before.value is not None
    text = data.decode()
    places = _Places(text, before.document)
    steps = [(n, changes[step.id]) for n, step in enumerate(before.value.steps) if step.id in changes]
    edits = [edit for n, estimate in steps for edit in places.edits(("steps", n, "takes"), estimate)]
    edited = applied(edits, text).encode()
    after = _sound(edited, file)
    if after.value != _with_estimates(before.value, changes):
        raise TabletopError("{file} is written in a way that cannot be changed safely: change takes by hand", file=file)
    before_it = {(problem.code, problem.path) for problem in of_file([before])}
    return Edited(edited, tuple(p for p in of_file([after]) if (p.code, p.path) not in before_it))


def _sound(data: bytes, file: str) -> LoadedItem[Playbook]:
    """The playbook in these bytes; TabletopError with every error it has."""
    item: LoadedItem[Playbook] = validate(parse(data, file), PLAYBOOK)[0]
    errors = [problem for problem in of_file([item]) if problem.severity == "error"]
    if errors or item.value is None:
        raise TabletopError("{name} cannot be used as it is", errors, name=item.id or file)
    return item


def _with_estimates(playbook: Playbook, changes: Mapping[str, Estimate]) -> Playbook:
    return playbook.with_estimates({step: takes for step, takes in changes.items() if step in playbook.estimates})


class _Places(TextPlaces):
    """Where figures stand, and what would make them others."""

    def edits(self, path: Path, new: Estimate) -> Iterator[Edit]:
        """What makes the estimate at a path the new one."""
        tree = tree_at(self.document.root, path)
        start, end = self.value(path)
        if not isinstance(tree, dict):
            yield start, end, in_line(new.written())
            return
        in_braces = self.text[start] == "{"
        keys = [key for key in tree if key != "basis"]
        more = _without(_figures(new), _figures(Estimate.parse(tree))) if "observed" in tree else None
        if more is not None:
            yield from self._add((*path, "observed"), more)
        else:
            yield (
                self.key((*path, keys[0])),
                self.value((*path, keys[0]))[1],
                f"observed: {in_line(_figures(new))}",
            )
            yield from (self._drop(path, key, list(tree), in_braces) for key in keys[1:])
        yield self._ground(path, keys[0], new, in_braces)

    def _add(self, path: Path, figures: Sequence[str]) -> Iterator[Edit]:
        """More figures behind the last one of a list."""
        last = (*path, len(tree_at(self.document.root, path)) - 1)
        start, end = self.value(last)
        if self.text[self.value(path)[0]] == "[":
            yield end, end, "".join(f", {figure}" for figure in figures)
            return
        dash = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        place = self.line_end(end)
        yield place, place, "".join(f"{self.newline}{dash}{figure}" for figure in figures)

    def _drop(self, path: Path, key: str, keys: Sequence[str], in_braces: bool) -> Edit:
        """A key with its value: in braces from what stands before it, else its lines."""
        begin, end = self.key((*path, key)), self.value((*path, key))[1]
        if in_braces:
            return self.value((*path, keys[keys.index(key) - 1]))[1], end, ""
        return self.before_line(begin), self.line_end(end), ""

    def _ground(self, path: Path, key: str, new: Estimate, in_braces: bool) -> Edit:
        """The new basis in the quotes of the old one, or behind the figures."""
        basis = json.dumps(_basis(new), ensure_ascii=False)
        if (*path, "basis") in self.document.values:
            start, end = self.value((*path, "basis"))
            single = self.text[start] == "'" and "\\" not in basis
            return start, end, "'{}'".format(_basis(new).replace("'", "''")) if single else basis
        end = self.value((*path, key))[1]
        if in_braces:
            return end, end, f", basis: {basis}"
        place = self.line_end(end)
        return place, place, f"{self.newline}{' ' * (self.document.keys[(*path, key)][1] - 1)}basis: {basis}"


def _basis(estimate: Estimate) -> str:
    return f"{estimate.basis}: {estimate.basis_from.own}" if estimate.basis_from else estimate.basis


def _figures(estimate: Estimate) -> list[str]:
    """What was observed, as a file writes it."""
    written = estimate.written()
    assert isinstance(written, dict)
    return list(written["observed"])


def _without(figures: Sequence[str], known: Sequence[str]) -> list[str] | None:
    """The figures that are new; each known one is taken away once. None where one of them is not there any more."""
    rest = list(figures)
    for figure in known:
        if figure not in rest:
            return None
        rest.remove(figure)
    return rest
