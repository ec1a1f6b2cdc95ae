"""The screen below a dialogue, dimmed.

As Textual dims it, but each style once: Textual mixes the colours of each of the 800 pieces of a screen anew, which is
a twentieth of the time until a dialogue stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen


class Dimmed(BackgroundScreen):
    """What Textual paints behind a dialogue."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The same text in dimmed styles."""
        for text, style, control in segments:
            yield Segment(text, style if control else _dimmed(style or Style.null(), color), control)


@lru_cache(maxsize=512)
def _dimmed(style: Style, color: Color) -> Style:
    (only,) = BackgroundScreen.process_segments([Segment("", style)], color)
    return only.style or Style.null()
