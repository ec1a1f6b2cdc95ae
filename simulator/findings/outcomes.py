"""What came of every clock: settled at the table, projected after ENDEX, or never started."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from simulator.model.expectation import Expectation
from simulator.model.setup import Clock, Setup
from simulator.timeline.events import Event, MilestoneMarked
from simulator.timeline.judge import Standing, Verdict, judge
from simulator.timeline.paths import Basis, Leg, basis
from simulator.timeline.state import State

Paths = Mapping[str, tuple[Leg, ...]]
"""Milestone → how it came about."""
Result = Literal["met", "missed", "would be met", "would be missed", "void", "undecided", "not started"]
"""How a clock came out. What *would be* was settled after ENDEX by standing orders; people did not play it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one clock came out. Times in seconds since opens."""

    clock: Clock
    standing: Standing
    projected: bool
    """Settled only after ENDEX, by standing orders: never say that it was met or missed."""
    started: int | None
    deadline: int | None
    reached: int | None
    reached_projected: bool
    """Reached only after ENDEX, though the deadline may have passed before."""
    margin: int | None
    """Seconds to spare, negative when late; None where it was not reached or there is no deadline."""
    basis: Basis
    """What the time from start to milestone consisted of."""
    moot: int | None
    """When it fell away, where it is void."""
    turns: tuple[int, int] | None
    """Of a duty that recurs, how many turns were missed, and of how many; the moments above are those of the worst."""
    waits: str
    """The milestone that it waited for where it has not started."""
    par: Standing | None
    """How the playbook on autopilot did on the same draws; None where that is not known."""

    @property
    def ran(self) -> bool:
        """It was a question at all: started and, as far as can be told, answered."""
        return self.standing in ("met", "missed")

    @property
    def result(self) -> Result:
        """How it came out, a projection kept apart from what was played."""
        return result(self.standing, projected=self.projected)

    @property
    def never_in_play(self) -> bool:
        """The table did not reach it, whatever a projection says."""
        return self.reached is None or self.reached_projected

    @property
    def before_start(self) -> bool:
        """It was reached before its clock started: no reaction to what started it."""
        late_start = self.reached is not None and self.started is not None and self.reached < self.started
        return late_start and not (self.clock.is_order or self.clock.keeps_away)


def result(standing: Standing, *, projected: bool) -> Result:
    """How a clock came out; ``projected``: settled only after ENDEX."""
    if standing == "met":
        return "would be met" if projected else "met"
    if standing == "missed":
        return "would be missed" if projected else "missed"
    if standing == "void":
        return "void"
    return "not started" if standing == "not-started" else "undecided"


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock counted from another defensible moment of becoming aware."""

    clock: Clock
    aware_at: int
    deadline: int | None
    reached: int | None
    met: bool | None
    """None while neither the milestone nor the deadline has come."""


@dataclass(frozen=True, slots=True)
class Awareness:
    """What people stated about becoming aware of something, and what follows for each reading."""

    milestone: str
    since: int
    stated_at: int
    why: str
    seat: str
    readings: tuple[Reading, ...]
    """Per clock it starts: from ``since``, from the statement, and from when the clock did start."""


def outcomes(setup: Setup, state: State, paths: Paths, par: State | None) -> tuple[Outcome, ...]:
    """One outcome per clock, in the setup's order."""
    beside = {v.clock.key: v.standing for v in judge(setup.clocks, par, over=True)} if par else {}
    return tuple(_outcome(verdict, state, paths, beside) for verdict in judge(setup.clocks, state, over=True))


def _outcome(verdict: Verdict, state: State, paths: Paths, beside: Mapping[str, Standing]) -> Outcome:
    clock, end = verdict.clock, state.ended_at
    settled = _settled_at(verdict)
    return Outcome(
        clock=clock,
        standing=verdict.standing,
        projected=end is not None and settled is not None and settled > end,
        started=verdict.started,
        deadline=verdict.deadline,
        reached=verdict.reached,
        reached_projected=end is not None and verdict.reached is not None and verdict.reached > end,
        margin=verdict.margin,
        basis=basis(paths.get(clock.end, ()), since=verdict.started) if verdict.started is not None else Basis(),
        moot=verdict.moot,
        turns=_turns(verdict) if clock.recurs else None,
        waits=verdict.waits,
        par=beside.get(clock.key),
    )


def _turns(verdict: Verdict) -> tuple[int, int]:
    decided = [gap for gap in verdict.gaps if gap.missed or gap.ended is not None]
    return sum(gap.missed for gap in decided), len(decided)


def _settled_at(verdict: Verdict) -> int | None:
    """The moment at which it could be said to be met or missed."""
    if verdict.standing == "met":
        return verdict.met_at
    if verdict.standing == "missed":
        return verdict.missed_at
    return verdict.moot


def untimed(setup: Setup) -> tuple[Expectation, ...]:
    """Expectations that run no clock: without a number of their own, or not in force."""
    return tuple(e for e in setup.expectations if e.off or (not e.order and e.limit is None))


def awareness(setup: Setup, state: State, events: Iterable[Event]) -> tuple[Awareness, ...]:
    """What people stated about milestones that start a clock, or any other."""
    return tuple(_aware(setup, state, event) for event in events if isinstance(event, MilestoneMarked))


def _aware(setup: Setup, state: State, stated: MilestoneMarked) -> Awareness:
    ran_from = state.reached(stated.milestone)
    moments = sorted({stated.since, stated.at, *([ran_from] if ran_from is not None else [])})
    started = [
        clock
        for clock in setup.clocks
        if clock.start == stated.milestone and not (clock.is_order or clock.keeps_away) and clock.counts(state.reached)
    ]
    readings = tuple(_reading(clock, moment, state) for clock in started for moment in moments)
    return Awareness(stated.milestone, stated.since, stated.at, stated.why, stated.seat, readings)


def _reading(clock: Clock, aware_at: int, state: State) -> Reading:
    due, reached = clock.deadline(aware_at), state.reached(clock.end)
    known = due is not None and (reached is not None or state.now > due)
    met = reached is not None and due is not None and reached <= due
    return Reading(clock, aware_at, due, reached, met if known else None)
