"""The kinds of file a library holds, each as one value. To add a kind is to add its shape and its entry here."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.base import Value
from simulator.model.expectation import Expectation
from simulator.model.form import Form
from simulator.model.playbook import Playbook
from simulator.model.precedent import Precedent
from simulator.model.requirement import Requirement
from simulator.model.scenario import Scenario
from simulator.model.team import Team
from simulator.model.vocabulary import Category, Milestone


@dataclass(frozen=True)
class Kind:
    """A kind of file: where a library keeps it, what stands in it, and how people call that."""

    one: str
    """One thing of it, as people and commands say: ``scenario``."""
    many: str
    folder: str
    """Where a library keeps its files."""
    shape: type[Value]
    """The shape of one thing in a file."""
    telltale: str
    """The key by which a file that lies elsewhere is known; for a file of one thing also how a ``--set`` begins.

    Empty where only the folder tells.
    """
    several: bool = False
    """Whether a file holds a list of things."""

    @property
    def name(self) -> str:
        """A file of it, as documents and commands say: ``scenario``, ``expectations``."""
        return self.many if self.several else self.one


SCENARIO = Kind("scenario", "scenarios", "scenarios", Scenario, "injects")
PLAYBOOK = Kind("playbook", "playbooks", "playbooks", Playbook, "steps")
TEAM = Kind("team", "teams", "playbooks/teams", Team, "roles")
EXPECTATIONS = Kind("expectation", "expectations", "playbooks/expectations", Expectation, telltale="kind", several=True)
REQUIREMENTS = Kind("requirement", "requirements", "playbooks/requirements", Requirement, telltale="asks", several=True)
FORMS = Kind("form", "forms", "playbooks/forms", Form, telltale="serves", several=True)

MILESTONES = Kind("milestone", "milestones", "playbooks/milestones", Milestone, telltale="meaning", several=True)
PRECEDENTS = Kind("precedent", "precedents", "playbooks/precedents", Precedent, telltale="came", several=True)
CATEGORIES = Kind("category", "categories", "playbooks/categories", Category, telltale="", several=True)

KINDS = (SCENARIO, PLAYBOOK, TEAM, EXPECTATIONS, REQUIREMENTS, FORMS, MILESTONES, CATEGORIES, PRECEDENTS)
"""All of them, in the order in which people meet them."""

RENAMED = (MILESTONES, CATEGORIES)
"""Those whose entries a library of one's own gives another name by the same id: meant, and nothing to tell."""
