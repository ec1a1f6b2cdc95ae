"""A file as read: its tree of plain text, and where everything in it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from simulator.errors import Problem, Sentence, Severity

Tree = Any
"""A text, a list of trees, or a map of texts to trees."""
Path = tuple[str | int, ...]
"""Where in a document: keys and indexes from the root."""
Mark = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True)
class Document:
    """One file as read: its tree and where everything in it stands."""

    file: str
    """As the user named it."""
    text: str = ""
    sha256: str = ""
    root: Tree = None
    """None where the file could not be read to its end."""
    problems: tuple[Problem, ...] = ()
    values: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    plain_ends: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    """Where texts without quotes end."""
    ends: Mapping[Path, Mark] = field(default_factory=dict, repr=False)
    """Behind the last character of each value; remarks and empty lines that follow do not belong to it."""
    settings: Mapping[Path, str] = field(default_factory=dict)
    """What ``--set`` replaced, with the option as it was written."""

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
        """A problem at a path, or at the nearest place before it that the file has; within a setting, at its option.

        ``key``: at the key instead of its value; ``word``: where this stands in the value.
        """
        lengths = range(len(path), -1, -1)
        option = next((self.settings[path[:n]] for n in lengths if path[:n] in self.settings), None)
        if option is not None:
            return Problem(option, 0, 0, code, severity, message, written(path))
        for length in lengths:
            here = path[:length]
            mark = (self.keys.get(here) if key and length == len(path) else None) or self.values.get(here)
            if mark:
                mark = self._place_of(word, mark) if word else mark
                return Problem(self.file, *mark, code, severity, message, written(path))
        return Problem(self.file, 0, 0, code, severity, message, written(path))

    def _place_of(self, word: str, after: Mark) -> Mark:
        for line in range(after[0], len(self.lines) + 1):
            column = self.lines[line - 1].find(word, after[1] - 1 if line == after[0] else 0)
            if column >= 0:
                return line, column + 1
        return after

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.text.split("\n")


def written(path: Path) -> str:
    """``steps[3].takes``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
