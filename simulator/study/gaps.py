"""What one run makes of duties that recur: judged as it is played, as rows keep first times only."""

from __future__ import annotations

from typing import Final

from simulator.model.setup import Clock
from simulator.timeline.judge import Standing, Verdict, recurring
from simulator.world.played import PlayedRun

WIDTH: Final = 6
"""Columns of a duty: how it stands, then start, deadline and end of its worst turn (-1: none), turns, turns missed."""
STANDINGS: Final[tuple[Standing, ...]] = ("not-started", "met", "missed", "void", "undecided")


def columns(run: PlayedRun) -> list[int]:
    """Those of all duties of a run that is over."""
    return [figure for clock, incident in run.plan.duties for figure in _columns(run, clock, incident)]


def _columns(run: PlayedRun, clock: Clock, incident: int) -> list[int]:
    verdict = stands(run, clock, incident)
    if verdict is None:
        return [0, -1, -1, -1, 0, 0]
    decided = [gap for gap in verdict.gaps if gap.missed or gap.ended is not None]
    times = [-1 if at is None else at for at in (verdict.started, verdict.deadline, verdict.reached)]
    return [STANDINGS.index(verdict.standing), *times, len(decided), sum(gap.missed for gap in decided)]


def stands(run: PlayedRun, clock: Clock, incident: int = 0) -> Verdict | None:
    """How a duty stands in a run that is over; None where it is no question."""
    opens = incident * run.plan.every
    end = opens + clock.setup.scenario.ends_after

    def reached(milestone: str) -> int | None:
        """No run goes on for a duty that recurs: what comes after the story's end, for other clocks, is none of it."""
        number = run.plan.numbered(milestone, incident)
        at = None if number is None else run.reached[number]
        return None if at is None or at > end else at

    def first(milestones: tuple[str, ...]) -> int | None:
        return min((at for name in milestones if (at := reached(name)) is not None), default=None)

    started = reached(clock.start)
    if started is None or not clock.counts(reached):
        return None
    first_came, number = reached(clock.end), run.plan.numbered(clock.end, incident)
    came = [] if first_came is None else [first_came, *(at for m, at in run.again if m == number)]
    until, moot = first(clock.until), first(clock.unless)
    return recurring(clock, started, came, until, moot, run.plan.horizon, over=True, opens=opens)
