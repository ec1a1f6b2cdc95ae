"""The evaluator's list: criteria of the objectives and expected actions, to be ticked when seen."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.tui import text
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Row


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
    found: list[Row] = []
    for objective in desk.setup.scenario.objectives:
        heading = text.cut(desk.names.text(objective.text), width)
        found += [*([Row("", Content(""))] if found else []), Row("", text.line((heading, "bold $text-accent")))]
        for number, criterion in enumerate(objective.look_for, 1):
            found.append(_row(desk, f"objective/{objective.id}/{number}", desk.names.text(criterion), width))
    for inject in desk.setup.scenario.injects:
        expected = [(n, e.text) for n, e in enumerate(inject.expects, 1) if e.text]
        if not expected or desk.state.delivery(inject.id).status != "delivered":
            continue
        found += [
            Row("", Content("")),
            Row("", text.line((text.cut(desk.names.inject(inject.id), width), "bold $text-accent"))),
        ]
        found += [
            _row(desk, f"inject/{inject.id}/{number}", desk.names.text(words), width) for number, words in expected
        ]
    return found


def _row(desk: Desk, what: str, words: str, width: int) -> Row:
    seen = desk.state.ticks.get(what)
    sign = ("✓ ", "bold $text-success") if seen is not None else ("· ", "$text-muted")
    when = desk.voice.clock(seen) if seen is not None else ""
    return Row(what, text.columns(text.line(sign, words), (when, "$text-muted"), width))
