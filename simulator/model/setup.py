"""Everything one exercise or study is made of, whole and replayable without the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from simulator.model.base import Day, Id, Value
from simulator.model.business_hours import business_deadline, most_elapsed, office_hours
from simulator.model.calendars import Hours, deadline, midnights, quarters, zone
from simulator.model.costs import Prices
from simulator.model.durations import Limit
from simulator.model.estimates import Estimate
from simulator.model.expectation import Expectation, RuleKind
from simulator.model.form import Form
from simulator.model.injects import Decision, InjectWork
from simulator.model.pace import Pace
from simulator.model.playbook import NO_PLAYBOOK, Playbook, Step
from simulator.model.playbooks import Playbooks
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.team import Team
from simulator.model.text import Text
from simulator.model.vocabulary import Milestone
from simulator.model.workdays import CountryWeek, Holidays, Workdays

DEMANDING = ("law", "guideline", "contract", "request")
"""Kinds of expectation that somebody else sets: whether they apply is a question."""
NOT_BINDING = ("benchmark", "inject")
"""Kinds of clock that are for comparison only."""


class Source(Value):
    """A file the setup was read from."""

    path: str
    sha256: str


class PublicHoliday(Value):
    """A closed day that a country's calendar gave."""

    country: str
    day: Day


class Setup(Value):
    """Scenario, playbook, team, expectations and requirements, with all they refer to."""

    scenario: Scenario
    playbook: Annotated[Playbook | Playbooks, Field(union_mode="left_to_right")] = NO_PLAYBOOK
    """One without steps where the exercise is for discussion only; several together have the steps of all."""
    team: Team
    expectations: tuple[Expectation, ...] = ()
    tempting: tuple[Expectation, ...] = ()
    """Those of the scenario's ``do_not_apply``: none of them is a clock."""
    requirements: tuple[Requirement, ...] = ()
    """The requirements that the scenario's objectives exercise, as far as the library has them."""
    forms: tuple[Form, ...] = ()
    """Those that serve one of the expectations, each with its items."""
    milestones: tuple[Milestone, ...] = ()
    """Titles of the milestones that the files above name; one without a title goes by its id."""
    public_holidays: tuple[PublicHoliday, ...] = ()
    weeks: tuple[CountryWeek, ...] = ()
    """Of the countries whose week is not the usual one."""
    sources: tuple[Source, ...] = ()
    artefacts: dict[str, str] = {}
    """Artefact path as the scenario names it → its text."""

    def normal(self) -> dict[str, Any]:
        """The setup as JSON values; ``Setup.model_validate`` reads it back equal."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def with_play(self, seconds: int) -> Setup:
        """With so much room time for play, whatever the scenario plans."""
        return self.model_copy(update={"scenario": self.scenario.with_play(seconds)})

    @property
    def discussion_only(self) -> bool:
        """Whether there is no playbook: nothing can be ordered, simulated or compared with."""
        return not self.playbook.steps

    @cached_property
    def demands(self) -> tuple[Expectation, ...]:
        """What others demand, or may seem to, by id."""
        watched = (e for e in self.expectations if e.kind in DEMANDING)
        return tuple(sorted((*watched, *self.tempting), key=lambda e: e.id))

    @cached_property
    def in_line(self) -> dict[str, str]:
        """Step whose turn a decision sets → the milestone for which it waits: that an order is set."""
        decisions = (inject.decision for inject in self.scenario.injects if inject.decision)
        return {item.step: decision.ordered for decision in decisions for item in decision.queue}

    @property
    def pace(self) -> Pace | None:
        """How incidents differ in pace: the team's, else the playbook's; None where every incident has the same."""
        return self.team.pace or self.playbook.pace

    def stretched(self, takes: Estimate | None) -> float | None:
        """The 95 % point of the pace that stretches such work; None where none does, as with what is held.

        What was observed holds the pace of those incidents already: stretched again, it would spread too far.
        """
        return self.pace.p95 if self.pace and takes and takes.shape != "observed" else None

    def least(self, takes: Estimate) -> int:
        """The least seconds that work can take: at some pace, next to nothing."""
        return takes.low if self.stretched(takes) is None else 0

    @cached_property
    def public(self) -> frozenset[tuple[str, date]]:
        """Public holidays as (country, day)."""
        return frozenset((holiday.country, holiday.day) for holiday in self.public_holidays)

    def workdays(self, holidays: Holidays) -> Workdays:
        """Which days are worked where these holidays are kept."""
        return Workdays.of(holidays, self.public, self.weeks)

    def outside(self, holidays: Holidays) -> tuple[date, date] | None:
        """The days that these holidays speak for, where the scenario leaves them; None where it stays within."""
        covered = holidays.covered()
        first, last = (self.moment(seconds).date() for seconds in (0, self.scenario.ends_after))
        return covered if covered and not covered[0] <= first <= last <= covered[1] else None

    @cached_property
    def closed_days_run_out(self) -> tuple[date, date] | None:
        """The days that the first holidays speak for whose time the scenario leaves; None where all are given."""
        places = [place for role in self.team.roles.values() for place in role.places]
        kept = [self.team.holidays, *(place.holidays for place in places if place.holidays)]
        kept += [e.calendar.holidays for e in self.expectations if e.calendar]
        return next(filter(None, map(self.outside, kept)), None)

    @cached_property
    def milestone_titles(self) -> dict[str, Text]:
        """The titles of the milestones that have one, by id."""
        return {milestone.id: milestone.title for milestone in self.milestones}

    def moment(self, seconds: int, tz: str | None = None) -> datetime:
        """Seconds since ``opens`` as local time of the scenario (or of ``tz``)."""
        local = zone(tz or self.scenario.timezone)
        return (self.scenario.opens + timedelta(seconds=seconds)).astimezone(local)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """One clock per expectation in force and reading, then one per step an inject expects in time."""
        return tuple(_expected_by_law(self)) + tuple(_expected_by_injects(self))

    def clock(self, key: str) -> Clock | None:
        """The clock of this key, if there is one."""
        return next((clock for clock in self.clocks if clock.key == key), None)

    @property
    def prices(self) -> Prices:
        """What changes of playbook and team cost; the team's word goes before the playbook's."""
        return Prices(
            {**self.playbook.costs, **self.team.costs}, frozenset((*self.playbook.without, *self.team.without))
        )

    def form(self, form: str) -> Form | None:
        """The form with this id, if it serves one of the expectations."""
        return next((one for one in self.forms if one.id == form), None)

    def forms_for(self, expectation: str) -> tuple[Form, ...]:
        """The forms by which an expectation can be met; one of them is sent."""
        return tuple(form for form in self.forms if expectation in form.serves)

    def task(self, job: str) -> Step | InjectWork | Decision | None:
        """What a job is about: a step, an inject's work, a decision; None for a free action."""
        kind, _, inner = job.partition("/")
        if not inner:
            return self.playbook.step(job)
        inject = self.scenario.inject(inner)
        if inject is None or kind not in ("inject", "decision"):
            return None
        return inject.work if kind == "inject" else inject.decision


@dataclass(frozen=True)
class Clock:
    """An expectation in one reading of awareness, ready to be judged."""

    id: Id
    reading: str
    """Name of the reading; empty where there is only one."""
    kind: RuleKind | str
    """A kind of expectation, or ``inject`` for what an inject expects."""
    title: Text
    start: str
    """Milestone that starts it; for an order, the one that must come second."""
    end: str
    """Milestone that stops it; for an order, the one that must come first."""
    setup: Setup = field(repr=False, compare=False)
    expectation: Expectation | None = None
    within: Limit | None = None
    is_order: bool = False

    @property
    def only_if(self) -> tuple[str, ...]:
        """Milestones without all of which it does not count."""
        return self.expectation.only_if if self.expectation else ()

    def counts(self, reached: Callable[[str], int | None]) -> bool:
        """Whether all of its ``only_if`` have come."""
        return all(reached(name) is not None for name in self.only_if)

    @property
    def recurs(self) -> bool:
        """Its milestone must come again and again: each gap between is a limit of its own."""
        return self.expectation is not None and self.expectation.every is not None

    @property
    def keeps_away(self) -> bool:
        """Its milestone must not come before the limit is over, or one of ``until`` has come."""
        return self.expectation is not None and self.expectation.not_before is not None

    @property
    def until(self) -> tuple[str, ...]:
        """Milestones of which any ends a duty that recurs, or lets come what must keep away."""
        return self.expectation.until if self.expectation else ()

    @property
    def unless(self) -> tuple[str, ...]:
        """Milestones that make it moot."""
        return self.expectation.unless if self.expectation else ()

    @property
    def counts_whole_hours(self) -> bool:
        """Its hours begin with the one after the start."""
        return self.expectation is not None and self.expectation.count == "from-next-hour"

    @property
    def longest(self) -> int:
        """Seconds that it can run at most, a few days more for closed days."""
        if self.within is None:
            return 0
        if self.within.unit == "business hours":
            return most_elapsed(self.within.amount, self._office)
        return self.within.longest

    @property
    def binds(self) -> bool:
        """Whether somebody is bound by it; benchmarks and what injects expect are for comparison."""
        return self.kind not in NOT_BINDING

    @property
    def key(self) -> str:
        """``id`` or ``id/reading``: unique among the clocks of a setup."""
        return f"{self.id}/{self.reading}" if self.reading else self.id

    def deadline(self, started: int) -> int | None:
        """Its deadline if it starts then, in seconds since ``opens``; None without a limit."""
        return self._falls(self.within, started) if self.within else None

    def periods(self, until: int) -> list[int] | None:
        """Where periods begin, from second 0 to beyond ``until``: starts in the same one have the same deadline.

        But for one that would lie before its start. None where it depends on the second.
        """
        if self.counts_whole_hours:
            return quarters(self.setup.scenario.opens, until)
        if self.within is None or self.within.unit in ("seconds", "business hours"):
            return None
        return [0, *midnights(self.setup.scenario.opens, self._calendar[0], until)]

    def capped(self, deadline: int | None, reached: int | None, ended: int | None = None) -> int | None:
        """The deadline under the cap, whose own start was ``reached`` (or is not yet), if not after the clock ended."""
        cap = self.expectation.cap if self.expectation else None
        if cap is None or reached is None or deadline is None or (ended is not None and ended < reached):
            return deadline
        by_cap = self._falls(cap.within, reached)
        started_late = self.within is not None and by_cap < deadline - self.within.amount
        return deadline if cap.spares_late_start and started_late else min(deadline, by_cap)

    def _falls(self, limit: Limit, started: int) -> int:
        if limit.unit == "seconds" and not self.counts_whole_hours:
            return started + limit.amount
        expectation, opens = self.expectation, self.setup.scenario.opens
        tz, days = self._calendar
        if limit.unit == "business hours":
            return business_deadline(limit.amount, started, opens, hours=self._office, tz=tz, days=days)
        return deadline(
            limit,
            started,
            opens,
            tz=tz,
            days=days,
            ends_at=expectation.ends_at if expectation else None,
            from_day_one=expectation is not None and expectation.count == "from-day-one",
            from_next_hour=self.counts_whole_hours,
            months=expectation.counts_months if expectation else "same-day",
            rolls=expectation is not None and expectation.rolls is not None,
        )

    @cached_property
    def _calendar(self) -> tuple[str, Workdays]:
        """The zone and days it counts in: its own calendar's, else the scenario's zone and the team's days."""
        own = self.expectation.calendar if self.expectation else None
        days = self.setup.workdays(own.holidays if own else self.setup.team.holidays)
        return own.timezone if own else self.setup.scenario.timezone, days

    @cached_property
    def _office(self) -> Hours:
        """The hours that business hours count in."""
        own = self.expectation.calendar if self.expectation else None
        return office_hours(own.hours if own else None, self._calendar[1])


def step_done(step: str) -> str:
    """The milestone every step reaches by being done once."""
    return f"step:{step}"


def inject_delivered(inject: str) -> str:
    """The milestone every inject reaches by being delivered."""
    return f"inject:{inject}"


def _expected_by_law(setup: Setup) -> list[Clock]:
    clocks = []
    for e in setup.expectations:
        if e.off:
            continue
        if e.order:
            first, second = e.order
            clocks.append(Clock(e.id, "", e.kind, e.title, second, first, setup, e, is_order=True))
        elif e.limit and e.to:
            for reading, start in e.from_.items():
                clocks.append(Clock(e.id, reading, e.kind, e.title, start, e.to, setup, e, e.limit))
    return clocks


def _expected_by_injects(setup: Setup) -> list[Clock]:
    clocks = []
    for inject in setup.scenario.injects:
        for expected in inject.expects:
            if expected.step is None or expected.done_within is None:
                continue
            step = setup.playbook.step(expected.step)
            title = (step and step.title) or Text.of(expected.step)
            start, end = inject_delivered(inject.id), step_done(expected.step)
            within = Limit(expected.done_within)
            clocks.append(Clock(f"{inject.id}:{expected.step}", "", "inject", title, start, end, setup, within=within))
    return clocks
