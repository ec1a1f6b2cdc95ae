"""Playbooks of Cortex XSOAR: tasks of people and machines, titles between them, and timers that run along.

It has no working times and no odds; what it has of limits (timers, tasks with a limit of their own) become
expectations. Conditions are kept as text and never evaluated. ``docs/exchange.md`` has the mapping in tables.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.draft import Draft
from simulator.exchange.json_source import Source
from simulator.exchange.naming import Names
from simulator.exchange.steps import playbook_of
from simulator.exchange.workflow import Complaints, Shape, first_of
from simulator.exchange.xsoar_limits import Limits
from simulator.exchange.xsoar_tasks import tasks
from simulator.exchange.xsoar_work import XsoarWork

TITLE: Final = "Cortex XSOAR"
_NOTHING: Final = (None, "null", "~")


def is_it(root: Any) -> bool:
    """Whether these values look like a playbook of XSOAR."""
    tasks = root.get("tasks") if isinstance(root, dict) else None
    return isinstance(tasks, dict) and (
        "starttaskid" in root or any("nexttasks" in raw for raw in tasks.values() if isinstance(raw, dict))
    )


def read(source: Source, today: date) -> Draft:
    """The draft made of a playbook. TabletopError that names the places where it cannot be made."""
    complaints = Complaints(source)
    if not isinstance(source.root, dict):
        complaints.error((), Sentence("expected a map, found {found}", found=type(source.root).__name__))
        complaints.refuse()
    root, shape = _texts(source.root), Shape(complaints)
    if root.get("deprecated") == "true":
        complaints.warn(("deprecated",), Sentence("its owner has revoked it: ask for what took its place"), "revoked")
    limits = Limits(root, shape)
    found = tasks(root, limits, shape)
    complaints.refuse()
    first = limits.entry(first_of(found, "starttaskid", shape))
    complaints.refuse()
    head, work = _head(root, shape, today), XsoarWork(limits, shape)
    complaints.refuse()
    playbook = playbook_of(found, first, head, work, complaints)
    expectations = tuple(limits.expectations(playbook, today))
    complaints.refuse()
    problems = tuple(complaints.problems)
    return Draft(playbook, TITLE, source.file, source.sha256, problems=problems, expectations=expectations)


def _texts(tree: Any) -> Any:
    """The same values as texts also where YAML became JSON, and without keys under which nothing stands."""
    if isinstance(tree, dict):
        return {key: _texts(inner) for key, inner in tree.items() if inner not in _NOTHING}
    if isinstance(tree, list):
        return [_texts(inner) for inner in tree]
    return tree if isinstance(tree, str) else str(tree).lower()


def _head(root: dict[str, Any], shape: Shape, today: date) -> dict[str, Any]:
    name, description = shape.text(root, "name", ()), shape.text(root, "description", ())
    return {
        "id": Names().of(name, "imported-playbook"),
        "title": name.strip() or None,
        "summary": description.strip() or None,
        "owner": "Not named in the file",
        "version": "1",
        "reviewed": today,
    }
