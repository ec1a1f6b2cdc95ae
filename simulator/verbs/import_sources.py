"""The files that an import is asked for, opened: names and folders to bytes, bytes to what a format reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.content.document import Document
from simulator.content.yaml_nodes import parse
from simulator.errors import Problem, Sentence, Severity, TabletopError, why
from simulator.exchange.draft import Draft
from simulator.exchange.formats import FORMATS, IN_FOLDERS, read
from simulator.exchange.json_source import Source
from simulator.exchange.msel_columns import Columns
from simulator.exchange.opening import LARGEST
from simulator.files import STDIN, read_up_to


@dataclass(frozen=True)
class _InYaml(Source):
    """A YAML file, of which the library's reader knows where everything stands."""

    document: Document | None = None

    def problem(
        self, path: tuple[str | int, ...], message: Sentence, code: str = "bad-value", severity: Severity = "error"
    ) -> Problem:
        """What is wrong at a path, or at the nearest place before it that the file has."""
        if self.document is None:
            return super().problem(path, message, code, severity)
        return self.document.problem(path, code, message, severity)


def yaml_source(data: bytes, path: Path) -> Source:
    """The values of a YAML file of another program. TabletopError with what is wrong in it and where."""
    document = parse(data, shown(path))
    source = _InYaml(document.file, document.text, document.sha256, document.root, document)
    # In our own files a key with nothing behind it is a slip; elsewhere it is usual.
    if problems := [problem for problem in document.problems if problem.code != "empty-value"]:
        raise source.refused(*problems)
    return source


def files_named(words: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The format named first, if one is, and the files: those of a folder, too."""
    named = words[0] if len(words) > 1 and words[0] in FORMATS else None
    endings = FORMATS[named].endings if named else IN_FOLDERS
    paths = list[Path]()
    for path in map(Path, words[1:] if named else words):
        within = sorted(p for p in path.rglob("*") if p.name.lower().endswith(endings)) if path.is_dir() else [path]
        if not within:
            raise TabletopError("{path} holds no file that is read here: expected names that end in {endings}",
                                path=path, endings=endings)  # fmt: skip
        paths += within
    return named, paths


def read_draft(path: Path, named: str | None, columns: Columns | None) -> Draft:
    """What a file is to become. TabletopError with what is wrong in it and where."""
    return read(bytes_of(path, LARGEST), shown(path), datetime.now(UTC).date(), named, columns)


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, ``-`` for standard input: one more than the most that are wanted, where it has more."""
    try:
        return read_up_to(path, most + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None


def shown(path: Path) -> str:
    """How a file is named in what is said and written."""
    return "stdin" if path == STDIN else str(path)
