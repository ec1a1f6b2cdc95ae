"""The evaluator's list: criteria of the objectives and expected actions, to be ticked when seen."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Choice
from simulator.console.flows.reveal import may_show
from simulator.console.moments import noted
from simulator.console.operator import Operator
from simulator.console.panels.evidence import act_rows
from simulator.console.rows import Cell, Row, sections
from simulator.exercise import commands as c
from simulator.findings.evidence import acts_on
from simulator.model.text import Text

_LAST = 3
"""Acts that stand under the criteria of an objective."""


async def tick(op: Operator, objective: str = "") -> None:
    """Ticks, or takes a tick back, until the list is left."""
    if not await may_show(op, "criteria", "expected"):
        return
    at = f"objective/{objective}/1" if objective else ""
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        if chosen.row.act:
            op.act(chosen.row.act)


def _list(op: Operator, at: str) -> Choice:
    voice = op.voice
    return Choice(voice("Seen?"), criteria_rows(op), does=voice("ticks"), leaves=voice("finishes"), at=at)


def criteria_rows(op: Operator) -> tuple[Row, ...]:
    """Objectives with their criteria and the last acts that may speak of them, then what messages expect in words."""
    names, scenario, log = op.names, op.setup.scenario, list(op.session.history.events())
    parts: list[tuple[str, list[Row]]] = []
    for objective in scenario.objectives:
        criteria = [_row(op, f"objective/{objective.id}/{n}", seen) for n, seen in enumerate(objective.look_for, 1)]
        done = act_rows(acts_on(objective, op.setup, log), _LAST, names) if criteria else ()
        parts.append((names.text(objective.text), [*criteria, *done]))
    for inject in scenario.injects:
        if op.state.came_in_play(inject.id):
            expected = [_row(op, f"inject/{inject.id}/{n}", x.text) for n, x in enumerate(inject.expects, 1) if x.text]
            parts.append((names.inject(inject.id), expected))
    return sections(parts)


def _row(op: Operator, what: str, words: Text) -> Row:
    """A criterion in full, with when it was seen here, and who else saw it."""
    ticked = op.state.ticked.get(what, {})
    seen, others = ticked.get("evaluator"), [seat for seat in ticked if seat != "evaluator"]
    when = f" {noted(seen, op.state.ended_at, op.voice)}" if seen is not None else ""
    also = op.voice("seen by {seats}", seats=op.names.listed(map(op.names.seat, others))) if others else ""
    cells = (Cell(op.names.text(words)), Cell((when, "quiet")), Cell((f"  {also}" if also else "", "quiet")))
    return Row(what, cells, mark=("✓", "good") if when else ("·", "quiet"), whole=True, act=c.Tick(what, not when))
