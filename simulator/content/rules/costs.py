"""What changes are said to cost, and which nobody would make: whether there are such changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from simulator.content.document import Path
from simulator.content.nearest import advice
from simulator.content.reading import LoadedItem
from simulator.content.rules.rule import of_item
from simulator.errors import Problem, Sentence
from simulator.model.costs import OF_ROLES, OF_STEPS
from simulator.model.kinds import PLAYBOOK, TEAM
from simulator.model.playbook import Playbook
from simulator.model.team import Team


@of_item(PLAYBOOK)
def changes_of_steps(item: LoadedItem[Playbook], value: Playbook) -> Iterator[Problem]:
    """The steps of a change that is named are in the playbook."""
    yield from _unknown(item, value, OF_STEPS, {step.id for step in value.steps})


@of_item(TEAM)
def changes_of_roles(item: LoadedItem[Team], value: Team) -> Iterator[Problem]:
    """The roles of a change that is named are in the team."""
    yield from _unknown(item, value, OF_ROLES, value.roles)


def _unknown(
    item: LoadedItem[Playbook] | LoadedItem[Team],
    value: Playbook | Team,
    kinds: Collection[str],
    known: Collection[str],
) -> Iterator[Problem]:
    costs: list[tuple[Path, str]] = [(("costs", name), name) for name in value.costs]
    never: list[tuple[Path, str]] = [(("without", n), name) for n, name in enumerate(value.without)]
    for path, name in (*costs, *never):
        kind, *about = name.split("/")
        for word in about if kind in kinds else ():
            if word not in known:
                message = Sentence("there is no {word} here to change{advice}", word=word, advice=advice(word, known))
                yield item.document.problem(path, "unknown-change", message, "warning", key=path[0] == "costs")
