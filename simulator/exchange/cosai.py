"""The playbooks in CoSAI's AI Incident Response Framework: CACAO in words of its own.

``next_step`` leads on, ``decision`` with ``conditions`` is a switch, ``implemented_by`` says who does it; fields that
CACAO asks for may be missing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from simulator.errors import Sentence
from simulator.exchange.cacao import drafted
from simulator.exchange.draft import Draft
from simulator.exchange.json_source import Source
from simulator.exchange.workflow import Complaints


def is_it(root: Any) -> bool:
    """Whether these values look like one of them: a workflow that does not say which CACAO it is."""
    return isinstance(root, dict) and isinstance(root.get("workflow"), dict)


def read(source: Source, today: date) -> Draft:
    """The draft made of a playbook. TabletopError that names the places where it cannot be made."""
    complaints = Complaints(source)
    if not isinstance(source.root, dict):
        complaints.error((), Sentence("expected a map, found {found}", found=type(source.root).__name__))
        complaints.refuse()
    return drafted(source, complaints, "CoSAI AI Incident Response", today)
