"""The page of a seat as a value: made of its view and of nothing else, before anybody knows of HTML or of lines.

A section is made of the parts of a view that it shows, and once for all seats that see the same: so what is the same
on thirty pages is one value, and found to be the same by a look.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from simulator.console.message_view import Attachment, Message
from simulator.console.panels import clocks, curtain, messages, wall
from simulator.console.panels.top import badge, pace
from simulator.console.rows import Cell, Line, Markdown, Part, Row, Words, plain
from simulator.console.view import Sentence, View
from simulator.console.witness import witness_lines
from simulator.hub import offers, orders
from simulator.hub.deeds import Sitting
from simulator.hub.section import Folded, Section
from simulator.wording.voice import Voice

NEXT = 4
"""Deadlines on the wall: with more, type would be too small, or they below its edge; one fewer while people join."""


def page(view: View, voice: Voice, seat: str) -> tuple[Section, ...]:
    """All that a seat sees and may do, what is newest first. ``seat``: its name."""
    if "wall" in view.seat.kinds:
        return (_top(view, voice, seat), *_joining(view, voice), *_wall(view, voice))
    at = Sitting.of(view)
    # What comes after ENDEX is a projection, and nobody plays it.
    came = [message for message in view.messages if view.ended_at is None or message.at <= view.ended_at]
    newest = came[-1:] if view.ended_at is None else []
    first = tuple(dict.fromkeys((*newest, *reversed(view.owed)))) if view.ended_at is None else ()
    earlier = [message for message in reversed(came) if message not in first]
    several = messages.several_days(view, voice)
    return (
        _top(view, voice, seat),
        *_kept(view, voice),
        *(_message(message, at, False, several, voice) for message in first),
        *_sections_of_own(view, at, voice),
        *(_message(message, at, True, several, voice) for message in earlier),
        *_aside(view, voice),
    )


def _top(view: View, voice: Voice, seat: str) -> Section:
    now = view.now if view.ended_at is None else view.ended_at
    stands = curtain.lines(view, voice) if view.phase == "stopped" and view.seat.id else ()
    moment = f"  {voice.day_clock(now)}  {voice.elapsed(now)}  "
    return Section(
        "top",
        f"{badge(is_real=view.is_real)} {view.title}",
        (((seat, "strong"), moment, pace(view, voice)), *stands),
        "top",
    )


@lru_cache(maxsize=1024)
def _message(message: Message, at: Sitting, folded: bool, several: bool, voice: Voice) -> Section:
    """``several``: messages came on several days, so that a time of day alone does not say when."""
    when = voice.day_clock(message.at) if several else voice.clock(message.at)
    news = "" if folded else voice("New message: {title}", title=message.title)
    heading = f"{when} {message.title}" if folded else message.title
    acts = tuple(offers.on_message(message, at, voice))
    return Section(f"message-{message.id}", heading, (*_read(message, voice), *acts), "message", news, folded)


@lru_cache(maxsize=256)
def _read(message: Message, voice: Voice) -> tuple[Part | Folded, ...]:
    """What there is to read."""
    head: tuple[Words, ...] = ((messages.heading(message, voice), "quiet"),)
    sender: tuple[Line, ...] = ((voice("From: {sender}", sender=message.sender),),) if message.sender else ()
    body = (Markdown(message.body),) if message.body else ()
    asked = messages.question_parts(message.question, voice) if message.question else ()
    attached = (_attached(message, one, voice) for one in message.attachments if not one.waits)
    return (head, *sender, *body, *asked, *attached)


def _attached(message: Message, one: Attachment, voice: Voice) -> Folded:
    text: tuple[Part, ...] = (
        (Markdown(one.text),) if one.is_markdown else tuple((line,) for line in one.text.split("\n"))
    )
    return Folded(f"{message.id}-{one.number}", messages.attachment_name(one, voice), text)


def _sections_of_own(view: View, at: Sitting, voice: Voice) -> Iterator[Section]:
    """What this seat writes down, judges and has written."""
    yield from offers.of_seat(view, at, voice)
    if view.clocks and view.ended_at is None:
        yield orders.of_clocks(view.clocks, view.now, at, voice)
    if view.steps and "player" in at.kinds and view.ended_at is None:
        yield orders.of_playbook(view.steps, view.self_running, view.now, at, voice)
    if view.own:
        yield offers.of_own(view.own, at, voice)


def _aside(view: View, voice: Voice) -> Iterator[Section]:
    """What is seldom needed, at the end."""
    if view.log and view.ended_at is None:
        yield _log(view.log, voice)
    if view.seat.id:
        yield offers.aside(view.phase, voice)


@lru_cache(maxsize=32)
def _log(log: tuple[Sentence, ...], voice: Voice) -> Section:
    lines = tuple((f"{voice.day_clock(at)} {words}",) for at, words in log)
    return Section("log", voice("What happened"), lines, folded=True)


def _wall(view: View, voice: Voice) -> Iterator[Section]:
    if covered := curtain.lines(view, voice):
        yield Section("curtain", "", covered, "large")
        return
    shown = wall.wall(view, voice)
    now: Line = ((f"{shown.now.figures}  ", "strong"), plain(shown.now.words))
    yield Section("now", "", (now,), "large")
    if view.messages:
        newest = view.messages[-1]
        news = voice("New message: {title}", title=newest.title)
        yield Section(f"message-{newest.id}", newest.title, _read(newest, voice), "large", news)
    room = NEXT - (view.joining is not None)
    rows = [Row("", (Cell(timed.words),), right=timed.said, whole=True) for timed in shown.clocks[:room]]
    if len(shown.clocks) > room:
        rows.append(Row("", (Cell((voice("and {count} more", count=len(shown.clocks) - room), "quiet")),), whole=True))
    if rows:
        yield Section("clocks", clocks.name(voice), tuple(rows), "large")


def _joining(view: View, voice: Voice) -> Iterator[Section]:
    if view.joining:
        line: Line = (f"{view.joining.address}  ", (view.joining.code, "strong"))
        yield Section("join", voice("Take a seat"), (line,), "large")


def _kept(view: View, voice: Voice) -> Iterator[Section]:
    """What each seat keeps of a record that is complete; the wall has it with what covers it."""
    if view.witness:
        yield Section("kept", voice("The record is complete"), witness_lines(view.witness, voice))
