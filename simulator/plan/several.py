"""Several incidents for one team: a plan's tables repeated for each, with their numbers shifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan, watchers
from simulator.plan.specs import InjectSpec, JobSpec
from simulator.plan.tables import Plan, of_incident

_OPENS = "opens:"
"""Milestone by which a later incident's steps that wait for nothing wait for its opening."""


def several(setup: Setup, incidents: int, every: int) -> Plan:
    """The same incident ``incidents`` times over, ``every`` so many seconds; people are shared.

    Each incident draws figures of its own; ``at`` counts from its own opening.
    """
    plan = compile_plan(setup, longer=(incidents - 1) * every)
    if incidents == 1:
        return plan
    copies = [_Copy(plan, n, every) for n in range(incidents)]
    jobs = tuple(job for copy in copies for job in copy.jobs())
    injects = tuple(inject for copy in copies for inject in copy.injects())
    milestones = tuple(of_incident(name, copy.incident) for copy in copies for name in (*plan.milestones, _OPENS))
    return replace(
        plan,
        jobs=jobs,
        injects=injects,
        milestones=milestones,
        job_number={job.name: n for n, job in enumerate(jobs)},
        inject_number={inject.name: n for n, inject in enumerate(injects)},
        milestone_number={name: n for n, name in enumerate(milestones)},
        steps_once=watchers(len(milestones), jobs, lambda job: job.watched),
        injects_once=watchers(len(milestones), injects, lambda inject: inject.watched),
        story_end=plan.story_end + (incidents - 1) * every,
        last_start=plan.last_start + (incidents - 1) * every,
        horizon=plan.horizon + (incidents - 1) * every,
        incidents=incidents,
        every=every,
    )


class _Copy:
    """One incident's tables among those of all."""

    def __init__(self, plan: Plan, incident: int, every: int) -> None:
        self.plan = plan
        self.incident = incident
        self.opens = incident * every
        self.job_base = incident * len(plan.jobs)
        self.milestone_base = incident * (len(plan.milestones) + 1)
        self.opening = self.milestone_base + len(plan.milestones)

    def jobs(self) -> Iterator[JobSpec]:
        for job in self.plan.jobs:
            loop = job.loop
            unwaiting = self.incident > 0 and job.kind == "step" and not job.waits
            yield replace(
                job,
                name=of_incident(job.name, self.incident),
                base=job.name,
                incident=self.incident,
                once=(*self._moved(job.once), self.opening) if unwaiting else self._moved(job.once),
                after=tuple((self.job_base + n, outcome) for n, outcome in job.after),
                after_any=tuple((self.job_base + n, outcome) for n, outcome in job.after_any),
                only_if=self._moved(job.only_if),
                unless=self._moved(job.unless),
                until=self._moved(job.until),
                again_on=self._moved(job.again_on),
                endings=tuple(
                    replace(ending, reaches=self._moved(ending.reaches), order=self._jobs_moved(ending.order))
                    for ending in job.endings
                ),
                loop=loop and replace(loop, start=self.job_base + loop.start, members=self._jobs_moved(loop.members)),
                reaches=self._moved(job.reaches),
                done=self.milestone_base + job.done if job.done >= 0 else -1,
                followers=self._jobs_moved(job.followers),
            )

    def injects(self) -> Iterator[InjectSpec]:
        for inject in self.plan.injects:
            yield replace(
                inject,
                name=of_incident(inject.name, self.incident),
                at=(inject.at or 0) + self.opens,
                once=self._moved(inject.once),
                trips_on=self._moved(inject.trips_on),
                unless=self._moved(inject.unless),
                reaches=self._moved(inject.reaches),
                until=inject.until + self.opens,
                work=self.job_base + inject.work if inject.work >= 0 else -1,
                decision=self.job_base + inject.decision if inject.decision >= 0 else -1,
            )
        yield InjectSpec(of_incident(_OPENS, self.incident), self.opens, (), 0, (), (self.opening,))

    def _moved(self, milestones: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.milestone_base + n for n in milestones)

    def _jobs_moved(self, jobs: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.job_base + n for n in jobs)
