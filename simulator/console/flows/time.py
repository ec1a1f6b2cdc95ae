"""Next, the very next event, a jump, the pace and the end of play."""

from __future__ import annotations

from simulator.console.checks import moment_check
from simulator.console.dialogs import Choice, Form, Notice, Pick, Write
from simulator.console.flows.last_call import last_call
from simulator.console.flows.telling import tell
from simulator.console.moments import moment
from simulator.console.offers import starter, talk_rates, who_starts
from simulator.console.operator import Operator
from simulator.console.rows import Line, simple
from simulator.exercise import commands as c
from simulator.model.durations import HOUR, MINUTE

_OTHER, _PACE = "/other", "/pace"
_MORNING = "09:00"


async def to_gate(op: Operator) -> str:
    """Next: to the coming gate and through it. Returns the act asked for while the result was shown."""
    if op.hears_next() and await last_call(op):
        return await tell(op, op.pass_time(op.session.next))
    return ""


async def to_event(op: Operator) -> str:
    """To the very next thing that happens. Returns the act asked for while the result was shown."""
    return await tell(op, op.pass_time(op.session.next_event)) if op.hears_next() else ""


async def jump(op: Operator) -> str:
    """Asks where to; time stops at each inject on the way. Returns the act asked for while the result was shown."""
    chosen = await op.front.ask(lambda: _where_to(op))
    if chosen is None:
        return ""
    if chosen.row.id == _PACE:
        await pace(op)
        return ""
    to = await _other_time(op) if chosen.row.id == _OTHER else moment(chosen.row.id, op.session.now, op.voice)
    if to is None or not await last_call(op, to):
        return ""
    return await tell(op, op.pass_time(lambda: op.session.jump(to)))


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


def _undecided(op: Operator) -> tuple[Line, ...]:
    """A line for each decision that is open."""
    words = (op.voice("Not decided yet: {inject}", inject=op.names.inject(one)) for one in op.state.open_decisions)
    return tuple(((line, "warning"),) for line in words)


async def end_play(op: Operator) -> None:
    """ENDEX, after asking, and after naming what nobody has decided yet."""
    voice = op.voice

    def question() -> Notice:
        ends = voice("ENDEX: the play ends here, {when}.", when=voice.day_clock(op.session.now))
        runs_on = voice("What is ordered runs on and is shown as projected. The review follows.")
        if op.setup.discussion_only:
            runs_on = voice("Deadlines that run now stay undecided. The review follows.")
        shows = voice("The review shows what players may not see.")
        warned: tuple[Line, ...] = (((shows, "warning"),),) if op.players else ()
        words: tuple[Line, ...] = ((ends,), (), (runs_on,), *_undecided(op), *warned)
        return Notice(voice("End play?"), words, voice("ends the play"), voice("goes on playing"))

    if await op.front.ask(question) is not None:
        op.act(c.EndPlay())
