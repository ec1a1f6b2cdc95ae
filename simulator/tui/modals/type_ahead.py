"""Letters typed in a list: they go to the row that begins with them, or else to one that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from simulator.console.rows import Row, plain

_SIGNS = re.compile(r"^\W+")
"""What stands before the first letter of a cell."""


class TypeAhead:
    """What has been typed so far. It begins anew where no row goes on like that: a second word, or a letter again."""

    def __init__(self) -> None:
        self.typed = ""

    def __call__(self, character: str, rows: Sequence[Row], at: int) -> int | None:
        """One letter more: the place of the row that is meant, ``at`` or the next after it; None where there is none.

        The same letter again goes on to the next row that has it; a space begins nothing.
        """
        for typed, start in ((self.typed + character, at), (character, at + 1)):
            if typed.strip() and (place := _place(typed, rows, start)) is not None:
                self.typed = typed
                return place
        self.typed = self.typed if character.isspace() else ""
        return None

    def back(self, rows: Sequence[Row], at: int) -> int | None:
        """One letter less."""
        self.typed = self.typed[:-1]
        return _place(self.typed, rows, at) if self.typed else None


def _place(typed: str, rows: Sequence[Row], start: int) -> int | None:
    """The first row from ``start`` on, round at the end, of which a cell begins with it; or else holds it."""
    wanted = _folded(typed)
    order = [n % len(rows) for n in range(start, start + len(rows)) if rows[n % len(rows)].id]
    begins = (n for n in order if any(cell.startswith(wanted) for cell in _cells(rows[n])))
    holds = (n for n in order if any(wanted in cell for cell in _cells(rows[n])))
    return next(begins, next(holds, None))


def _cells(row: Row) -> Iterator[str]:
    return (_SIGNS.sub("", _folded(plain(cell.words))) for cell in row.cells)


def _folded(words: str) -> str:
    """In one width and one case, as an input method may give another."""
    return normalize("NFKC", words).casefold()
