"""A document as a value: sections of a few kinds of block, in the reader's language. Renderers put it on paper.

Texts are plain words; whoever renders escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.model.mark import Mark
from simulator.report.drawing import Drawing

Meaning = Literal["", "strong", "quiet", "met", "missed", "open", "hash"]
"""How a line is meant; a renderer may show it, but the words say it too. A hash is never broken over lines."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell."""

    text: str
    tone: Meaning = ""


TableCell = tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with its share of the width."""

    title: str
    width: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under column titles."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, a pair a row."""

    rows: tuple[tuple[str, TableCell], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more."""

    text: str
    tone: Meaning = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[TableCell, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what it means."""

    drawing: Drawing
    caption: str
    title: str = ""
    instead: str = ""
    """What a format without pictures says; empty where words beside the picture tell the same."""


Block = Table | Facts | Paragraph | Bullets | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document under a heading."""

    title: str
    blocks: tuple[Block, ...]
    annex: bool = False
    """It begins a page of its own."""


CONTENTS_FROM = 8
"""Sections, annexes not counted, from which on a document has a table of contents."""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole of it."""

    language: str
    banner: str
    """Stands on every page; empty for what tells of no exercise."""
    kind: str
    title: str
    draft: str
    """What marks it as a draft; empty once the record is closed."""
    signatures: tuple[str, ...]
    """Who signs, by function; empty where nobody does."""
    facts: Facts
    care: str
    """What the document does not claim."""
    sections: tuple[Section, ...]
    issuer: str = ""
    """The organisation whose document it is; empty where nobody said."""
    mark: Mark | None = None
    """Its mark, to stand beside the name."""
    mark_in_words: str = ""
    """What stands for the mark where it is not seen."""
    at_a_glance: bool = False
    """It is read where it is handed over, and has no table of contents however long it is."""

    @property
    def has_contents(self) -> bool:
        """Whether there is a table of contents, on a first page of its own."""
        return not self.at_a_glance and sum(not part.annex for part in self.sections) >= CONTENTS_FROM


def cell(*texts: str | CellLine) -> TableCell:
    """Lines of a cell; empty ones are left out."""
    lines = [CellLine(text) if isinstance(text, str) else text for text in texts]
    return tuple([line for line in lines if line.text])


def cells(*texts: str) -> tuple[TableCell, ...]:
    """A row of plain cells."""
    return tuple([(CellLine(text),) if text else () for text in texts])


def section(title: str, *blocks: Block | None) -> Section | None:
    """A section of those blocks that are there; None where none is."""
    present = tuple(block for block in blocks if block is not None)
    return Section(title, present) if present else None


def table(title: str, columns: Iterable[Column], rows: Iterable[tuple[TableCell, ...]]) -> Table | None:
    """A table, or None where it would be empty."""
    kept = tuple(rows)
    return Table(tuple(columns), kept, title) if kept else None


def bullets(title: str, items: Iterable[TableCell]) -> Bullets | None:
    """A list, or None where it would be empty."""
    kept = tuple(items)
    return Bullets(kept, title) if kept else None
