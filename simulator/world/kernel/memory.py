"""Columns of numbers: lists for plain Python, arrays of machine integers for what is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np

Ints: TypeAlias = list[int]
"""Whole numbers by their places; where the kernel is compiled an array of them, which is used in the same way."""

_SOURCE = find_spec("simulator.world.kernel.timers")
COMPILED = _SOURCE is not None and not str(_SOURCE.origin).endswith(".py")


class Lists(NamedTuple):
    """A list of numbers for each of a row of things: those of thing n lie from ``at[n]`` to ``at[n + 1]``."""

    at: Ints
    items: Ints


def ints(values: Iterable[int]) -> Ints:
    """These numbers."""
    numbers = list(values)
    return _array(numbers) if COMPILED else numbers


def filled(size: int, value: int = 0) -> Ints:
    """So many times the same number."""
    if not COMPILED:
        return [value] * size
    # Zeros that nobody looks at take neither time nor room.
    made = np.full(size, value, dtype=np.int64) if value else np.zeros(size, dtype=np.int64)
    return cast(Ints, made)


def longer(column: Ints, size: int, value: int = 0) -> Ints:
    """The same numbers and room behind them."""
    if not COMPILED:
        return column + [value] * (size - len(column))
    made = filled(size, value)
    made[: len(column)] = column
    return made


def lists(rows: Iterable[Sequence[int]]) -> Lists:
    """These lists, one behind the other."""
    at, items = [0], list[int]()
    for row in rows:
        items += row
        at.append(len(items))
    return Lists(ints(at), ints(items))


def _array(numbers: Any) -> Ints:
    return cast(Ints, np.array(numbers, dtype=np.int64))
