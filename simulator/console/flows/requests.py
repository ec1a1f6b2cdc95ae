"""What seats ask for, write to the facilitator, and have in letters: read, answered, told.

The console acts for seats that have no screen of their own.
"""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Choice, Form, Pick, Write
from simulator.console.flows.reveal import may_show
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, sections, simple
from simulator.console.view import Request
from simulator.exercise import commands as c
from simulator.timeline.letters import untold

_ASK, _WORDS = "/ask", "/words"


async def requests(op: Operator) -> None:
    """What waits for an answer first, until the list is left."""
    if not await may_show(op, "requests", "script"):
        return
    at = ""
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        if chosen.row.act:
            op.act(chosen.row.act)
        elif at == _ASK:
            await _ask(op)
        elif any(request.id == at for request in op.view_of_console().unanswered):
            await _answer(op, at)


def _list(op: Operator, at: str) -> Choice:
    voice, view = op.voice, op.view_of_console()
    waiting = [_request_row(op, request) for request in view.unanswered]
    answered = [_request_row(op, request) for request in view.requests if request.answered_at is not None]
    lines = [
        Row(f"/line/{n}", (Cell((line.who, "strong")), Cell(f"  {line.words}")), mark=voice.clock(line.at), whole=True)
        for n, line in enumerate(view.lines)
    ]
    parts = [
        (voice("Waits for an answer"), waiting),
        (voice("Letters that the table has not been told of: Enter tells it"), _letter_rows(op)),
        (voice("Lines to the facilitator"), lines),
        (voice("Answered"), answered),
    ]
    rows = (*sections(parts), Row(""), *simple({_ASK: "+ " + voice("A seat asks for something…")}))
    return Choice(voice("Requests"), rows, does=voice("answers"), leaves=voice("finishes"), at=at)


def _request_row(op: Operator, request: Request) -> Row:
    cells = [Cell((request.who, "strong")), Cell(f"  {request.words}")]
    cells += [Cell((f"  → {request.answer}", "quiet"))] if request.answer else []
    return Row(request.id, tuple(cells), mark=op.voice.clock(request.at), whole=True)


def _letter_rows(op: Operator) -> list[Row]:
    """Told in the name of the seat that has it."""
    return [
        Row(
            f"/letter/{name}",
            (Cell(op.names.inject(name)), Cell((f"  {op.names.roles(to)}", "quiet"))),
            whole=True,
            act=c.TellTable(name, op.seat_of(to[0])),
        )
        for name, to in untold(op.setup.scenario, op.state).items()
    ]


async def _ask(op: Operator) -> None:
    voice = op.voice
    fields = (Pick("seat", voice("Who asks"), op.players_seats()), Write("text", voice("Asks for")))
    await op.submit(
        lambda: Form(voice("A seat asks for something"), fields, does=voice("records")),
        lambda answer: c.Ask(answer["text"], answer["seat"]),
    )


async def _answer(op: Operator, request: str) -> None:
    """Something that waits to be handed out, an answer the scenario has ready, or one's own words."""
    chosen = await op.front.ask(partial(_answers, op, request))
    if chosen is None:
        return
    if chosen.row.act:
        op.act(chosen.row.act)
        return
    await op.submit(
        lambda: Form(op.voice("Answer"), (Write("text", op.voice("Answered")),), does=op.voice("records")),
        lambda answer: c.AnswerRequest(request, answer["text"]),
    )


def _answers(op: Operator, request: str) -> Choice:
    voice, names = op.voice, op.names
    asked = next(one for one in op.view_of_console().requests if one.id == request)
    ready = [
        Row(
            f"/ready/{n}",
            (Cell(names.text(item.ask)), Cell((f"  {names.text(item.answer)}", "quiet"))),
            whole=True,
            act=c.AnswerRequest(request, names.text(item.answer)),
        )
        for n, item in enumerate(op.setup.scenario.if_asked)
    ]
    parts = [(voice("Hand out"), _artefacts(op, request)), (voice("Answers of the scenario"), ready)]
    rows = (*sections(parts), Row(""), *simple({_WORDS: "+ " + voice("something else…")}))
    intro: tuple[Line, ...] = ((f"{asked.who}: ", (asked.words, "strong")),)
    return Choice(voice("Answer"), rows, intro, does=voice("answers"))


def _artefacts(op: Operator, request: str) -> list[Row]:
    """What came with messages and waits to be asked for."""
    return [
        Row(
            f"{message.id}/{attached.number}",
            (Cell(attached.name), Cell((f"  {message.title}", "quiet"))),
            whole=True,
            act=c.HandOut(message.id, attached.number, request),
        )
        for message in op.view_of_console().messages
        for attached in message.attachments
        if attached.waits
    ]
