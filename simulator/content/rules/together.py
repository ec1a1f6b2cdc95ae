"""Several playbooks in one incident: what each may say so that they can be carried out beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.rules.rule import of_assembly
from simulator.errors import Problem, Sentence


@of_assembly
def steps_of_two(assembly: Assembly) -> Iterator[Problem]:
    """A step's id means one step, whoever names it: no two playbooks may have it."""
    first: dict[str, str] = {}
    for item in assembly.playbook.parts:
        for n, step in enumerate(item.value.steps if item.value else ()):
            other = first.setdefault(step.id, item.id)
            if other != item.id:
                message = Sentence(
                    "{other} has a step {step}, too, and the two are carried out together: give one of them another "
                    "id, such as {fix}",
                    other=other,
                    step=step.id,
                    fix=f"{item.id}-{step.id}",
                )
                yield item.document.problem(("steps", n, "id"), "step-of-two", message)


@of_assembly
def paces_of_two(assembly: Assembly) -> Iterator[Problem]:
    """One incident has one pace: where playbooks differ in it, the team says."""
    holders = [item for item in assembly.playbook.parts if item.value and item.value.pace]
    if assembly.setup.team.pace:
        return
    for item in holders[1:]:
        if item.value and item.value.pace != assembly.setup.playbook.pace:
            message = Sentence(
                "{other} has another pace, and an incident has one: write the same in both, or a pace into team {team}",
                other=holders[0].id,
                team=assembly.setup.team.id,
            )
            yield item.document.problem(("pace",), "two-paces", message)
