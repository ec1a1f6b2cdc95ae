"""Addresses as QR codes, for a terminal and for paper."""

from __future__ import annotations

from io import BytesIO

import segno

from simulator.console.rows import Line

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""(upper dark, lower dark) → the sign that fills half a cell, or all of it."""
_QUIET = 2
"""Light modules around it; four by the standard, but cameras do with two and terminals are small."""


def terminal_lines(address: str) -> tuple[Line, ...]:
    """Two rows of modules a line, black on white whatever the colours of the terminal."""
    rows = [[bool(module) for module in row] for row in segno.make(address, micro=False).matrix_iter(border=_QUIET)]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple((("".join(_BLOCKS[pair] for pair in zip(*two, strict=True)), "paper"),) for two in pairs)


def svg(address: str) -> str:
    """A drawing to be put into a page."""
    out = BytesIO()
    segno.make(address, micro=False).save(out, kind="svg", scale=4, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode()
