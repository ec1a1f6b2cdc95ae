"""What the terminal shows, as text, from Textual's public SVG export."""

from __future__ import annotations

import html
import re
from typing import Any

from rich.cells import cell_len
from textual.app import App

_CELL_WIDTH, _CELL_HEIGHT = 12.2, 24.4
_RUN = re.compile(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)" textLength[^>]*>(.*?)</text>')


def screen_text(app: App[Any]) -> str:
    """Every row of the screen, wide characters in two cells, without the spaces at its end."""
    rows: dict[int, dict[int, str]] = {}
    for x, y, run in _RUN.findall(app.export_screenshot()):
        row = rows.setdefault(round(float(y) / _CELL_HEIGHT), {})
        column = round(float(x) / _CELL_WIDTH)
        for character in html.unescape(run).replace("\xa0", " "):
            row[column] = character
            if cell_len(character) == 2:
                row[column + 1] = ""
            column += cell_len(character)
    blank = {0: " "}
    lines = [rows.get(number, blank) for number in range(min(rows), max(rows) + 1)]
    return "\n".join("".join(row.get(n, " ") for n in range(max(row) + 1)).rstrip() for row in lines)
