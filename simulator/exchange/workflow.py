"""A workflow of blocks, as CACAO has it: steps and where each leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from simulator.errors import Problem, Sentence, Severity
from simulator.exchange.json_source import Path, Source

NodeKind = Literal["start", "end", "action", "parallel", "if", "switch", "while"]
KINDS: Final[dict[str, NodeKind]] = {
    "start": "start",
    "end": "end",
    "action": "action",
    "single": "action",
    "playbook-action": "action",
    "parallel": "parallel",
    "if-condition": "if",
    "switch-condition": "switch",
    "while-condition": "while",
    "if": "if",
    "switch": "switch",
    "while": "while",
    "decision": "switch",
}
"""What files call a step → what it is; ``single`` is of CACAO 1, ``decision`` of CoSAI, short names of others."""
_POINTERS = ("on_completion", "on_success", "on_failure", "on_true", "on_false", "next_step")
_CONDITION = "condition"
"""A type that some files give to what is an ``if`` or a ``switch``: where it leads tells which."""
_KEYS: Final = frozenset(
    (*_POINTERS, "type", "name", "description", "condition", "switch", "cases", "conditions", "next_steps", "commands",
     "command", "agent", "target", "targets", "target_ids", "timeout", "delay", "implemented_by")
)  # fmt: skip
"""The keys of a step that are read."""
_ANSWERS = ("condition", "case", "label", "name")
"""Under which of these an answer of a decision stands, where they are a list."""
_MOST_TOLD = 20
"""Warnings and errors that are told of one file."""


@dataclass(frozen=True)
class Node:
    """One step of the workflow: what it is, and where it leads."""

    id: str
    kind: NodeKind
    raw: dict[str, Any]
    """All the file says of it."""
    path: Path
    """Where it stands in the file."""
    name: str
    """As messages and ids name it."""
    leads: tuple[tuple[str, str], ...] = ()
    """(branch, step) of a block's branches, in file order."""
    then: str | None = None
    """The step after it; of a block, once its branches have ended."""
    on_failure: str | None = None


@dataclass
class Complaints:
    """What is wrong with a file, the first of it with its place."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    warned: int = 0

    def error(self, path: Path, message: Sentence, code: str = "bad-value") -> None:
        """Something for which the file is refused."""
        self._tell(path, message, code, "error")

    def warn(self, path: Path, message: Sentence, code: str) -> None:
        """Something that was read otherwise than it is written, or left out."""
        self._tell(path, message, code, "warning")

    def refuse(self) -> None:
        """Raises TabletopError where there were errors."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors:
            raise self.source.refused(*errors)

    def _tell(self, path: Path, message: Sentence, code: str, severity: Severity) -> None:
        # To find a place the file is walked through: not for thousands of them.
        if sum(problem.severity == severity for problem in self.problems) < _MOST_TOLD:
            self.problems.append(self.source.problem(path, message, code, severity))


class Shape:
    """Looks into what a file holds, and complains where something is of another type."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints

    def text(self, raw: dict[str, Any], key: str, path: Path) -> str:
        """The text under a key; empty where there is none."""
        value = raw.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self.complaints.error((*path, key), Sentence("expected a text, found {found}", found=_short(value)))
        return ""

    def mapping(self, raw: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
        """The map under a key; empty where there is none."""
        value = raw.get(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self.complaints.error((*path, key), Sentence("expected a map, found {found}", found=_short(value)))
        return {}

    def items(self, raw: dict[str, Any], key: str, path: Path) -> list[Any]:
        """The list under a key; empty where there is none."""
        value = raw.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.complaints.error((*path, key), Sentence("expected a list, found {found}", found=_short(value)))
        return []

    def milliseconds(self, raw: dict[str, Any], key: str, path: Path) -> int:
        """A number of milliseconds in whole seconds, none lost; 0 where there is none."""
        value = raw.get(key)
        if value is None:
            return 0
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 15:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LONGEST_MS:
            message = Sentence(
                "expected a number of milliseconds, ten years at most, found {found}", found=_short(value)
            )
            self.complaints.error((*path, key), message)
            return 0
        return -(-value // 1000)


_LONGEST_MS = 10 * 366 * 86_400_000


def _short(value: object) -> str:
    return repr(value)[:40]


def nodes(source: Source, complaints: Complaints) -> dict[str, Node]:
    """The steps of a workflow by id. What is wrong with them is complained of."""
    shape, made = Shape(complaints), dict[str, Node]()
    workflow = _with_single_pointers(_well_spelt(shape.mapping(source.root, "workflow", ()), complaints))
    for name, raw in workflow.items():
        path: Path = ("workflow", name)
        if not isinstance(raw, dict):
            complaints.error(path, Sentence("expected a map, found {found}", found=_short(raw)))
            continue
        kind = _kind(_spelling(shape.text(raw, "type", path), "-"), raw)
        if kind is None:
            complaints.error(
                (*path, "type"),
                Sentence(
                    "{id}: expected a type of step ({known}), found {found}",
                    id=name,
                    known=tuple(KINDS),
                    found=_short(raw.get("type")),
                ),
            )
            continue
        made[name] = _node(name, kind, raw, shape)
    if not workflow:
        complaints.error(
            ("workflow",), Sentence("there are no steps in it: a playbook has at least one under {key}", key="workflow")
        )
    for node in made.values():
        for key, target in _targets(node):
            if target not in workflow:
                message = Sentence(
                    "step {name} leads to {target}, which is not in the file", name=node.name, target=target
                )
                complaints.error((*node.path, *key), message, "unknown-id")
    return made


def _kind(type: str, raw: dict[str, Any]) -> NodeKind | None:
    if type in ("decision", _CONDITION) and ("on_true" in raw or "on_false" in raw):
        return "if"
    return "switch" if type == _CONDITION else KINDS.get(type)


def first_of(found: Mapping[str, Node], key: str, shape: Shape) -> str:
    """Where the workflow starts; where ``key`` does not say it, its step of type start, or the one nothing leads to."""
    complaints, named = shape.complaints, shape.text(shape.complaints.source.root, key, ())
    known = _by_name(found)
    if named.strip() in known:
        return known[named.strip()]
    if named:
        message = Sentence("{key} names {target}, which is not in the file", key=key, target=named)
        complaints.error((key,), message, "unknown-id")
        return ""
    led_to = {target for node in found.values() for target in (*(t for _, t in node.leads), node.then, node.on_failure)}
    starts = [step for step, node in found.items() if node.kind == "start"]
    starts = starts or [step for step, node in found.items() if step not in led_to and node.kind != "end"]
    if len(starts) != 1:
        message = Sentence("where does it start? Name the first step under {key}", key=key)
        complaints.error((), message, "no-start")
        return ""
    complaints.warn((), Sentence("{key} is missing: read as if it named {id}", key=key, id=starts[0]), "no-start")
    return starts[0]


def _well_spelt(workflow: dict[str, Any], complaints: Complaints) -> dict[str, Any]:
    """The same steps with their keys as CACAO spells them: ``on-completion`` and ``onCompletion`` are told."""
    made = dict[str, Any]()
    for name, raw in workflow.items():
        made[name] = raw
        for key in raw if isinstance(raw, dict) else ():
            meant = _spelling(str(key), "_")
            if key != meant and meant in _KEYS and meant not in made[name]:
                made[name] = {meant if known == key else known: value for known, value in made[name].items()}
                message = Sentence("{found} is read as {key}", found=key, key=meant)
                complaints.warn(("workflow", name, key), message, "spelling")
    return made


def _spelling(word: str, between: str) -> str:
    """A word in small letters, with the same sign between its parts wherever it has one or a capital."""
    return re.sub(r"[-_ ]|(?<=[a-z0-9])(?=[A-Z])", between, word).lower()


def _with_single_pointers(workflow: dict[str, Any]) -> dict[str, Any]:
    """The same steps, where CACAO 1 and some tools write a list for where a step leads; several begin together.

    Blanks around the id of a step do not count.
    """
    made, known = dict[str, Any](), _by_name(workflow)
    for name, raw in workflow.items():
        made[name] = raw
        if isinstance(raw, dict):
            made[name] = raw | _singles(raw, _POINTERS, name, made, known)
            for key in ("cases", "conditions"):
                if isinstance(cases := _by_answer(raw.get(key)), dict):
                    made[name][key] = cases | _singles(cases, cases, name, made, known)
            if isinstance(listed := raw.get("next_steps"), list):
                made[name]["next_steps"] = [_known(target, known) for target in listed]
    return made


def _by_name(ids: Iterable[str]) -> dict[str, str]:
    """Id without blanks around it → as the file has it."""
    return {name.strip(): name for name in ids}


def _known(target: Any, known: Mapping[str, str]) -> Any:
    return known.get(target.strip(), target) if isinstance(target, str) else target


def _by_answer(cases: Any) -> Any:
    """Answer → step, where it is written as a list of answers, or with the step below each answer."""
    if isinstance(cases, list) and all(isinstance(one, dict) for one in cases):
        listed, cases = cases, dict[str, Any]()
        for n, one in enumerate(listed, 1):
            said = next((one[key] for key in _ANSWERS if isinstance(one.get(key), str) and one[key]), str(n))
            cases[f"{said} ({n})" if said in cases else said] = one
    if not isinstance(cases, dict):
        return cases
    return {answer: one.get("next_step", one) if isinstance(one, dict) else one for answer, one in cases.items()}


def _singles(
    raw: dict[str, Any], keys: Iterable[str], name: str, made: dict[str, Any], known: Mapping[str, str]
) -> dict[str, Any]:
    singles = dict[str, Any]()
    for key in keys:
        listed = raw.get(key)
        if isinstance(listed, str):
            singles[key] = _known(listed, known)
        if not isinstance(listed, list) or not all(isinstance(target, str) for target in listed):
            continue
        listed = [_known(target, known) for target in listed]
        singles[key] = listed[0] if len(listed) == 1 else None
        if len(listed) > 1:
            singles[key] = f"{name}/{key}"
            made[singles[key]] = {"type": "parallel", "next_steps": listed}
    return singles


def _node(id: str, kind: NodeKind, raw: dict[str, Any], shape: Shape) -> Node:
    path: Path = ("workflow", id)
    complaints = shape.complaints
    named = raw.get("name")
    name = named if isinstance(named, str) and named else id
    if kind == "end":
        return Node(id, kind, raw, path, name)
    completion = shape.text(raw, "on_completion", path) or shape.text(raw, "next_step", path)
    success, failure = shape.text(raw, "on_success", path), shape.text(raw, "on_failure", path)
    if completion and success and completion != success:
        complaints.error(
            (*path, "on_success"),
            Sentence("step {name} has both on_completion and on_success: keep one of them", name=id),
            "contradiction",
        )
    leads = tuple(_branches(kind, raw, path, shape))
    if kind in ("parallel", "if", "switch", "while") and not leads:
        complaints.error(path, Sentence("step {name} has no branches: name the steps it leads to", name=id))
    then = completion or success or None
    if kind == "while" and not then:
        then = shape.text(raw, "on_false", path) or None
    if failure and kind not in ("action", "start"):
        complaints.warn(
            (*path, "on_failure"),
            Sentence("what comes when a block of steps fails is left out: only single steps fail here"),
            "left-out",
        )
        failure = ""
    return Node(id, kind, raw, path, name, leads, then, failure or None)


def _branches(kind: NodeKind, raw: dict[str, Any], path: Path, shape: Shape) -> Iterable[tuple[str, str]]:
    if kind == "parallel":
        for n, target in enumerate(shape.items(raw, "next_steps", path)):
            if isinstance(target, str):
                yield str(n), target
            else:
                message = Sentence("expected the id of a step, found {found}", found=_short(target))
                shape.complaints.error((*path, "next_steps", n), message)
    elif kind in ("if", "while"):
        for key in ("on_true", "on_false") if kind == "if" else ("on_true",):
            if target := shape.text(raw, key, path):
                yield key, target
    elif kind == "switch":
        key = "cases" if raw.get("cases") else "conditions"
        cases = shape.mapping(raw, key, path)
        if not cases:
            yield from ((target, target) for target in shape.items(raw, "next_steps", path) if isinstance(target, str))
        for name in cases:
            if target := shape.text(cases, name, (*path, key)):
                yield name, target


def _targets(node: Node) -> Iterable[tuple[Path, str]]:
    """(key, step) of everything a step leads to."""
    raw = node.raw
    if node.then:
        yield (
            (next((key for key in ("on_completion", "on_success", "next_step") if raw.get(key)), "on_false"),),
            node.then,
        )
    if node.on_failure:
        yield ("on_failure",), node.on_failure
    for n, (name, target) in enumerate(node.leads):
        match node.kind:
            case "parallel":
                yield ("next_steps", n), target
            case "switch":
                yield ("cases" if raw.get("cases") else "conditions", name), target
            case _:
                yield (name,), target
