"""How wide text is on a terminal, and what fits. All is measured in cells, of which a wide character takes two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len, get_character_cell_size

LEAST = 24
"""Cells that a title keeps before other columns are left out for it."""
# Kinsoku: what must not begin a line, and what must not end one.
_NOT_FIRST = frozenset("、。，．・：；？！）」』】〕〉》］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…‥,.!?:;)]}%")
_NOT_LAST = frozenset("（「『【〔〈《［｛([{")


def cells(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text)


def fitting(text: str, width: int) -> int:
    """How many of its first characters take at most ``width`` cells."""
    used = 0
    for place, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > width:
            return place
    return len(text)


def cut(text: str, width: int) -> str:
    """The text on one line in at most ``width`` cells; an ellipsis tells where it was cut."""
    flat = text.replace("\n", " ")
    if cell_len(flat) <= width:
        return flat
    return flat[: fitting(flat, width - 1)].rstrip() + "…" if width > 0 else ""


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: cut or filled with spaces on the right."""
    short = cut(text, width)
    return short + " " * (width - cell_len(short))


def aligned(rows: Sequence[Sequence[str]], indent: str = "") -> Iterator[str]:
    """Rows as lines whose cells stand under each other, two spaces apart; empty columns are left out."""
    widths = _widths(rows)
    for row in rows:
        shown = [fit(words, wide) for words, wide in zip(row, widths, strict=True) if wide]
        yield (indent + "  ".join(shown)).rstrip()


def fitted(rows: Sequence[Sequence[str]], width: int | None, indent: str = "") -> tuple[int, Iterator[str]]:
    """Rows whose first cell is an id and whose last a title, as lines of at most ``width`` cells (None: of any length).

    The title is cut to what is left of a line. Where that is too little, other columns are left out, the last first:
    how many of them is told, so that whoever prints the lines can say so.
    """
    every = len(rows[0])
    if width is None:
        return 0, aligned(rows, indent)
    room = width - cells(indent)
    while left_for_last(rows, room) < min(LEAST, _widths(rows)[-1]) and len(rows[0]) > 2:
        rows = [[*row[:-2], row[-1]] for row in rows]
    left = max(left_for_last(rows, room), 1)
    lines = (cut(line, width) for line in aligned([[*row[:-1], cut(row[-1], left)] for row in rows], indent))
    return every - len(rows[0]), lines


def stacked(rows: Sequence[Sequence[str]], width: int | None, lead: Sequence[int], indent: str = "") -> Iterator[str]:
    """Rows under their heads, the first, where ``width`` cells hold them; else each on lines of its own, nothing lost.

    A row then begins with its cells of the columns ``lead``, as the heads do; beneath stand the others, each after its
    head.
    """
    lines = list(aligned(rows, indent))
    if width is None or all(cells(line) <= width for line in lines):
        yield from lines
        return
    heads, led = rows[0], sorted(place % len(rows[0]) for place in lead)
    for row in rows:
        yield from _hanging("  ".join(row[place] for place in led if row[place]), width, indent)
        if row is not heads:
            others = [f"{heads[n]} {row[n]}".strip() for n in range(len(row)) if n not in led and row[n]]
            yield from (f"{indent}  {line}" for line in _filled(others, width - cells(indent) - 2))


def _hanging(text: str, width: int, indent: str) -> Iterator[str]:
    """A text whose further lines stand two cells further in."""
    first, *rest = wrapped(text, max(width - cells(indent) - 2, 1))
    yield indent + first
    yield from (f"{indent}  {line}" for line in rest)


def _filled(parts: Sequence[str], width: int) -> Iterator[str]:
    """Parts beside each other, as many as a line holds; one that is longer has lines of its own."""
    line = ""
    for part in parts:
        beside = f"{line} · {part}" if line else part
        if line and cells(beside) > width:
            yield line
            beside = part
        *whole, line = wrapped(beside, max(width, 1)) if cells(beside) > width else [beside]
        yield from whole
    if line:
        yield line


def left_for_last(rows: Sequence[Sequence[str]], width: int) -> int:
    """Cells of a line that the last column has to itself."""
    return width - sum(column + 2 for column in _widths(rows)[:-1] if column)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def wrapped(text: str, width: int) -> list[str]:
    """The text as lines of at most ``width`` cells; a word longer than that, such as an address, stays whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        ends = [0, *breaks(paragraph, width, whole_words=True), len(paragraph)]
        lines += [paragraph[start:end].rstrip() for start, end in pairwise(ends)]
    return lines


@lru_cache(maxsize=4096)
def breaks(text: str, width: int, *, whole_words: bool = False) -> tuple[int, ...]:
    """Where lines of at most ``width`` cells end, in a text without line ends.

    At spaces and between wide characters, by the customs of Japanese, where no mark of punctuation begins a line.
    A word longer than that is cut unless ``whole_words``. Screens ask again for the same text with every repaint.
    """
    ends: list[int] = []
    start, used, place = 0, 0, 0
    for index, character in enumerate(text):
        if index > start and _may_break(text, index, whole_words):
            place = index
        size = get_character_cell_size(character)
        while used + size > width and not character.isspace():
            if place == start and whole_words:
                break
            at = place if place > start else index
            ends.append(at)
            start, place = at, at
            used = cell_len(text[at:index])
        used += size
    return tuple(ends)


def _may_break(text: str, index: int, whole_words: bool) -> bool:
    """Whether a line may end before this character."""
    before, after = text[index - 1], text[index]
    if before.isspace() or after.isspace():
        return not after.isspace()
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return (before in "-/—" and not whole_words) or _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return get_character_cell_size(character) == 2
