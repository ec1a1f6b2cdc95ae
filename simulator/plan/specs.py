"""What a plan is made of: work, messages, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from simulator.model.estimates import Estimate
from simulator.model.team import Role

FOREVER: Final = 10**9
"""Later than anything an exercise can reach, in seconds."""


@dataclass(frozen=True)
class Ending:
    """One way a job can end, with the share of draws at or below which it is this one."""

    name: str
    up_to: float
    reaches: tuple[int, ...]
    calls: tuple[int, ...] = ()
    """Pools a decision's option calls in."""
    order: tuple[int, ...] = ()
    """Of a queue, its steps in the order that is decided so."""


@dataclass(frozen=True)
class Loop:
    """Sending work back: from which job, how likely, how often at most, and what is done again."""

    start: int
    odds: float
    at_most: int
    members: tuple[int, ...]
    """Every step on a path from ``start`` to the sender, both included."""


@dataclass(frozen=True)
class JobSpec:
    """A step, the work an inject costs, or a decision on autopilot."""

    name: str
    kind: Literal["step", "work", "decision", "action"]
    staff: tuple[tuple[int, int], ...]
    """(pool, people) pairs; of several ways to staff it the first."""
    estimate: Estimate | None
    """How long it takes; None for a role that is held until a milestone."""
    priority: int = 5
    once: tuple[int, ...] = ()
    """Milestones, all of which it waits for."""
    after: tuple[tuple[int, str | None], ...] = ()
    after_any: tuple[tuple[int, str | None], ...] = ()
    only_if: tuple[int, ...] = ()
    unless: tuple[int, ...] = ()
    delay: int = 0
    """Seconds between what it waits for and its being ready."""
    every: int = 0
    """Seconds after it was asked for at which it comes again; 0 for what does not."""
    until: tuple[int, ...] = ()
    """Milestones of which any ends that, or what is held."""
    endings: tuple[Ending, ...] = ()
    """Outcomes or options; empty where there is only one way to end."""
    fixed: str = ""
    """The outcome the scenario fixes."""
    fails: float = 0.0
    timeout: int | None = None
    loop: Loop | None = None
    reaches: tuple[int, ...] = ()
    done: int = -1
    """The milestone ``step:<id>``, -1 for what is no step."""
    calls_in: bool = False
    handles: frozenset[str] = frozenset()
    """Of failed and timed-out, those that some step waits for."""

    again_on: tuple[int, ...] = ()
    """Milestones with which it is to be done again."""
    staffings: tuple[tuple[tuple[int, int], ...], ...] = ()
    """All ways to staff it, the first choice first; empty where there is only one, or one has been taken."""
    has_deputies: bool = False
    """It may be, or might have been, staffed in another way."""
    followers: tuple[int, ...] = ()
    """The steps that look at its end."""
    goes_home: bool = False
    """Some of its people keep hours."""
    incident: int = 0
    """Of several incidents that one team has at once, the one it belongs to, from 0."""
    base: str = ""
    """Its name in a plan of one incident, where that is another: what figures are drawn for."""
    pace: float | None = None
    """The 95 % point of the incident's pace, which stretches its length; None for work that no pace stretches."""

    held: bool = field(init=False)
    """It takes no time of its own: its people are kept until a milestone comes."""
    plain: bool = field(init=False)
    """It takes its time, and only one set of people can do it."""
    direct: bool = field(init=False)
    """It can end in one way only: it neither fails nor is sent back, and has no outcomes."""
    simple: bool = field(init=False)
    """It ends in one way only and at its own time, if its people stay, and once."""
    joins: tuple[int, ...] = field(init=False)
    """The jobs whose ends are all it waits for, whatever they end as; empty where it waits for more or nothing."""
    pools: frozenset[int] = field(init=False)
    """Whose people it needs, or may be done by."""
    shared_wait: bool = field(init=False)
    """Several pools have a part in its waiting: what each has is kept apart."""
    earns: tuple[int, ...] = field(init=False)
    """All milestones that its end reaches where it has no outcome, its own included."""

    def __post_init__(self) -> None:
        direct = not (self.fails or self.endings or self.loop)
        more = (
            self.once
            or self.after_any
            or self.only_if
            or self.unless
            or self.delay
            or any(outcome for _, outcome in self.after)
        )
        joins = () if more else tuple(number for number, _ in self.after)
        earns = self.reaches if self.done < 0 else (*self.reaches, self.done)
        follows = {
            "held": self.estimate is None,
            "plain": self.estimate is not None and not self.has_deputies,
            "direct": direct,
            "simple": direct and self.timeout is None and not self.every and self.estimate is not None,
            "joins": joins,
            "pools": frozenset(pool for staff in (self.staff, *self.staffings) for pool, _ in staff),
            "shared_wait": len(self.staff) > 1 or self.has_deputies,
            "earns": earns,
        }
        for name, value in follows.items():
            object.__setattr__(self, name, value)

    @property
    def waits(self) -> bool:
        """It waits for something; a step that does not is ready when its incident opens."""
        return bool(self.after or self.after_any or self.once)

    @property
    def watched(self) -> tuple[int, ...]:
        """The milestones at whose coming it is looked at."""
        return (*self.once, *self.again_on)

    @property
    def drawn_as(self) -> str:
        """What figures are drawn for."""
        return self.base or self.name

    def ending(self, name: str) -> Ending | None:
        """The ending of this name, if it is one of those the job can have."""
        return next((ending for ending in self.endings if ending.name == name), None)


@dataclass(frozen=True)
class InjectSpec:
    """What arrives, what it waits for, and what it sets going."""

    name: str
    at: int | None
    once: tuple[int, ...]
    delay: int
    unless: tuple[int, ...]
    reaches: tuple[int, ...]
    until: int = FOREVER
    """The last second at which it may come: the end of its story."""
    work: int = -1
    """The job it costs, -1 for none."""
    decision: int = -1
    """The job of deciding, -1 for none."""
    answer_by: int | None = None
    if_undecided: str = ""
    outside: bool = False
    """Its decision is nobody's at the table: it is asked when the inject comes, and answered."""
    trips_on: tuple[int, ...] = ()
    """Milestones of which any brings it sooner, once it is set."""

    @property
    def watched(self) -> tuple[int, ...]:
        """The milestones at whose coming it is looked at."""
        return (*self.once, *self.trips_on)

    def due(self, reached: Sequence[int | None]) -> int | None:
        """When it arrives: the latest of ``at`` and all of ``once`` plus ``delay``; None while one has not come.

        A trip-wire that is set arrives sooner with the first of ``trips_on``.
        """
        if not self.once:
            return self.at or 0
        came = [reached[m] for m in self.once]
        if None in came:
            return None
        last = max([t for t in came if t is not None])
        due = max(self.at or 0, last + self.delay, 0)
        for milestone in self.trips_on:
            tripped = reached[milestone]
            if tripped is not None:
                due = min(due, max(tripped, last, 0))
        return due


@dataclass(frozen=True)
class Pool:
    """People who share their hours; roles of the same people are one pool."""

    name: str
    people: int
    always: bool
    shifts: tuple[tuple[int, int], ...]
    """Ascending (start, end) in seconds since opens."""
    role: Role
    phases: tuple[tuple[int, int, int, int], ...] = ()
    """(from, at hand for new work, at hand for what runs, until) between any two changes, calls apart."""
    starts: tuple[int, ...] = ()
    """Where the phases begin."""
    away: tuple[tuple[int, int, int], ...] = ()
    """(from, until, people) of those who are out of reach meanwhile."""

    def but_for(self, start: int, until: int, people: int) -> Pool:
        """The pool while so many are out of reach; who is always there otherwise no longer is."""
        return replace(self, always=False, away=(*self.away, (start, until, people)))

    def missing(self, now: int) -> int:
        """How many are out of reach."""
        return sum([people for start, until, people in self.away if start <= now < until])

    @property
    def overtime(self) -> int:
        """Seconds that running work may continue after a shift."""
        return self.role.overtime

    @property
    def unlimited(self) -> bool:
        """Nobody ever waits for it."""
        return self.people >= FOREVER
