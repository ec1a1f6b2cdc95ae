"""What a task of XSOAR says of the work in it: who does it, what it is about, and how often it comes again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.json_source import Path
from simulator.exchange.naming import slug
from simulator.exchange.phases import phase_of
from simulator.exchange.steps import AUTOMATION, BY_MACHINE, BY_PEOPLE, NO_TIME, PEOPLE, detail_of
from simulator.exchange.workflow import Node, Shape
from simulator.exchange.xsoar_limits import Limits
from simulator.exchange.xsoar_values import literal, spoken, whole
from simulator.model.durations import MINUTE, format_duration

_TITLES: Final = ("title", "section")
_ADDRESS: Final = re.compile(r"[@,;]")
"""Stands in addresses and lists of several, not in the name of a role."""
_NO_WORDS: Final = re.compile(r"commands\.local\.\S+")
"""What XSOAR writes for the usual description of its own commands."""
_AGAIN: Final = "50%"
"""How often a loop is assumed to come again, each time."""
_MOST_TURNS: Final = 100
"""Of a loop for which the file names no ``max``, as XSOAR has it."""
_NAMED: Final = {"scriptName": "Script", "script": "Command", "playbookName": "Playbook", "playbookId": "Playbook"}
"""What a task runs, and how its detail calls that."""


class XsoarWork:
    """Reads it, and complains of what cannot be."""

    def __init__(self, limits: Limits, shape: Shape) -> None:
        self.limits, self.shape = limits, shape

    def __call__(self, node: Node, id: str) -> dict[str, Any]:
        """Of a step under this id, all but what it waits for and how it ends."""
        if not node.raw:
            return {"id": id, "role": AUTOMATION, "takes": NO_TIME, "reaches": self.limits.reached_before(node.path[1])}
        raw, path = node.raw, node.path
        about = self.shape.mapping(raw, "task", path)
        title = self.shape.text(about, "name", (*path, "task")).strip()[:200]
        reaches = [*self._milestone(node, id), *self.limits.reached_after(path[1])]
        step: dict[str, Any] = {"id": id, "title": title or None, "reaches": reaches or None}
        if raw.get("type") in _TITLES:
            return _present(step | {"role": AUTOMATION, "takes": NO_TIME, "detail": self._detail(raw, about, path)})
        role, by_people = self._role(raw, about, path)
        takes = BY_PEOPLE if by_people else BY_MACHINE if node.kind == "action" else NO_TIME
        step |= {"detail": self._detail(raw, about, path), "role": role, "phase": phase_of([title]), "takes": takes}
        return _present(step | self._loop(id, raw, path))

    def _milestone(self, node: Node, id: str) -> Iterator[str]:
        """A title is a moment that the playbook comes to."""
        if node.raw.get("type") in _TITLES:
            yield f"{id[:56].strip('-')}-reached"

    def _role(self, raw: dict[str, Any], about: dict[str, Any], path: Path) -> tuple[str, bool]:
        """The role, and whether they are people."""
        asked = literal(self.shape.mapping(raw, "message", path).get("to")) or ""
        assignee = slug(literal(raw.get("defaultassigneecomplex")) or ("" if _ADDRESS.search(asked) else asked))
        if assignee:
            return assignee, True
        if raw.get("type") == "playbook" or about.get("type") == "playbook":
            message = Sentence("step {name} runs another playbook: it is one piece of work here",
                               name=self.shape.text(about, "name", (*path, "task")) or path[1])  # fmt: skip
            self.shape.complaints.warn(path, message, "other-playbook")
            return AUTOMATION, False
        asks = raw.get("type") == "collection" or bool(raw.get("message")) or bool(raw.get("form"))
        told = any(about.get(key) for key in ("script", "scriptName", "scriptId")) or about.get("iscommand") == "true"
        machine = (told or raw.get("type") == "aiTask" or bool(raw.get("conditions"))) and not asks
        return (AUTOMATION, False) if machine else (PEOPLE, True)

    def _detail(self, raw: dict[str, Any], about: dict[str, Any], path: Path) -> str | None:
        described = _NO_WORDS.sub("", self.shape.text(about, "description", (*path, "task")))
        texts = [described, *self._conditions(raw, path)]
        for key, word in _NAMED.items():
            if said := self.shape.text(about, key, (*path, "task")):
                texts.append(f"{word}: {said.rpartition('|||')[2]}")
        asked = self.shape.mapping(raw, "message", path)
        return detail_of([*texts, spoken(asked.get("subject")), spoken(asked.get("body"))])

    def _conditions(self, raw: dict[str, Any], path: Path) -> Iterator[str]:
        """As text: each answer, and what of the incident it asks for."""
        for n, condition in enumerate(self.shape.items(raw, "conditions", path)):
            at = (*path, "conditions", n)
            if isinstance(condition, dict):
                label = self.shape.text(condition, "label", at)
                yield f"Condition: {label}: {spoken(condition.get('condition'))}"

    def _loop(self, id: str, raw: dict[str, Any], path: Path) -> dict[str, Any]:
        """How often the task comes again. One for which nothing says when it ends is none: XSOAR writes it so."""
        loop = self.shape.mapping(raw, "loop", path)
        asked = any(loop.get(key) for key in ("builtincondition", "exitCondition", "scriptId"))
        if not asked and loop.get("forEach") != "true":
            return {}
        turns = whole(loop.get("max"), _MOST_TURNS)
        wait = whole(loop.get("wait"), 0) * MINUTE
        made: dict[str, Any] = {"delay": format_duration(wait)} if wait else {}
        if turns > 1:
            made["repeat"] = {"from": id, "odds": _AGAIN, "at_most": min(turns - 1, _MOST_TURNS)}
        return made


def _present(step: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in step.items() if value is not None}
