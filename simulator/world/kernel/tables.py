"""A plan as columns of numbers, which every run reads and none changes.

Jobs, pools, milestones and injects have the numbers that the plan gives them. A *way* is one way to staff work: so many
people of some pools. Work of the same *staffing* can be done in the same ways and calls the same people: of what waits,
only the first of each staffing needs to be looked at. A *line* is one way of calling a pool: on call 2 n, called in
2 n + 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.model.playbook import FAILED, TIMED_OUT
from simulator.model.team import CallIn, OnCall
from simulator.plan.readiness import RULED_OUT
from simulator.plan.specs import FOREVER, Ending, JobSpec, Pool
from simulator.plan.tables import Limited, Plan
from simulator.world.draws import group_of
from simulator.world.kernel.codes import (
    DONE_SO,
    FAILED_SO,
    NO_LIMIT,
    NOT_OVER,
    OTHER_LIMIT,
    PERIOD_LIMIT,
    RULED_OUT_SO,
    SECONDS_LIMIT,
    TIMED_OUT_SO,
    UNKNOWN,
)
from simulator.world.kernel.memory import Ints, filled, ints, lists


class Alike(NamedTuple):
    """The same job in several incidents, whose figures are made together."""

    jobs: npt.NDArray[np.int64]
    incidents: npt.NDArray[np.int64]
    groups: int
    """Of incidents, in ``Draws``."""


class Tables:
    """The columns of a plan whose jobs may be followed by free actions."""

    def __init__(self, plan: Plan, jobs: Sequence[JobSpec]) -> None:
        self.plan = plan
        self.specs = tuple(jobs)
        self.jobs, self.pools = len(jobs), len(plan.pools)
        self.milestones, self.injects = len(plan.milestones), len(plan.injects)
        self.story_end, self.horizon, self.last_start = plan.story_end, plan.horizon, plan.last_start
        self.ends = _numbered_ends(jobs)
        self.alike = _alike(jobs)
        """Job → with which its figures are made."""
        self.ways: list[tuple[tuple[int, int], ...]] = []
        """Way → (pool, people) pairs."""
        self._staff(plan, jobs)
        self._waits(jobs)
        self._ends(plan, jobs)
        self._milestones(plan)
        self._injects(plan)
        self._people(plan.pools, plan)
        self._calls(plan)
        self._limits(plan.limits)

    @property
    def items(self) -> int:
        """Jobs and lines."""
        return self.jobs + 2 * self.pools

    def _staff(self, plan: Plan, jobs: Sequence[JobSpec]) -> None:
        ways: dict[tuple[tuple[int, int], ...], int] = {}
        staffings: dict[tuple[tuple[int, ...], bool], int] = {}
        staffing_of = []
        for job in jobs:
            those = tuple(ways.setdefault(staff, len(ways)) for staff in job.staffings or (job.staff,))
            staffing_of.append(staffings.setdefault((those, job.calls_in), len(staffings)))
        self.ways = list(ways)
        self.way_at, self.way_pool = lists([pool for pool, _ in way] for way in ways)
        self.way_people = ints(people for way in ways for _, people in way)
        self.way_goes_home = flags(any(not plan.pools[pool].always for pool, _ in way) for way in ways)
        self.staffing = ints(staffing_of)
        self.staffings = len(staffings)
        self.ways_at, self.way = lists(those for those, _ in staffings)
        self.calls_in = flags(calls_in for _, calls_in in staffings)
        self.shared = flags(len(those) > 1 or len(self.ways[those[0]]) > 1 for those, _ in staffings)
        self.queue_at = lists([0] * (staffing_of.count(n) + 1) for n in range(len(staffings))).at
        self.meetings = int(plan.meetings)

    def _waits(self, jobs: Sequence[JobSpec]) -> None:
        self.priority = ints(job.priority for job in jobs)
        self.after_at, self.after_job = lists([n for n, _ in job.after] for job in jobs)
        self.after_end = self._ends_named(job.after for job in jobs)
        self.any_at, self.any_job = lists([n for n, _ in job.after_any] for job in jobs)
        self.any_end = self._ends_named(job.after_any for job in jobs)
        self.waits_only_for = ints(job.joins[0] if len(job.joins) == 1 else -1 for job in jobs)
        self.once_at, self.once = lists(job.once for job in jobs)
        self.only_if_at, self.only_if = lists(job.only_if for job in jobs)
        self.unless_at, self.unless = lists(job.unless for job in jobs)
        self.again_on_at, self.again_on = lists(job.again_on for job in jobs)
        self.renewed = ints(n for n, job in enumerate(jobs) if job.again_on)
        self.until_at, self.until = lists(job.until for job in jobs)
        self.follower_at, self.follower = lists(job.followers for job in jobs)
        self.delay = ints(job.delay for job in jobs)
        self.every = ints(job.every for job in jobs)
        self.fails_followed = flags(FAILED in job.handles for job in jobs)
        self.timeout_followed = flags(TIMED_OUT in job.handles for job in jobs)

    def _ends_named(self, refs: Iterable[tuple[tuple[int, str | None], ...]]) -> Ints:
        """The outcome that each entry names; ``NOT_OVER`` where it names none."""
        return ints(self.ends[outcome] for entries in refs for _, outcome in entries)

    def _ends(self, plan: Plan, jobs: Sequence[JobSpec]) -> None:
        self.held = flags(job.held for job in jobs)
        self.timeout = ints(-1 if job.timeout is None else job.timeout for job in jobs)
        self.direct = flags(job.direct for job in jobs)
        self.reaches_at, self.reaches = lists(job.reaches for job in jobs)
        self.done = ints(job.done for job in jobs)
        self.decides = ints(plan.decides.get(n, -1) for n in range(len(jobs)))
        self.hopeless = flags(n in plan.hopeless for n in range(len(jobs)))
        self.at_most = ints(job.loop.at_most if job.loop else 0 for job in jobs)
        self.sent_to = ints(job.loop.start if job.loop else -1 for job in jobs)
        self.member_at, self.member = lists(job.loop.members if job.loop else () for job in jobs)
        self.ending_at = _starts(job.endings for job in jobs)
        endings = [ending for job in jobs for ending in job.endings]
        self._endings(endings)

    def _endings(self, endings: Sequence[Ending]) -> None:
        self.ending_name = ints(self.ends[ending.name] for ending in endings)
        self.gives_at, self.gives = lists(ending.reaches for ending in endings)
        self.summons_at, self.summons = lists(ending.calls for ending in endings)
        self.order_at, self.order = lists(ending.order for ending in endings)
        self.order_place = lists(sorted(ending.order) for ending in endings).items

    def _milestones(self, plan: Plan) -> None:
        nobody: tuple[tuple[int, ...], ...] = ((), (), ())
        watchers = [watching or nobody for watching in plan.watchers]
        self.step_once_at, self.step_once = lists(steps for steps, _, _ in watchers)
        self.inject_once_at, self.inject_once = lists(injects for _, injects, _ in watchers)
        self.lets_go_at, self.lets_go = lists(held for _, _, held in watchers)
        self.recurring = flags(n in plan.recurring for n in range(len(plan.milestones)))

    def _injects(self, plan: Plan) -> None:
        injects = plan.injects
        self.inject_at = ints(inject.at or 0 for inject in injects)
        self.needs_at, self.needs = lists(inject.once for inject in injects)
        self.inject_delay = ints(inject.delay for inject in injects)
        self.trips_at, self.trips_on = lists(inject.trips_on for inject in injects)
        self.dropped_at, self.dropped_on = lists(inject.unless for inject in injects)
        self.brings_at, self.brings = lists(inject.reaches for inject in injects)
        self.inject_until = ints(inject.until for inject in injects)
        self.inject_work = ints(inject.work for inject in injects)
        self.inject_decision = ints(inject.decision for inject in injects)

    def _people(self, pools: Sequence[Pool], plan: Plan) -> None:
        self.people = ints(pool.people for pool in pools)
        self.always = flags(pool.always for pool in pools)
        self.endless = flags(n in plan.endless for n in range(len(pools)))
        self.phase_at = _starts(pool.phases for pool in pools)
        phases = [phase for pool in pools for phase in pool.phases]
        self.phase_from, self.phase_here, self.phase_carry, self.phase_until = (
            ints(phase[column] for phase in phases) for column in range(4)
        )
        self.phase_opens = ints(opens for pool in pools for opens in _openings(pool))
        self.absence_at = _starts(pool.away for pool in pools)
        absences = [absence for pool in pools for absence in pool.away]
        self.absence_from, self.absence_until, self.absent_people = (
            ints(absence[column] for absence in absences) for column in range(3)
        )

    def _calls(self, plan: Plan) -> None:
        kinds = ("on-call", "call-in")
        lines = [(n, kind) for n in range(self.pools) for kind in kinds]
        reaches: list[OnCall | CallIn | None] = []
        for pool in plan.pools:
            reaches += [pool.role.on_call, pool.role.call_in]
        self.line_reach = reaches
        self.callable = flags(n in plan.reachable[kind] for n, kind in lines)
        self.has_line = flags(reach is not None for reach in reaches)
        most = [plan.pools[n].people for n, _ in lines]
        self.line_people = ints(
            min(reach.people or all_, all_) if reach else 0 for reach, all_ in zip(reaches, most, strict=True)
        )
        self.line_stays = ints(reach.stays if isinstance(reach, CallIn) else -1 for reach in reaches)
        self.line_rings = ints(-1 if reach is None or reach.rings_for is None else reach.rings_for for reach in reaches)
        self.line_next = ints(plan.called_next.get(line, -1) for line in lines)
        self.asked_next = ints(2 * n + (not pool.role.on_call) for n, pool in enumerate(plan.pools))
        """Pool → the line by which it is called where nobody answered another."""
        self.summoned_by = ints(2 * n + bool(pool.role.call_in) for n, pool in enumerate(plan.pools))

    def _limits(self, limits: Sequence[Limited]) -> None:
        self.limit_start = ints(limit.start for limit in limits)
        self.limit_end = ints(limit.end for limit in limits)
        self.limit_cap = ints(limit.cap for limit in limits)
        self.limit_order = flags(limit.clock.is_order for limit in limits)
        self.limit_may_start = flags(limit.may_start for limit in limits)
        self.limit_unless_at, self.limit_unless = lists(limit.unless for limit in limits)
        self.limit_only_at, self.limit_only = lists([n for n, _ in limit.only_if] for limit in limits)
        self.limit_may_come = flags(may_come for limit in limits for _, may_come in limit.only_if)
        self.limit_kind = ints(map(_kind, limits))
        self.limit_seconds = ints(limit.clock.within.amount if limit.clock.within else 0 for limit in limits)
        periods = {limit.clock.key: limit.clock.periods(self.horizon) or () for limit in limits}
        self.period_at, self.period_from = lists(
            periods[limit.clock.key] if _kind(limit) == PERIOD_LIMIT else () for limit in limits
        )
        self.period_due = filled(len(self.period_from), UNKNOWN)


def _kind(limit: Limited) -> int:
    """How its deadline follows from its start: at all, by adding, by the period, or in a way that only it knows."""
    within = limit.clock.within
    if within is None:
        return NO_LIMIT
    if limit.cap >= 0 or within.unit == "business hours":
        return OTHER_LIMIT
    return SECONDS_LIMIT if within.unit == "seconds" and not limit.clock.counts_whole_hours else PERIOD_LIMIT


def _openings(pool: Pool) -> list[int]:
    """Of each phase, when the next shift opens after it."""
    opens, found = FOREVER, list[int]()
    for start, here, _, _ in reversed(pool.phases):
        found.append(opens)
        opens = start if here else opens
    return found[::-1]


def _alike(jobs: Sequence[JobSpec]) -> list[Alike]:
    together: dict[str, list[int]] = {}
    for number, job in enumerate(jobs):
        together.setdefault(job.drawn_as, []).append(number)
    groups = 1 + group_of(max((job.incident for job in jobs), default=0))
    made = {
        name: Alike(np.array(those), np.array([jobs[n].incident for n in those]), groups)
        for name, those in together.items()
    }
    return [made[job.drawn_as] for job in jobs]


def _numbered_ends(jobs: Sequence[JobSpec]) -> dict[str | None, int]:
    """How jobs can end → its number."""
    ends: dict[str | None, int] = {
        None: NOT_OVER,
        "": DONE_SO,
        FAILED: FAILED_SO,
        TIMED_OUT: TIMED_OUT_SO,
        RULED_OUT: RULED_OUT_SO,
    }
    for job in jobs:
        for name in (*(ending.name for ending in job.endings), *(outcome for _, outcome in job.after + job.after_any)):
            ends.setdefault(name, len(ends))
    return ends


def _starts(rows: Iterable[Sequence[object]]) -> Ints:
    """Where the entries of each row begin, were all rows one behind the other."""
    return lists([0] * len(row) for row in rows).at


def flags(values: Iterable[bool]) -> Ints:
    """1 for yes."""
    return ints(map(int, values))
