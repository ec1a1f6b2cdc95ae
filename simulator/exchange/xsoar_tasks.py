"""The tasks of an XSOAR playbook as steps of a workflow: where each leads, and the marks that limits need.

Several tasks under one label begin together, as branches of a ``parallel`` that the file does not name. A task to
which several lead begins when all of them that run are done, which is what such branches do here, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.json_source import Path
from simulator.exchange.workflow import Node, NodeKind, Shape
from simulator.exchange.xsoar_limits import Limits

_KINDS: Final[dict[str, NodeKind]] = {
    "start": "start",
    "regular": "action",
    "standard": "action",
    "playbook": "action",
    "collection": "action",
    "aiTask": "action",
    "title": "action",
    "section": "action",
    "condition": "switch",
}
NEXT: Final = "#none#"
"""The label of what comes after a task, whatever becomes of it."""
_ERROR: Final = "#error#"
_DEFAULT: Final = "#default#"
_LABELS: Final = {_DEFAULT: "default", NEXT: "none"}
"""Labels that are no answer → the outcome they become."""


def tasks(root: dict[str, Any], limits: Limits, shape: Shape) -> dict[str, Node]:
    """The tasks by id, each mark before its task. What is wrong with them is complained of."""
    raws, made = shape.mapping(root, "tasks", ()), dict[str, Node]()
    if not raws and not shape.complaints.problems:
        message = Sentence("there are no steps in it: a playbook has at least one under {key}", key="tasks")
        shape.complaints.error(("tasks",), message)
    for task, raw in raws.items():
        for node in _nodes(task, raw, limits, shape):
            made[node.id] = node
    for node in made.values():
        for target in (node.then, node.on_failure, *(target for _, target in node.leads)):
            if target is not None and target not in made and target not in raws:
                message = Sentence(
                    "step {name} leads to {target}, which is not in the file", name=node.name, target=target
                )
                shape.complaints.error((*node.path, "nexttasks"), message, "unknown-id")
    return made


def _nodes(id: str, raw: Any, limits: Limits, shape: Shape) -> Iterator[Node]:
    """A task, with the mark before it and the forks after it."""
    path: Path = ("tasks", id)
    if not isinstance(raw, dict):
        shape.complaints.error(path, Sentence("expected a map, found {found}", found=repr(raw)[:40]))
        return
    about = shape.mapping(raw, "task", path)
    named = shape.text(about, "name", (*path, "task")).strip()
    kind = _kind(id, raw, about, shape)
    if kind is None:
        return
    if limits.begins(id):
        yield Node(limits.mark(id), "action", {}, path, f"{named or id} begins", then=id)
    ways, forks = dict[str, str](), list[Node]()
    for label, listed in _next(raw, path, shape):
        targets = [limits.entry(target) for target in dict.fromkeys(listed)]
        if len(targets) > 1:
            leads = tuple((str(n), target) for n, target in enumerate(targets))
            forks.append(Node(f"{id}/{label}", "parallel", {}, path, named or id, leads))
        ways[label] = forks[-1].id if len(targets) > 1 else targets[0]
    yield from forks
    failure = ways.pop(_ERROR, None)
    if kind == "switch" and set(ways) - {NEXT}:
        if failure:
            message = Sentence("what comes when a block of steps fails is left out: only single steps fail here")
            shape.complaints.warn((*path, "nexttasks", _ERROR), message, "left-out")
        over = Node(f"{id}/over", "end", {}, path, named or id)
        ways |= dict.fromkeys(_unfollowed(raw, ways), over.id)
        leads = tuple((_LABELS.get(label, label), target) for label, target in ways.items())
        yield from (Node(id, kind, raw, path, named or id, leads), over)
        return
    yield Node(id, "action" if kind == "switch" else kind, raw, path, named or id, (), ways.get(NEXT), failure)


def _unfollowed(raw: dict[str, Any], ways: dict[str, str]) -> list[str]:
    """The answers after which nothing comes; a decision with one answer has another, too: that it is not so."""
    message, conditions = raw.get("message"), raw.get("conditions")
    replies = message.get("replyOptions") if isinstance(message, dict) else None
    said = [*raw["nexttasks"], *(one.get("label") for one in _listed(conditions) if isinstance(one, dict))]
    # Some name their ways otherwise than the replies: then there are as many of both.
    if len(_listed(replies)) > len(ways):
        said += _listed(replies)
    known = {label.lower() for label in (*ways, _ERROR, NEXT)}
    missing = dict.fromkeys(label for label in said if isinstance(label, str) and label.lower() not in known)
    return list(missing) or ([_DEFAULT] if len(ways) == 1 and _DEFAULT not in ways else [])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _kind(id: str, raw: dict[str, Any], about: dict[str, Any], shape: Shape) -> NodeKind | None:
    """A task that has answers is a decision, whatever it calls itself."""
    path: Path = ("tasks", id)
    kind = shape.text(raw, "type", path) or shape.text(about, "type", (*path, "task"))
    if kind not in _KINDS:
        shape.complaints.error(
            (*path, "type"),
            Sentence(
                "{id}: expected a type of step ({known}), found {found}", id=id, known=tuple(_KINDS), found=repr(kind)
            ),
        )
        return None
    answers = set(shape.mapping(raw, "nexttasks", path)) - {NEXT, _ERROR}
    return "switch" if answers and kind != "start" else _KINDS[kind]


def _next(raw: dict[str, Any], path: Path, shape: Shape) -> Iterator[tuple[str, list[str]]]:
    """Label and the tasks under it; a label under which nothing stands leads nowhere."""
    for label, listed in shape.mapping(raw, "nexttasks", path).items():
        targets = [listed] if isinstance(listed, str) and listed else listed or []
        if isinstance(targets, list) and all(isinstance(target, str) for target in targets):
            if targets:
                yield label, targets
            continue
        message = Sentence("expected the id of a step, found {found}", found=repr(listed)[:40])
        shape.complaints.error((*path, "nexttasks", label), message)
