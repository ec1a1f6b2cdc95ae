"""Ids made of the names that other files have."""

from __future__ import annotations

import re
from pathlib import PurePath
from unicodedata import normalize

_UNFIT = re.compile(r"[^a-z0-9]+")
_LONGEST = 48


class Names:
    """Ids given so far: no two are the same."""

    def __init__(self) -> None:
        self._given = dict[str, int]()

    def of(self, name: str, otherwise: str) -> str:
        """An id like a name, or like another word where no letter of the name may stand in an id."""
        fitting = slug(ascii_of(name)) or otherwise
        while True:
            count = self._given[fitting] = self._given.get(fitting, 0) + 1
            if count == 1:
                return fitting
            numbered = f"{fitting}-{count}"
            if numbered not in self._given:
                self._given[numbered] = 1
                return numbered


def ascii_of(name: str) -> str:
    """What a name has of the letters that may stand in an id, in small letters and without accents."""
    return normalize("NFKD", name[:200].lower()).encode("ascii", "ignore").decode()


def title_of(file: str) -> str:
    """A title for what names none: the name of its file in words."""
    return PurePath(file.replace("\\", "/")).stem.replace("_", " ").replace("-", " ").strip().capitalize()


def slug(text: str) -> str:
    """The text as an id has it, of whole words where it is long; empty where nothing is left."""
    fitting = _UNFIT.sub("-", text.lower()).strip("-")
    whole = fitting[: _LONGEST + 1].rpartition("-")[0]
    return whole if len(fitting) > _LONGEST and len(whole) > _LONGEST // 2 else fitting[:_LONGEST].strip("-")
