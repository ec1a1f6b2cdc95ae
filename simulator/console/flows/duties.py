"""Deadlines that do not apply: the table says which, and why; the facilitator holds the reason against the truth."""

from __future__ import annotations

from functools import partial
from typing import get_args

from simulator.console.dialogs import Also, Choice, Form, Pick, Values, Write
from simulator.console.flows.reveal import may_show
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row
from simulator.exercise import commands as c
from simulator.model.expectation import Expectation
from simulator.timeline.events import Mark
from simulator.wording.names import KINDS
from simulator.wording.scales import TRUTH_MARKS

_MARKS: tuple[Mark, ...] = get_args(Mark)


async def dismiss(op: Operator) -> None:
    """What others demand, until the list is left: each may be said not to apply, whether it does or not."""
    if not op.setup.demands:
        op.front.say(op.voice("Nothing in this scenario is demanded by others."), warning=True)
        return
    if not await may_show(op, "waiting-clocks"):
        return
    at = ""
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        await (_mark(op, at) if chosen.how == "mark" else _say(op, at))


def _list(op: Operator, at: str) -> Choice:
    voice = op.voice
    # Ids begin with whose demand it is, and those of contracts, which apply, would come first.
    rows = tuple(_row(op, one) for one in sorted(op.setup.demands, key=lambda one: op.names.text(one.title)))
    also = (Also("mark", "observe", voice("holds it against the truth")),)
    said = voice("Some of these may not apply here. Say which, and why; a clock that runs goes on.")
    return Choice(voice("Does it apply?"), rows, ((said,),), voice("says that it does not apply"), also=also, at=at)


def _row(op: Operator, one: Expectation) -> Row:
    said, marked = op.state.dismissed.get(one.id), op.state.dismissals_marked.get(one.id)
    cells = [Cell(op.names.text(one.title))]
    if said:
        cells.append(Cell((f"  {said.why}", "accent")))
    if marked:
        cells.append(Cell((f"  {op.voice(TRUTH_MARKS[marked.mark])}", "quiet")))
    kind = op.voice(KINDS[one.kind])
    return Row(one.id, tuple(cells), mark="✗" if said else "·", right=(kind, "quiet"), whole=True, named=True)


async def _say(op: Operator, expectation: str) -> None:
    voice = op.voice

    def question() -> Form:
        said = op.state.dismissed.get(expectation)
        hint = voice("in the table's words: what it asks for that is not so here")
        why = Write("why", voice("Does not apply, because"), said.why if said else "", hint)
        seat = Pick("seat", voice("Said by"), (("", voice("the table")), *op.seats()))
        return Form(op.names.expectation(expectation), (why, seat), does=voice("records"))

    await op.submit(question, lambda x: c.Dismiss(expectation, x["why"], x["seat"]))


async def _mark(op: Operator, expectation: str) -> None:
    """The facilitator holds the reason against what the scenario says of it."""
    if expectation not in op.state.dismissed:
        op.front.say(op.voice("Nobody has said that this does not apply."), warning=True)
        return
    if not await may_show(op, "guide"):
        return

    def question() -> Form:
        voice, said = op.voice, op.state.dismissed[expectation].why
        marks = tuple((mark, voice(words)) for mark, words in TRUTH_MARKS.items())
        intro: tuple[Line, ...] = (((said, "accent"),), (), (_truth(op, expectation),))
        fields = (Pick("mark", voice("It"), marks), Write("why", voice("Why")))
        return Form(voice("Held against the truth"), fields, intro, does=voice("records"))

    def command(answer: Values) -> c.MarkDismissal:
        mark = next(mark for mark in _MARKS if mark == answer["mark"])
        return c.MarkDismissal(expectation, mark, answer["why"])

    await op.submit(question, command)


def _truth(op: Operator, expectation: str) -> str:
    """Why it does not apply by the scenario, or that it does."""
    tempting = next((one for one in op.setup.scenario.do_not_apply if one.id == expectation), None)
    if tempting is None:
        return op.voice("It applies here.")
    return op.voice("It does not apply here: {why}", why=op.names.text(tempting.because))
