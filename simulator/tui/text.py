"""The one place where text becomes something Textual draws: never as markup, always measured in cells.

Content of scenarios and what people type may hold brackets that Textual would read as markup;
a ``Content`` made here shows them as they are. What is measured is measured by ``wording.width``.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from simulator.wording.apart import cut_among as cut_among
from simulator.wording.width import breaks, fitting
from simulator.wording.width import cells as cells
from simulator.wording.width import cut as cut
from simulator.wording.width import fit as fit

Piece = str | tuple[str, str] | Content
"""Text, text with a style, or content made before."""


def line(*pieces: Piece) -> Content:
    """One content of several pieces; nothing in them is read as markup."""
    return Content.assemble(*pieces)


def lines(rows: Iterable[Content]) -> Content:
    """Rows under each other as one content."""
    return Content("\n").join(rows)


def columns(left: Piece, rest: Piece, width: int) -> Content:
    """Two pieces at the two ends of a line of ``width`` cells; the left one gives way."""
    last = line(rest)
    room = max(width - last.cell_length - 1, 0)
    first = shorten(line(left), room)
    return line(first, " " * (width - first.cell_length - last.cell_length), last)


def padded(content: Content, width: int) -> Content:
    """A line with spaces up to a width."""
    return line(content, " " * (width - content.cell_length))


def shorten(content: Content, width: int) -> Content:
    """The content in at most ``width`` cells, its styles kept; an ellipsis tells where it was cut."""
    if content.cell_length <= width:
        return content
    kept = content[: fitting(content.plain, width - 1)].rstrip()
    return line(kept, "…") if width > 0 else Content("")


def wrap(content: Content | str, width: int, *, first: str = "", rest: str = "") -> list[Content]:
    """Lines of at most ``width`` cells, with something put before the first and before the rest.

    Breaks at spaces and between wide characters, by the customs of Japanese where no mark
    of punctuation begins a line. A word longer than the line is cut.
    """
    whole = content if isinstance(content, Content) else Content(content)
    room = max(width - max(cells(first), cells(rest)), 2)
    wrapped: list[Content] = []
    for paragraph in whole.split("\n", allow_blank=True) or [Content("")]:
        for part in paragraph.divide(breaks(paragraph.plain, room)) or [paragraph]:
            wrapped.append(line(first if not wrapped else rest, part.rstrip()))
    return wrapped
