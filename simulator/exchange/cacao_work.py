"""What a step of CACAO says of the work in it: who does it, how long it may take, what it is about."""

from __future__ import annotations

from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.cacao_out import EXTENSION
from simulator.exchange.naming import slug
from simulator.exchange.phases import phase_of
from simulator.exchange.steps import AUTOMATION, BY_MACHINE, BY_PEOPLE, NO_TIME, PEOPLE, detail_of
from simulator.exchange.workflow import Node, Shape
from simulator.model.durations import format_duration

_ROOMY: Final = 4 * 3600
"""Seconds: a timeout from there on leaves room for the work that is assumed."""
_OF_PEOPLE = ("individual", "group", "organization", "location", "sector", "human", "person", "people", "team", "role")
"""What CACAO calls agents who are people, then what others do."""
_SOFTWARE = ("software", "system", "tool")
"""What CoSAI says of steps that no people do."""
_KEPT: Final = ("title", "detail", "role", "phase", "takes", "priority", "deputies", "calls_in", "evidence")
"""What of a step does not depend on the order."""


def extension(raw: Any) -> dict[str, Any]:
    """What this program wrote into a step; empty where it wrote nothing."""
    extensions = raw.get("step_extensions") if isinstance(raw, dict) else None
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return own if isinstance(own, dict) else {}


class CacaoWork:
    """Reads it, and complains of what cannot be."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        root = shape.complaints.source.root
        # As CACAO 1 and drafts of 2.0 call them.
        self.agents = shape.mapping(root, "agent_definitions", ()) or shape.mapping(root, "agents", ())
        self.targets = shape.mapping(root, "target_definitions", ()) or shape.mapping(root, "targets", ())

    def __call__(self, node: Node, id: str) -> dict[str, Any]:
        """Of a step under this id, all but what it waits for and how it ends."""
        raw, path, shape = node.raw, node.path, self.shape
        role, by_people = self._role(node)
        timeout = shape.milliseconds(raw, "timeout", path)
        takes = BY_PEOPLE if by_people else BY_MACHINE if node.kind == "action" else NO_TIME
        step: dict[str, Any] = {"id": id, "title": shape.text(raw, "name", path)[:200] or None}
        step |= {"detail": self._detail(node), "role": role, "phase": self._phase(node), "takes": takes}
        if delay := shape.milliseconds(raw, "delay", path):
            step["delay"] = format_duration(delay)
        if timeout and node.kind == "action":
            step["timeout"] = format_duration(timeout)
            # A timeout that assumed work would run into says what work was meant: less than that.
            if timeout < _ROOMY:
                step["takes"] = "..".join(format_duration(timeout // part) for part in (6, 3, 1))
        if raw.get("type") == "playbook-action":
            message = Sentence("step {name} runs another playbook: it is one piece of work here", name=node.name)
            shape.complaints.warn(path, message, "other-playbook")
        step |= {key: value for key, value in self._kept(node).items() if key in _KEPT}
        return {key: value for key, value in step.items() if value is not None}

    def _kept(self, node: Node) -> dict[str, Any]:
        """What this program wrote of the step, where somebody has changed the order since."""
        own = extension(node.raw).get("step")
        return own if isinstance(own, dict) else {}

    def _role(self, node: Node) -> tuple[str, bool]:
        """The role, and whether they are people."""
        raw, shape, path = node.raw, self.shape, node.path
        commands = self._commands(node)
        manual = any(command.get("type") == "manual" for command in commands)
        targets = [*shape.items(raw, "targets", path), *shape.items(raw, "target_ids", path)]
        wanted = [word.strip() for word in (shape.text(raw, "agent", path), *targets) if isinstance(word, str)]
        named = [self._named(word, is_agent=n == 0 or manual) for n, word in enumerate(wanted)]
        by = shape.mapping(raw, "implemented_by", path)
        software = by.get("type") in _SOFTWARE
        for known in (*named, raw.get("target"), by):
            if isinstance(known, dict) and known.get("type") in _OF_PEOPLE:
                name = known.get("name")
                return slug(name) if isinstance(name, str) and slug(name) else PEOPLE, True
        machine = bool(commands) or bool(wanted[0]) or software
        decided = node.kind != "action" and raw.get("type") != "decision"
        return (AUTOMATION, False) if (machine or decided) and not manual else (PEOPLE, True)

    def _named(self, word: str, *, is_agent: bool) -> Any:
        """What an agent or target is; of one that is nowhere defined, its id tells the type."""
        known = self.agents.get(word) or (self.targets.get(word) if is_agent else None)
        return known or ({"type": word.partition("--")[0]} if is_agent else None)

    def _commands(self, node: Node) -> list[dict[str, Any]]:
        """Those of a step; CACAO 1 has a single one, too."""
        listed = self.shape.items(node.raw, "commands", node.path) or [node.raw.get("command")]
        return [command for command in listed if isinstance(command, dict)]

    def _detail(self, node: Node) -> str | None:
        raw, shape, path = node.raw, self.shape, node.path
        texts = [
            shape.text(raw, "description", path),
            shape.text(raw, "condition", path),
            shape.text(raw, "switch", path),
        ]
        texts[1:] = [f"Condition: {text}" for text in texts[1:] if text]
        for command in self._commands(node):
            said = command.get("command")
            if isinstance(said, str) and said:
                texts.append(said if command.get("type") == "manual" else f"{command.get('type')}: {said}")
        return detail_of(texts)

    def _phase(self, node: Node) -> str | None:
        return phase_of(
            [node.raw.get("action_type"), *(command.get("playbook_activity") for command in self._commands(node))]
        )
