"""What an importer makes: values of the model, what had to be assumed for them, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.errors import Problem
from simulator.model.expectation import Expectation
from simulator.model.kinds import PLAYBOOK, SCENARIO, Kind
from simulator.model.playbook import Playbook
from simulator.model.scenario import Scenario


@dataclass(frozen=True)
class Draft:
    """A playbook or an exercise made of another program's file."""

    value: Playbook | Scenario
    format: str
    """What it was read as."""
    source: str
    """The file's name, as the user gave it."""
    sha256: str
    licence: str = ""
    """What the file says of its licence; empty where it says nothing."""
    assumed: bool = True
    """Whether something stands in it that the file does not have: working times, odds, roles, a category."""
    problems: tuple[Problem, ...] = ()
    """Warnings: what was read otherwise than it is written, and what was left out."""
    expectations: tuple[Expectation, ...] = ()
    """Limits that the file names, beside its playbook."""

    @property
    def kind(self) -> Kind:
        """What kind of file it becomes."""
        return PLAYBOOK if isinstance(self.value, Playbook) else SCENARIO

    def named(self, id: str) -> Draft:
        """The draft under another id, its expectations with it."""
        was, value = self.value.id, self.value.model_copy(update={"id": id})
        told = (
            one.model_copy(update={"id": id_beside(id, one.id.removeprefix(id_beside(was, "")))})
            for one in self.expectations
        )
        return replace(self, value=value, expectations=tuple(told))


def id_beside(playbook: str, name: str) -> str:
    """The id of something that only this playbook has, so that nothing of another is called the same."""
    return f"{playbook[:30].strip('-')}-{name}"
