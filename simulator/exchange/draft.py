"""What an importer makes: values of the model, what had to be assumed for them, and what was lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.errors import Problem
from simulator.model.playbook import Playbook


@dataclass(frozen=True)
class Draft:
    """A playbook made of another program's file."""

    playbook: Playbook
    format: str
    """What it was read as."""
    source: str
    """The file's name, as the user gave it."""
    sha256: str
    licence: str = ""
    """What the file says of its licence; empty where it says nothing."""
    assumed: bool = True
    """Whether working times, odds and roles stand in it that the file does not have."""
    problems: tuple[Problem, ...] = ()
    """Warnings: what was read otherwise than it is written, and what was left out."""

    def named(self, id: str) -> Draft:
        """The draft under another id."""
        return replace(self, playbook=self.playbook.model_copy(update={"id": id}))
