"""Words that the files of a library share: milestones and categories of incidents. Files may use others as well."""

from __future__ import annotations

from simulator.model.base import Id, Value
from simulator.model.text import Text


class Milestone(Value):
    """Something an incident can reach, under a name that scenarios, playbooks and expectations have in common."""

    id: Id
    title: Text
    """In a few words, as screens and reports call it."""
    meaning: Text | None = None
    """What is so once it is reached."""


class Category(Value):
    """A kind of incident: what a scenario is about, and what playbooks are for."""

    id: Id
    title: Text
