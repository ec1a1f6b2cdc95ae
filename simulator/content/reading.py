"""Files as values of the model, with every problem at its line and column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from simulator.content.document import Document, Path, Tree
from simulator.content.explain import explain
from simulator.content.nearest import advice
from simulator.content.yaml_nodes import LARGEST, parse
from simulator.errors import Problem, Sentence, TabletopError, clean, why
from simulator.files import read_up_to
from simulator.model.kinds import EXPECTATIONS, KINDS, SCENARIO, Kind
from simulator.model.text import LANGUAGES

T = TypeVar("T")
V = TypeVar("V", bound=BaseModel)

UNWRITTEN = Document("")
"""Where stands what no file says: that there is no playbook, and who takes part without a team."""

_ADAPTERS = {kind: TypeAdapter(kind.shape) for kind in KINDS}


def kind_named(word: str) -> Kind:
    """The kind somebody named, one or many of them; raises TabletopError for another word."""
    kinds = {name: kind for kind in KINDS for name in (kind.one, kind.many)}
    if word not in kinds:
        raise TabletopError(
            "unknown kind {word}{advice}", word=word, advice=advice(word, [kind.name for kind in KINDS])
        )
    return kinds[word]


@dataclass(frozen=True)
class LoadedItem(Generic[T]):
    """What was read from a file: a scenario, a playbook, a team, or one entry of a list such as expectations."""

    kind: Kind
    document: Document
    value: T | None
    """None where there are errors."""
    problems: tuple[Problem, ...] = ()
    root: Path = ()
    """Where in the document it stands."""

    @property
    def id(self) -> str:
        """Its id, also where the rest is broken; empty where it has none."""
        own = getattr(self.value, "id", "")
        return own or _text_at(tree_at(self.document.root, self.root), "id")

    @property
    def parts(self) -> tuple[LoadedItem[T], ...]:
        """Itself; of several that are used as one, each as it was read."""
        return (self,)


def tree_at(tree: Tree, path: Path) -> Tree:
    """What stands at a path; None where nothing does."""
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def load(path: FilePath) -> Document:
    """The document in a file; that it cannot be opened is a problem like any other."""
    try:
        return parse(read_up_to(path, LARGEST + 1), str(path))
    except OSError as error:
        problem = Problem(
            str(path), 0, 0, "unreadable", "error", Sentence("cannot be read: {reason}", reason=why(error))
        )
        return Document(str(path), problems=(problem,))


def kind_of(path: FilePath, root: Tree) -> Kind:
    """What a file is, by the folder it lies in, or else by what it holds."""
    by_folder = {kind.folder.rpartition("/")[2]: kind for kind in KINDS}
    folder = path.absolute().parent.name
    if folder in by_folder:
        return by_folder[folder]
    several = isinstance(root, list)
    first = root[0] if several and root else root
    keys = first if isinstance(first, dict) else {}
    likely = EXPECTATIONS if several else SCENARIO
    return next((kind for kind in KINDS if kind.several == several and kind.telltale in keys), likely)


def validate(document: Document, kind: Kind) -> tuple[LoadedItem[Any], ...]:
    """What a document holds: one item, or one for each entry of a list; one without a value if it cannot be read."""
    if document.root is None:
        return (LoadedItem(kind, document, None, document.problems),)
    if not kind.several:
        return (_loaded(document, kind, ()),)
    if not isinstance(document.root, list) or not document.root:
        problem = document.problem(
            (), "wrong-type", Sentence("expected a list of {kind}, each beginning with - id:", kind=kind.many)
        )
        return (LoadedItem(kind, document, None, (*document.problems, problem)),)
    return tuple(_loaded(document, kind, (n,)) for n in range(len(document.root)))


def read_as(document: Document, shape: type[V]) -> tuple[V | None, tuple[Problem, ...]]:
    """A document that is no file of a library, as a value of some shape; None with what is wrong with it."""
    if document.root is None:
        return None, document.problems
    try:
        value = shape.model_validate(document.root)
    except ValidationError as error:
        return None, (*document.problems, *explain(error, document, shape, ()))
    return (None if document.problems else value), document.problems


def _loaded(document: Document, kind: Kind, root: Path) -> LoadedItem[Any]:
    tree = tree_at(document.root, root)
    language = _text_at(tree, "language")
    context = {"language": language if language in LANGUAGES else LANGUAGES[0]}
    try:
        value = _ADAPTERS[kind].validate_python(tree, context=context)
    except ValidationError as error:
        problems = explain(error, document, kind.shape, root)
        return LoadedItem(kind, document, None, (*document.problems, *problems), root)
    sound = not any(problem.severity == "error" for problem in document.problems)
    return LoadedItem(kind, document, value if sound else None, document.problems, root)


def _text_at(tree: Tree, key: str) -> str:
    value = tree.get(key) if isinstance(tree, dict) else None
    return clean(value) if isinstance(value, str) else ""
