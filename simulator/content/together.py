"""Several playbooks read as one item, every step of which leads back to its own file and line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path as FilePath

from simulator.content.document import Document, Path
from simulator.content.nearest import nearest
from simulator.content.reading import LoadedItem
from simulator.content.settings import Setting, apply
from simulator.errors import Problem, Sentence, Severity, TabletopError
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import NONE, Playbook
from simulator.model.playbooks import SEPARATOR
from simulator.model.playbooks import together as joined


@dataclass(frozen=True)
class _JoinedDocument(Document):
    """Several documents as one: ``steps`` are counted through all of them, the rest is that of the first."""

    parts: tuple[tuple[Document, int], ...] = ()
    """Each document, and how many steps it has."""

    def problem(
        self,
        path: Path,
        code: str,
        message: Sentence,
        severity: Severity = "error",
        *,
        key: bool = False,
        word: str = "",
    ) -> Problem:
        """The problem at its place in the file that has the step."""
        document, there = self._place(path)
        return document.problem(there, code, message, severity, key=key, word=word)

    def _place(self, path: Path) -> tuple[Document, Path]:
        if path[:1] == ("steps",) and len(path) > 1 and isinstance(path[1], int):
            n = path[1]
            for document, steps in self.parts:
                if n < steps:
                    return document, ("steps", n, *path[2:])
                n -= steps
        return self.parts[0][0], path


@dataclass(frozen=True)
class JoinedItem(LoadedItem[Playbook]):
    """Several playbooks as one item."""

    written: tuple[LoadedItem[Playbook], ...] = ()

    @property
    def parts(self) -> tuple[LoadedItem[Playbook], ...]:
        """Each as it was read."""
        return self.written


def names_in(text: str) -> list[str]:
    """The playbooks that a text names with commas between; raises TabletopError where one stands there twice.

    A file is named by its path, commas and all.
    """
    if SEPARATOR not in text or (text.endswith((".yaml", ".yml")) and FilePath(text).is_file()):
        return [text]
    names = [name.strip() for name in text.split(SEPARATOR) if name.strip()]
    if len(names) > 1 and NONE in names:
        raise TabletopError("none means that there is no playbook: write it alone, or leave it out")
    if len(set(names)) < len(names):
        raise TabletopError("a playbook stands here twice: name each once")
    return names


def together(items: Sequence[LoadedItem[Playbook]]) -> LoadedItem[Playbook]:
    """Playbooks as one item; one alone stays what it is. Without a value where one of them has none."""
    if len(items) == 1:
        return items[0]
    values = [item.value for item in items if item.value is not None]
    counted = tuple((item.document, len(item.value.steps) if item.value else 0) for item in items)
    document = _JoinedDocument(" ".join(item.document.file for item in items), parts=counted)
    problems = tuple(chain.from_iterable(item.problems for item in items))
    value = joined(values) if len(values) == len(items) else None
    return JoinedItem(PLAYBOOK, document, value, problems, written=tuple(items))


def applied(settings: Iterable[Setting], item: LoadedItem[Playbook]) -> LoadedItem[Playbook]:
    """The playbook with its settings in place, each in the part that has the step, or one like it."""
    parts, settings = item.parts, list(settings)
    homes = {step.id: n for n, part in reversed(list(enumerate(parts))) if part.value for step in part.value.steps}
    changes: list[list[Setting]] = [[] for _ in parts]
    for setting in settings:
        if setting.kind == PLAYBOOK:
            meant = nearest(setting.path[1], homes)
            changes[homes[meant] if meant else 0].append(setting)
    return together([apply(own, part) for own, part in zip(changes, parts, strict=True)])
