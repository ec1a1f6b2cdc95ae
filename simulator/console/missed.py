"""Deadlines that went by, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from simulator.console.view import Sentence
from simulator.model.setup import Clock
from simulator.timeline.judge import Verdict
from simulator.wording.names import Names


class Missed(NamedTuple):
    """A deadline that went by. When it was known, in seconds since opens."""

    at: int
    key: str
    """Of its clock or, of a duty that recurs, of the turn."""
    clock: Clock


def missed(verdicts: Iterable[Verdict], until: int) -> list[Missed]:
    """Those known by ``until``, the earliest first; no benchmarks."""
    known = (one for verdict in verdicts if verdict.clock.kind != "benchmark" for one in _missed_in(verdict))
    return sorted((one for one in known if one.at <= until), key=lambda one: one.at)


def _missed_in(verdict: Verdict) -> Iterator[Missed]:
    """Of a duty that recurs there may be several."""
    clock, at = verdict.clock, verdict.missed_at
    if at is not None and not clock.recurs:
        yield Missed(at, clock.key, clock)
    for turn, gap in enumerate(verdict.gaps):
        if gap.missed:
            yield Missed(max(gap.due, verdict.known or 0), f"{clock.key}#{turn}", clock)


def missed_words(clock: Clock, names: Names) -> str:
    """That one was missed."""
    title = clock_title(clock, names)
    if clock.is_order:
        return names.voice("▲ Out of order: {clock}", clock=title)
    if clock.keeps_away:
        return names.voice("▲ Too early: {clock}", clock=title)
    return names.voice("▲ Deadline missed: {clock}", clock=title)


def told_together(found: Sequence[Missed], names: Names) -> tuple[Sentence, ...]:
    """Those of one second in one sentence: a log of one line tells of all of them."""
    at_once: dict[int, list[Clock]] = {}
    for one in found:
        at_once.setdefault(one.at, []).append(one.clock)
    return tuple((at, said) for at, clocks in at_once.items() for said in _together(clocks, names))


def _together(clocks: list[Clock], names: Names) -> list[str]:
    late = [clock for clock in clocks if not (clock.is_order or clock.keeps_away)]
    if len(late) < 2:
        return [missed_words(clock, names) for clock in clocks]
    titles = names.listed(clock_title(clock, names) for clock in late)
    others = [missed_words(clock, names) for clock in clocks if clock not in late]
    return [*others, names.voice("▲ {count} deadlines missed: {clocks}", count=len(late), clocks=titles)]


def clock_title(clock: Clock, names: Names) -> str:
    """A clock's title, with what it counts from where there are several readings of that."""
    title = names.text(clock.title)
    if clock.reading:
        return names.voice("{title} ({what})", title=title, what=names.milestone(clock.start))
    return title
