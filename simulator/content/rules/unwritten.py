"""Sentences that a new file brings along and nobody has replaced, and marks of work to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from simulator.content.document import Tree
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import Context, at_check
from simulator.content.rules.walk import texts
from simulator.content.yaml_nodes import parse
from simulator.errors import Problem, Sentence
from simulator.model.kinds import KINDS, PLAYBOOK, SCENARIO, Kind

_TO_DO = re.compile(r"\b(TODO|FIXME|TBD|XXX)\b|要記入|未記入")
_TO_FILL = re.compile(r"\{(id|file|today|month|day)\}")
_TELLING = ("title", "summary", "briefing", "truth", "system", "body", "facilitator")
"""Keys under which a new scenario says what to write there, instead of something that could stay."""


@at_check(*KINDS)
def unwritten(item: LoadedItem[Any], value: object, _context: Context) -> Iterator[Problem]:
    """What would be read aloud as it was when the file was begun."""
    for path, text in texts(value, item.root):
        for _, words in text.variants:
            if mark := _TO_DO.search(words):
                message = Sentence("{mark} stands here still: write what is to be read", mark=mark[0])
                yield item.document.problem(path, "unwritten", message, "warning", word=mark[0])
            elif " ".join(words.split()) in _of_new_files():
                message = Sentence("this is what a new file says here: write your own")
                yield item.document.problem(path, "unwritten", message, "warning")


@cache
def _of_new_files() -> frozenset[str]:
    """The sentences of new files that tell what to write."""
    playbook = _new_file(PLAYBOOK)
    title = str(playbook["title"]) if isinstance(playbook, dict) else ""
    return frozenset(" ".join(words.split()) for words in (*_telling(_new_file(SCENARIO)), title))


def _new_file(kind: Kind) -> Tree:
    text = files("simulator.content").joinpath("skeletons", f"{kind.name}.yaml").read_text("utf-8")
    return parse(_TO_FILL.sub("2026-01-01", text).encode(), "").root


def _telling(tree: Tree) -> Iterator[str]:
    if isinstance(tree, list):
        for inner in tree:
            yield from _telling(inner)
    elif isinstance(tree, dict):
        for key, inner in tree.items():
            if key in _TELLING and isinstance(inner, str) and "An alert" not in inner:
                yield inner
            else:
                yield from _telling(inner)
