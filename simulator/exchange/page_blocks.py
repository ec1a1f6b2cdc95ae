"""Files of other programs that a page in Markdown shows: its blocks of JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from simulator.errors import TabletopError
from simulator.exchange.json_source import Source, read_json
from simulator.exchange.page import Page

_FENCE = re.compile(r" {0,3}(```|~~~)")


def blocks(page: Page) -> Iterator[Source]:
    """Those that hold JSON, each value at its place in the page. TabletopError where a playbook among them is none."""
    begin, sign, lines = 0, "", page.text.split("\n")
    for n, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and not sign:
            begin, sign = n + 1, fence[1]
        elif fence and fence[1] == sign:
            sign = ""
            if block := _read(page, begin, "\n".join(lines[begin:n])):
                yield block


def _read(page: Page, begin: int, text: str) -> Source | None:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        # Empty lines before it stand for the page's, so that every place is one in the page.
        return replace(read_json(("\n" * begin + text).encode(), page.file), sha256=page.sha256)
    except TabletopError:
        if '"workflow"' in text:
            raise
        return None  # part of a file, with dots for the rest
