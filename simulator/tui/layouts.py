"""Rows laid out together for the room they have: widths come from what they say, and names are cut last.

Most are as they were at the last key, so what was laid out for the same rows and room is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from textual.content import Content

from simulator.console.rows import Part, Row, Words, plain, tone
from simulator.tui import text
from simulator.tui.rows import lay_out, lay_out_all, piece
from simulator.wording.apart import cut_apart

_GAP, _KEPT = 2, 2
_LEAST_WORDS = 14
"""Cells that words beside a name keep before it is cut."""
_LEAST_CELL, _LEAST_END = 8, 16
"""The same of the columns of a table between the name and the last, and of the last."""
_WHOLE_END = 24
"""Cells the last column keeps before one in the middle: it says why a step waits, or when it is done."""


@lru_cache(maxsize=8)
def within(parts: tuple[Part, ...], width: int, height: int) -> Sequence[Content]:
    """Parts under each other.

    Where that is too high, without empty lines; then without what is minor, from below; then with each name on one
    line. If even that scrolls, the first rows keep what is minor.
    """
    close = tuple(part for part in parts if part)
    minor = sum(_is_minor(part) for part in close)
    for fewer in (parts, close):
        lines = lay_out_all(fewer, width)
        if len(lines) <= height:
            return lines
    if len(lines) - height <= minor:
        return lay_out_all(_with_minor(close, minor - len(lines) + height), width)
    over = len(lay_out_all(_on_one_line(close, width), width)) - height
    kept = minor - over if over <= minor else _KEPT
    return lay_out_all(_on_one_line(_with_minor(close, kept), width), width)


def _is_minor(part: Part) -> bool:
    return isinstance(part, Row) and part.minor


def _with_minor(parts: tuple[Part, ...], kept: int) -> tuple[Part, ...]:
    """Of what is minor only the first so many; each takes one line."""
    stays: list[Part] = []
    for part in parts:
        kept -= _is_minor(part)
        if kept >= 0 or not _is_minor(part):
            stays.append(part)
    return tuple(stays)


def _on_one_line(parts: tuple[Part, ...], width: int) -> Iterable[Part]:
    rows = [replace(part, whole=False) if _is_named(part) else part for part in parts if isinstance(part, Row)]
    named = iter(_cut_apart(rows, width))
    return [next(named) if isinstance(part, Row) else part for part in parts]


def _is_named(part: Part) -> bool:
    return isinstance(part, Row) and part.named


def _cut_apart(rows: Sequence[Row], width: int) -> list[Row]:
    """The rows with names that fit a line of ``width`` cells, no two of them cut to the same words."""
    return _in_rooms(rows, [width - _beside_name(row) for row in rows])


def _in_rooms(rows: Sequence[Row], rooms: Sequence[int]) -> list[Row]:
    """The rows with names cut to so many cells each; all to as few as one has, where they would else be alike."""
    names = tuple(_name(row) for row in rows if row.named)
    for least in (0, min(rooms, default=0)):
        short = [
            _renamed(row, cut_apart(names, max(least or room, 1))[_name(row)])
            if row.named and text.cells(_name(row)) > room
            else row
            for row, room in zip(rows, rooms, strict=True)
        ]
        if len({_name(row) for row in short if row.named}) == len({*names}):
            break
    return short


def _name(row: Row) -> str:
    return plain(row.cells[0].words).replace("\n", " ")


def _renamed(row: Row, name: str) -> Row:
    first = row.cells[0]
    return replace(row, cells=(replace(first, words=(name, tone(first.words))), *row.cells[1:]))


def _beside_name(row: Row) -> int:
    """Cells of a line that its name does not have."""
    mark = text.cells(plain(row.mark)) + 1 if plain(row.mark) else 0
    right = text.cells(plain(row.right)) + 1 if plain(row.right) else 0
    return row.indent + mark + right + sum(_GAP + text.cells(plain(cell.words)) for cell in row.cells[1:])


@lru_cache(maxsize=8)
def grid(rows: tuple[Row, ...], width: int, height: int, least: int) -> Sequence[Content]:
    """Rows in columns, read down them: no more than it takes to cut none and to need no more than the height.

    Where both cannot be had, as many columns as the height asks for, of at least ``least`` cells.
    """
    if not rows:
        return ()
    widest = max(text.cells(_name(row)) + _beside_name(row) for row in rows)
    uncut, most = _columns(width, widest), _columns(width, least)
    count = next((n for n in range(uncut, most + 1) if -(-len(rows) // n) <= height), most)
    wide = (width - _GAP * (count - 1)) // count
    cells = [text.padded(lay_out(row, wide), wide) for row in _cut_apart(rows, wide)]
    deep = -(-len(cells) // count)
    return [Content(" " * _GAP).join(cells[place::deep]) for place in range(deep)]


def _columns(width: int, least: int) -> int:
    return max((width + _GAP) // (least + _GAP), 1)


@lru_cache(maxsize=8)
def counted(rows: tuple[Row, ...], width: int, height: int) -> Sequence[Content]:
    """Rows of a name, a count and words, under each other; where the height allows, what is too long has two lines."""
    names, *_ = _widths(rows)
    room = width - 2 - _count_width(rows)
    whole = [line for row in rows for line in _counted_whole(row, room, _count_width(rows), names)]
    if len(whole) <= height:
        return whole
    rooms = [_name_room(row, width - 2) for row in rows]
    cut = _in_rooms(rows, rooms)
    return [_closely(row, room, width - 2) for row, room in zip(cut, rooms, strict=True)]


def _name_room(row: Row, width: int) -> int:
    """Cells for its name beside its count and at least some of its words."""
    words, count = text.cells(plain(row.cells[2].words)), text.cells(plain(row.cells[1].words))
    return max(width - (count + 1 if count else 0) - 1 - min(words, _LEAST_WORDS), 1)


def _closely(row: Row, room: int, width: int) -> Content:
    """On one line that has no more room than it needs; the words stand at its end."""
    name, number, words = (cell.words for cell in row.cells)
    count = f"{plain(number)} " if plain(number) else ""
    said = text.cut(plain(words), width - min(text.cells(plain(name)), room) - len(count) - 1)
    left = text.fit(plain(name), width - text.cells(said) - len(count) - 1)
    return text.line(
        piece(row.mark), " ", (left, piece(name)[1]), " ", (count, piece(number)[1]), (said, piece(words)[1])
    )


def _count_width(rows: Sequence[Row]) -> int:
    return max((text.cells(plain(row.cells[1].words)) for row in rows), default=0) + 2


def _counted_whole(row: Row, room: int, count: int, names: int) -> list[Content]:
    name, number, words = (cell.words for cell in row.cells)
    wide = min(names, room - text.cells(plain(words)))
    if text.cells(plain(name)) <= wide:
        return [_counted(row, wide, count, room - wide)]
    rest = (f"{plain(number)} " if plain(number) else "", piece(number)[1])
    first = text.wrap(text.line(piece(row.mark), " ", piece(name)), room + count + 2, rest="  ")
    return [*first, *text.wrap(text.line(rest, piece(words)), room + count + 2, first="  ", rest="  ")]


def _counted(row: Row, names: int, count: int, room: int) -> Content:
    """On one line: the name in so many cells, the count, the words in what is left."""
    name, number, words = (cell.words for cell in row.cells)
    return text.line(
        *(piece(row.mark), " ", _fitted(name, names), " ", _fitted(number, count - 1)),
        (text.cut(plain(words), room), piece(words)[1]),
    )


def _fitted(words: Words, width: int) -> tuple[str, str]:
    return text.fit(plain(words), width), piece(words)[1]


def _widths(rows: Sequence[Row]) -> list[int]:
    """The widest of each of their cells."""
    count = max((len(row.cells) for row in rows), default=3)
    return [
        max((text.cells(plain(row.cells[n].words)) for row in rows if n < len(row.cells)), default=0)
        for n in range(count)
    ]


def table(rows: Sequence[Row], width: int) -> list[Content]:
    """A line for each row; of those with a name and words beside it the cells stand under each other."""
    named = [row for row in rows if row.named and len(row.cells) > 1]
    widths = _shared_out(_widths(named), width - 2) if named else []
    short = iter(_in_rooms(named, [widths[0]] * len(named)) if named else ())
    return [_in_columns(next(short), widths) if row in named else lay_out(row, width) for row in rows]


def table_width(rows: Sequence[Row]) -> int:
    """Cells in which ``table`` cuts nothing."""
    named = [row for row in rows if row.named and len(row.cells) > 1]
    return sum(_widths(named)) + _GAP * len(_widths(named)) if named else 0


def _shared_out(wanted: list[int], width: int) -> list[int]:
    """What each column gets of the width: the first what it wants while the others keep a few words, then the last."""
    found: list[int] = []
    for place, cells in enumerate(wanted):
        rest = wanted[place + 1 :]
        room = width - sum(found) - _GAP * (len(wanted) - 1) - sum(min(wide, _LEAST_CELL) for wide in rest[:-1])
        least, whole = (sum(min(wide, most) for wide in rest[-1:]) for most in (_LEAST_END, _WHOLE_END))
        wide = room - least if not place else max(room - whole, min(room - least, _LEAST_CELL))
        found.append(max(min(cells, wide), 1))
    return found


def _in_columns(row: Row, widths: list[int]) -> Content:
    pieces: list[text.Piece] = [piece(row.mark), " "] if plain(row.mark) else ["  "]
    for place, (cell, wide) in enumerate(zip(row.cells, widths, strict=False)):
        last = place == len(widths) - 1
        cut = text.cut(plain(cell.words), wide) if last else text.fit(plain(cell.words), wide) + " " * _GAP
        pieces.append((cut, piece(cell.words)[1]))
    return text.line(*pieces)
