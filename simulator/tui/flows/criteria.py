"""The evaluator's list: criteria of the objectives and expected actions, to be ticked when seen."""

from __future__ import annotations

from simulator.exercise import commands as c
from simulator.tui import text
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Row, sections


async def tick(desk: Desk, objective: str = "") -> None:
    """Enter ticks or takes back; the list stays until Escape."""
    voice = desk.voice
    at = f"objective/{objective}/1" if objective else ""
    while chosen := await desk.ask(
        Choose(voice("Seen?"), lambda width: criteria_rows(desk, width), hint=voice("Enter ticks · Esc is done"), at=at)
    ):
        at = chosen.row
        desk.act(c.Tick(at, at not in desk.state.ticks))


def criteria_rows(desk: Desk, width: int) -> list[Row]:
    """Objectives with their criteria, then what delivered messages expect in words."""
    names, scenario = desk.names, desk.setup.scenario
    parts = []
    for objective in scenario.objectives:
        criteria = [(f"objective/{objective.id}/{n}", words) for n, words in enumerate(objective.look_for, 1)]
        parts.append(
            (names.text(objective.text), [_row(desk, what, names.text(words), width) for what, words in criteria])
        )
    for inject in scenario.injects:
        if desk.state.delivery(inject.id).status == "delivered":
            expected = [(f"inject/{inject.id}/{n}", e.text) for n, e in enumerate(inject.expects, 1) if e.text]
            parts.append(
                (names.inject(inject.id), [_row(desk, what, names.text(words), width) for what, words in expected])
            )
    return sections((text.cut(heading, width), rows) for heading, rows in parts)


def _row(desk: Desk, what: str, words: str, width: int) -> Row:
    """A criterion in full, with when it was seen."""
    seen = desk.state.ticks.get(what)
    when = f" {desk.voice.clock(seen)}" if seen is not None else ""
    sign = ("✓ ", "bold $text-success") if when else ("· ", "$text-muted")
    return Row(what, text.lines(text.wrap(text.line(sign, words, (when, "$text-muted")), width, rest="  ")))
