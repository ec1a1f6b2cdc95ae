"""Labels that never touch: how wide a text is, and how many rows it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

from simulator.report.drawing import LETTER

GAP = 5.0
"""Space between neighbours in a row."""


class Spanning(Protocol):
    """Something that takes its row from ``start`` to ``stop``, its label included."""

    @property
    def start(self) -> float:
        """Left end."""

    @property
    def stop(self) -> float:
        """Right end."""


P = TypeVar("P", bound=Spanning)


def width_of(text: str) -> float:
    """An upper guess of a text's width: wide characters an em, others a bit more than half of one."""
    return sum(LETTER if unicodedata.east_asian_width(c) in "WFA" else 0.56 * LETTER for c in text)


def shortened(text: str, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``room``."""
    if width_of(text) <= room:
        return text
    while text and width_of(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def begun(text: str, room: float) -> str:
    """As much of the text as fits, ending with a word where there are spaces."""
    end = max((n for n in range(len(text) + 1) if width_of(text[:n]) <= room), default=0)
    if end == len(text):
        return text
    return text[: text.rfind(" ", 0, end + 1)] if " " in text[1 : end + 1] else text[:end]


def packed(items: Sequence[P]) -> list[list[P]]:
    """Items in rows so that none touches another; each goes to the first row with room."""
    rows: list[list[P]] = []
    for item in sorted(items, key=lambda item: item.start):
        row = next((row for row in rows if row[-1].stop + GAP <= item.start), None)
        if row is None:
            rows.append([item])
        else:
            row.append(item)
    return rows


def spaced(wanted: Sequence[float], room: float, taken: Sequence[float] = ()) -> list[float]:
    """Those positions that stay ``room`` apart from each other and from ``taken``; the earlier win."""
    kept = list(taken)
    for x in wanted:
        if all(abs(x - other) >= room for other in kept):
            kept.append(x)
    return kept[len(taken) :]
