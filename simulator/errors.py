"""What went wrong, as a value: producers yield problems, one renderer prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong at one place of one file, with what to do about it."""

    file: str
    """The file as the user named it; empty when no file is concerned."""
    line: int
    """1-based; 0 when the whole file is meant."""
    column: int
    """1-based, counted in characters; 0 when the whole line is meant."""
    code: str
    """Stable name of the rule, such as ``unknown-key``."""
    severity: Severity
    message: str
    """What was found, what was expected, what to write."""
    path: str = ""
    """Where in the document: ``steps[3].takes``."""

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.severity}: {self.message} [{self.code}]"


class TabletopError(Exception):
    """The one exception this program raises for people; it carries what to tell them."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
