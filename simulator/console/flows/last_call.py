"""What to think of before more than an hour passes."""

from __future__ import annotations

from functools import partial

from simulator.console.dialogs import Also, Choice, Notice
from simulator.console.flows.reveal import may_show
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, sections, simple
from simulator.exercise import commands as c
from simulator.exercise.views import LastCall

_GO, _SHOW = "/go", "/show"


async def last_call(op: Operator, to: int | None = None) -> bool:
    """Before more than an hour passes: what is ordered, what is not, who could be called. True to go on."""
    if op.setup.discussion_only:
        return await _may_go_on(op, to)
    at, whole = _GO, op.sees("playbook", "team")
    while op.session.last_call(to):
        chosen = await op.front.ask(partial(_may_pass, op, to, at, whole))
        if chosen is None:
            return False
        if chosen.row.id == _SHOW:
            whole = await may_show(op, "playbook", "team")
            continue
        if chosen.row.act is None or chosen.how == "go":
            return True
        op.act(chosen.row.act)
        at = chosen.row.id
    return True


async def _may_go_on(op: Operator, to: int | None) -> bool:
    """Before more than an hour passes: how many questions of the module nobody has discussed. True to go on."""
    voice, view, call = op.voice, op.view(), op.session.last_call(to)
    left = [topic for message in view.module_of("") for topic in message.discuss if not topic.discussed]
    if not left or call is None:
        return True
    passes: Line = ((voice("Up to {span} will pass.", span=voice.span(call.latest - op.session.now)), "strong"),)
    open_: Line = (voice("Questions of this module not discussed yet: {count}", count=len(left)),)
    notice = Notice(voice("Last call"), (passes, open_), voice("goes on"), voice("stays"))
    return await op.front.ask(lambda: notice) is not None


def _may_pass(op: Operator, to: int | None, at: str, whole: bool) -> Choice:
    """What to think of before time passes. While one thinks, that may come to be less than an hour.

    What players may not see is left out unless ``whole``.
    """
    voice, call = op.voice, op.session.last_call(to)
    also = (Also("go", "next", voice("goes on")),)
    if call is None:
        return Choice(voice("Last call"), simple({_GO: voice("Go on")}), does=voice("goes on"), leaves=voice("stays"))
    passes: Line = ((voice("Up to {span} will pass.", span=voice.span(call.latest - op.session.now)), "strong"),)
    intro = (passes, *_goes_on(op, call)) if whole else (passes,)
    go = Row(
        _GO, (Cell((voice("Go on, to {when} at most", when=voice.day_clock(call.latest)), "strong")),), ("▶", "accent")
    )
    others = sections(_might_be_done(op, call)) if whole else simple({_SHOW: voice("What might be done before…")})
    rows = (go, Row(""), *others)
    return Choice(voice("Last call"), rows, intro, voice("goes on"), voice("stays"), also, at)


def _goes_on(op: Operator, call: LastCall) -> tuple[Line, ...]:
    """What is done meanwhile: what is under way, what waits for people, what begins by itself or by order."""
    voice, listed, step = op.voice, op.names.listed, op.names.step
    under_way = listed(map(step, call.under_way)) or voice("nothing")
    found: list[Line] = [(voice("Under way: {steps}", steps=under_way),)]
    if call.queued:
        found.append((voice("Waiting for people: {steps}", steps=listed(map(step, call.queued))),))
    if call.ordered:
        found.append((voice("Ordered: {steps}", steps=listed(map(step, call.ordered))),))
    if op.state.self_running:
        found.append((voice("The playbook starts its other steps by itself."),))
    return tuple(found)


def _might_be_done(op: Operator, call: LastCall) -> tuple[tuple[str, list[Row]], ...]:
    """Steps to order and people to call in, each row with its command."""
    voice, names = op.voice, op.names
    ready = [
        Row(f"step/{step}", (Cell(names.step(step)),), "○", act=c.Order(step, op.orderer(step))) for step in call.ready
    ]
    away = [Row(f"role/{role}", (Cell(names.role(role)),), "–", act=c.CallIn(role)) for role in call.callable]
    return (voice("Ready, not ordered: order it?"), ready), (voice("Off duty: call in?"), away)
