"""Whether somebody is there to do the work."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.document import Document, Path
from simulator.content.nearest import advice
from simulator.content.rules.rule import of_assembly
from simulator.errors import Problem, Sentence
from simulator.model.calendars import windows


@of_assembly
def roles_of_steps(case: Assembly) -> Iterator[Problem]:
    """Each step's roles are in the team, with enough people."""
    team = case.setup.team
    for n, step in enumerate(case.setup.playbook.steps):
        needed: dict[str, int] = {}
        for name, people in step.role.items():
            path: Path = ("steps", n, "role", name)
            if name not in team.roles:
                yield _no_role(case, case.playbook.document, path, name, key=True)
                continue
            pool = team.pool_of(name)
            needed[pool] = needed.get(pool, 0) + people
            there = team.roles[pool].people
            if there != "unlimited" and needed[pool] > there:
                message = Sentence(
                    "{step} needs {needed} of {pool}, but team {team} has {there}: it never begins",
                    step=step.id,
                    needed=needed[pool],
                    pool=pool,
                    team=team.id,
                    there=there,
                )
                yield case.playbook.document.problem(path, "too-few-people", message)


@of_assembly
def roles_of_injects(case: Assembly) -> Iterator[Problem]:
    """The roles that injects call, ask and address are in the team."""
    team, document = case.setup.team, case.scenario.document
    for n, inject in enumerate(case.setup.scenario.injects):
        at: Path = ("injects", n)
        for m, name in enumerate(inject.to):
            if name not in team.roles:
                problem = _no_role(case, document, (*at, "to", m), name)
                yield document.problem((*at, "to", m), problem.code, problem.message, "warning")
        if inject.work and inject.work.role not in team.roles:
            yield _no_role(case, document, (*at, "work", "role"), inject.work.role)
        if inject.decision is None:
            continue
        if inject.decision.role not in team.roles:
            yield _no_role(case, document, (*at, "decision", "role"), inject.decision.role)
        for m, option in enumerate(inject.decision.options):
            for k, name in enumerate(option.calls_in):
                path: Path = (*at, "decision", "options", m, "calls_in", k)
                if name not in team.roles:
                    yield _no_role(case, document, path, name)
                elif not _can_be_called(case, name):
                    message = Sentence(
                        "{name} cannot be called in: team {team} gives it no call_in", name=name, team=team.id
                    )
                    yield document.problem(path, "cannot-be-called", message, "warning")


def _no_role(case: Assembly, document: Document, path: Path, name: str, *, key: bool = False) -> Problem:
    team = case.setup.team
    message = Sentence(
        "team {team} has no role {name}{advice}", team=team.id, name=name, advice=advice(name, team.roles)
    )
    return document.problem(path, "no-staff", message, key=key)


def _can_be_called(case: Assembly, name: str) -> bool:
    role = case.setup.team.roles[case.setup.team.pool_of(name)]
    return role.hours.always or role.call_in is not None or role.on_call is not None


@of_assembly
def nobody_on_duty(case: Assembly) -> Iterator[Problem]:
    """Roles with work whose people neither work nor can be called while the incident lasts."""
    setup, team = case.setup, case.setup.team
    busy = {name for step in setup.playbook.steps for name in step.role if name in team.roles}
    for name in sorted({team.pool_of(name) for name in busy}):
        if _can_be_called(case, name):
            continue
        role = team.roles[name]
        closed = (role.holidays or team.holidays).closed(setup.public)
        end = setup.scenario.ends_after
        shifts = windows(role.hours, role.timezone or team.timezone, closed, setup.scenario.opens, end)
        if not any(starts < end and ends > 0 for starts, ends in shifts):
            message = Sentence(
                "nobody of {name} is on duty in scenario {scenario} from its beginning to its end, "
                "and nobody can be called (on_call, call_in)",
                name=name,
                scenario=setup.scenario.id,
            )
            yield case.team.document.problem(("roles", name), "nobody-on-duty", message, "warning", key=True)
