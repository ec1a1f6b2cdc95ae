"""What verbs print of things of the library: paragraphs, facts with their names, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.model.text import Text
from simulator.verbs.terminal import room
from simulator.wording.voice import Voice
from simulator.wording.width import aligned, cells, cut, left_for_last, stacked, wrapped

READABLE = 100
"""Columns of a paragraph where there are more."""


def wide() -> int:
    """Columns of a paragraph."""
    return min(room() or READABLE, READABLE)


def folded(line: str) -> Iterator[str]:
    """A line as several where the terminal has no room for it, those that follow two cells further in."""
    width = room()
    if width is None or cells(line) <= width:
        yield line
        return
    indent = " " * (len(line) - len(line.lstrip()))
    first, *rest = wrapped(line.lstrip(), max(width - len(indent) - 2, 1))
    yield indent + first
    yield from (f"{indent}  {part}" for part in rest)


def beside(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows without heads, their cells under each other; a line that has no room goes on two cells further in."""
    for line in aligned(rows, indent):
        yield from folded(line)


def paragraph(text: Text | str | None, voice: Voice) -> Iterator[str]:
    """A text on lines of its own; nothing for none."""
    for part in (text if isinstance(text, str) else voice.text(text)).split("\n") if text else ():
        yield from (f"  {line}".rstrip() for line in wrapped(part, wide() - 2))


def facts(*named: tuple[str, str]) -> Iterator[str]:
    """What is so of it, each with its name before it; what is nothing is left out."""
    there = [(name, fact) for name, fact in named if fact]
    indent = max((cells(name) for name, _ in there), default=0) + 4
    for name, fact in there:
        lines = wrapped(fact, max(wide() - indent, 1))
        yield "  " + name + " " * (indent - 2 - cells(name)) + lines[0]
        yield from (" " * indent + line for line in lines[1:])


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], indent: str = "  ", least: int | None = None
) -> Iterator[str]:
    """Rows under their heads, the first cell an id and the last a title; where there is no room, under each other.

    ``least``: a title may be cut to what is left of a line, where that is so many cells. In a file all stay whole.
    """
    every, width = [heads, *rows], room()
    left = 0 if width is None else left_for_last(every, width - cells(indent))
    if least is not None and left >= least:
        every = [[*row[:-1], cut(row[-1], left)] for row in every]
    return stacked(every, width, (0, -1), indent)


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]], lead: Sequence[int] = (-1,)) -> Iterator[str]:
    """Figures under their heads, what they are of in the columns ``lead``; where there is no room, under each other."""
    return stacked([heads, *rows], room(), lead)
