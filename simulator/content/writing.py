"""Values of the model as YAML, in the style of the bundled files: what is written reads back equal.

Keys come in the order of the model; what is at its default is left out. What fits on its line is written there, the
rest below its key. Texts of several lines keep them (``|``), long ones are folded (``>``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import east_asian_width

from simulator.content.document import Tree
from simulator.model.base import Value
from simulator.model.text import LANGUAGES, unspaced

WIDTH = 120
"""Columns of a line that holds more than one word."""
_PLAIN = re.compile(r"\w(?:[^:#]|:(?=\S)|(?<=\S)#)*")
_IN_BRACKETS = re.compile(r"[,\[\]{}]|:\?|:$")
"""What ends a word there."""
_NO_TEXT = re.compile(r"true|false|yes|no|on|off|null|[yn]|[-+]?[\d_.]+(e[-+]?\d+)?|\d+(:\d+)+|0[box][\da-f_]+", re.I)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write(value: Value) -> str:
    """One thing as a file of it."""
    return "\n".join([*_block(tree_of(value), 0), ""])


def write_list(values: Sequence[Value]) -> str:
    """Several things as a file of them."""
    return "\n".join([*_block([tree_of(value) for value in values], 0), ""])


def in_line(tree: Tree) -> str:
    """Plain values, lists and maps as they stand on one line, in brackets and braces."""
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{in_line(key)}: {in_line(inner)}' for key, inner in tree.items())}}}"
    if isinstance(tree, list):
        return f"[{', '.join(map(in_line, tree))}]"
    plain = isinstance(tree, str) and _IN_BRACKETS.search(tree) is None
    return _scalar(tree) if plain or not isinstance(tree, str) else _quoted(tree)


def entry(key: str, tree: Tree, indent: int) -> list[str]:
    """The lines of a key with its value, indented by so many spaces."""
    return list(_below(f"{' ' * indent}{_scalar(key)}:", tree, indent))


def item(tree: Tree, indent: int) -> list[str]:
    """The lines of an item of a list, its dash indented by so many spaces."""
    return list(_block([tree], indent))


def tree_of(value: Value) -> Tree:
    """What a file would hold, with the short forms that files have."""
    language = getattr(value, "language", LANGUAGES[0])
    dumped = value.model_dump(mode="json", by_alias=True, exclude_defaults=True, context={"language": language})
    return _shortened(dumped)


def _shortened(tree: Tree, key: str = "") -> Tree:
    """Without the names of things that are the only ones: a nameless reading, one person of a role."""
    if isinstance(tree, list):
        return [_shortened(inner) for inner in tree]
    if not isinstance(tree, dict):
        return tree
    if list(tree) == [""]:
        return _shortened(tree[""])
    if key == "role" and list(tree.values()) == [1]:
        return next(iter(tree))
    return {name: _shortened(inner, name) for name, inner in tree.items()}


def _block(tree: Tree, indent: int) -> Iterator[str]:
    """A map or list below each other. Things of a file's own lists stand in lines of their own, whatever fits."""
    pad = " " * indent
    if isinstance(tree, dict):
        for key, inner in tree.items():
            yield from _below(f"{pad}{_scalar(key)}:", inner, indent)
        return
    for item in tree:
        if isinstance(item, dict) and (indent <= 2 or not _fits(f"{pad}-", item)):
            first, *rest = _block(item, indent + 2)
            yield f"{pad}- {first[indent + 2 :]}"
            yield from rest
        else:
            yield from _below(f"{pad}-", item, indent)


def _below(head: str, tree: Tree, indent: int) -> Iterator[str]:
    """A value behind its key or dash where it fits, else below it."""
    if _fits(head, tree) or not isinstance(tree, str | dict | list):
        yield f"{head} {_one_line(tree)}"
    elif isinstance(tree, str):
        yield from _text(head, tree, indent + 2)
    else:
        yield head
        yield from _block(tree, indent + 2)


def _fits(head: str, tree: Tree) -> bool:
    return _is_flat(tree) and _columns(f"{head} {_one_line(tree)}") <= WIDTH


def _one_line(tree: Tree) -> str:
    return _scalar(tree) if isinstance(tree, str) else in_line(tree)


def _is_flat(tree: Tree) -> bool:
    """Whether it may stand on one line: no list of maps, no text of several lines."""
    if isinstance(tree, dict):
        return all(map(_is_flat, tree.values()))
    if isinstance(tree, list):
        return all(_is_flat(item) and not isinstance(item, dict) for item in tree)
    return not isinstance(tree, str) or "\n" not in tree


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    """A long text, or one of several lines: as it stands, folded, or where neither would read back, in quotes."""
    body, chomped = text.removesuffix("\n"), "" if text.endswith("\n") else "-"
    pad = " " * indent
    if not body or body[0].isspace() or body[-1].isspace() or _ESCAPED.search(body) or "\t" in body:
        yield f"{head} {_scalar(text)}"
    elif "\n" in body:
        yield f"{head} |{chomped}"
        yield from (f"{pad}{line}" if line else "" for line in body.split("\n"))
    elif "  " in body:
        yield f"{head} {_scalar(text)}"
    else:
        yield f"{head} >{chomped}"
        yield from _folded(body, pad)


def _folded(text: str, pad: str) -> Iterator[str]:
    line = ""
    for word in _words(text):
        if line and _columns(f"{pad}{line} {word}") > WIDTH:
            yield pad + line
            line = ""
        line = f"{line} {word}" if line else word
    yield pad + line


def _words(text: str) -> Iterator[str]:
    """What stands between spaces at which a line may be broken: Japanese would lose one of its own there."""
    begin = 0
    for at, char in enumerate(text):
        if char == " " and not unspaced(text, at):
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def _scalar(value: Any) -> str:
    """A word or text on one line: in quotes where it would not be read as itself, by us or by other readers."""
    if not isinstance(value, str):
        return str(value).lower()
    printable = value.replace("\u3000", "").isprintable() and value == value.strip()
    return value if printable and _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value) else _quoted(value)


def _quoted(value: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
