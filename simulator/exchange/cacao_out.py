"""A playbook as CACAO 2.0: the order of its steps as blocks, and all that CACAO has no words for in one extension.

Who does not know the extension sees who does what after what. Who does (``cacao.read``) gets the playbook back equal.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from simulator.model.playbook import FAILED, TIMED_OUT, Playbook, Ref, Step

EXTENSION: Final = "extension-definition--5f0b6c7e-3d1a-4b52-9a44-0f6a2c1d7e93"
"""Under this key stand, in the playbook, its own values, and in each action the step."""
_MAKER: Final = "identity--0c9d3f21-6a57-4f0e-8b1d-52e7c4a9b680"
_POINTERS: Final = ("type", "on_completion", "on_success", "on_failure", "next_steps", "cases", "on_true", "on_false")


def graph_hash(workflow: Mapping[str, Any]) -> str:
    """What tells whether somebody has changed which step leads where."""
    leads = {
        step: [raw.get(key) for key in _POINTERS] if isinstance(raw, dict) else None for step, raw in workflow.items()
    }
    return sha256(json.dumps(leads, sort_keys=True).encode()).hexdigest()


def write(playbook: Playbook) -> bytes:
    """The playbook in CACAO 2.0: the same one gives the same bytes."""
    return (json.dumps(_Out(playbook).document(), ensure_ascii=False, indent=2) + "\n").encode()


class _Out:
    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.rank = _ranks(playbook.steps)
        self.leads: dict[str, dict[str, list[str]]] = {step.id: {} for step in playbook.steps}
        """Step → outcome, or empty for any → the steps that wait for it."""
        self.workflow: dict[str, Any] = {}
        self.end = self.made("end", "end")

    def document(self) -> dict[str, Any]:
        """Everything, in the order of the specification."""
        playbook, dumped = self.playbook, _dumped(self.playbook)
        first = [step.id for step in playbook.steps if not self._wait(step)]
        start = self.made("start", "start")
        self.workflow[start] = {"type": "start"}
        self.workflow[start]["on_completion"] = self._to(first, "start")
        for number, (step, own) in enumerate(zip(playbook.steps, dumped.pop("steps"), strict=True)):
            self._add(step, own, number)
        self.workflow[self.end] = {"type": "end"}
        day = f"{playbook.reviewed}T00:00:00.000Z"
        said = playbook.summary.own if playbook.summary else ""
        return {
            "type": "playbook",
            "spec_version": "cacao-2.0",
            "id": self.made("playbook", playbook.id),
            "name": playbook.title.own if playbook.title else playbook.id,
            **({"description": said} if said else {}),
            "created_by": _MAKER,
            "created": day,
            "modified": day,
            "workflow_start": start,
            "workflow": self.workflow,
            "playbook_extensions": {EXTENSION: {"playbook": dumped, "graph": graph_hash(self.workflow)}},
            "agent_definitions": self._groups(next(iter(step.role)) for step in playbook.steps),
            **self._others(),
            "extension_definitions": {
                EXTENSION: {
                    "type": "extension-definition",
                    "name": "ai-incident-tabletop",
                    "description": "Working times, odds, roles and waits of a playbook that is simulated.",
                    "created_by": _MAKER,
                    "schema": "What tabletop schema playbook prints; a step as it stands under steps.",
                    "version": "1.0.0",
                }
            },
        }

    def made(self, kind: str, name: str) -> str:
        """The id of something: the same each time, in the form of a random one, which the specification asks for."""
        digest = sha256(f"{self.playbook.id}\0{kind}\0{name}".encode()).digest()
        return f"{kind}--{UUID(bytes=digest[:16], version=4)}"

    def _wait(self, step: Step) -> bool:
        """Whether it waits for other steps here; each of them learns that it does."""
        refs = [ref for ref in (*step.after, *step.after_any) if ref.step in self.rank]
        refs = refs or [ref for name in step.once for ref in _reaching(self.playbook.steps, name)]
        refs = [ref for ref in refs if self.rank[ref.step] < self.rank[step.id]]
        for ref in refs:
            outcome = FAILED if ref.outcome == TIMED_OUT else ref.outcome or ""
            waiting = self.leads[ref.step].setdefault(outcome, [])
            if step.id not in waiting:
                waiting.append(step.id)
        return bool(refs)

    def _to(self, steps: list[str], name: str) -> str:
        """Where several steps begin together, their parallel; where none does, the end."""
        if not steps:
            return self.end
        if len(steps) == 1:
            return self.made("action", steps[0])
        block = self.made("parallel", name)
        self.workflow[block] = {"type": "parallel", "next_steps": [self.made("action", step) for step in steps]}
        return block

    def _add(self, step: Step, own: dict[str, Any], number: int) -> None:
        language, leads = self.playbook.language, self.leads[step.id]
        detail = step.detail.say(language) if step.detail else ""
        agent, *others = step.role
        action: dict[str, Any] = {"type": "action", "name": step.name(language)}
        action |= {"description": detail} if detail else {}
        action |= {"delay": step.delay * 1000} if step.delay else {}
        action |= {"timeout": step.timeout * 1000} if step.timeout else {}
        action["commands"] = [{"type": "manual", "command": detail or step.name(language)}]
        action["agent"] = self.made("group", agent)
        action |= {"targets": [self.made("organization", role) for role in others]} if others else {}
        action["step_extensions"] = {EXTENSION: {"number": number, "step": own}}
        self.workflow[self.made("action", step.id)] = action
        done = self._after(step, leads)
        if FAILED in leads:
            action |= {"on_success": done, "on_failure": self._to(leads[FAILED], f"{step.id}={FAILED}")}
        else:
            action["on_completion"] = done

    def _after(self, step: Step, leads: Mapping[str, list[str]]) -> str:
        """What comes when it is done: of some outcomes something of their own."""
        always = leads.get("", [])
        if not any(outcome in leads for outcome in step.outcomes):
            return self._to(always, step.id)
        block = self.made("switch-condition", step.id)
        self.workflow[block] = {"type": "switch-condition", "switch": f"__{step.id}__", "cases": {}}
        self.workflow[block]["cases"] = {
            outcome: self._to(list(dict.fromkeys([*always, *leads.get(outcome, [])])), f"{step.id}={outcome}")
            for outcome in step.outcomes
        }
        return block

    def _groups(self, roles: Iterable[str]) -> dict[str, Any]:
        return {self.made("group", role): {"type": "group", "name": role} for role in dict.fromkeys(roles)}

    def _others(self) -> dict[str, Any]:
        """Those who meet with an agent: CACAO knows one agent for a step."""
        roles = dict.fromkeys(role for step in self.playbook.steps for role in list(step.role)[1:])
        named = {self.made("organization", role): {"type": "organization", "name": role} for role in roles}
        return {"target_definitions": named} if named else {}


def _dumped(playbook: Playbook) -> dict[str, Any]:
    context = {"language": playbook.language}
    return playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True, context=context)


def _ranks(steps: Iterable[Step]) -> dict[str, int]:
    """Step → its place in an order in which all come after those they wait for, as far as there is one."""
    before = {step.id: {ref.step for ref in (*step.after, *step.after_any)} for step in steps}
    missing = {step: len(waited & before.keys()) for step, waited in before.items()}
    followers: dict[str, list[str]] = {step: [] for step in before}
    for step, waited in before.items():
        for other in waited & before.keys():
            followers[other].append(step)
    ready, ordered = deque(step for step, count in missing.items() if not count), dict[str, int]()
    while ready:
        step = ready.popleft()
        ordered[step] = len(ordered)
        for follower in sorted(followers[step]):
            missing[follower] -= 1
            if not missing[follower]:
                ready.append(follower)
    return {step: ordered.get(step, len(before) + n) for n, step in enumerate(before)}


def _reaching(steps: Iterable[Step], name: str) -> list[Ref]:
    """The steps that reach a milestone, or the one of that name."""
    found = [Ref(step.id) for step in steps if name in step.reaches or step.id == name]
    found += [Ref(step.id, outcome) for step in steps for outcome, way in step.outcomes.items() if name in way.reaches]
    return found
