"""One line for small terminals: what the table owes, and the nearest clock."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.console.panels import clocks, gate
from simulator.console.rows import plain
from simulator.tui import keys, text
from simulator.tui.rows import content, piece
from simulator.tui.showing import Showing


class StatusLine(Widget):
    """The open decision or the gate on the left, the nearest deadline on the right."""

    showing: reactive[Showing | None] = reactive(None)

    def render(self) -> RenderResult:
        """Left gives way."""
        return status_line(self.showing, self.size.width) if self.showing else Content("")


def status_line(showing: Showing, width: int) -> Content:
    """Both halves for a width in cells."""
    view, voice = showing.view, showing.voice
    return text.columns(content(gate.owed_line(view, voice, keys.SHOWN)), _nearest(showing, width * 2 // 5), width)


def _nearest(showing: Showing, width: int) -> Content:
    clock = clocks.nearest(showing.view)
    if clock is None:
        return Content("")
    chance = clocks.chance_of(clock, showing.voice)
    left = text.line(" ", (clocks.left_words(clock, showing.view.now, showing.voice), "bold"))
    left = text.line(left, " ", piece(chance)) if plain(chance) else left
    others = [other.title for other in showing.view.clocks]
    name = text.cut_among(clock.title, others, max(width - left.cell_length - 2, 4))
    return text.line(("▶ ", "bold $text-warning"), name, left)
