"""MITRE ATLAS, the public collection of attacks on AI systems: its cases, what they consist of, and what helps.

Both layouts are read: up to 5 lists under ``matrices`` and ``case-studies``, from 6 maps by id, with the steps of a
case and what a mitigation is for under ``relationships``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.errors import Sentence
from simulator.exchange.atlas_ids import within
from simulator.exchange.json_source import Path, Source
from simulator.exchange.workflow import Complaints, Shape

CASE = re.compile(r"(?:[A-Z]+\d*\.)+CS\d{4}")
"""The id of a case."""
_MOST_STEPS = 200
"""Each becomes a message; the longest public case has some twenty."""
_NOTHING = ("", "null", "~")
"""How YAML writes that nothing is there; the library's reader hands all values over as texts."""
_MARKS = re.compile(r"\[<sup>.*?</sup>\]\[\d+\]|\[\[[\w-]+\]\]|</?sup>|^\[\d+\]:.*$", re.MULTILINE)
"""Footnotes of its website."""
_SPACES = re.compile(r"(?<=\S) {2,}")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")


@dataclass(frozen=True)
class CaseStep:
    """What the attacker did, in the collection's terms."""

    tactic: str
    technique: str
    """Under the id that the file has it by."""
    description: str
    was: str = ""
    """The retired id by which the case names the technique; empty where it is none."""


@dataclass(frozen=True)
class Case:
    """An incident, or an exercise of researchers."""

    id: str
    name: str
    kind: str
    """``incident`` or ``exercise``; empty where the file does not say."""
    date: str
    """As exact as it is known: ``2024``, ``2024-03`` or ``2024-03-05``."""
    target: str
    summary: str
    sources: tuple[tuple[str, str], ...]
    """Titles and addresses."""
    steps: tuple[CaseStep, ...]
    """In the order in which they were taken."""


@dataclass(frozen=True)
class Atlas:
    """What one file of the collection holds."""

    version: str
    cases: Mapping[str, Case]
    names: Mapping[str, str]
    """Id of a tactic or technique → its name."""
    mitigations: Mapping[str, tuple[str, ...]]
    """Technique → what helps against it, a line each."""

    def name(self, id: str) -> str:
        """What a tactic or technique is called; of a part of a technique with that before it."""
        whole, own = self.names.get(id.rpartition(".")[0], ""), self.names.get(id, "")
        return f"{whole}: {own}" if whole and own else own


def read_atlas(source: Source) -> Atlas:
    """The collection in a file's values. TabletopError that names the places where it cannot be read."""
    complaints = Complaints(source)
    if isinstance(source.root, str) and source.root.strip().endswith(".yaml"):
        # In its repository ATLAS-latest.yaml is a link, which a download turns into the name it leads to.
        message = Sentence("this only names another file: fetch {target}", target=source.root.strip()[:200])
        complaints.error((), message)
        complaints.refuse()
    if not isinstance(source.root, dict) or "case-studies" not in source.root:
        is_case = isinstance(source.root, dict) and ("procedure" in source.root or "study" in source.root)
        message = Sentence("this is one case alone: take dist/ATLAS.yaml, which has its techniques, too")
        complaints.error((), message if is_case else Sentence("this is no ATLAS.yaml: there are no case-studies in it"))
        complaints.refuse()
    atlas = _Reader(_filled(source.root), Shape(complaints)).read()
    complaints.refuse()
    return atlas


class _Reader:
    def __init__(self, root: dict[str, Any], shape: Shape) -> None:
        self.root = root
        self.shape = shape
        self.relations: dict[str, Any] = shape.mapping(root, "relationships", ())
        self.known: frozenset[str] = frozenset()
        """Tactics and techniques that the file has."""

    def read(self) -> Atlas:
        matrices = self.shape.items(self.root, "matrices", ())
        parts = [(raw, ("matrices", n)) for n, raw in enumerate(matrices) if self._is_map(raw, ("matrices", n))]
        places: list[tuple[dict[str, Any], Path]] = [(self.root, ()), *parts]
        names = dict[str, str]()
        helps = dict[str, list[str]]()
        for raw, path in places:
            for kind in ("tactics", "techniques"):
                names |= {key: self._text(item, "name", at) or key for key, item, at in self._each(raw, kind, path)}
            for key, item, at in self._each(raw, "mitigations", path):
                for technique, line in self._helps(key, item, at):
                    helps.setdefault(technique, []).append(line)
        self.known = frozenset(names)
        collection = self.shape.mapping(self.root, "collection", ())
        version = self._text(self.root, "version", ()) or self._text(collection, "version", ("collection",))
        told = dict[str, tuple[str, ...]]()
        for key, lines in helps.items():
            told[within(key, names)] = (*told.get(within(key, names), ()), *lines)
        cases = dict[str, Case]()
        for key, raw, at in self._each(self.root, "case-studies", ()):
            if key in cases:
                message = Sentence("another case is {id}, too: which one is meant nobody knows", id=key)
                self.shape.complaints.error(at, message, "duplicate-key")
            cases[key] = self._case(key, raw, at)
        return Atlas(version, cases, names, told)

    def _each(self, raw: dict[str, Any], key: str, path: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
        """Id, values and place of each thing in a list of them, or in a map by id."""
        if isinstance(raw.get(key), list):
            for n, item in enumerate(raw[key]):
                at = (*path, key, n)
                if self._is_map(item, at):
                    if name := self._text(item, "id", at):
                        yield name, item, at
                    else:
                        self.shape.complaints.error(at, Sentence("it has no id: write one"))
            return
        for name, item in self.shape.mapping(raw, key, path).items():
            if self._is_map(item, (*path, key, name)):
                yield name, item, (*path, key, name)

    def _is_map(self, raw: Any, path: Path) -> bool:
        if not isinstance(raw, dict):
            self.shape.complaints.error(path, Sentence("expected a map, found {found}", found=repr(raw)[:40]))
        return isinstance(raw, dict)

    def _text(self, raw: dict[str, Any], key: str, path: Path) -> str:
        text = self.shape.text(raw, key, path)
        return "" if text in _NOTHING else _plain(text)

    def _either(self, raw: dict[str, Any], path: Path, *keys: str) -> str:
        """The text under the first key that is there: layout 6 has names of its own."""
        return next(filter(None, (self._text(raw, key, path) for key in keys)), "")

    def _related(self, id: str, verb: str) -> Iterator[tuple[dict[str, Any], Path]]:
        path: Path = ("relationships", id)
        theirs = self.shape.mapping(self.relations, id, path[:1])
        for n, raw in enumerate(self.shape.items(theirs, verb, path)):
            if self._is_map(raw, (*path, verb, n)):
                yield raw, (*path, verb, n)

    def _helps(self, id: str, raw: dict[str, Any], path: Path) -> Iterator[tuple[str, str]]:
        name = self._text(raw, "name", path)
        for n, item in enumerate(self.shape.items(raw, "techniques", path)):
            at = (*path, "techniques", n)
            if isinstance(item, str):
                yield item, f"{id} {name}"
            elif self._is_map(item, at):
                yield self._text(item, "id", at), f"{id} {name}: {self._text(item, 'use', at)}"
        for item, at in self._related(id, "mitigates"):
            yield self._text(item, "target", at), f"{id} {name}: {self._text(item, 'description', at)}"

    def _case(self, id: str, raw: dict[str, Any], path: Path) -> Case:
        if not CASE.fullmatch(id):
            message = Sentence("expected the id of a case, such as AML.CS0056, found {found}", found=repr(id)[:40])
            self.shape.complaints.error(path, message)
        exact = {"YEAR": 4, "MONTH": 7}.get(
            self._either(raw, path, "incident-date-granularity", "date-granularity").upper()
        )
        return Case(
            id=id,
            name=self._text(raw, "name", path) or id,
            kind=self._either(raw, path, "case-study-type", "type").lower(),
            date=self._either(raw, path, "incident-date", "date")[:exact],
            target=self._text(raw, "target", path),
            summary=self._either(raw, path, "summary", "description"),
            sources=tuple(self._sources(raw, path)),
            steps=tuple(self._steps(id, raw, path)),
        )

    def _steps(self, id: str, raw: dict[str, Any], path: Path) -> Iterator[CaseStep]:
        key, found = "target", list(self._related(id, "employs"))
        if "procedure" in raw:
            key, listed = "technique", self.shape.items(raw, "procedure", path)
            places = ((item, (*path, "procedure", n)) for n, item in enumerate(listed))
            found = [(item, at) for item, at in places if self._is_map(item, at)]
        if len(found) > _MOST_STEPS:
            message = Sentence("a case of {count} steps: at most {most} are read", count=len(found), most=_MOST_STEPS)
            self.shape.complaints.error(path, message)
            return
        for item, at in found if "procedure" in raw else self._in_order(found):
            named = self._text(item, key, at)
            technique = within(named, self.known)
            was = named if technique != named else ""
            yield CaseStep(self._text(item, "tactic", at), technique, self._text(item, "description", at), was)

    def _sources(self, raw: dict[str, Any], path: Path) -> Iterator[tuple[str, str]]:
        for n, item in enumerate(self.shape.items(raw, "references", path)):
            at = (*path, "references", n)
            if self._is_map(item, at):
                url = self._text(item, "url", at)
                title = self._text(item, "title", at) or url
                if title:
                    yield title, url if re.match(r"https?://\S+$", url) else ""

    def _in_order(self, steps: list[tuple[dict[str, Any], Path]]) -> list[tuple[dict[str, Any], Path]]:
        """Each after all that lead to it; of several, as their ids are. Those that lead to each other stand last."""
        by_id = dict[str, tuple[dict[str, Any], Path]]()
        for n, (raw, at) in enumerate(steps):
            name = self._text(raw, "step-id", at) or f"{n:04}"
            if name in by_id:
                message = Sentence("another step of this case is {id}, too: which one is meant nobody knows", id=name)
                self.shape.complaints.error((*at, "step-id"), message, "duplicate-key")
            by_id[name] = (raw, at)
        waits = dict.fromkeys(by_id, 0)
        for raw, at in by_id.values():
            for n, later in enumerate(self.shape.items(raw, "leads-to", at)):
                if isinstance(later, str) and later in waits:
                    waits[later] += 1
                else:
                    message = Sentence("leads to {target}, which is no step of this case", target=repr(later)[:40])
                    self.shape.complaints.error((*at, "leads-to", n), message, "unknown-id")
        ordered = list[str]()
        while ready := min((name for name in waits if waits[name] == 0), default=None):
            ordered.append(ready)
            del waits[ready]
            for later in self.shape.items(by_id[ready][0], "leads-to", by_id[ready][1]):
                if isinstance(later, str) and later in waits:
                    waits[later] -= 1
        return [by_id[name] for name in (*ordered, *sorted(waits))]


def _filled(tree: Any) -> Any:
    """Without keys under which nothing stands."""
    if isinstance(tree, list):
        return [_filled(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {key: _filled(item) for key, item in tree.items() if not isinstance(item, str) or item not in _NOTHING}


def _plain(text: str) -> str:
    """Without footnotes and links of the website, and without what a scenario would take for a time to put in."""
    found = _LINK.sub(r"\1", _MARKS.sub("", text)).replace("{", "(").replace("}", ")")
    return "\n".join(_SPACES.sub(" ", line).rstrip() for line in found.split("\n")).strip()
