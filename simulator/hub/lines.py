"""The page of a seat for another terminal: plain words and what can be done, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from simulator.console.dialogs import Field, Pick
from simulator.console.rows import Labelled, Markdown, Part, Row, plain, plain_line
from simulator.hub.deeds import Deed
from simulator.hub.section import Folded, Section
from simulator.wording.markup import plain as without_markup


def section(piece: Section) -> str:
    """One section: its heading, its lines, and its deeds with the fields to fill in."""
    return json.dumps(
        {
            "heading": piece.heading,
            "kind": piece.kind,
            "news": piece.news,
            "folded": piece.folded,
            "lines": [line for block in piece.body for line in _lines(block)],
            "deeds": [_deed(block) for block in piece.body if isinstance(block, Deed)],
        },
        ensure_ascii=False,
    )


def _lines(block: Part | Folded | Deed) -> Iterator[str]:
    if isinstance(block, Deed):
        return
    if isinstance(block, Folded):
        yield block.summary
        yield from (line for part in block.parts for line in _lines(part))
    elif isinstance(block, Markdown):
        yield from without_markup(block.source).splitlines()
    elif isinstance(block, Labelled):
        yield plain(block.label)
        yield from map(_row, block.rows)
    elif isinstance(block, Row):
        yield _row(block)
    elif block:
        yield plain_line(block)


def _row(row: Row) -> str:
    pieces = (plain(row.mark), *(plain(cell.words).strip() for cell in row.cells), plain(row.right))
    return " ".join(piece for piece in pieces if piece)


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "id": deed.id,
        "does": deed.does,
        "title": deed.about or deed.title,
        "fields": [_field(asked) for asked in deed.fields],
    }


def _field(asked: Field) -> dict[str, Any]:
    if isinstance(asked, Pick):
        options = [list(option) for option in asked.options]
        return {"id": asked.id, "label": asked.label, "options": options, "chosen": asked.chosen}
    return {"id": asked.id, "label": asked.label}
