"""Errors of the YAML parser in words that say what to write."""

from __future__ import annotations

import re

from simulator.content.document import Mark
from simulator.errors import Problem, Sentence

_MEANINGS = {
    "mapping values are not allowed": "a colon and a space stand inside a text here: put the whole text in quotes",
    "could not find expected ':'": "a key without a colon before this, or a text that should be in quotes",
    "cannot start any token": "no text can begin with this character: put the text in quotes",
    "did not find expected key": "this line stands further in or out than its neighbours, or a text needs quotes",
    "did not find expected '-' indicator": "this line stands further in or out than the list it belongs to",
    "did not find expected ',' or": "this bracket or brace is never closed, or a text inside it needs quotes",
    "unexpected end of stream": "a quote opens here and is never closed",
    "did not find expected node content": "a value is missing here, or a text needs quotes",
    "unknown escape character": "a backslash inside double quotes: use single quotes, or write it twice",
    "while scanning an anchor": "put a text that begins with & in quotes",
    "while scanning an alias": "put a text that begins with * in quotes",
}
"""What the parser says → what it means."""
_WHERE_IT_BEGINS = ("did not find expected ',' or", "unexpected end of stream")
"""Reported where the bracket or quote opens, not where the parser gave up: that may be lines later."""
_KEY_AND_VALUE = re.compile(r"^(\s*(?:- )?)[\w-]+:\s+[^\s#|>]")
_GLUED = re.compile(r"^\s*(?:- )?([a-z_]+):([^\s:/].*)$")
_FULL_WIDTH = re.compile(r"\s*(- )?[\w-]+：")


def explain_syntax(error: Exception, text: str, file: str, opened: Mark | None) -> Problem:
    """The parser's error as a problem. ``opened``: where the innermost list or map begins that was still open."""
    lines = text.split("\n")
    raw = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}".strip()
    meant = next((theirs for theirs in _MEANINGS if theirs in raw), None)
    message = Sentence(_MEANINGS[meant]) if meant else Sentence("this cannot be read ({reason})", reason=raw)
    line, column = _mark(error, "context_mark" if meant in _WHERE_IT_BEGINS else "problem_mark")
    rest = [part[column - 1 :] if n == 0 else part for n, part in enumerate(lines[line - 1 :])] if line else []
    if rest and rest[0].startswith("\t"):
        message = Sentence("a tab stands here: indent with spaces")
    elif opened and not "".join(rest).strip() and lines[opened[0] - 1][opened[1] - 1] in "[{":
        return Problem(file, *opened, "syntax", "error", Sentence(_MEANINGS["did not find expected ',' or"]))
    if meant == "mapping values are not allowed" and 1 < line <= len(lines) and _stands_deeper(*lines[line - 2 : line]):
        message = Sentence("this key stands deeper than the one before it: write both in the same column")
        return Problem(file, line, len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1, "syntax", "error", message)
    for near in (line - 1, line):
        if (
            meant == "could not find expected ':'"
            and 0 < near <= len(lines)
            and (glued := _GLUED.match(lines[near - 1]))
        ):
            key, value = glued[1], glued[2]
            message = Sentence("a space is missing after the colon: write {fix}", fix=f"{key}: {value}")
            return Problem(file, near, glued.start(1) + 1, "syntax", "error", message)
    for near in (line - 1, line):
        if 0 < near <= len(lines) and _FULL_WIDTH.match(lines[near - 1]):
            column = lines[near - 1].index("：") + 1
            message = Sentence("a full-width ： ends no key: write : and a space")
            return Problem(file, near, column, "full-width-colon", "error", message)
    return Problem(file, line, column, "syntax", "error", message)


def _stands_deeper(before: str, line: str) -> bool:
    """Two lines with a key and a value each, the second further in: it cannot belong to the first."""
    first, second = _KEY_AND_VALUE.match(before), _KEY_AND_VALUE.match(line)
    return bool(first and second and len(second[1]) > len(first[1]))


def _mark(error: Exception, name: str) -> Mark:
    mark = getattr(error, name, None)
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
