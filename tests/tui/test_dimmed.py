"""The screen behind a dialogue looks as Textual dims it."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen

from simulator.tui.dimmed import Dimmed

SCREEN = [
    Segment("Clocks", Style.parse("bold red on #102030")),
    Segment(" · ", Style.parse("underline")),
    Segment("2 running", Style.from_meta({"@click": "x"}) + Style.parse("on white")),
    Segment("plain"),
    Segment.line(),
]


@pytest.mark.parametrize("alpha", [0.0, 0.6, 1.0])
def test_it_is_the_same_picture(alpha: float) -> None:
    color = Color(20, 30, 40, alpha)
    assert [*Dimmed.process_segments(SCREEN, color)] == [*BackgroundScreen.process_segments(SCREEN, color)]
