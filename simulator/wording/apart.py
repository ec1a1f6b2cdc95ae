"""Names that are cut stay apart: two different ones are never cut to the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import count

from simulator.wording.width import cells, cut, fitting

_LEAST = 3
"""Cells below which nothing can be kept apart."""


def cut_among(name: str, others: Sequence[str], width: int) -> str:
    """The name on one line in at most ``width`` cells; cut, it keeps what it differs in from ``others``."""
    flat = _flat(name)
    if cells(flat) <= width or not others:
        return cut(flat, width)
    return cut_apart((*others, name), width)[flat]


@lru_cache(maxsize=512)
def cut_apart(names: tuple[str, ...], width: int) -> Mapping[str, str]:
    """Each name, on one line, in at most ``width`` cells; different ones differ wherever the width permits it.

    One that would be cut like another keeps its end after an ellipsis, or begins where they differ, or has a number.
    """
    flat = sorted({_flat(name) for name in names})
    short = {name: cut(name, width) for name in flat}
    if width < _LEAST:
        return short
    for alike in _alike(short):
        others = {words for name, words in short.items() if name not in alike}
        short |= next(_distinct(alike, others, width))
    return short


def _flat(name: str) -> str:
    return name.replace("\n", " ")


def _alike(short: Mapping[str, str]) -> list[list[str]]:
    """Names that are cut to the same words."""
    groups: dict[str, list[str]] = {}
    for name, words in short.items():
        groups.setdefault(words, []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _distinct(alike: list[str], others: set[str], width: int) -> Iterator[dict[str, str]]:
    """Ways to cut these names of which no two are the same, nor like others; the best first."""
    for shape in _shapes(alike, width):
        found = {name: shape(name) for name in alike}
        if len({*found.values()} | others) == len(alike) + len(others):
            yield found
    yield _numbered(alike, others, width)


def _shapes(alike: list[str], width: int) -> Iterator[Callable[[str], str]]:
    third = width // 3
    for tail in (*range(third, width - 2), *range(third - 1, 0, -1)):
        yield partial(_keeping_the_end, width=width, tail=tail)
    columns = enumerate(zip(*alike, strict=False))
    differs = next((n for n, letters in columns if len({*letters}) > 1), min(map(len, alike)))
    yield lambda name: "…" + cut(name[differs:], width - 1)


def _keeping_the_end(name: str, width: int, tail: int) -> str:
    if cells(name) <= width:
        return name
    kept = name[len(name) - fitting(name[::-1], tail) :].lstrip()
    return f"{name[: fitting(name, width - 1 - cells(kept))].rstrip()}…{kept}"


def _numbered(alike: list[str], others: set[str], width: int) -> dict[str, str]:
    """Where all else fails, in alphabetical order."""
    found = {name: name for name in alike if cells(name) <= width}
    for name in (name for name in alike if name not in found):
        for number in map(str, count(1)):
            if len(number) >= width:
                found[name] = cut(name, width)
                break
            words = cut(name, width - len(number)) + number
            if words not in others and words not in found.values():
                found[name] = words
                break
    return found
