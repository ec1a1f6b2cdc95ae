"""A framed part of the screen that draws a scene as lines, and only when they change."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import Static

from simulator.tui import text
from simulator.tui.scene import Scene


class Panel(VerticalScroll):
    """Scrolls lines that ``drawn`` makes of a scene for a width in cells.

    One widget whatever the number of lines; nothing is repainted while they stay alike.
    """

    scene: reactive[Scene | None] = reactive(None, init=False, repaint=False)
    SHOWS_TIME = False
    """Whether it must look again when only time has passed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="panel")
        self._drawn: list[Content] | None = None
        self._body = Static()

    def compose(self) -> ComposeResult:
        """A single text."""
        yield self._body

    def heading(self, scene: Scene) -> str:
        """What stands in the frame."""
        raise NotImplementedError

    def drawn(self, scene: Scene, width: int) -> list[Content]:
        """The lines to show, none wider than ``width`` cells."""
        raise NotImplementedError

    def watch_scene(self, old: Scene | None, new: Scene | None) -> None:
        """Draws again if anything it shows may have changed."""
        if new is not None and (self.SHOWS_TIME or not new.alike(old)):
            self._draw(new)

    def on_resize(self, _event: Resize) -> None:
        """Lines are made for a width."""
        if self.scene is not None:
            self._draw(self.scene)

    def _draw(self, scene: Scene) -> None:
        heading = Content(f" {self.heading(scene)} ")
        if self.border_title != heading.markup:
            self.border_title = heading.markup
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        lines = self.drawn(scene, width)
        if self._drawn is None or not text.same(lines, self._drawn):
            self._set(lines)

    def _set(self, lines: Sequence[Content]) -> None:
        same_height = self._drawn is not None and len(lines) == len(self._drawn)
        self._drawn = list(lines)
        self._body.update(text.lines(lines), layout=not same_height)
