"""The exercise at the table: time to talk, what may be skipped, what it is there to show."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.document import Path
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_assembly, of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.durations import format_duration
from simulator.model.kinds import SCENARIO
from simulator.model.scenario import Scenario
from simulator.model.setup import inject_delivered
from simulator.plan.graph import reachers


@of_item(SCENARIO)
def fits_the_play(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """What is planned to be discussed should fit the time for play."""
    planned = value.core_talk
    if planned > value.session.play:
        message = Sentence(
            "the core injects plan {planned} of talk (discuss), but play has {play}: "
            "shorten some, or make them optional",
            planned=format_duration(planned),
            play=format_duration(value.session.play),
        )
        yield item.document.problem(("session",), "too-much-to-discuss", message, "warning")


@of_assembly
def nothing_needs_the_optional(assembly: Assembly) -> Iterator[Problem]:
    """What may be skipped must not be what something else waits for."""
    optional = {inject.id for inject in assembly.setup.scenario.injects if inject.optional}
    if not optional:
        return
    through: dict[str, set[str]] = {}
    for milestone, by in reachers(assembly.setup):
        through.setdefault(milestone, set()).add(by)

    def only_optional(name: str) -> str | None:
        """The optional inject without which this word never holds."""
        word = assembly.awaited(name)
        sources = [_inject_behind(by) for by in through.get(word, (word,))]
        return sources[0] if all(source in optional for source in sources) else None

    for n, inject in enumerate(assembly.setup.scenario.injects):
        for m, name in enumerate(() if inject.optional else inject.once):
            if only_optional(name):
                yield _needs(assembly, "scenario", ("injects", n, "once", m), name, only_optional(name))
    for n, step in enumerate(assembly.setup.playbook.steps):
        for key, names in (("once", step.once), ("only_if", step.only_if)):
            for m, name in enumerate(names):
                if only_optional(name):
                    yield _needs(assembly, "playbook", ("steps", n, key, m), name, only_optional(name))


def _inject_behind(source: str) -> str | None:
    """The inject whose delivery or decision this is, if it is one."""
    kind, _, rest = source.partition(":")
    return rest.partition("=")[0] if kind in ("inject", "option") else None


def _needs(assembly: Assembly, part: str, path: Path, name: str, inject: str | None) -> Problem:
    document = assembly.scenario.document if part == "scenario" else assembly.playbook.document
    message = (
        Sentence(
            "inject {inject} is optional, but this waits for it: nothing may depend on what can be skipped",
            inject=inject,
        )
        if name == inject
        else Sentence(
            "inject {inject} is optional, but this waits for {name}, which only it reaches: "
            "nothing may depend on what can be skipped",
            inject=inject,
            name=name,
        )
    )
    return document.problem(path, "needs-optional", message)


@of_assembly_at_check
def objectives_exercised(assembly: Assembly) -> Iterator[Problem]:
    """An objective needs an inject that names it, or a milestone it shows that can be reached."""
    story = assembly.setup.scenario
    coming = [inject for inject in story.injects if inject_delivered(inject.id) in assembly.earliest]
    named = {name for inject in coming for name in inject.objectives}
    named |= {question.objective for inject in coming for question in inject.questions if question.objective}
    for n, objective in enumerate(story.objectives):
        if objective.id not in named and not any(milestone in assembly.earliest for milestone in objective.shows):
            message = Sentence(
                "nothing exercises objective {objective}: no inject names it, and nothing it shows is reached",
                objective=objective.id,
            )
            yield assembly.scenario.document.problem(("objectives", n, "id"), "not-exercised", message, "warning")
            continue
        for m, milestone in enumerate(objective.shows):
            if milestone not in assembly.earliest:
                message = Sentence(
                    "{objective} is to be seen by {milestone}, which nothing reaches",
                    objective=objective.id,
                    milestone=milestone,
                )
                yield assembly.scenario.document.problem(
                    ("objectives", n, "shows", m), "never-reached", message, "warning"
                )
