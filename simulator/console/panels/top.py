"""The two clocks that are always in sight: the incident's and the room's; and that it is an exercise."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.console.rows import Tone, Words
from simulator.console.view import View
from simulator.wording.voice import Voice

BADGE = "【演習】EXERCISE"
REAL = "【実事案】REAL INCIDENT"
"""The same where a real incident is reviewed."""


@dataclass(frozen=True, slots=True)
class Top:
    """What the top of a front says; it may leave out what it has no room for."""

    badge: str
    title: str
    moment: str
    """Day, date, time and zone."""
    short: str
    """Day of the week and time."""
    elapsed: str
    pace: Words
    """How time goes."""
    sign: Words
    """The same in as little room as can be."""
    room: str
    """Room time used, of what is planned."""
    room_words: str
    """The same, with what it is."""
    left: str
    spare: Words
    """Room time to spare, or how far behind it is; empty where nobody is to know."""


def badge(*, is_real: bool) -> str:
    """What every screen and page says of what it shows: an exercise, or a real incident."""
    return REAL if is_real else BADGE


def top(view: View, voice: Voice) -> Top:
    """The top of the screen for a view."""
    now = view.now if view.ended_at is None else view.ended_at
    local = voice.local(now)
    clock = voice.clock(now)
    time = f"{clock[:5]}:{local:%S}{clock[5:]}"
    day = voice.day_clock(now).removesuffix(clock)
    date = voice.day(local) + ("" if voice.language == "ja" else " ")
    sign, _, tone = _pace(view, voice)
    shown = pace(view, voice)
    used = "" if view.is_real else f"{voice.room(view.room)}/{voice.room(view.play)}"
    return Top(
        badge=badge(is_real=view.is_real),
        title=view.title,
        moment=f"{date}{local:%H:%M:%S %Z}",
        short=f"{day}{time}",
        elapsed=voice.elapsed(now),
        pace=shown,
        sign=(sign, tone) if view.phase == "play" else shown,
        room=used,
        room_words=voice("room {used}", used=used) if used else "",
        left=voice("{minutes} min left", minutes=max(view.play - view.room, 0) // 60) if used else "",
        spare=_spare(view, voice),
    )


def pace(view: View, voice: Voice) -> Words:
    """How time goes."""
    sign, words, tone = _pace(view, voice)
    return f"{sign} {words}", tone


def _pace(view: View, voice: Voice) -> tuple[str, str, Tone]:
    """What time does: as a sign, as words."""
    if view.phase == "stopped":
        return "■", voice("REAL EVENT"), "alarm"
    if view.ended_at is not None:
        return "■", voice("review") if view.is_real else "ENDEX", "strong"
    if view.phase == "break":
        return "⏸", voice("BREAK"), "alarm"
    if view.phase == "before":
        return "○", voice("before STARTEX"), "quiet"
    if view.gate is not None:
        return "⏸", voice("time stopped"), "warning"
    if view.talk == 0:
        return "○", voice("talk is free"), "quiet"
    return "▶", voice("talking {rate}:1", rate=f"{view.talk:g}"), "good"


def _spare(view: View, voice: Voice) -> Words:
    if view.slack is None or view.ended_at is not None:
        return ""
    if view.slack < 0:
        return "▲ " + voice("{minutes} behind", minutes=-(view.slack // 60)), "warning"
    return voice("{minutes} spare", minutes=view.slack // 60)
