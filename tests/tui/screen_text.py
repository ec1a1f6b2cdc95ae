"""What the terminal shows, as text: Textual's screenshot, exported by Rich as text instead of as SVG."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from rich.console import Console
from textual.app import App


def _as_text(console: Console, **_look: object) -> str:
    return console.export_text()


def screen_text(app: App[Any]) -> str:
    """Every row of the screen, wide characters in two cells, without the spaces at its end."""
    with patch.object(Console, "export_svg", _as_text):
        lines = app.export_screenshot().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")
