"""The line that is always there: that it is an exercise, and the two clocks of the room and the incident."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from simulator.console.panels.top import BADGE, Top, top
from simulator.console.rows import plain
from simulator.tui import text
from simulator.tui.rows import piece
from simulator.tui.showing import Showing


class TopLine(Widget):
    """【演習】EXERCISE, the title, incident time, what talk costs, room time and slack."""

    showing: reactive[Showing | None] = reactive(None)

    def render(self) -> RenderResult:
        """The fullest of several lines that fits."""
        if self.showing is None:
            return _badge(BADGE)
        return top_line(top(self.showing.view, self.showing.voice), self.size.width)


def top_line(top: Top, width: int) -> Content:
    """The top line for a width in cells: the title gives way to the time, the date to the title."""
    badge = _badge(top.badge)
    room = _parted(top.room_words, top.left, *((piece(top.spare),) if plain(top.spare) else ()))
    for moment, least in ((top.moment, text.cells(top.title)), (top.short, 12)):
        rest = text.line("  ", (moment, "bold"), "  ", top.elapsed, "  ", piece(top.pace))
        spare = width - badge.cell_length - rest.cell_length - room.cell_length - 4
        if spare >= least:
            return text.columns(text.line(badge, "  ", text.cut(top.title, spare), rest), room, width)
    short = text.line(badge, " ", (top.short, "bold"), " ", top.elapsed, " ", piece(top.sign))
    return text.columns(short, _parted(top.room, piece(top.spare) if plain(top.spare) else top.left), width)


def _badge(words: str) -> Content:
    return text.line((words, "bold $text-error"))


def _parted(*pieces: text.Piece) -> Content:
    return Content(" · ").join(text.line(piece) for piece in pieces if piece)
