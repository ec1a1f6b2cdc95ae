"""Next, the very next event, a jump, the pace, undo and the end of play."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from simulator.console.log import sentences
from simulator.console.offers import talk_rates, who_starts
from simulator.exercise import commands as c
from simulator.exercise.views import LastCall, TimePassed
from simulator.model.durations import HOUR, MINUTE
from simulator.tui import text
from simulator.tui.desk import Desk
from simulator.tui.flows.moments import moment
from simulator.tui.modals.choose import Choose, Row, sections
from simulator.tui.modals.form import Form
from simulator.tui.modals.say import Say
from simulator.tui.widgets.fields import Pick, Write

GO = "go"


async def to_gate(desk: Desk) -> None:
    """Next: to the coming gate and through it."""
    if await _last_call(desk):
        await _told(desk, desk.pass_time(desk.session.next))


async def to_event(desk: Desk) -> None:
    """To the very next thing that happens."""
    await _told(desk, desk.pass_time(desk.session.next_event))


async def jump(desk: Desk) -> None:
    """Asks where to; time stops at each inject on the way."""
    voice, now = desk.voice, desk.session.now
    presets = [(str(now + ahead), ahead) for ahead in (30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR)]
    morning = moment("09:00", now, voice)

    def rows(_width: int) -> list[Row]:
        found = [Row(to, text.line(f"+{voice.span(ahead)}  → {voice.day_clock(int(to))}")) for to, ahead in presets]
        found.append(Row(str(morning), text.line(voice("next morning  → {when}", when=voice.day_clock(morning)))))
        return [*found, Row("other", Content(voice("another time…"))), Row("pace", Content(voice("what talk costs…")))]

    hint = voice("Enter jumps, stopping at each message on the way. Esc stays.")
    chosen = await desk.ask(Choose(voice("Jump"), rows, hint=hint))
    if chosen is None:
        return
    if chosen.row == "pace":
        await pace(desk)
        return
    to = await _other_time(desk) if chosen.row == "other" else int(chosen.row)
    if to is not None and await _last_call(desk, to):
        await _told(desk, desk.pass_time(lambda: desk.session.jump(to)))


async def _other_time(desk: Desk) -> int | None:
    voice = desk.voice
    field = Write("to", voice("Jump to"), hint=voice("21:30, Mon 09:00 or 2h"))
    answer = await desk.ask(Form(voice("Jump"), [field], hint=voice("Enter jumps. Esc stays.")))
    if answer is None:
        return None
    try:
        return moment(answer["to"], desk.session.now, voice)
    except ValueError:
        desk.say(voice("Write a time such as 21:30, Mon 09:00 or 2h."), severity="warning")
        return None


async def pace(desk: Desk) -> None:
    """What a minute of talk costs, and who starts the steps."""
    voice, state = desk.voice, desk.state
    fields = (
        Pick("talk", voice("Talk costs"), talk_rates(voice, state.talk), f"{state.talk:g}"),
        Pick("steps", voice("Steps"), who_starts(voice), "self" if state.self_running else "orders"),
    )
    answer = await desk.ask(
        Form(voice("Pace"), fields, hint=voice("Left and right choose. Enter is done. Esc leaves."))
    )
    if answer is not None:
        desk.act(c.SetPace(float(answer["talk"]), answer["steps"] == "self"))


async def undo(desk: Desk) -> None:
    """Takes back the last thing people did."""
    if desk.act(c.Undo()):
        desk.say(desk.voice("Taken back."))


async def end_play(desk: Desk) -> bool:
    """ENDEX, after asking; True where play has ended."""
    voice = desk.voice
    words = [
        Content(voice("ENDEX: the play ends here, {when}.", when=voice.day_clock(desk.session.now))),
        Content(""),
        Content(voice("What is ordered runs on and is shown as projected. The review follows.")),
    ]
    hint = voice("Enter ends the play. Esc goes on playing.")
    answer = await desk.ask(Say(voice("End play?"), words, hint=hint))
    return answer is True and desk.act(c.EndPlay())


async def _last_call(desk: Desk, to: int | None = None) -> bool:
    """Before more than an hour passes: what is ordered, what is not, who could be called. True to go on."""
    at = GO
    while call := desk.session.last_call(to):
        chosen = await desk.ask(_last_call_dialogue(desk, call, at))
        if chosen is None:
            return False
        if chosen.row == GO or chosen.key == "f5":
            return True
        kind, _, what = chosen.row.partition("/")
        desk.act(c.Order(what, desk.orderer(what)) if kind == "step" else c.CallIn(what))
        at = chosen.row
    return True


def _last_call_dialogue(desk: Desk, call: LastCall, at: str) -> Choose:
    voice, names = desk.voice, desk.names

    def rows(width: int) -> list[Row]:
        go = text.line(
            ("▶ ", "bold $text-accent"), (voice("Go on to {when}", when=voice.day_clock(call.until)), "bold")
        )
        ready = [Row(f"step/{step}", Content(text.cut(f"○ {names.step(step)}", width))) for step in call.ready]
        away = [Row(f"role/{role}", Content(text.cut(f"– {names.role(role)}", width))) for role in call.callable]
        known = (
            (voice("Ready, not ordered – Enter orders"), ready),
            (voice("Off duty, could be called in – Enter calls"), away),
        )
        return [Row(GO, go), Row("", Content("")), *sections(known)]

    span = voice.span(call.until - desk.session.now)
    intro = [text.line((voice("{span} will pass.", span=span), "bold"))]
    ordered = names.listed(names.step(step) for step in call.ordered) or voice("nothing")
    intro.append(Content(voice("Ordered: {steps}", steps=ordered)))
    hint = voice("F5 or Enter goes on. Esc stays.")
    return Choose(voice("Last call"), rows, intro=intro, hint=hint, keys=("f5",), at=at)


async def _told(desk: Desk, went: TimePassed | None) -> None:
    """What happened on the way: on the screen where it fits its two lines, else on a page."""
    if went is None:
        return
    said = sentences(went.events, desk.eyes)
    if len(said) <= desk.fits:
        return
    await desk.ask(telling(desk, went, said))


def telling(desk: Desk, went: TimePassed, said: list[tuple[int, str]]) -> Say:
    """The page that tells a stretch of time."""
    voice = desk.voice
    title = voice("{span} pass", span=voice.span(went.now - went.before))
    clock: Callable[[int], str] = voice.day_clock if went.now - went.before > 12 * HOUR else voice.clock
    words = [text.line((clock(at), "$text-muted"), "  ", sentence) for at, sentence in said]
    return Say(title, words, hint=voice("Enter goes on."), passes=("f2", "f3", "f4", "f5"))
