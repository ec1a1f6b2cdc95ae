"""Trip-wires: somebody chooses to wait, something ends the wait, and then somebody decides, in a time that counts."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.rules.rule import of_assembly_at_check
from simulator.errors import Problem, Sentence
from simulator.model.playbook import Step
from simulator.model.setup import inject_delivered, step_done
from simulator.plan.graph import reachers


@of_assembly_at_check
def trip_wires(assembly: Assembly) -> Iterator[Problem]:
    """A wait that nobody chooses, that ends in nothing, or that no deadline follows."""
    document, setup = assembly.scenario.document, assembly.setup
    chosen = {milestone for milestone, by in reachers(setup) if not by.startswith("inject:")}
    starts = {clock.start for clock in setup.clocks}
    for n, inject in enumerate(setup.scenario.injects):
        if not inject.trips_on:
            continue
        if not {assembly.awaited(name) for name in inject.once} & {*chosen, *map(_done, setup.playbook.steps)}:
            message = Sentence("nobody chooses this wait: let an option or a step reach {name}", name=inject.once[0])
            yield document.problem(("injects", n, "once"), "wire-not-set", message, "warning")
        if not (inject.decision or inject.questions or inject.expects):
            message = Sentence("the wait is over and nothing is asked: give it the decision that was put off")
            yield document.problem(("injects", n), "wire-decides-nothing", message, "warning")
        elif not starts & {*inject.reaches, inject_delivered(inject.id)}:
            message = Sentence("no deadline starts when the wait is over: let an expectation count from there")
            yield document.problem(("injects", n), "wire-unjudged", message, "note")


def _done(step: Step) -> str:
    return step_done(step.id)
