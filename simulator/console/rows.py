"""Lines and rows as a front is handed them: words with a tone, no width, no colour.

A front lays a row out in the width it has; one that writes plain lines leaves the tones out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.exercise.commands import Command

Tone = Literal["", "strong", "quiet", "accent", "good", "warning", "bad", "alarm", "paper"]
"""Emphasis, or a state, such as near its deadline. Never the only sign of it: colours are not seen by all.

``paper``: black on white, whatever the colours are, for what a camera is to read.
"""
Words = str | tuple[str, Tone]
"""Words, or words with a tone."""
Line = tuple[Words, ...]
"""A line of any length."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a row."""

    words: Words
    share: float = 0
    """The part of the row's width it is given; 0 for what is left."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; one without an id is a heading, or empty, and cannot be chosen."""

    id: str
    cells: tuple[Cell, ...] = ()
    mark: Words = ""
    """A sign before it."""
    right: Words = ""
    """What stands at its right end."""
    whole: bool = False
    """It must be read in full, on several lines if need be."""
    indent: int = 0
    """How far it is set in."""
    bar: float | None = None
    """A share from 0 to 1, to be drawn before the cells; they say it in words."""
    named: bool = False
    """Its first cell is a name, and cut last: then it keeps what it differs in from the other names of the list."""
    minor: bool = False
    """Where there is not room for all, it is left out before a name is cut."""
    act: Command | None = None
    """What choosing it does, as it was when the row was shown: that is done or refused, never its opposite."""
    told: bool = False
    """The words say what the sign means."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows under or beside what they are."""

    label: Words
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text of the content, as it was written."""

    source: str


Part = Line | Row | Labelled | Markdown
"""A piece of what a part of the console says; an empty line parts others."""


def plain(words: Words) -> str:
    """The words alone."""
    return words if isinstance(words, str) else words[0]


def tone(words: Words) -> Tone:
    """Their tone."""
    return "" if isinstance(words, str) else words[1]


def letter(row: Row) -> str:
    """The one letter a row is marked with, by which it can be chosen; empty where there is none."""
    mark = plain(row.mark)
    return mark if len(mark) == 1 and mark.isascii() and mark.isalpha() else ""


def plain_line(line: Line) -> str:
    """The words of a line alone."""
    return "".join(map(plain, line))


def simple(words: Mapping[str, Words]) -> tuple[Row, ...]:
    """A row per id, of one cell each."""
    return tuple(Row(id_, (Cell(said),)) for id_, said in words.items())


def blocks(parts: Iterable[Sequence[Part]]) -> tuple[Part, ...]:
    """Blocks under each other with an empty line between; an empty one is left out."""
    spaced: list[Part] = []
    for block in parts:
        if block:
            spaced += [(), *block] if spaced else block
    return tuple(spaced)


def sections(parts: Iterable[tuple[str, Sequence[Row]]]) -> tuple[Row, ...]:
    """Rows under headings, an empty line between; a section without rows is left out."""
    headed: list[Row] = []
    for heading, rows in parts:
        if rows:
            headed += [Row("")] if headed else []
            headed += [Row("", (Cell((heading, "accent")),)), *rows]
    return tuple(headed)
