"""Handing over to a second team in play: said once, then the sheet for those who come."""

from __future__ import annotations

from simulator.console.dialogs import Notice
from simulator.console.operator import Operator
from simulator.console.pages.handover import sheet
from simulator.console.rows import Line
from simulator.exercise import commands as c


async def hand_over(op: Operator) -> None:
    """Asks first, as it cannot be taken back; then shows the sheet."""
    if await op.front.ask(lambda: _sure(op)) is not None and op.act(c.HandOver()):
        await op.front.ask(lambda: sheet_notice(op))


def _sure(op: Operator) -> Notice:
    voice = op.voice
    words: tuple[Line, ...] = (
        (voice("From here on another team plays; the report measures what was lost on the way."),),
        (voice("It cannot be taken back. For a handover off the clock, take a break first."),),
    )
    return Notice(voice("Hand over to a second team?"), words, voice("hands over"), voice("goes back"))


def sheet_notice(op: Operator) -> Notice:
    """The sheet on the screen: nothing is on it that the room may not see."""
    page, parts = sheet(op.session.history), list[Line]()
    for chapter in page.chapters:
        parts += [(), ((chapter.heading, "strong"),), *((f"  {line}",) for line in chapter.lines)]
    return Notice(op.voice("Handover · {moment}", moment=page.moment), tuple(parts))
