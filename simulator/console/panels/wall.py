"""What a room reads from five metres: few things, and times apart from their words, to be drawn large."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.console.panels import clocks, messages
from simulator.console.rows import Cell, Line, Part, Row, Tone, Words
from simulator.console.view import ClockView, View
from simulator.model.durations import DAY, HOUR, MINUTE
from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Timed:
    """Something with a time: what it is, the time as figures (empty where there are too many), and in words."""

    words: Words
    figures: str
    said: Words


@dataclass(frozen=True, slots=True)
class Wall:
    """All that is shown large."""

    now: Timed
    elapsed: Timed
    message: tuple[Line, ...]
    """The newest one, in a line, and the open question."""
    whole: tuple[Part, ...]
    """The newest one as it is read out, for where there is room."""
    clocks: tuple[Timed, ...]
    """Missed and still owed, then running, the nearest deadline first."""


def wall(view: View, voice: Voice) -> Wall:
    """The few things of a view."""
    now = view.now if view.ended_at is None else view.ended_at
    local = voice.local(now)
    hours, minutes = divmod(now // MINUTE, 60)
    return Wall(
        now=Timed(voice.day(local), f"{local:%H:%M}", voice.day_clock(now)),
        elapsed=Timed(voice("since the opening"), f"{hours}:{minutes:02d}", voice.elapsed(now)),
        message=_message(view, voice),
        whole=messages.parts(view.messages[-1], voice) if view.messages else (),
        clocks=tuple(_timed(clock, view, voice) for clock in clocks.pressing(view) if clock.deadline is not None),
    )


def seats_row(view: View, voice: Voice) -> Row | None:
    """Where somebody takes a seat, with the code at the right; None where nobody can, or every player has one."""
    if view.joining is None:
        return None
    address = Cell(f"  {view.joining.address}  ")
    return Row("", (Cell((voice("Take a seat"), "strong")), address), right=(view.joining.code, "accent"))


def _message(view: View, voice: Voice) -> tuple[Line, ...]:
    if not view.messages:
        return ()
    newest = view.messages[-1]
    owed = view.owed[-1].question if view.owed else None
    title: Line = ((f"{voice.clock(newest.at)}  ", "quiet"), (newest.title, "strong"))
    if owed is None:
        return (title,)
    by: Line = ((voice("answer by {when}", when=voice.when(owed.by, view.now)), "warning"),) if owed.by else ()
    return title, (), (("◆ ", "accent"), (owed.words, "strong")), *((by,) if by else ())


def _timed(clock: ClockView, view: View, voice: Voice) -> Timed:
    left = (clock.deadline or 0) - view.now
    if clock.standing == "missed":
        figures = "" if clock.reached is not None or -left >= DAY else f"-{_hours(-left)}"
        return Timed((f"▲ {clock.title}", "bad"), figures, (clocks.state_words(clock, view.now, voice), "bad"))
    near: Tone = "bad" if clocks.is_near(clock, view.now) else "strong"
    return Timed(
        (clock.title, near), _hours(left) if left < DAY else "", (clocks.left_words(clock, view.now, voice), near)
    )


def _hours(seconds: int) -> str:
    return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02d}"
