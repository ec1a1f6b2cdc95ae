"""Errors for people, as values: a sentence and the values in it, which ``wording`` turns into a language."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Literal

Severity = Literal["error", "warning", "note"]
Fill = Callable[[str, Mapping[str, object]], str]
"""Makes a text of an English sentence with ``{places}`` and of what fills them."""


# ESC and the other C0 controls but tab and newline, DEL and C1, and the bidirectional
# controls ("Trojan Source"): each can make a terminal or a page show what is not there.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without control sequences; line ends become newlines. Idempotent."""
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, init=False, slots=True)
class Sentence:
    """One sentence: ``Sentence("no role {role}{advice}", role="legl", advice=advice(…))``; its ``str`` is English.

    What fills it is a name or a figure, another sentence (a part of this one), or a tuple: a list of such.
    """

    template: str
    """English, and the key under which other languages have it."""
    values: tuple[tuple[str, object], ...]

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", tuple(values.items()))

    def filled(self, fill: Fill, comma: str = ", ") -> str:
        """The text, with every sentence inside it filled the same way; ``comma`` stands between items of a list."""

        def plain(value: object) -> object:
            if isinstance(value, Sentence):
                return value.filled(fill, comma)
            return comma.join(str(plain(item)) for item in value) if isinstance(value, tuple) else value

        return fill(self.template, {name: plain(value) for name, value in self.values})

    def __str__(self) -> str:
        return self.filled(filled)

    def __lt__(self, other: Sentence) -> bool:
        return str(self) < str(other)


def filled(template: str, values: Mapping[str, object]) -> str:
    """A sentence with its places filled, no control sequences among them; one that nothing fills may hold braces."""
    return clean(template.format(**values)) if values else template


def either(first: object, *others: object) -> object:
    """``one or two or three``, to fill a sentence."""
    return reduce(lambda so_far, other: Sentence("{this} or {other}", this=so_far, other=other), others, first)


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
    message: Sentence
    """What was found, what was expected, what to write."""
    path: str = ""
    """Where in the document: ``steps[3].takes``."""


class TabletopError(Exception):
    """The one exception for people: where, what, what to do. ``main`` prints it, so bad input shows no traceback."""

    def __init__(self, sentence: Sentence | str, problems: Iterable[Problem] = (), /, **values: object) -> None:
        self.sentence = sentence if isinstance(sentence, Sentence) else Sentence(sentence, **values)
        self.problems = tuple(problems)
        super().__init__(str(self.sentence))


class Invalid(ValueError):
    """A value that cannot be read, with what to write instead."""

    def __init__(self, template: str, /, **values: object) -> None:
        self.sentence = Sentence(template, **values)
        super().__init__(str(self.sentence))


_SYSTEM = {
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.EPERM: "Operation not permitted",
    errno.EEXIST: "File exists",
    errno.EISDIR: "Is a directory",
    errno.ENOTDIR: "Not a directory",
    errno.ENOSPC: "No space left on device",
    errno.EROFS: "Read-only file system",
    errno.EFBIG: "File too large",
    errno.EIO: "Input/output error",
    errno.ENAMETOOLONG: "File name too long",
}
"""The most common errors of the system, so that other languages have them."""


def why(error: Exception) -> Sentence:
    """The reason an error gives, to fill a sentence of ours."""
    if isinstance(error, Invalid | TabletopError):
        return error.sentence
    if isinstance(error, OSError):
        return Sentence(_SYSTEM[error.errno]) if error.errno in _SYSTEM else Sentence(error.strerror or str(error))
    return Sentence(str(error))
