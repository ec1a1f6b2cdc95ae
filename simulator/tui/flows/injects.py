"""The facilitator's list of messages: hold back, bring now, leave out, improvise."""

from __future__ import annotations

from textual.content import Content

from simulator.exercise import commands as c
from simulator.model.scenario import Inject
from simulator.timeline.state import InjectStatus
from simulator.tui import signs, text
from simulator.tui.desk import Desk
from simulator.tui.modals.choose import Choose, Row, rows_of
from simulator.tui.modals.form import Form
from simulator.tui.widgets.fields import Pick, Write
from simulator.wording.names import CHANNELS
from simulator.wording.voice import Voice

_NEW = "/new"
_SIGNS: dict[InjectStatus, tuple[str, str]] = {
    "to-come": signs.TO_COME,
    "delivered": signs.READ,
    "dropped": signs.DROPPED,
    "held": signs.HELD,
    "released": signs.TO_COME,
}


async def manage(desk: Desk) -> None:
    """Every message of the scenario with what became of it; those to come can be changed."""
    voice = desk.voice
    injects = desk.setup.scenario.injects
    at = next((i.id for i in injects if desk.state.delivery(i.id).status == "to-come"), _NEW)
    while True:

        def rows(width: int) -> list[Row]:
            found = [Row(_NEW, Content("+ " + voice("Improvise an inject…")))]
            return found + [Row(inject.id, inject_row(desk, inject, width)) for inject in injects]

        hint = voice("Enter: bring now, hold back, leave out, improvise · Esc leaves")
        chosen = await desk.ask(Choose(voice("Injects of the scenario"), rows, hint=hint, at=at))
        if chosen is None:
            return
        at = chosen.row
        if await (improvise(desk) if chosen.row == _NEW else _change(desk, chosen.row)):
            return


def inject_row(desk: Desk, inject: Inject, width: int) -> Content:
    """A message with its sign, when it came or is due, and whether it may be left out."""
    voice, delivery = desk.voice, desk.state.delivery(inject.id)
    sign, style = _SIGNS[delivery.status]
    if delivery.status == "delivered":
        when = voice.day_clock(delivery.at)
    elif inject.once:
        when = voice("once {what}", what=desk.names.listed(_waited_for(desk, name) for name in inject.once))
    else:
        when = voice.day_clock(inject.at or 0)
    status = (
        status_word(delivery.status, voice)
        if delivery.status != "to-come"
        else voice("optional")
        if inject.optional
        else ""
    )
    when = text.fit(when, max(width // 4, 14))
    return text.columns(
        text.line((sign, style), " ", when, " ", desk.names.inject(inject.id)), (status, "$text-muted"), width
    )


def _waited_for(desk: Desk, name: str) -> str:
    if desk.setup.playbook.step(name):
        return desk.names.step(name)
    return desk.names.inject(name) if desk.setup.scenario.inject(name) else desk.names.milestone(name)


def status_word(status: InjectStatus, voice: Voice) -> str:
    """What became of a message."""
    words: dict[InjectStatus, str] = {
        "to-come": voice("to come"),
        "delivered": voice("delivered"),
        "dropped": voice("left out"),
        "held": voice("held back"),
        "released": voice("released"),
    }
    return words[status]


async def _change(desk: Desk, inject: str) -> bool:
    voice, status = desk.voice, desk.state.delivery(inject).status
    if status == "delivered":
        desk.say(voice("It has been delivered already."), severity="warning")
        return False
    words: dict[str, Content | str] = {"release": voice("Bring it now")}
    if status == "to-come":
        words["hold"] = voice("Hold it back until released")
    if status in ("to-come", "held"):
        words["skip"] = voice("Leave it out")
    chosen = await desk.ask(Choose(desk.names.inject(inject), rows_of(words), hint=voice("Enter does it. Esc leaves.")))
    if chosen is None:
        return False
    commands: dict[str, c.Command] = {
        "release": c.Release(inject),
        "hold": c.Hold(inject),
        "skip": c.SkipInject(inject),
    }
    return desk.act(commands[chosen.row]) and chosen.row == "release"


async def improvise(desk: Desk) -> bool:
    """A message that no scenario holds, delivered at once."""
    voice, names = desk.voice, desk.names
    everybody = [("", voice("everybody"))]
    fields = (
        Write("title", voice("Message"), hint=voice("what it says, in a line")),
        Write("body", voice("Text"), hint=voice("may stay empty")),
        Pick("to", voice("To"), tuple(everybody + [(role, names.role(role)) for role in desk.setup.team.roles])),
        Pick("channel", voice("By"), tuple((id_, names.channel(id_)) for id_ in CHANNELS), "chat"),
    )
    answer = await desk.ask(
        Form(voice("Improvise an inject"), fields, hint=voice("↑ ↓ move · Enter delivers · Esc leaves"))
    )
    if answer is None:
        return False
    to = (answer["to"],) if answer["to"] else ()
    return desk.act(c.Improvise(answer["title"], answer["body"], to, answer["channel"]))
