"""A JSON file of another program: bounded before it is parsed, its texts cleaned, everything in it found again.

The standard library does not tell where a value stands. So a place is looked for only when something is wrong there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulator.errors import Problem, Sentence, Severity, TabletopError, clean

Path = tuple[str | int, ...]
"""Where in a file: keys and indexes from the root."""
DEEPEST = 64
"""How many maps and lists may stand inside each other."""
MOST_COMMAS = 1_000_000
"""A list of millions of small values takes much more memory than its file."""
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*+")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Source:
    """What was read, and from where."""

    file: str
    """As the user named it."""
    text: str
    sha256: str
    root: Any
    """Maps, lists, texts, numbers, true, false and None; texts and keys hold no control sequences."""
    within: Path = ()
    """Where in the file the root stands, if it is not all of it."""

    def problem(self, path: Path, message: Sentence, code: str = "bad-value", severity: Severity = "error") -> Problem:
        """What is wrong at a path, or at the nearest place before it that the file has."""
        path = (*self.within, *path)
        return self._at(_offset(self.text, path), message, code, severity, _written(path))

    def _at(self, offset: int, message: Sentence, code: str, severity: Severity, path: str = "") -> Problem:
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return Problem(self.file, line, column, code, severity, message, path)

    def refused(self, *problems: Problem) -> TabletopError:
        """The file cannot be used, and why."""
        return TabletopError("{name} cannot be used as it is", problems, name=self.file)


def read_json(data: bytes, file: str) -> Source:
    """The values in these bytes, UTF-8. TabletopError where they are too many or too deep, or no JSON."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Source(file, "", "", None).refused(
            Problem(file, line, 0, "bad-encoding", "error", Sentence("this line is no text in UTF-8"))
        ) from None
    source = Source(file, text, sha256(data).hexdigest(), None)
    _bounded(source)
    return Source(file, text, source.sha256, cleaned(_parsed(source)))


def _bounded(source: Source) -> None:
    depth = 0
    for token in _TOKENS.finditer(source.text):
        if token[0] in ("{", "["):
            depth += 1
            if depth > DEEPEST:
                message = Sentence("more than {most} levels stand inside each other", most=DEEPEST)
                raise source.refused(source._at(token.start(), message, "too-deep", "error"))
        elif token[0] in ("}", "]"):
            depth -= 1
    if source.text.count(",") > MOST_COMMAS:
        raise TabletopError(
            "{path} holds too many values: at most {most:,} are read", path=source.file, most=MOST_COMMAS
        )


class _Twice(ValueError):
    """A key stands twice in one map: which of the two is meant nobody knows."""


def _parsed(source: Source) -> Any:
    try:
        return json.loads(source.text, object_pairs_hook=_pairs, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        message = Sentence("this is no JSON: {reason}", reason=error.msg)
        raise source.refused(source._at(error.pos, message, "bad-syntax", "error")) from None
    except _Twice as error:
        key = str(error)
        again = source.text.rfind(json.dumps(key, ensure_ascii=False))
        message = Sentence("{key} stands here twice: keep one of the two", key=repr(key[:80]))
        raise source.refused(source._at(max(again, 0), message, "duplicate-key", "error")) from None
    except (ValueError, RecursionError) as error:
        message = Sentence("this is no JSON: {reason}", reason=str(error)[:80])
        raise source.refused(source._at(0, message, "bad-syntax", "error")) from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen = set[str]()
        raise _Twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return made


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def cleaned(tree: Any) -> Any:
    """The same values, their texts and keys without control sequences."""
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, list):
        return [cleaned(inner) for inner in tree]
    if isinstance(tree, dict):
        return {clean(key): cleaned(inner) for key, inner in tree.items()}
    return tree


def _written(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _offset(text: str, path: Path) -> int:
    at = _after_space(text, 0)
    for part in path:
        begins = next((begin for key, begin in _members(text, at) if key == part), None)
        if begins is None:
            break
        at = begins
    return at


def _members(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Keys or indexes of what begins here, and where their values begin. The text is known to be JSON."""
    if text[at] not in "{[":
        return
    is_map, number, at = text[at] == "{", 0, _after_space(text, at + 1)
    while text[at] not in "}]":
        key: str | int = number
        if is_map:
            raw, at = _DECODER.raw_decode(text, at)
            key, at = clean(raw), _after_space(text, _after_space(text, at) + 1)
        yield key, at
        _, at = _DECODER.raw_decode(text, at)
        at, number = _after_space(text, at), number + 1
        if text[at] == ",":
            at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
