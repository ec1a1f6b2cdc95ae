"""Ids that refer to nothing, and ids that stand twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from simulator.content.assembly import Assembly
from simulator.content.document import Document, Path
from simulator.content.nearest import advice, nearest, perhaps
from simulator.content.reading import UNWRITTEN, LoadedItem
from simulator.content.rules.rule import Context, at_check, of_assembly, of_item
from simulator.content.rules.walk import awaited_in, milestones_in, reached_in
from simulator.errors import Problem, Sentence, Severity
from simulator.model.expectation import Expectation
from simulator.model.kinds import CATEGORIES, EXPECTATIONS, MILESTONES, PLAYBOOK, PRECEDENTS, SCENARIO, TEAM
from simulator.model.playbook import FAILED, NONE, TIMED_OUT, Playbook, Ref, Step
from simulator.model.precedent import Precedent
from simulator.model.scenario import Scenario
from simulator.model.team import Team

_UNKNOWN = {
    "objective": "there is no objective {name}{advice}",
    "option": "there is no option {name}{advice}",
    "step": "there is no step {name}{advice}",
    "role": "there is no role {name}{advice}",
}
"""What an id should name → that it names none."""


def _unknown(document: Document, path: Path, what: str, name: str, known: Iterable[str]) -> Problem:
    message = Sentence(_UNKNOWN[what], name=name, advice=advice(name, known))
    return document.problem(path, "unknown-id", message)


def _no_outcome(document: Document, path: Path, step: str, name: str, known: Iterable[str]) -> Problem:
    return document.problem(
        path,
        "unknown-id",
        Sentence(
            "there is no outcome of step {step} called {name}{advice}", step=step, name=name, advice=advice(name, known)
        ),
    )


def _twice(document: Document, path: Path, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, name in enumerate(ids):
        if name in seen:
            yield document.problem(
                (*path, n, "id"), "duplicate-id", Sentence("the id {name} stands here a second time", name=name)
            )
        seen.add(name)


@of_item(SCENARIO)
def in_scenario(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """Ids twice; objectives, options and injects that are not there."""
    document = item.document
    objectives = [objective.id for objective in value.objectives]
    yield from _twice(document, ("injects",), (inject.id for inject in value.injects))
    yield from _twice(document, ("objectives",), objectives)
    for n, inject in enumerate(value.injects):
        for m, name in enumerate(inject.objectives):
            if name not in objectives:
                yield _unknown(document, ("injects", n, "objectives", m), "objective", name, objectives)
        for m, question in enumerate(inject.questions):
            if question.objective not in (None, *objectives):
                path = ("injects", n, "questions", m, "objective")
                yield _unknown(document, path, "objective", str(question.objective), objectives)
        if inject.decision:
            at: Path = ("injects", n, "decision")
            options = [option.id for option in inject.decision.listed]
            yield from _twice(document, (*at, "options"), options)
            if inject.decision.if_undecided not in (None, *options):
                yield _unknown(document, (*at, "if_undecided"), "option", str(inject.decision.if_undecided), options)
            if inject.decision.queue:
                continue
            if (inject.decision.answer_by is None) != (inject.decision.if_undecided is None):
                message = Sentence("answer_by and if_undecided go together: by when, and what then")
                yield document.problem(at, "half-a-deadline", message, "warning", key=True)


@of_item(PLAYBOOK)
def in_playbook(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Steps twice; steps and outcomes that are not there."""
    document, steps = item.document, {step.id: step for step in value.steps}
    yield from _kept(item, value.id)
    yield from _twice(document, ("steps",), (step.id for step in value.steps))
    for n, step in enumerate(value.steps):
        for key, refs in (("after", step.after), ("after_any", step.after_any)):
            for m, ref in enumerate(refs):
                yield from _dangling(document, ("steps", n, key, m), ref, steps)
        if step.repeat and step.repeat.from_ not in steps:
            yield _unknown(document, ("steps", n, "repeat", "from"), "step", step.repeat.from_, steps)
        for name in (FAILED, TIMED_OUT):
            if name in step.outcomes:
                message = Sentence(
                    "{name} is reserved for steps with fails: or timeout: – give this outcome another name", name=name
                )
                yield document.problem(("steps", n, "outcomes", name), "kept-word", message, key=True)


def _kept(item: LoadedItem[Any], id: str) -> Iterator[Problem]:
    if id == NONE and item.document is not UNWRITTEN:
        message = Sentence(
            "{id} is what a scenario writes that has no {kind}: give this one another id",
            id=id,
            kind=Sentence(item.kind.one),
        )
        yield item.document.problem(("id",), "kept-word", message)


def _dangling(document: Document, path: Path, ref: Ref, steps: dict[str, Step]) -> Iterator[Problem]:
    step = steps.get(ref.step)
    if step is None:
        yield _unknown(document, path, "step", ref.step, steps)
    elif step.every:
        message = Sentence("{step} recurs and is never over: wait for what it reaches (once: …)", step=step.id)
        yield document.problem(path, "recurs", message)
    elif ref.outcome:
        ways = [*step.outcomes, *([FAILED] if step.fails else []), *([TIMED_OUT] if step.timeout is not None else [])]
        if ref.outcome not in ways:
            yield _no_outcome(document, path, ref.step, ref.outcome, ways)


_OF_ITS_OWN = {"people", "hours", "timezone", "holidays", "on_call", "call_in", "overtime", "sites"}


@of_item(TEAM)
def in_team(item: LoadedItem[Team], value: Team) -> Iterator[Problem]:
    """Roles that share people with nobody, or in a circle."""
    yield from _kept(item, value.id)
    for name, role in value.roles.items():
        path: Path = ("roles", name, "same_people_as")
        seen, other = {name}, role.same_people_as
        while other in value.roles and other not in seen:
            seen.add(other)
            other = value.roles[other].same_people_as
        if role.same_people_as is not None and role.same_people_as not in value.roles:
            yield _unknown(item.document, path, "role", role.same_people_as, value.roles)
        elif role.same_people_as is not None and (idle := sorted(role.model_fields_set & _OF_ITS_OWN)):
            message = Sentence(
                "{name} has the people of {other}, so its own {idle} have no effect",
                name=name,
                other=role.same_people_as,
                idle=tuple(idle),
            )
            yield item.document.problem(("roles", name, idle[0]), "without-effect", message, "warning", key=True)
        if other == name and role.same_people_as is not None:
            message = Sentence("these roles share people in a circle: one of them must have people of its own")
            yield item.document.problem(path, "circle", message)


@of_item(TEAM)
def called_next(item: LoadedItem[Team], value: Team) -> Iterator[Problem]:
    """Whoever is called when nobody answers is somebody else, and can be called."""
    for name, role in value.roles.items():
        for key, reach in (("on_call", role.on_call), ("call_in", role.call_in)):
            path: Path = ("roles", name, key, "then")
            if reach is None or reach.then is None:
                continue
            if reach.then not in value.roles:
                yield _unknown(item.document, path, "role", reach.then, value.roles)
                continue
            other = value.roles[value.pool_of(reach.then)]
            if value.pool_of(reach.then) == value.pool_of(name):
                message = Sentence("whoever still waits calls {name} again anyway: name another role", name=name)
                yield item.document.problem(path, "without-effect", message, "warning")
            elif not other.always and other.on_call is None and other.call_in is None:
                message = Sentence("{name} has neither on_call nor call_in", name=reach.then)
                yield item.document.problem(path, "cannot-be-called", message, "warning")


@at_check(SCENARIO, PLAYBOOK, EXPECTATIONS, PRECEDENTS)
def milestone_names(
    item: LoadedItem[Scenario | Playbook | Expectation | Precedent], value: object, context: Context
) -> Iterator[Problem]:
    """A milestone whose name is nearly that of a known one is probably misspelt."""
    for path, name in milestones_in(value):
        meant = _meant_name(name, context.known.get(MILESTONES, frozenset()))
        if meant:
            message = Sentence("the library knows no milestone {name}: did you mean {meant}?", name=name, meant=meant)
            yield item.document.problem((*item.root, *path), "near-milestone", message, "warning")


@at_check(SCENARIO, PLAYBOOK)
def category_names(
    item: LoadedItem[Scenario | Playbook], value: Scenario | Playbook, context: Context
) -> Iterator[Problem]:
    """A category whose name is nearly that of a known one is probably misspelt: no playbook would be for it."""
    if isinstance(value, Playbook):
        named: list[tuple[Path, str]] = [(("for", n), name) for n, name in enumerate(value.for_)]
    else:
        named = [(("category",), value.category)]
    for path, name in named:
        meant = _meant_name(name, context.known.get(CATEGORIES, frozenset()))
        if meant:
            message = Sentence("the library knows no category {name}: did you mean {meant}?", name=name, meant=meant)
            yield item.document.problem(path, "near-category", message, "warning")


@cache
def _meant_name(name: str, known: frozenset[str]) -> str | None:
    if name in known:
        return None
    meant = nearest(name, known, 0.85)
    return None if meant and _abbreviates_another(name, meant) else meant


def _abbreviates_another(name: str, meant: str) -> bool:
    """``caa-notified`` beside ``cac-notified``: two offices, and no slip."""
    words, others = name.split("-"), meant.split("-")
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and all(len(word) == len(other) <= 4 for word, other in differing)


@of_assembly
def in_assembly(assembly: Assembly) -> Iterator[Problem]:
    """Words of the scenario that mean nothing with this playbook; outcomes it fixes that are not there."""
    story, document = assembly.setup.scenario, assembly.scenario.document
    playbook = assembly.setup.playbook
    steps = {step.id: step for step in playbook.steps}
    if assembly.setup.discussion_only and story.playbook is None:
        message = Sentence(
            "no playbook is for {category}, so this will only be discussed: playbook: none says that it is meant",
            category=story.category,
        )
        yield document.problem(("category",), "discussion-only", message, "note")
    if story.playbook == playbook.id and playbook.for_ and story.category not in playbook.for_:
        message = Sentence(
            "playbook {playbook} is for {categories}, not for {category}",
            playbook=playbook.id,
            categories=playbook.for_,
            category=story.category,
        )
        yield document.problem(("category",), "not-for-it", message, "warning")
    for n, inject in enumerate(story.injects):
        for m, expected in enumerate(inject.expects):
            if expected.step is not None and expected.step not in steps:
                path: Path = ("injects", n, "expects", m, "step")
                yield _no_step(assembly, path, expected.step)
    for name, outcome in story.outcomes.items():
        path = ("outcomes", name)
        if name not in steps:
            yield _no_step(assembly, path, name, key=True)
        elif outcome not in steps[name].outcomes:
            yield _no_outcome(document, path, name, outcome, steps[name].outcomes)


@of_assembly
def awaited_in_assembly(assembly: Assembly) -> Iterator[Problem]:
    """Words under once, only_if and unless that nothing in scenario or playbook stands for."""
    story, playbook = assembly.setup.scenario, assembly.setup.playbook
    known = {name for value in (story, playbook) for _, name in reached_in(value)}
    known |= {step.id for step in playbook.steps} | {inject.id for inject in story.injects}
    for path, name in awaited_in(story):
        if name not in known and name not in assembly.milestones:
            hint = perhaps(nearest(name, known | assembly.milestones))
            message = Sentence(
                "no inject, step or milestone of this scenario and playbook {playbook} is called {name}{hint}",
                playbook=playbook.id,
                name=name,
                hint=hint,
            )
            if assembly.setup.discussion_only:
                message = Sentence("no inject and no milestone is called {name}{hint}", name=name, hint=hint)
            yield _misfit(assembly, path, message)
    for path, name in awaited_in(playbook):
        if name not in known and name not in assembly.milestones and not _meant_name(name, assembly.milestones):
            meant = nearest(name, known)
            yield assembly.playbook.document.problem(
                path, "unknown-id", Sentence("nothing reaches {name}{hint}", name=name, hint=perhaps(meant)), "warning"
            )


def _no_step(assembly: Assembly, path: Path, name: str, *, key: bool = False) -> Problem:
    playbook = assembly.setup.playbook
    message = Sentence(
        "playbook {playbook} has no step {name}{hint}",
        playbook=playbook.id,
        name=name,
        hint=perhaps(nearest(name, [step.id for step in playbook.steps])),
    )
    if assembly.setup.discussion_only:
        message = Sentence("without a playbook there is no step {name}: write in words (text: …)", name=name)
    return _misfit(assembly, path, message, key=key)


def _misfit(assembly: Assembly, path: Path, message: Sentence, *, key: bool = False) -> Problem:
    """An error with the playbook the scenario was written for; with another one it only fits less well."""
    severity: Severity = "error" if assembly.is_intended else "warning"
    return assembly.scenario.document.problem(path, "unknown-id", message, severity, key=key)
