"""Whether somebody is there to do the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.content.assembly import Assembly
from simulator.content.document import Document, Path
from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem, tree_at
from simulator.content.rules.rule import of_assembly, of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.injects import Inject
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import Playbook
from simulator.model.team import shifts_of


@of_assembly
def roles_of_steps(assembly: Assembly) -> Iterator[Problem]:
    """Each step's roles are in the team, with enough people."""
    team = assembly.setup.team
    for n, step in enumerate(assembly.setup.playbook.steps):
        needed: dict[str, int] = {}
        for name, people in step.role.items():
            path: Path = ("steps", n, "role", name)
            if name not in team.roles:
                yield _no_role(assembly, assembly.playbook.document, path, name, key=True)
                continue
            pool = team.pool_of(name)
            needed[pool] = needed.get(pool, 0) + people
            there = team.roles[pool].headcount
            if there != "unlimited" and needed[pool] > there:
                message = Sentence(
                    "{step} needs {needed} of {pool}, but team {team} has {there}: it never begins",
                    step=step.id,
                    needed=needed[pool],
                    pool=pool,
                    team=team.id,
                    there=there,
                )
                yield assembly.playbook.document.problem(path, "too-few-people", message)


@of_assembly
def roles_out_of_reach(assembly: Assembly) -> Iterator[Problem]:
    """The roles whose people are out of reach for a while are in the team."""
    for n, absence in enumerate(assembly.setup.scenario.away):
        document, team = assembly.scenario.document, assembly.setup.team
        if absence.role not in team.roles:
            yield _no_role(assembly, document, ("away", n, "role"), absence.role)
            continue
        there = team.roles[team.pool_of(absence.role)].headcount
        if absence.people is not None and there != "unlimited" and absence.people > there:
            message = Sentence("team {team} has only {there} of {role}", team=team.id, there=there, role=absence.role)
            yield document.problem(("away", n, "people"), "too-few-people", message, "warning")
        if absence.at > assembly.setup.scenario.ends_after:
            message = Sentence("the story has ended before this absence begins: correct at")
            yield document.problem(("away", n, "at"), "without-effect", message, "warning")


@of_assembly
def roles_of_injects(assembly: Assembly) -> Iterator[Problem]:
    """The roles that injects call, ask and address are in the team."""
    team, document = assembly.setup.team, assembly.scenario.document
    for n, inject in enumerate(assembly.setup.scenario.injects):
        at: Path = ("injects", n)
        for path, name in _addressed(inject):
            if name not in team.roles:
                yield replace(_no_role(assembly, document, (*at, *path), name), severity="warning")
        if inject.work and inject.work.role not in team.roles:
            yield _no_role(assembly, document, (*at, "work", "role"), inject.work.role)
        if inject.decision is None:
            continue
        if inject.decision.role and inject.decision.role not in team.roles:
            yield _no_role(assembly, document, (*at, "decision", "role"), inject.decision.role)
        for m, option in enumerate(inject.decision.options):
            for k, name in enumerate(option.calls_in):
                path = (*at, "decision", "options", m, "calls_in", k)
                if name not in team.roles:
                    yield _no_role(assembly, document, path, name)
                elif not _can_be_called(assembly, name):
                    message = Sentence(
                        "{name} cannot be called in: team {team} gives it no call_in", name=name, team=team.id
                    )
                    yield document.problem(path, "cannot-be-called", message, "warning")


@of_assembly
def deputies_of_steps(assembly: Assembly) -> Iterator[Problem]:
    """Each step's deputies are in the team, are other people than those they stand in for, and enough of them."""
    team, document = assembly.setup.team, assembly.playbook.document
    for n, step in enumerate(assembly.setup.playbook.steps):
        for role, deputies in step.deputies.items():
            for m, name in enumerate(deputies):
                path = _deputy_path(document, n, role, m)
                if name not in team.roles:
                    yield _no_role(assembly, document, path, name)
                    continue
                there, needed = team.roles[team.pool_of(name)].headcount, step.role.get(role, 1)
                if name == role:
                    message = Sentence("{name} cannot be its own deputy: name another role", name=name)
                    yield document.problem(path, "without-effect", message, "warning")
                elif team.pool_of(name) == team.pool_of(role):
                    message = Sentence(
                        "{name} and {role} are the same people in team {team}", name=name, role=role, team=team.id
                    )
                    yield document.problem(path, "without-effect", message, "warning")
                elif there != "unlimited" and needed > there:
                    message = Sentence(
                        "{name} cannot stand in: {step} needs {needed}, but team {team} has {there}",
                        name=name,
                        step=step.id,
                        needed=needed,
                        team=team.id,
                        there=there,
                    )
                    yield document.problem(path, "too-few-people", message)


@of_item(PLAYBOOK)
def deputies_of_nobody(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Deputies stand in for a role of the step, each once."""
    for n, step in enumerate(value.steps):
        for role, deputies in step.deputies.items():
            for m, name in enumerate(deputies):
                if name in deputies[:m]:
                    message = Sentence("{name} is named twice as deputy: once is enough", name=name)
                    path = _deputy_path(item.document, n, role, m)
                    yield item.document.problem(path, "without-effect", message, "warning")
            if role not in step.role:
                message = Sentence(
                    "{role} has no part in {step}, so nobody can stand in for it; its roles are {roles}",
                    role=role,
                    step=step.id,
                    roles=tuple(step.role),
                )
                yield item.document.problem(("steps", n, "deputies", role), "deputy-of-nobody", message, key=True)


def _deputy_path(document: Document, step: int, role: str, number: int) -> Path:
    """Where a deputy stands: alone, in a list, or by the role it stands in for."""
    written = tree_at(document.root, ("steps", step, "deputies"))
    path: Path = ("steps", step, "deputies", role) if isinstance(written, dict) else ("steps", step, "deputies")
    return (*path, number) if isinstance(tree_at(document.root, path), list) else path


def _addressed(inject: Inject) -> Iterator[tuple[Path, str]]:
    """Who is told and asked, and where: it may be anybody at the table."""
    yield from ((("to", m), name) for m, name in enumerate(inject.to))
    yield from ((("questions", m, "role"), asked.role) for m, asked in enumerate(inject.questions) if asked.role)


def _no_role(assembly: Assembly, document: Document, path: Path, name: str, *, key: bool = False) -> Problem:
    team = assembly.setup.team
    message = Sentence(
        "team {team} has no role {name}{advice}", team=team.id, name=name, advice=advice(name, team.roles)
    )
    return document.problem(path, "no-staff", message, key=key)


def _can_be_called(assembly: Assembly, name: str) -> bool:
    role = assembly.setup.team.roles[assembly.setup.team.pool_of(name)]
    return role.always or role.call_in is not None or role.on_call is not None


@of_assembly_at_check
def nobody_on_duty(assembly: Assembly) -> Iterator[Problem]:
    """Roles with work whose people neither work nor can be called while the incident lasts."""
    setup, team = assembly.setup, assembly.setup.team
    busy = {name for step in setup.playbook.steps for name in step.roles if name in team.roles}
    for name in sorted({team.pool_of(name) for name in busy}):
        if _can_be_called(assembly, name):
            continue
        if not _is_ever_on_duty(assembly, name):
            message = Sentence(
                "nobody in {name} is on duty at any time in scenario {scenario}, "
                "and nobody can be called (on_call, call_in)",
                name=name,
                scenario=setup.scenario.id,
            )
            yield assembly.team.document.problem(("roles", name), "nobody-on-duty", message, "warning", key=True)


@of_assembly_at_check
def nobody_calls(assembly: Assembly) -> Iterator[Problem]:
    """Roles with work who come only when called, off duty throughout, whom neither a step nor an option calls."""
    setup, team = assembly.setup, assembly.setup.team
    decisions = [inject.decision for inject in setup.scenario.injects if inject.decision]
    called = {name for decision in decisions for option in decision.options for name in option.calls_in}
    called |= {name for step in setup.playbook.steps if step.calls_in for name in step.roles}
    pools = {team.pool_of(name) for name in called if name in team.roles}
    for n, step in enumerate(setup.playbook.steps):
        for name in step.roles:
            if name not in team.roles or (pool := team.pool_of(name)) in pools:
                continue
            role = team.roles[pool]
            if role.call_in and not role.on_call and not role.always and not _is_ever_on_duty(assembly, pool):
                message = Sentence(
                    "{name} comes only when called, and nothing calls: write calls_in: true on this step", name=name
                )
                yield assembly.playbook.document.problem(("steps", n, "role"), "nobody-calls", message, "note")


@of_assembly_at_check
def called_in_vain(assembly: Assembly) -> Iterator[Problem]:
    """Roles called because others do not answer, who may do none of their work."""
    team = assembly.setup.team
    stand_in = {
        (team.pool_of(role), team.pool_of(name))
        for step in assembly.setup.playbook.steps
        for role, deputies in step.deputies.items()
        for name in deputies
    }
    for name, role in team.roles.items():
        for key, reach in (("on_call", role.on_call), ("call_in", role.call_in)):
            if reach and reach.then and (team.pool_of(name), team.pool_of(reach.then)) not in stand_in:
                message = Sentence(
                    "{other} is called where {name} does not answer, but is its deputy in no step of {playbook}",
                    other=reach.then,
                    name=name,
                    playbook=assembly.setup.playbook.id,
                )
                yield assembly.team.document.problem(("roles", name, key, "then"), "calls-in-vain", message, "note")


def _is_ever_on_duty(assembly: Assembly, name: str) -> bool:
    """Whether somebody of these people has hours while the incident lasts."""
    setup, team = assembly.setup, assembly.setup.team
    role, end = team.roles[name], setup.scenario.ends_after
    places = shifts_of(team, role, setup.workdays, setup.scenario.opens, end)
    shifts = [span for _, spans in places for span in spans]
    return any(starts < end and ends > 0 for starts, ends in shifts)
