"""Decisions of somebody outside: the table asks, waits, and must hear of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.assembly import Assembly
from simulator.content.rules.rule import of_assembly_at_check
from simulator.errors import Problem, Sentence


@of_assembly_at_check
def unheard_answers(assembly: Assembly) -> Iterator[Problem]:
    """An option of somebody outside that no message follows: the table would never know."""
    document, injects = assembly.scenario.document, assembly.setup.scenario.injects
    followed = {name for inject in injects for name in (*inject.once, *inject.trips_on)}
    for n, inject in enumerate(injects):
        options = inject.decision.options if inject.decision and inject.decision.outside else ()
        for m, option in enumerate(options):
            if followed.isdisjoint(option.reaches):
                message = Sentence("nobody hears the answer: let the options reach something that a message comes once")
                if option.reaches:
                    message = Sentence(
                        "nobody hears the answer: let a message come once {milestone} is reached",
                        milestone=option.reaches[0],
                    )
                yield document.problem(("injects", n, "decision", "options", m), "answer-unheard", message, "warning")
