"""A mistyped note is mended: what was written is withdrawn, what is meant written anew. The record keeps both."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from simulator.console.dialogs import Choice, Form, Write
from simulator.console.flows.reveal import may_show
from simulator.console.moments import noted
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Row
from simulator.exercise import commands as c
from simulator.timeline.events import LessonNoted, Noted

Written = Noted | LessonNoted


async def mend(op: Operator) -> None:
    """What has been written down, the newest first, until the list is left."""
    if not await may_show(op, "observations"):
        return
    if not _written(op):
        op.front.say(op.voice("Nothing has been written down."), warning=True)
        return
    while _written(op) and (chosen := await op.front.ask(partial(_list, op))):
        await _mend(op, int(chosen.row.id))


def _written(op: Operator) -> dict[int, Written]:
    """Notes and lessons in force, by the number of their move."""
    return {
        number: event
        for number, move in op.session.history.effective()
        for event in move.events
        if isinstance(event, Noted | LessonNoted) and (isinstance(event, Noted) or event in op.state.read_lessons)
    }


def _list(op: Operator) -> Choice:
    voice = op.voice
    rows = tuple(
        Row(str(number), (Cell(event.text),), mark=(noted(event.at, op.state.ended_at, voice), "quiet"))
        for number, event in reversed(_written(op).items())
    )
    return Choice(voice("Mend a note"), rows, does=voice("opens"), leaves=voice("finishes"))


async def _mend(op: Operator, number: int) -> None:
    """Written anew first, then withdrawn: whatever happens in between, no text is lost."""
    voice, event = op.voice, _written(op)[number]
    field = Write("text", voice("What was seen"), event.text, voice("empty: it is withdrawn"))
    answer = await op.front.ask(lambda: Form(voice("Mend a note"), (field,), does=voice("records")))
    if answer is None or answer["text"].strip() == event.text:
        return
    meant = replace(event, text=answer["text"].strip())
    if not meant.text or op.act(_again(meant)):
        op.act(c.WithdrawObservation(number))


def _again(event: Written) -> c.Command:
    if isinstance(event, Noted):
        return c.Note(event.text, event.kind, event.objective, event.inject, event.seat)
    return c.Learn(event.kind, event.text, event.objective, event.seat)
