"""What follows what: circles, loops, joins, and what can never happen."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.document import Document, Path
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_assembly_at_check, of_item
from simulator.errors import Problem, Sentence
from simulator.model.durations import format_duration
from simulator.model.injects import Inject
from simulator.model.kinds import PLAYBOOK
from simulator.model.playbook import FAILED, TIMED_OUT, Playbook, Ref, Step
from simulator.model.setup import inject_delivered, step_done
from simulator.plan.graph import (
    earliest,
    ended,
    followers,
    loop,
    possible_outcomes,
    reachable,
    reachers,
    ready,
)


@of_item(PLAYBOOK)
def circles(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Steps that wait for each other."""
    edges = followers(value)
    reported: set[str] = set()
    for n, step in enumerate(value.steps):
        around = reachable(edges, step.id)
        if step.id not in around or step.id in reported:
            continue
        members = [other.id for other in value.steps if other.id in around and step.id in reachable(edges, other.id)]
        reported.update(members)
        if len(members) > 1:
            message = Sentence(
                "these steps wait for each other: {steps}; to do work again, write repeat: on the last",
                steps=tuple(members),
            )
        else:
            message = Sentence("{step} waits for itself; to do work again, write repeat: on the last", step=step.id)
        yield item.document.problem(("steps", n, "after"), "circle", message)


@of_item(PLAYBOOK)
def renewals(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """Nothing is done again because of itself: what it reaches has come when it is over."""
    for n, step in enumerate(value.steps):
        own = {step.id, *step.reaches, *step.once}
        for m, name in enumerate(step.again_on):
            if name in own:
                message = Sentence(
                    "{name} has come when {step} is over, so nothing is done again; to do work again, write repeat:",
                    name=name,
                    step=step.id,
                )
                yield item.document.problem(("steps", n, "again_on", m), "without-effect", message, "warning")


@of_item(PLAYBOOK)
def loops(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """``repeat`` sends back to something before it; nothing inside a loop may lean on the outside by ``after_any``."""
    steps = {step.id: (n, step) for n, step in enumerate(value.steps)}
    for n, step in enumerate(value.steps):
        if step.repeat is None or step.repeat.from_ not in steps:
            continue
        members = loop(value, step)
        if not members:
            message = Sentence(
                "{first} does not come before {step}: work can only be sent back along after:",
                first=step.repeat.from_,
                step=step.id,
            )
            yield item.document.problem(("steps", n, "repeat", "from"), "repeat-forward", message)
        for name in members - {step.repeat.from_}:
            m, member = steps[name]
            outside = [ref.step for ref in member.after_any if ref.step not in members]
            if outside:
                message = Sentence(
                    "{name} is done again when {step} sends work back, but goes on after {outside}, "
                    "which is not done again: only {first} may have such an after_any",
                    name=name,
                    step=step.id,
                    outside=outside[0],
                    first=step.repeat.from_,
                )
                yield item.document.problem(("steps", m, "after_any"), "loop-leans-out", message)


@of_item(PLAYBOOK)
def without_waits(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """A step that waits for nothing begins before anybody knows of the incident."""
    for n, step in enumerate(value.steps):
        if not (step.once or step.after or step.after_any):
            message = Sentence(
                "{step} waits for nothing and begins at once: write once: detected, or after: a step", step=step.id
            )
            yield item.document.problem(("steps", n), "no-waits", message, "warning")


@of_assembly_at_check
def never_injects(assembly: Assembly) -> Iterator[Problem]:
    """Injects that never come."""
    document = assembly.scenario.document
    for n, inject in enumerate(assembly.setup.scenario.injects):
        due = assembly.earliest.get(inject_delivered(inject.id))
        if due is None:
            for m, name in _missing(assembly, inject):
                message = Sentence(
                    "this inject never comes with playbook {playbook}: nothing reaches {name}",
                    playbook=assembly.setup.playbook.id,
                    name=name,
                )
                if assembly.setup.discussion_only:
                    message = Sentence("this inject never comes: nothing reaches {name}", name=name)
                yield document.problem(("injects", n, "once", m), "never", message, "warning")
            continue
        if due > assembly.setup.scenario.ends_after:
            message = Sentence(
                "this inject never comes: it is due at {due}, after the story ends (ends_after)",
                due=format_duration(due),
            )
            yield document.problem(("injects", n), "never", message, "warning")
        for m, name in _missing(assembly, inject, "trips_on"):
            message = Sentence("nothing trips this wire: nothing reaches {name}", name=name)
            yield document.problem(("injects", n, "trips_on", m), "never", message, "warning")
        for m, name in enumerate(inject.unless):
            if _by(assembly, name) is not None and (_by(assembly, name) or 0) <= due:
                message = Sentence("this inject never comes: {name} is always reached before it is due", name=name)
                yield document.problem(("injects", n, "unless", m), "never", message, "warning")


def _missing(assembly: Assembly, thing: Inject | Step, key: str = "once") -> Iterator[tuple[int, str]]:
    """Awaited words that never hold, each with its index; words that name nothing are the business of another rule."""
    for m, name in enumerate(getattr(thing, key)):
        word = assembly.awaited(name)
        if word not in assembly.earliest and (name in assembly.milestones or _means_something(assembly, word)):
            yield m, name


def _means_something(assembly: Assembly, word: str) -> bool:
    kind, colon, rest = word.partition(":")
    return not colon or kind == "step" or assembly.setup.scenario.inject(rest) is not None


def _by(assembly: Assembly, name: str) -> int | None:
    return assembly.certain.get(assembly.awaited(name))


@of_assembly_at_check
def never_steps(assembly: Assembly) -> Iterator[Problem]:
    """Steps that never begin; of a chain only the first, as the rest follows from it."""
    document, steps = assembly.playbook.document, {step.id: step for step in assembly.setup.playbook.steps}
    for n, step in enumerate(assembly.setup.playbook.steps):
        if ready(step.id) not in assembly.earliest:
            yield from _why_never(assembly, document, n, step, steps)
            continue
        for m, name in enumerate(step.unless):
            if _by(assembly, name) is not None and (_by(assembly, name) or 0) <= assembly.earliest[ready(step.id)]:
                message = Sentence("{step} never begins: {name} is always reached before", step=step.id, name=name)
                yield document.problem(("steps", n, "unless", m), "never", message, "warning")
        never = dict(_missing(assembly, step, "until"))
        if never and len(never) == len(step.until) and not step.held:
            message = Sentence(
                "{step} recurs until the story ends: nothing reaches {name}", step=step.id, name=step.until[0]
            )
            yield document.problem(("steps", n, "until", 0), "never", message, "warning")


def _why_never(assembly: Assembly, document: Document, n: int, step: Step, steps: dict[str, Step]) -> Iterator[Problem]:
    for key in ("once", "only_if"):
        for m, name in _missing(assembly, step, key):
            path: Path = ("steps", n, key, m)
            yield document.problem(
                path,
                "never",
                Sentence("{step} never begins: nothing reaches {name}", step=step.id, name=name),
                "warning",
            )
    for m, ref in enumerate(step.after):
        before = steps.get(ref.step)
        if before is None or ref.outcome is None or ref.step in assembly.setup.scenario.outcomes:
            continue
        begins = ready(ref.step) in assembly.earliest
        if begins and ref.outcome in before.outcomes and ref.outcome not in possible_outcomes(before, {}):
            message = Sentence(
                "{step} never begins: {before} never ends as {outcome}, whose odds are zero",
                step=step.id,
                before=ref.step,
                outcome=ref.outcome,
            )
            yield document.problem(("steps", n, "after", m), "never", message, "warning")


@of_assembly_at_check
def joins(assembly: Assembly) -> Iterator[Problem]:
    """A step that waits for two things, one of which only comes on some paths, and waits for ever on the others."""
    document, playbook = assembly.playbook.document, assembly.setup.playbook
    sure: set[str] = {milestone for milestone, by in reachers(assembly.setup) if not by.startswith(("end:", "option:"))}
    unsure = {name for step in playbook.steps for name in step.once if name in assembly.earliest and name not in sure}
    for milestone in sorted(unsure - {step.id for step in playbook.steps}):
        come = earliest(assembly.rules, without={milestone})
        for n, step in enumerate(playbook.steps):
            if ready(step.id) in come or ready(step.id) not in assembly.earliest or milestone in step.once:
                continue
            settled = {m: _settles(ref.step, ref.outcome, come) for m, ref in enumerate(step.after)}
            if any(settled.values()):
                for m in [m for m, comes in settled.items() if not comes]:
                    message = Sentence(
                        "{step} waits for ever where {milestone} is not reached, as {after} then never begins: "
                        "let that step wait for after: and only_if: {milestone}, so that it can be ruled out",
                        step=step.id,
                        milestone=milestone,
                        after=step.after[m],
                    )
                    yield document.problem(("steps", n, "after", m), "join-waits", message, "warning")


@of_assembly_at_check
def excluded(assembly: Assembly) -> Iterator[Problem]:
    """A step that waits for one outcome and, beside it, for what that outcome rules out."""
    document, playbook = assembly.playbook.document, assembly.setup.playbook
    again = {name for step in playbook.steps if step.repeat for name in loop(playbook, step)}
    for n, step in enumerate(playbook.steps):
        for first, ref in enumerate(step.after):
            other = _other_ends(playbook, ref)
            if not other or ref.step in again:
                continue
            come = earliest(assembly.rules, without=other)
            for m, beside in enumerate(step.after):
                if beside.outcome and m <= first:
                    continue  # told of the second of the two
                holds = ended(beside.step, beside.outcome) if beside.outcome else ready(beside.step)
                if holds in assembly.earliest and holds not in come:
                    code, words = _EXCLUDED[bool(beside.outcome)]
                    message = Sentence(words, step=step.id, ref=ref, beside=beside)
                    yield document.problem(("steps", n, "after", m), code, message, "warning")


_EXCLUDED = {
    True: ("never", "{step} never begins: where {ref} holds, {beside} cannot"),
    False: (
        "never-waited-for",
        "{step} begins only where {ref} holds, and {beside} is ruled out there: if either is enough, write after_any:",
    ),
}
"""Whether what stands beside is an outcome → the code, and what it means."""


def _other_ends(playbook: Playbook, ref: Ref) -> set[str]:
    """The ends of a step that keep this entry from holding; none for an entry that names no outcome."""
    before = playbook.step(ref.step)
    if before is None or ref.outcome is None:
        return set()
    return {ended(ref.step, way) for way in (*before.outcomes, FAILED, TIMED_OUT) if way != ref.outcome}


def _settles(step: str, outcome: str | None, come: dict[str, int]) -> bool:
    if outcome is not None:
        return ended(step, outcome) in come
    return step_done(step) in come or f"settled:{step}" in come
