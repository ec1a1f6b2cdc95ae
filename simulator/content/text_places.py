"""Where in the text of a file everything stands, so that a value can be changed and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from simulator.content.document import Document, Mark, Path

Edit = tuple[int, int, str]
"""From, to (offsets in characters), and what stands there instead."""
_BREAK: Final = re.compile("\n|\u2028|\u2029")
"""What the YAML parser counts as the end of a line."""
_LINE_END: Final = re.compile("\r?\n|$")


class TextPlaces:
    """Knows where in the text everything of a document stands."""

    def __init__(self, text: str, document: Document) -> None:
        self.text, self.document = text, document
        # A mark of byte order is no character of the document.
        begin = 1 if text.startswith("\ufeff") else 0
        self.lines = [begin, *(newline.end() for newline in _BREAK.finditer(text))]
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def at(self, mark: Mark) -> int:
        """The offset of a mark."""
        return self.lines[mark[0] - 1] + mark[1] - 1

    def value(self, path: Path) -> tuple[int, int]:
        """Where a value begins and ends. A text below its key (``|``) ends with its last character."""
        start, end = self.at(self.document.values[path]), self.at(self.document.ends[path])
        return start, start + len(self.text[start:end].rstrip())

    def key(self, path: Path) -> int:
        """Where a key begins."""
        return self.at(self.document.keys[path])

    def line_start(self, offset: int) -> int:
        """Where the line begins."""
        return max(start for start in (self.lines[0], self.text.rfind("\n", 0, offset) + 1) if start <= offset)

    def line_end(self, offset: int) -> int:
        """Behind the last character of the line, before what breaks it."""
        newline = _LINE_END.search(self.text, offset)
        return newline.start() if newline else len(self.text)

    def before_line(self, offset: int) -> int:
        """Behind the last character of the line before this one, before what breaks it."""
        before = self.text.rfind("\n", 0, offset)
        return before - self.text.endswith("\r\n", 0, before + 1)

    def in_brackets(self, path: Path) -> bool:
        """Whether a list or map stands in brackets or braces, not one below the other."""
        return self.text[self.value(path)[0]] in "{["


def applied(edits: Iterable[Edit], text: str) -> str:
    """The text with edits that do not overlap; of several at one place the first comes first."""
    parts, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])
