"""What the terminal shows, as text."""

from __future__ import annotations

from typing import Any

from textual._compositor import LayoutUpdate
from textual.app import App


def screen_text(app: App[Any]) -> str:
    """Every row of the screen, wide characters in two cells, without the spaces at its end."""
    frame = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(frame, LayoutUpdate)
    rows = ("".join(strip.text for strip in row).rstrip() for row in frame.strips)
    return "\n".join(rows).rstrip("\n")
