"""YAML as trees of plain text, with the place of everything. The only module that knows YAML.

The parser's events are read one by one and the tree is built on a stack of our own. So nothing
recurses (30,000 nested brackets kill the process of whoever lets the C library compose them), and
what we refuse is refused before it is built. Every scalar is text; the model decides what it is.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import yaml

from simulator.content.document import Document, Mark, Path, Tree
from simulator.content.syntax import explain_syntax
from simulator.errors import Problem, Sentence, clean
from simulator.model.text import unfolded

LARGEST = 5_000_000
"""Bytes a file may have: room for a playbook of 10,000 steps. The worst such file takes some 600 MB to read."""
DEEPEST = 64
"""How many levels may stand inside each other."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(data: bytes, file: str) -> Document:
    """The document in these bytes; what is wrong with it stands in its problems."""
    digest = sha256(data).hexdigest()
    try:
        text = _decoded(data, file)
    except _Refused as refused:
        return Document(file, sha256=digest, problems=(refused.problem,))
    builder = _Builder(file)
    try:
        builder.read(text)
    except _Refused as refused:
        builder.problems.append(refused.problem)
        builder.root = None
    except yaml.YAMLError as error:
        builder.problems.append(explain_syntax(error, text, file, builder.innermost))
        builder.root = None
    return Document(
        file,
        text,
        digest,
        builder.root,
        tuple(builder.problems),
        builder.values,
        builder.keys,
        builder.plain_ends,
        builder.ends,
    )


class _Refused(Exception):
    """The file is not read on."""

    def __init__(self, file: str, mark: Mark, code: str, message: Sentence) -> None:
        self.problem = Problem(file, *mark, code, "error", message)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        raise _Refused(
            file,
            (0, 0),
            "too-large",
            Sentence("the file has {count:,} bytes; at most {most:,} are read", count=len(data), most=LARGEST),
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(
            file, (line, 0), "not-text", Sentence("this is not UTF-8 text: save the file as UTF-8")
        ) from None
    if not text.strip():
        raise _Refused(file, (0, 0), "empty-file", Sentence("the file is empty"))
    if clean(text) != text:
        at = next(n for n, char in enumerate(text) if clean(char) != char)
        mark = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        raise _Refused(file, mark, "control-character", _hidden(text[at]))
    return text


def _hidden(char: str) -> Sentence:
    return Sentence("an invisible control character (U+{code:04X}) stands here: delete it", code=ord(char))


class _Frame:
    """A list or map that is still open."""

    __slots__ = ("end", "key", "path", "tree")

    def __init__(self, tree: Tree, path: Path) -> None:
        self.tree = tree
        self.path = path
        self.key: str | None = None
        self.end: Mark = (0, 0)
        """Where the last value in it ends."""


class _Builder:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Tree = None
        self.problems: list[Problem] = []
        self.values: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.plain_ends: dict[Path, Mark] = {}
        self.ends: dict[Path, Mark] = {}
        self.open: list[_Frame] = []
        self.documents = 0
        self.lines: list[str] = []

    @property
    def innermost(self) -> Mark | None:
        """Where the innermost list or map begins that is still open."""
        return self.values[self.open[-1].path] if self.open else None

    def read(self, text: str) -> None:
        """Raises ``_Refused`` and the parser's own errors where the rest cannot be read."""
        self.lines = text.split("\n")
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._enter(event, {})
            elif isinstance(event, yaml.SequenceStartEvent):
                self._enter(event, [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self._leave(event)
            elif isinstance(event, yaml.AliasEvent):
                self._complain(
                    event,
                    "alias",
                    Sentence("*{anchor} stands for another place: write it out, or quote it", anchor=event.anchor),
                )
                self._place(event, "", self._path())
            elif isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
        if self.root is None and not self.problems:
            raise _Refused(self.file, (0, 0), "empty-file", Sentence("the file holds nothing but comments"))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = Sentence("a second document begins here (---): one file holds one")
            raise _Refused(self.file, _mark(event), "several-documents", message)

    def _scalar(self, event: Any) -> None:
        self._guard(event)
        value: str = event.value
        if event.style != "|" and event.end_mark.line > event.start_mark.line:
            value = unfolded(value, self._written(event))
        # Only a double-quoted text can hold, as an escape, what the file itself would have been refused for.
        if event.style == '"' and clean(value) != value:
            self._complain(event, "control-character", _hidden(next(c for c in value if clean(c) != c)))
        frame = self.open[-1] if self.open else None
        if frame is not None and isinstance(frame.tree, dict) and frame.key is None:
            self._key(event, frame)
            return
        path = self._path()
        end = _end_mark(event)
        if not event.style:
            if not value and not (frame and frame.key and ("：" in frame.key or ":" in frame.key)):
                name = f"{frame.key}:" if frame and frame.key else "-" if frame else Sentence("the file's only value")
                self._complain(
                    event,
                    "empty-value",
                    Sentence("nothing stands after {name} – write a value, or remove the line", name=name),
                )
            self.plain_ends[path] = end
        self._end(path, end)
        self._place(event, value, path)

    def _written(self, event: Any) -> list[str]:
        """The lines a text stands on, without what stands before it."""
        first, last = event.start_mark, event.end_mark
        lines = self.lines[first.line : last.line + 1]
        lines[-1] = lines[-1][: last.column].rstrip("\"'")
        lines[0] = "" if event.style == ">" else lines[0][first.column :].lstrip("\"'")
        return lines

    def _key(self, event: Any, frame: _Frame) -> None:
        key: str = event.value
        if "：" in key:
            self._complain(
                event,
                "full-width-colon",
                Sentence("{key!r} has a full-width ：– a key ends with : and a space", key=key),
            )
        elif not key:
            self._complain(event, "empty-key", Sentence("a key is missing before the colon"))
        elif key in frame.tree:
            first = self.keys[(*frame.path, key)]
            self._complain(
                event,
                "duplicate-key",
                Sentence("{key} stands here twice; it was first written in line {first}", key=key, first=first[0]),
            )
        frame.key = key
        self.keys[(*frame.path, key)] = _mark(event)

    def _enter(self, event: Any, tree: Tree) -> None:
        self._guard(event)
        if len(self.open) >= DEEPEST:
            raise _Refused(
                self.file, _mark(event), "too-deep", Sentence("nested deeper than {most} levels", most=DEEPEST)
            )
        frame = self.open[-1] if self.open else None
        if frame is not None and isinstance(frame.tree, dict) and frame.key is None:
            message = Sentence("a key must be a word; a text that begins with { or [ needs quotes")
            raise _Refused(self.file, _mark(event), "key-not-a-word", message)
        path = self._path()
        self._place(event, tree, path)
        self.open.append(_Frame(tree, path))

    def _leave(self, event: Any) -> None:
        """A list or map in brackets ends with them; without, the parser tells only where the next thing begins."""
        frame = self.open.pop()
        closed = event.start_mark.index != event.end_mark.index
        self._end(frame.path, _end_mark(event) if closed else frame.end)

    def _end(self, path: Path, mark: Mark) -> None:
        self.ends[path] = mark
        if self.open:
            self.open[-1].end = mark

    def _path(self) -> Path:
        """Where the value that comes now will stand."""
        if not self.open:
            return ()
        frame = self.open[-1]
        return (*frame.path, len(frame.tree) if frame.key is None else frame.key)

    def _place(self, event: Any, tree: Tree, path: Path) -> None:
        self.values[path] = _mark(event)
        if not self.open:
            self.root = tree
            return
        frame = self.open[-1]
        if isinstance(frame.tree, list):
            frame.tree.append(tree)
        elif frame.key is not None:
            frame.tree[frame.key] = tree
            frame.key = None

    def _guard(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(
                event,
                "anchor",
                Sentence("&{anchor} is an anchor: leave it out, or quote the text", anchor=event.anchor),
            )
        if event.tag is not None:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._complain(event, "tag", Sentence("{name} is a tag: leave it out, or quote the text", name=name))

    def _complain(self, event: Any, code: str, message: Sentence) -> None:
        self.problems.append(Problem(self.file, *_mark(event), code, "error", message))


def _mark(event: Any) -> Mark:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _end_mark(event: Any) -> Mark:
    mark = event.end_mark
    return mark.line + 1, mark.column + 1
