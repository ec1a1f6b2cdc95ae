"""What happened while time passed, and deadlines that went by."""

from __future__ import annotations

from collections.abc import Callable

from simulator.console.dialogs import ON, Notice
from simulator.console.log import in_order
from simulator.console.operator import Operator
from simulator.console.rows import Line, Tone
from simulator.console.view import Sentence
from simulator.exercise.views import TimePassed
from simulator.model.durations import HOUR, MINUTE

AT_ONCE = ("observe", "decide", "order", "next")
"""Acts that may be asked for while it is told what happened."""


async def tell(op: Operator, went: TimePassed | None) -> str:
    """What happened on the way. Answers with the act asked for meanwhile."""
    if went is None:
        return ""
    missed = op.newly_missed()
    arrived = [said for said in (*op.arrived_later, *op.sent) if went.before < said[0] <= went.now]
    said = in_order(op.sentences(went.events), (*arrived, *missed))
    answer = await op.front.ask(lambda: _told(op, went, said, missed)) if said else None
    return "" if answer in (None, ON) else answer


def _told(op: Operator, went: TimePassed, said: list[Sentence], missed: tuple[Sentence, ...]) -> Notice:
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
