"""The one place where text becomes something Textual draws: never as markup, always measured in cells.

Content of scenarios and what people type may hold brackets that Textual would read as markup;
a ``Content`` made here shows them as they are. Wide characters count two cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from textual.content import Content

Piece = str | tuple[str, str] | Content
"""Text, text with a style, or content made before."""

# Kinsoku: what must not begin a line, and what must not end one.
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕〉》］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…‥,.!?:;)]}%")
_NOT_LAST = frozenset("（「『【〔〈《［｛([{")


def line(*pieces: Piece) -> Content:
    """One content of several pieces; nothing in them is read as markup."""
    return Content.assemble(*pieces)


def lines(rows: Iterable[Content]) -> Content:
    """Rows under each other as one content."""
    return Content("\n").join(rows)


def cells(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text on one line in at most ``width`` cells; an ellipsis tells where it was cut."""
    flat = text.replace("\n", " ")
    if cell_len(flat) <= width:
        return flat
    return set_cell_size(flat, width - 1).rstrip() + "…" if width > 1 else "…"[:width]


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: cut or filled with spaces on the right."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def columns(left: Piece, rest: Piece, width: int) -> Content:
    """Two pieces at the two ends of a line of ``width`` cells; the left one gives way."""
    last = line(rest)
    room = max(width - last.cell_length - 1, 0)
    first = shorten(line(left), room)
    return line(first, " " * (width - first.cell_length - last.cell_length), last)


def shorten(content: Content, width: int) -> Content:
    """The content in at most ``width`` cells, its styles kept; an ellipsis tells where it was cut."""
    if content.cell_length <= width:
        return content
    used, place = 1, 0
    for character in content.plain:
        used += get_character_cell_size(character)
        if used > width:
            break
        place += 1
    return line(content[:place].rstrip(), "…") if width > 0 else Content("")


def bar(share: float, width: int) -> str:
    """A share from 0 to 1 as filled and empty blocks."""
    filled = min(max(round(share * width), 0), width)
    return "█" * filled + "░" * (width - filled)


def wrap(content: Content | str, width: int, *, first: str = "", rest: str = "") -> list[Content]:
    """Lines of at most ``width`` cells, with something put before the first and before the rest.

    Breaks at spaces and between wide characters, by the customs of Japanese where no mark
    of punctuation begins a line. A word longer than the line is cut.
    """
    whole = content if isinstance(content, Content) else Content(content)
    room = max(width - max(cell_len(first), cell_len(rest)), 2)
    found: list[Content] = []
    for paragraph in whole.split("\n", allow_blank=True) or [Content("")]:
        for part in paragraph.divide(_breaks(paragraph.plain, room)) or [paragraph]:
            found.append(line(first if not found else rest, part.rstrip()))
    return found


@lru_cache(maxsize=4096)
def _breaks(text: str, room: int) -> tuple[int, ...]:
    """Where lines of at most ``room`` cells end; asked again for the same text with every repaint."""
    ends: list[int] = []
    start, used, place = 0, 0, 0
    for index, character in enumerate(text):
        if index > start and _may_break(text, index):
            place = index
        size = get_character_cell_size(character)
        while used + size > room and not character.isspace():
            at = place if place > start else index
            ends.append(at)
            start, place = at, at
            used = cell_len(text[at:index])
        used += size
    return tuple(ends)


def _may_break(text: str, index: int) -> bool:
    """Whether a line may end before this character."""
    before, after = text[index - 1], text[index]
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before.isspace() or before in "-/—" or _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return get_character_cell_size(character) == 2
