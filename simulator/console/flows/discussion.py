"""Questions that messages put to the table: ticked when they were discussed, with what was answered."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Also, Choice, Form, Pick, Write
from simulator.console.flows.beyond import ANSWER, beyond
from simulator.console.flows.decisions import aware
from simulator.console.flows.reveal import may_show
from simulator.console.message_view import Message, Topic
from simulator.console.operator import Operator
from simulator.console.panels.questions import answers
from simulator.console.rows import Cell, Line, Row, Words, sections, simple
from simulator.exercise import commands as c

_REACHED = "/reached"


async def discuss(op: Operator) -> None:
    """The questions of all that came, the newest first, until the list is left."""
    if not await may_show(op, "observations"):
        return
    at = ""
    while chosen := await op.front.ask(partial(_list, op, at)):
        at = chosen.row.id
        if at == ANSWER:
            await beyond(op, at)
        elif at == _REACHED:
            await aware(op)
        elif chosen.how == "stay" and chosen.row.act:
            op.act(chosen.row.act)
        elif await _answer(op, at):
            at = _next_open(op, at)


def _list(op: Operator, at: str) -> Choice:
    voice, asked = op.voice, list(_asked(op).items())
    others = {
        ANSWER: "+ " + voice("Asked and answered…"),
        _REACHED: "+ " + voice("A milestone was reached, somebody is aware…"),
    }
    by_message: dict[str, list[Row]] = {}
    for id_, (message, topic) in asked:
        by_message.setdefault(message.title, []).extend((_row(id_, topic), *answers(topic, voice)))
    rows = (*sections(reversed(by_message.items())), Row(""), *simple(others))
    also = (Also("stay", "stay", voice("ticks without an answer")),)
    return Choice(voice("Questions"), rows, does=voice("writes the answer down"), also=also, at=at or _first_open(op))


def _row(id: str, topic: Topic) -> Row:
    """A question with who is asked first; Space ticks it."""
    inject, _, _ = id.rpartition("/")
    act = None if topic.discussed else c.Discuss(inject, topic.number)
    who = Cell((f"  {topic.who}", "quiet"))
    mark: Words = ("✓", "good") if topic.discussed else ("·", "quiet")
    return Row(id, (Cell(topic.words), who) if topic.who else (Cell(topic.words),), mark=mark, whole=True, act=act)


def _asked(op: Operator) -> dict[str, tuple[Message, Topic]]:
    """Each question by ``inject/number``, with the message that asks it; in the order they came."""
    return {f"{m.id}/{topic.number}": (m, topic) for m in op.view_of_console().messages for topic in m.discuss}


def _first_open(op: Operator) -> str:
    """The first open question of the newest module that has one."""
    view = op.view_of_console()
    current = [m.id for m in view.module_of("")]
    open_ = [(m.id in current, id_) for id_, (m, topic) in _asked(op).items() if not topic.discussed]
    return next((id_ for is_current, id_ in open_ if is_current), open_[0][1] if open_ else "")


def _next_open(op: Operator, after: str) -> str:
    """The next question that nobody has answered; the same where there is none."""
    asked = _asked(op)
    ids = list(asked)
    later = ids[ids.index(after) + 1 :] if after in asked else ids
    return next((id_ for id_ in later if not asked[id_][1].discussed), after)


async def _answer(op: Operator, id: str) -> bool:
    """What the table said, and who of it; True where it is written down."""
    inject, _, number = id.rpartition("/")
    return await op.submit(
        lambda: _form(op, id),
        lambda answer: c.Discuss(inject, int(number), answer["text"], answer["seat"]),
    )


def _form(op: Operator, id: str) -> Form:
    voice, (_, topic) = op.voice, _asked(op)[id]
    inject = op.setup.scenario.inject(id.rpartition("/")[0])
    role = inject.questions[topic.number - 1].role if inject else None
    intro: list[Line] = [((topic.words, "strong"),)]
    intro += [(("※ " + topic.note, "quiet"),)] if topic.note else []
    seats = (("", voice("the table")), *op.seats())
    fields = (
        Write("text", voice("Answer"), hint=voice("what was said; may stay empty")),
        Pick("seat", voice("Said by"), seats, op.seat_of(role) if role else ""),
    )
    return Form(voice("Discussion"), fields, tuple(intro), does=voice("records"))
