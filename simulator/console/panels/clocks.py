"""Every clock: what it is, how long is left, how likely it is to be met, and how the playbook alone would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from simulator.console import signs
from simulator.console.chances import chance_words
from simulator.console.rows import Cell, Part, Row, Tone, Words
from simulator.console.view import ClockView, View
from simulator.model.durations import MINUTE
from simulator.wording.lengths import short_span
from simulator.wording.names import KINDS
from simulator.wording.pace import pace_words
from simulator.wording.voice import Voice

_ORDER = ("running", "not-started", "missed", "met", "void", "undecided")
_PRESSING = ("running", "missed")


def name(voice: Voice) -> str:
    """In a word."""
    return voice("Clocks")


def heading(view: View, voice: Voice) -> str:
    """How many run, and how many were missed: that is said wherever the list has been scrolled to."""
    return counts(view.clocks, voice)


def counts(clocks: Collection[ClockView], voice: Voice) -> str:
    """The same of these."""
    running = sum(clock.standing == "running" for clock in clocks)
    missed = sum(clock.standing == "missed" for clock in clocks)
    if missed:
        return voice("Clocks · ▲ {missed} missed · {count} running", count=running, missed=missed)
    return voice("Clocks · {count} running", count=running)


def parts(view: View, voice: Voice) -> tuple[Part, ...]:
    """What was missed and is still owed on top, then running clocks, the nearest deadline first."""
    rows: list[Part] = []
    parted = False
    for clock in sorted(view.clocks, key=_urgency):
        rows += [()] if parted else []
        parted = clock.standing in _PRESSING
        rows += clock_rows(clock, view.now, voice)
    if view.pace is not None and rows:
        rows += [(), Row("", (Cell((so_far(view.pace, voice), "quiet")),), whole=True)]
    return tuple(rows)


def brief(clocks: Iterable[ClockView], now: int, voice: Voice) -> tuple[Row, ...]:
    """The same, each in a line: its name, and what is left or how it went."""
    return tuple(_brief(clock, now, voice) for clock in sorted(clocks, key=_urgency))


def _brief(clock: ClockView, now: int, voice: Voice) -> Row:
    words: Words = (state_words(clock, now, voice), _tone(clock))
    if clock.standing == "running" and clock.deadline is not None:
        words = _time_left(clock, now, voice)
    elif is_owed(clock) and clock.deadline is not None and not clock.turns_missed:
        words = voice("{span} over", span=voice.span(now - clock.deadline)), "bad"
    title = Cell((clock.title, "strong" if clock.standing in _PRESSING else ""))
    return Row("", (title,), mark=signs.STANDING[clock.standing], right=words, named=True)


def so_far(pace: float, voice: Voice) -> str:
    """How fast work has gone, which chances take into account."""
    return voice("Work so far: {pace}", pace=pace_words(pace, voice))


def _urgency(clock: ClockView) -> tuple[int, int]:
    rank = -1 if is_owed(clock) else _ORDER.index(clock.standing)
    return rank, clock.deadline if clock.deadline is not None else 1 << 40


def is_owed(clock: ClockView) -> bool:
    """Whether it was missed and what it asks for is still to be done."""
    return clock.standing == "missed" and not clock.is_order and clock.reached is None


def pressing(view: View) -> tuple[ClockView, ...]:
    """Clocks missed and still owed, clocks that run, the nearest deadline first, and others that were missed."""
    return tuple(sorted((clock for clock in view.clocks if clock.standing in _PRESSING), key=_urgency))


def clock_rows(clock: ClockView, now: int, voice: Voice) -> tuple[Row, ...]:
    """One clock: its name; what is left, or how it went; par and whose it is."""
    pressing = clock.standing in _PRESSING
    title = Cell((clock.title, "strong" if pressing else ""))
    name = Row("", (title,), mark=signs.STANDING[clock.standing], whole=True, named=True)
    if clock.standing == "running" and clock.deadline is not None:
        how = _running(clock, clock.deadline, now, voice)
    else:
        how = Row("", (Cell((state_words(clock, now, voice), _tone(clock))),), indent=2, whole=True)
    if not pressing:
        return name, how
    kind = voice(KINDS[clock.kind]) if clock.kind in KINDS else clock.kind
    par = Cell((par_words(clock, voice), "quiet"))
    return name, how, Row("", (par,), right=(kind, "quiet"), indent=2, minor=True)


def _running(clock: ClockView, deadline: int, now: int, voice: Voice) -> Row:
    """How much of the time is used, and what is left of it."""
    started = clock.started if clock.started is not None else deadline
    left, whole = deadline - now, max(deadline - started, 1)
    time_left = _time_left(clock, now, voice)
    return Row("", (Cell(time_left),), bar=1 - left / whole, right=chance_of(clock, voice), indent=2)


def _time_left(clock: ClockView, now: int, voice: Voice) -> Words:
    words = left_words(clock, now, voice)
    return (f"! {words}", "bad") if is_near(clock, now) else (words, "strong")


def is_near(clock: ClockView, now: int) -> bool:
    """Whether less than a fifth of its time is left; what must keep away gets easier by then."""
    if clock.keeps_away:
        return False
    started = clock.started if clock.started is not None else clock.deadline
    left, whole = (clock.deadline or 0) - now, max((clock.deadline or 0) - (started or 0), 1)
    return left * 5 < whole


def chance_of(clock: ClockView, voice: Voice) -> Words:
    """How likely it is to be met; empty where that is not known."""
    if clock.chance is None:
        return ""
    return chance_words(clock.chance, voice), "quiet" if clock.chance.rough else "strong"


def _tone(clock: ClockView) -> Tone:
    return "bad" if clock.standing == "missed" else "" if clock.standing == "met" else "quiet"


def state_words(clock: ClockView, now: int, voice: Voice) -> str:
    """How a clock stands that does not run."""
    if clock.counts_with:
        return voice("counts only with {milestone}", milestone=clock.counts_with)
    if clock.is_order:
        return _order_words(clock, voice)
    if clock.keeps_away and clock.standing in ("met", "missed"):
        return _kept_away_words(clock, now, voice)
    if clock.standing == "not-started":
        return voice("not started: waits for {milestone}", milestone=clock.start)
    if clock.standing == "missed" and clock.turns_missed:
        return _turns_words(clock, now, voice)
    if clock.standing == "missed":
        over = now - (clock.deadline or 0)
        if clock.margin is None:
            when = voice.when(clock.deadline or 0, now)
            if over < MINUTE:
                return voice("missed {when}, just now", when=when)
            return voice("missed {when}, {span} over", when=when, span=voice.span(over))
        return voice("missed by {span}", span=short_span(voice, clock.margin))
    if clock.standing == "met" and clock.reached is not None:
        when = voice.when(clock.reached, now)
        if clock.margin is None:
            return voice("done {when}", when=when)
        return voice("met {when}, {span} to spare", when=when, span=short_span(voice, clock.margin))
    if clock.standing == "void" and clock.moot is not None:
        return voice("void: fell away {when}", when=voice.when(clock.moot, now))
    return voice("undecided: time is over")


def _turns_words(clock: ClockView, now: int, voice: Voice) -> str:
    """How often a duty that recurs was missed, and when it is due again, or since when."""
    if clock.turn_due is not None:
        when = voice.when(clock.turn_due, now)
        words = voice("missed {count} times; due again {when}", count=clock.turns_missed, when=when)
        return f"{words} · {chance_words(clock.chance, voice)}" if clock.chance else words
    if clock.reached is None and clock.deadline is not None:
        when = voice.when(clock.deadline, now)
        return voice("missed {count} times; owed since {when}", count=clock.turns_missed, when=when)
    return voice("missed {count} times", count=clock.turns_missed)


def _order_words(clock: ClockView, voice: Voice) -> str:
    if clock.standing == "missed":
        return voice("out of order: {second} came before {first}", first=clock.end, second=clock.start)
    if clock.standing == "met":
        return voice("kept: {first} came first", first=clock.end)
    if clock.standing == "void":
        return voice("void: it no longer matters which comes first")
    return voice("{first} before {second}", first=clock.end, second=clock.start)


def _kept_away_words(clock: ClockView, now: int, voice: Voice) -> str:
    """How it went with what must keep away."""
    if clock.standing == "missed" and clock.margin is not None:
        span = short_span(voice, clock.margin)
        return voice("{span} too early: {milestone}", span=span, milestone=clock.end)
    free = voice.when(clock.deadline or 0, now)
    return voice("kept: {milestone} may come since {when}", milestone=clock.end, when=free)


def par_words(clock: ClockView, voice: Voice) -> str:
    """How long the playbook alone takes on the exercise's own draws; empty where that is not known."""
    if clock.par is None:
        return ""
    return voice("par: never") if clock.par == "never" else voice("par {span}", span=voice.span(clock.par))


def nearest(view: View) -> ClockView | None:
    """The running clock whose deadline comes first."""
    running = [clock for clock in view.clocks if clock.standing == "running" and clock.deadline is not None]
    running = [clock for clock in running if not clock.keeps_away]
    return min(running, key=lambda clock: clock.deadline or 0, default=None)


def left_words(clock: ClockView, now: int, voice: Voice) -> str:
    """What is left of a running clock, or for how long its milestone must keep away."""
    if clock.keeps_away:
        span = voice.span((clock.deadline or 0) - now)
        return voice("not for another {span}: {milestone}", span=span, milestone=clock.end)
    return voice("{span} left", span=voice.span((clock.deadline or 0) - now))
