"""What a timeline tells of questions: when each was asked, when it was decided or answered, and by which line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.model.marks import ANSWERED, ASKED, DECIDED, named
from simulator.timeline.events import Happened

Open = Literal["no-end", "no-start", "backwards", "at-once"]
"""Why lines say nothing of how long an answer took, by the words that ``observe`` has for steps."""


@dataclass(frozen=True)
class Asked:
    """A question, and the line that settled it."""

    id: str
    asked: Happened
    settled: Happened
    outside: bool
    """Somebody answered who sat at no table; else the table decided."""

    @property
    def took(self) -> int:
        """Seconds from one line to the other."""
        return self.settled.at - self.asked.at


def asked_in(lines: Sequence[Happened]) -> tuple[dict[str, Asked], list[tuple[str, Open]]]:
    """Question → what the lines tell of it, of those whose length can be told; the others, and why.

    Of a question that stands several times the first line counts, and the first that settles it.
    """
    asked, settled = _first(lines, ASKED), _first(lines, DECIDED, ANSWERED)
    told, rest = dict[str, Asked](), list[tuple[str, Open]]()
    for name in dict.fromkeys((*asked, *settled)):
        begin, end = asked.get(name), settled.get(name)
        if begin is None or end is None:
            rest.append((name, "no-end" if end is None else "no-start"))
        elif end.at <= begin.at:
            rest.append((name, "backwards" if end.at < begin.at else "at-once"))
        else:
            told[name] = Asked(name, begin, end, DECIDED + name not in end.reaches)
    return told, rest


def _first(lines: Sequence[Happened], *kinds: str) -> dict[str, Happened]:
    first = dict[str, Happened]()
    for event in lines:
        for mark in event.reaches:
            for name in filter(None, (named(mark, kind) for kind in kinds)):
                first.setdefault(name, event)
    return first
