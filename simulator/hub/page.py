"""The page of a seat as a value: made of its view and of nothing else, before anybody knows of HTML or of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from simulator.console.message_view import Attachment, Message
from simulator.console.panels import clocks, curtain, messages, wall
from simulator.console.panels.top import BADGE, top
from simulator.console.rows import Cell, Line, Markdown, Part, Row, Words, plain
from simulator.console.view import View
from simulator.console.witness import witness_lines
from simulator.hub import offers
from simulator.hub.deeds import Deed
from simulator.wording.voice import Voice

NEXT = 4
"""Deadlines on the wall: with more, its type would be too small, or they below its edge."""
Kind = Literal["top", "message", "plain", "large"]
"""How a section looks: what stays in sight, something to read, anything else, or to be read from five metres."""


@dataclass(frozen=True)
class Folded:
    """Something that is opened to be read."""

    id: str
    summary: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Section:
    """A piece of the page that changes, or does not, as one."""

    id: str
    heading: str
    body: tuple[Part | Folded | Deed, ...]
    kind: Kind = "plain"
    news: str = ""
    """Said aloud when it appears."""
    folded: bool = False
    """Closed until somebody opens it."""


def page(view: View, voice: Voice, seat: str, joining: tuple[str, str] | None = None) -> tuple[Section, ...]:
    """All that a seat sees and may do, what is newest first.

    ``seat``: its name. ``joining``: the address and the code, for a wall while there are seats to take.
    """
    if "wall" in view.seat.kinds:
        return (_top(view, voice, seat), *_wall(view, voice), *_joining(joining, view, voice))
    # What comes after ENDEX is a projection, and nobody plays it.
    came = [message for message in view.messages if view.ended_at is None or message.at <= view.ended_at]
    newest = came[-1:] if view.ended_at is None else []
    first = tuple(dict.fromkeys((*newest, *reversed(view.owed)))) if view.ended_at is None else ()
    earlier = [message for message in reversed(came) if message not in first]
    return (
        _top(view, voice, seat),
        *_kept(view, voice),
        *(_message(message, view, voice) for message in first),
        *_sections_of_own(view, voice),
        *(_message(message, view, voice, folded=True) for message in earlier),
        *_aside(view, voice),
    )


def _top(view: View, voice: Voice, seat: str) -> Section:
    now = view.now if view.ended_at is None else view.ended_at
    stands = curtain.lines(view, voice) if view.phase == "stopped" and view.seat.id else ()
    lines: tuple[Line, ...] = (
        ((seat, "strong"), f"  {voice.day_clock(now)}  {voice.elapsed(now)}  ", top(view, voice).pace),
        *stands,
    )
    return Section("top", f"{BADGE} {view.title}", lines, "top")


def _message(message: Message, view: View, voice: Voice, *, folded: bool = False) -> Section:
    several = messages.several_days(view, voice)
    when = voice.day_clock(message.at) if several else voice.clock(message.at)
    news = "" if folded else voice("New message: {title}", title=message.title)
    heading = f"{when} {message.title}" if folded else message.title
    acts = tuple(offers.on_message(message, view, voice))
    return Section(f"message-{message.id}", heading, (*_read(message, voice), *acts), "message", news, folded)


@lru_cache(maxsize=2048)
def _read(message: Message, voice: Voice) -> tuple[Part | Folded, ...]:
    """What there is to read: it is the same for all who see it, and made once."""
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


def _sections_of_own(view: View, voice: Voice) -> Iterator[Section]:
    """What this seat writes down, judges and has written."""
    for group in offers.of_seat(view, voice):
        yield Section(group.id, group.heading, group.parts, folded=group.folded)
    if view.clocks and view.ended_at is None:
        yield Section("clocks", clocks.heading(view, voice), clocks.parts(view, voice))
    if view.own:
        yield Section("own", voice("Written here"), tuple(offers.own_parts(view, voice)))


def _aside(view: View, voice: Voice) -> Iterator[Section]:
    """What is seldom needed, at the end."""
    if view.log and view.ended_at is None:
        lines = tuple((f"{voice.day_clock(at)} {words}",) for at, words in view.log)
        yield Section("log", voice("What happened"), lines, folded=True)
    if deeds := tuple(offers.aside(view, voice)):
        yield Section("aside", voice("This seat"), deeds, folded=True)


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
    rows = [Row("", (Cell(timed.words),), right=timed.said, whole=True) for timed in shown.clocks[:NEXT]]
    if len(shown.clocks) > NEXT:
        rows.append(Row("", (Cell((voice("and {count} more", count=len(shown.clocks) - NEXT), "quiet")),), whole=True))
    if rows:
        yield Section("clocks", clocks.name(voice), tuple(rows), "large")


def _joining(joining: tuple[str, str] | None, view: View, voice: Voice) -> Iterator[Section]:
    if joining is not None and view.ended_at is None:
        address, code = joining
        yield Section("join", voice("Take a seat"), (((f"{address}  ", ""), (code, "strong")),), "large")


def _kept(view: View, voice: Voice) -> Iterator[Section]:
    """What each seat keeps of a record that is complete; the wall has it with what covers it."""
    if view.witness:
        yield Section("kept", voice("The record is complete"), witness_lines(view.witness, voice))
