"""The files that an import is asked for, opened: names and folders to bytes, bytes to what a format reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from simulator.content.document import Document
from simulator.content.yaml_nodes import parse
from simulator.errors import Problem, Sentence, Severity, TabletopError, clean, why
from simulator.exchange.formats import FORMATS, IN_FOLDERS, parts_of
from simulator.exchange.json_source import Source, cleaned
from simulator.exchange.opening import LARGEST, YAML, Opened, opened
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
        return self.document.problem((*self.within, *path), code, message, severity)


_USUAL = ("empty-value", "control-character", "full-width-colon", "empty-key")
"""In our own files these are slips; elsewhere they are usual, or are cleaned away."""


def yaml_source(data: bytes, path: Path) -> Source:
    """The values of a YAML file of another program, cleaned. TabletopError with what is wrong in it and where."""
    try:
        plain = clean(data.decode("utf-8-sig")).encode()
    except UnicodeDecodeError:
        plain = data
    document = parse(plain, shown(path))
    source = _InYaml(document.file, document.text, sha256(data).hexdigest(), cleaned(document.root), document=document)
    if problems := [problem for problem in document.problems if problem.code not in _USUAL]:
        raise source.refused(*problems)
    return source


def files_named(words: Sequence[str]) -> tuple[str | None, list[Path]]:
    """The format named first, if one is, and the files: those of a folder, too."""
    named = words[0] if len(words) > 1 and words[0] in FORMATS else None
    endings = FORMATS[named].endings if named else IN_FOLDERS
    paths = list[Path]()
    for path in map(Path, words[1:] if named else words):
        within = sorted(p for p in path.rglob("*") if _is_read(p, endings)) if path.is_dir() else [path]
        if not within:
            raise TabletopError("{path} holds no file that is read here: expected names that end in {endings}",
                                path=path, endings=endings)  # fmt: skip
        paths += within
    return named, paths


def _is_read(path: Path, endings: tuple[str, ...]) -> bool:
    """Whether a file of a folder is meant: not those that spreadsheets and systems put beside the open ones."""
    return path.name.lower().endswith(endings) and not path.name.startswith(("~$", "._"))


def parts(path: Path, named: str | None) -> Sequence[Opened]:
    """What a file holds that is read on its own. TabletopError with what is wrong in it and where."""
    data = bytes_of(path, LARGEST)
    if not is_yaml(data, path, named):
        return parts_of(opened(data, shown(path), FORMATS[named].opened_as if named else ()), named)
    source = yaml_source(data, path)
    if named is None and isinstance(source.root, dict) and "case-studies" in source.root:
        raise TabletopError("{path} has cases of MITRE ATLAS: tabletop import atlas {path} --list", path=source.file)
    return [source]


def is_yaml(data: bytes, path: Path, named: str | None) -> bool:
    """Whether a file is one of YAML: by its name, or without one by the format that is named. JSON says so itself."""
    ends = path.name.lower().endswith(YAML) or (
        path == STDIN and named is not None and YAML[0] in FORMATS[named].endings
    )
    return ends and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[")


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, ``-`` for standard input: one more than the most that are wanted, where it has more."""
    try:
        return read_up_to(path, most + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None


def shown(path: Path) -> str:
    """How a file is named in what is said and written."""
    return "stdin" if path == STDIN else str(path)
