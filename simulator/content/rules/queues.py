"""Queues whose order is decided: steps that are there, once each, and for whom the order matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_assembly, of_item
from simulator.errors import Problem, Sentence
from simulator.model.kinds import SCENARIO
from simulator.model.scenario import Scenario


@of_item(SCENARIO)
def in_one_queue(item: LoadedItem[Scenario], value: Scenario) -> Iterator[Problem]:
    """A step has one turn."""
    known = set[str]()
    for n, inject in enumerate(value.injects):
        for m, queued in enumerate(inject.decision.queue if inject.decision else ()):
            if queued.step in known:
                message = Sentence("{step} has its turn in a queue already", step=queued.step)
                yield item.document.problem(("injects", n, "decision", "queue", m, "step"), "duplicate-id", message)
            known.add(queued.step)


@of_assembly
def order_matters(assembly: Assembly) -> Iterator[Problem]:
    """Steps that the playbook lacks; steps that nobody waits for; priorities that go before the order."""
    document, playbook = assembly.scenario.document, assembly.setup.playbook
    for n, inject in enumerate(assembly.setup.scenario.injects):
        queue = inject.decision.queue if inject.decision else ()
        steps = [(m, playbook.step(item.step)) for m, item in enumerate(queue)]
        for m, step in steps:
            if step is None:
                known = [one.id for one in playbook.steps]
                name = queue[m].step
                message = Sentence("there is no step {name}{advice}", name=name, advice=advice(name, known))
                yield document.problem(("injects", n, "decision", "queue", m, "step"), "unknown-id", message)
        there = [(m, step) for m, step in steps if step is not None]
        pools = Counter(p for _, step in there for p in {assembly.setup.team.pool_of(role) for role in step.roles})
        if there and max(pools.values()) < 2:
            message = Sentence("the order of these steps has no effect: no two of them need the same people")
            yield document.problem(("injects", n, "decision", "queue"), "without-effect", message, "warning", key=True)
        usual = Counter(step.priority for _, step in there).most_common(1)
        for m, step in there:
            if step.priority != usual[0][0]:
                message = Sentence(
                    "{step} has another priority than the others of this queue, which goes before their order",
                    step=step.id,
                )
                place = ("injects", n, "decision", "queue", m, "step")
                yield document.problem(place, "without-effect", message, "warning")
