"""Next, the very next event, a jump, the pace and the end of play."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulator.console.dialogs import ON, Also, Choice, Form, Notice, Pick, Write
from simulator.console.flows.reveal import may_show
from simulator.console.log import in_order
from simulator.console.moments import moment, moment_check
from simulator.console.offers import starter, talk_rates, who_starts
from simulator.console.operator import Operator
from simulator.console.rows import Cell, Line, Row, Tone, sections, simple
from simulator.console.view import Sentence
from simulator.exercise import commands as c
from simulator.exercise.views import LastCall, TimePassed
from simulator.model.durations import HOUR, MINUTE

_GO, _OTHER, _PACE, _SHOW = "/go", "/other", "/pace", "/show"
_MORNING = "09:00"
AT_ONCE = ("observe", "decide", "order", "next")
"""Acts that may be asked for while it is told what happened."""


async def to_gate(op: Operator) -> str:
    """Next: to the coming gate and through it. Returns the act asked for while the result was shown."""
    if op.hears_next() and await _last_call(op):
        return await _told(op, op.pass_time(op.session.next))
    return ""


async def to_event(op: Operator) -> str:
    """To the very next thing that happens. Returns the act asked for while the result was shown."""
    return await _told(op, op.pass_time(op.session.next_event)) if op.hears_next() else ""


async def jump(op: Operator) -> str:
    """Asks where to; time stops at each inject on the way. Returns the act asked for while the result was shown."""
    chosen = await op.front.ask(lambda: _where_to(op))
    if chosen is None:
        return ""
    if chosen.row.id == _PACE:
        await pace(op)
        return ""
    to = await _other_time(op) if chosen.row.id == _OTHER else moment(chosen.row.id, op.session.now, op.voice)
    if to is None or not await _last_call(op, to):
        return ""
    return await _told(op, op.pass_time(lambda: op.session.jump(to)))


def _where_to(op: Operator) -> Choice:
    """Each way is named as one would type it, so that it stays the same while time goes on."""
    voice, now = op.voice, op.session.now
    words = {
        f"{ahead // MINUTE}m": f"+{voice.span(ahead)}  → {voice.day_clock(now + ahead)}"
        for ahead in (30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR)
    }
    morning = moment(_MORNING, now, voice)
    words[_MORNING] = voice("next morning  → {when}", when=voice.day_clock(morning))
    rows = simple(words | {_OTHER: voice("another time…"), _PACE: voice("what talk costs…")})
    return Choice(voice("Jump"), rows, does=voice("jumps, stopping at each message on the way"), leaves=voice("stays"))


async def _other_time(op: Operator) -> int | None:
    voice = op.voice
    check = moment_check(voice, lambda: op.session.now)
    field = Write("to", voice("Jump to"), hint=voice("21:30, Mon 09:00 or 2h"), check=check)
    answer = await op.front.ask(lambda: Form(voice("Jump"), (field,), does=voice("jumps"), leaves=voice("stays")))
    return None if answer is None else moment(answer["to"], op.session.now, voice)


async def pace(op: Operator) -> None:
    """What a minute of talk costs, and who starts the steps."""
    voice = op.voice

    def question() -> Form:
        state = op.state
        now = starter(self_running=state.self_running, stops=state.stops)
        talk = Pick("talk", voice("Talk costs"), talk_rates(voice, state.talk), f"{state.talk:g}")
        steps = Pick("steps", voice("Steps"), who_starts(voice), now)
        return Form(voice("Pace"), (talk,) if op.setup.discussion_only else (talk, steps))

    answer = await op.front.ask(question)
    if answer is not None:
        steps = answer.get("steps", "self")
        op.act(c.SetPace(float(answer["talk"]), steps == "self", steps == "stops"))


async def end_play(op: Operator) -> None:
    """ENDEX, after asking."""
    voice = op.voice

    def question() -> Notice:
        ends = voice("ENDEX: the play ends here, {when}.", when=voice.day_clock(op.session.now))
        runs_on = voice("What is ordered runs on and is shown as projected. The review follows.")
        if op.setup.discussion_only:
            runs_on = voice("Deadlines that run now stay undecided. The review follows.")
        shows = voice("The review shows what players may not see.")
        warned: tuple[Line, ...] = (((shows, "warning"),),) if op.players else ()
        words: tuple[Line, ...] = ((ends,), (), (runs_on,), *warned)
        return Notice(voice("End play?"), words, voice("ends the play"), voice("goes on playing"))

    if await op.front.ask(question) is not None:
        op.act(c.EndPlay())


async def _last_call(op: Operator, to: int | None = None) -> bool:
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
    passes: Line = ((voice("{span} will pass.", span=voice.span(call.until - op.session.now)), "strong"),)
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
    passes: Line = ((voice("{span} will pass.", span=voice.span(call.until - op.session.now)), "strong"),)
    intro = (passes, *_goes_on(op, call)) if whole else (passes,)
    go = Row(_GO, (Cell((voice("Go on to {when}", when=voice.day_clock(call.until)), "strong")),), ("▶", "accent"))
    others = sections(_might_be_done(op, call)) if whole else simple({_SHOW: voice("What might be done before…")})
    rows = (go, Row(""), *others)
    return Choice(voice("Last call"), rows, intro, voice("goes on"), voice("stays"), also, at)


def _goes_on(op: Operator, call: LastCall) -> tuple[Line, ...]:
    """What is done meanwhile: what is under way, and what begins by itself or by order."""
    voice, listed, step = op.voice, op.names.listed, op.names.step
    under_way = listed(map(step, call.under_way)) or voice("nothing")
    found: list[Line] = [(voice("Under way: {steps}", steps=under_way),)]
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


async def _told(op: Operator, went: TimePassed | None) -> str:
    """What happened on the way. Answers with the act asked for meanwhile."""
    if went is None:
        return ""
    missed = op.newly_missed()
    arrived = [said for said in (*op.arrived_later, *op.sent) if went.before < said[0] <= went.now]
    said = in_order(op.sentences(went.events), (*arrived, *missed))
    answer = await op.front.ask(lambda: telling(op, went, said, missed)) if said else None
    return "" if answer in (None, ON) else answer


def telling(op: Operator, went: TimePassed, said: list[Sentence], missed: tuple[Sentence, ...]) -> Notice:
    """The page that tells a stretch of time; deadlines ``missed`` on the way stand out."""
    voice = op.voice
    clock: Callable[[int], str] = voice.day_clock if went.now - went.before > 12 * HOUR else voice.clock
    tones: dict[Sentence, Tone] = dict.fromkeys(missed, "alarm")
    words: tuple[Line, ...] = tuple(((clock(x[0]), "quiet"), "  ", (x[1], tones.get(x, ""))) for x in said)
    span = voice.span(went.now - went.before)
    title = voice("{span} pass · deadline missed", span=span) if missed else voice("{span} pass", span=span)
    if missed and went.now - went.before < MINUTE:
        title = voice("Deadline missed")
    return Notice(title, words, voice("closes"), then=AT_ONCE, passing=True, alarm=bool(missed))


async def tell_missed(op: Operator) -> str:
    """Deadlines that an act shows to be missed, each once. Returns the act asked for meanwhile."""
    missed, voice = op.newly_missed(), op.voice
    if not missed:
        return ""
    words: tuple[Line, ...] = tuple(((voice.day_clock(at), "quiet"), "  ", (said, "alarm")) for at, said in missed)
    title = voice("Deadline missed")
    answer = await op.front.ask(lambda: Notice(title, words, voice("closes"), then=AT_ONCE, passing=True, alarm=True))
    return "" if answer in (None, ON) else answer
