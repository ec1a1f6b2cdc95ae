"""What was discussed: the questions of each module, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.injects import Inject, Question
from simulator.model.setup import Setup
from simulator.timeline.events import Discussed
from simulator.timeline.state import State


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, as far as it was discussed."""

    inject: Inject
    number: int
    """Its place among the questions of the inject, from 1."""
    question: Question
    answers: tuple[Discussed, ...]
    """Oldest first, those without words too; empty where nobody discussed it."""

    @property
    def discussed(self) -> bool:
        """Whether the table came to it."""
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the discussion: from the message that opens it to the next such message."""

    opened_by: Inject | None
    """None for what came before the first."""
    at: int | None
    """When it came, in seconds since opens; None where it did not."""
    asked: tuple[Asked, ...]


def discussion(setup: Setup, state: State) -> tuple[Module, ...]:
    """The modules that ask something; those that did not come stand last, in the order of the file.

    With a playbook, questions are there for when the talk stalls, so only those are told that were discussed.
    """
    came = sorted(
        (d.at, n) for n, i in enumerate(setup.scenario.injects) if (d := state.delivery(i.id)).status == _CAME
    )
    order = [n for _, n in came]
    rest = [n for n in range(len(setup.scenario.injects)) if n not in order]
    modules = _modules([setup.scenario.injects[n] for n in (*order, *rest)], setup, state)
    return tuple(module for module in modules if module.asked)


_CAME = "delivered"


def _modules(injects: list[Inject], setup: Setup, state: State) -> Iterator[Module]:
    opened: Inject | None = None
    asked: list[Asked] = []
    for inject in injects:
        if inject.id in setup.scenario.modules:
            yield Module(opened, _came_at(opened, state), tuple(asked))
            opened, asked = inject, []
        for number, question in enumerate(inject.questions, 1):
            answers = state.answers(inject.id, number)
            if answers or setup.discussion_only:
                asked.append(Asked(inject, number, question, answers))
    yield Module(opened, _came_at(opened, state), tuple(asked))


def _came_at(inject: Inject | None, state: State) -> int | None:
    delivery = state.delivery(inject.id) if inject else None
    return delivery.at if delivery and delivery.status == "delivered" else None
