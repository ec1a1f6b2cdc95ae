"""Figures as a front is handed them, beside the words of ``rows``: a table, a chart, lines of a file. No width here."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.console.rows import Part


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures under their heads, each line ending in what it is of."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """How often something came when: a bar for each of many equal lengths of time, with a limit across them."""

    shares: tuple[float, ...]
    """Heights of the bars; 1 is the highest."""
    scale: str
    """What the highest stands for."""
    marks: tuple[str, ...]
    """Times along the axis at equal distances, from its beginning to its end."""
    limit: str = ""
    """The limit in words; empty where there is none."""
    late: int | None = None
    """How many bars stand before the limit; None where it lies beyond the last."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few lines of a file as they are written."""

    lines: tuple[tuple[int, str], ...]
    """(number, text)."""
    at: int
    """The number of the line that is meant."""


Figure = Part | Figures | BarChart | Excerpt
"""A piece of a page of figures."""
