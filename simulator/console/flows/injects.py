"""The facilitator's list of messages: hold back, bring now, leave out, improvise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from simulator.console.checks import moment_check
from simulator.console.dialogs import Choice, Form, Pick, Values, Write
from simulator.console.flows.reveal import may_show
from simulator.console.flows.sure import sure
from simulator.console.moments import moment
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Row
from simulator.console.signs import INJECT, inject_word
from simulator.exercise import commands as c
from simulator.model.injects import Inject
from simulator.timeline.state import Improvised, InjectStatus
from simulator.wording.names import CHANNELS

_NEW = "/new"
_LETTER = "letter"


async def manage(op: Operator) -> None:
    """Every message of the scenario with what became of it; those to come can be changed."""
    if not await may_show(op, "titles"):
        return
    injects = op.setup.scenario.injects
    at = next((i.id for i in injects if op.state.delivery(i.id).status == "to-come"), _NEW)
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        if await (improvise(op) if at == _NEW else _change(op, at)):
            return


def _list(op: Operator, at: str) -> Choice:
    voice = op.voice
    rows = [Row(_NEW, (Cell("+ " + voice("Improvise an inject…")),))]
    rows += [_inject_row(op, inject) for inject in op.setup.scenario.injects]
    rows += [_improvised_row(op, name, made) for name, made in op.state.improvised.items()]
    does = voice("brings now, holds back, leaves out, improvises")
    return Choice(voice("Injects of the scenario"), tuple(rows), does=does, at=at)


def _inject_row(op: Operator, inject: Inject) -> Row:
    """A message with its sign, when it came or is due, and whether it may be left out."""
    voice, delivery = op.voice, op.state.delivery(inject.id)
    if delivery.status == "delivered":
        when = voice.when(delivery.at, op.session.now)
    elif inject.once:
        when = voice("once {what}", what=op.script.listed(map(op.script.awaited, inject.once)))
    else:
        when = voice.when(inject.at or 0, op.session.now)
    if delivery.status == "dropped" and not delivery.seat:
        status = _dropped(op, inject)
    elif delivery.status != "to-come":
        status = inject_word(delivery.status, voice)
    else:
        status = voice("optional") if inject.optional else ""
    cells = (Cell(when, 1 / 4), Cell(op.script.inject(inject.id)))
    return Row(inject.id, cells, mark=INJECT[delivery.status], right=(status, "quiet"))


def _dropped(op: Operator, inject: Inject) -> str:
    """That the story dropped a message, and with what: it comes *unless* something has come."""
    came = [name for name in inject.unless if op.state.awaited(name) is not None]
    if not came:
        return op.voice("dropped by the story")
    return op.voice("dropped by the story: {what}", what=op.script.listed(map(op.script.awaited, came)))


def _improvised_row(op: Operator, name: str, made: Improvised) -> Row:
    """A message the facilitator made up, whether it has come or comes later."""
    status: InjectStatus = "delivered" if op.state.came(name) else "to-come"
    when = Cell(op.voice.when(made.at, op.session.now), 1 / 4)
    right = op.voice("improvised, {status}", status=inject_word(status, op.voice))
    return Row(name, (when, Cell(made.title)), mark=INJECT[status], right=(right, "quiet"))


async def _change(op: Operator, inject: str) -> bool:
    """True where the message came at once."""
    voice = op.voice
    if inject in op.state.improvised and not op.state.came(inject):
        op.front.say(voice("It comes by itself; taking it back is taking back that it was written."), warning=True)
        return False
    if op.state.job(f"decision/{inject}").status in ("queued", "running"):
        return await _answer(op, inject)
    if op.state.delivery(inject).status == "delivered" or inject in op.state.improvised:
        op.front.say(voice("It has been delivered already."), warning=True)
        return False
    chosen = await op.front.ask(lambda: Choice(op.script.inject(inject), _changes(op, inject), does=voice("does it")))
    if chosen is None or chosen.row.act is None:
        return False
    if isinstance(chosen.row.act, c.SkipInject) and not await sure(op, chosen.row, op.script.inject(inject)):
        return False
    return op.act(chosen.row.act) and chosen.row.id == "release"


async def _answer(op: Operator, inject: str) -> bool:
    """Whoever decides outside answers now, instead of when they would. True if they did."""
    scripted, voice = op.setup.scenario.inject(inject), op.voice
    options = scripted.decision.options if scripted and scripted.decision else ()

    def rows() -> Iterator[Row]:
        for option in options:
            words = voice("They answer now: {option}", option=op.names.text(option.text))
            yield Row(option.id, (Cell(words),), act=c.AnswerOutside(inject, option.id))

    chosen = await op.front.ask(lambda: Choice(op.script.inject(inject), tuple(rows()), does=voice("does it")))
    return chosen is not None and chosen.row.act is not None and op.act(chosen.row.act)


def _changes(op: Operator, inject: str) -> tuple[Row, ...]:
    voice, status = op.voice, op.state.delivery(inject).status
    rows = [Row("release", (Cell(voice("Bring it now")),), act=c.Release(inject))]
    if status == "to-come":
        rows.append(Row("hold", (Cell(voice("Hold it back until released")),), act=c.Hold(inject)))
    if status in ("to-come", "held"):
        rows.append(Row("skip", (Cell(voice("Leave it out")),), act=c.SkipInject(inject)))
    return tuple(rows)


async def improvise(op: Operator) -> bool:
    """A message that no scenario holds, delivered at once or later."""

    def command(answer: Values) -> c.Improvise:
        to = (answer["to"],) if answer["to"] else ()
        when = answer["when"].strip()
        after = moment(when, op.session.now, op.voice) - op.session.now if when else 0
        return c.Improvise(
            answer["title"],
            answer["body"],
            to,
            answer["channel"],
            sender=answer["sender"],
            after=max(after, 0),
            private=answer.get("read_by") == _LETTER,
        )

    return await op.submit(lambda: _improvised(op), command)


def _improvised(op: Operator) -> Form:
    voice, names = op.voice, op.names
    arrives = moment_check(voice, lambda: op.session.now)

    def check(written: str) -> str:
        return arrives(written) if written.strip() else ""

    to = (("", voice("everybody")), *((role, names.role(role)) for role in op.setup.team.roles))
    # A letter is one only where a player sits at a page of their own.
    letters = any("player" in sat.kinds for sat in op.state.seats.values())
    readers = (("", voice("the room")), (_LETTER, voice("its role alone, until it tells the table")))
    fields = (
        Write("title", voice("Message"), hint=voice("what it says, in a line")),
        Write("body", voice("Text"), hint=voice("may stay empty")),
        Pick("to", voice("To"), to),
        *((Pick("read_by", voice("Read by"), readers),) if letters else ()),
        Pick("channel", voice("By"), tuple((id_, names.channel(id_)) for id_ in CHANNELS), "chat"),
        Write("sender", voice("From"), hint=voice("may stay empty")),
        Write("when", voice("Arrives"), hint=voice("at once; or in 20m, 21:30"), check=check),
    )
    return Form(voice("Improvise an inject"), fields, does=voice("delivers"))
