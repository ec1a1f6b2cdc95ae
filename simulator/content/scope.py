"""Which of the files somebody names, or keeps in a folder, hold content; what else lies there is left alone."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.content.document import Document
from simulator.errors import Problem, Sentence, TabletopError
from simulator.files import STDIN
from simulator.model.kinds import KINDS

_SUFFIXES = (".yaml", ".yml")
_FOLDERS = {kind.folder.rpartition("/")[2] for kind in KINDS}
_TELLTALES = {kind.telltale for kind in KINDS if kind.telltale and not kind.several}
_AN_ID = re.compile(r"^[\s\-{]*id\s*[:：]", re.MULTILINE)


def files_in(path: Path) -> list[Path]:
    """The file itself or standard input, or the YAML files anywhere in a folder.

    Raises TabletopError where there is nothing.
    """
    if path == STDIN:
        return [path]
    if not path.exists():
        raise TabletopError("{path}: there is no such file or folder", path=path)
    if not path.is_dir():
        return [path]
    files = (file for file in path.rglob("*") if file.suffix in _SUFFIXES and not _is_hidden(file.relative_to(path)))
    return sorted(files)


def has_its_suffix(path: Path) -> bool:
    """Whether a file may hold content, by its name."""
    return path.suffix in _SUFFIXES or path == STDIN


def is_content(path: Path, document: Document) -> bool:
    """Whether a file is meant as content: by its folder, or by an id or a key that only content has.

    What somebody pipes in always is.
    """
    if path == STDIN or path.absolute().parent.name in _FOLDERS:
        return True
    if document.root is None:
        return not document.text or bool(_AN_ID.search(document.text))
    first = document.root[0] if isinstance(document.root, list) and document.root else document.root
    if isinstance(document.root, list) and not isinstance(first, dict):
        return True
    return isinstance(first, dict) and ("id" in first or any(key in first for key in _TELLTALES))


def passed_over(path: Path) -> Problem:
    """A note about a file that was named and holds no content."""
    message = Sentence("this is no scenario, playbook, team or list: it is not checked")
    return Problem(str(path), 0, 0, "no-content", "note", message)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
