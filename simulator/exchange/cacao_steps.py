"""Steps of a playbook, made of a workflow of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from simulator.errors import Sentence
from simulator.exchange.cacao_out import EXTENSION
from simulator.exchange.flow import DEEPEST, END, Edge, Flow, Spot
from simulator.exchange.naming import Names, slug
from simulator.exchange.waits import Joined, Way
from simulator.exchange.workflow import Node, Shape
from simulator.model.durations import format_duration
from simulator.model.playbook import FAILED, TIMED_OUT, Ref

AUTOMATION, PEOPLE = "automation", "security-operations"
"""Who works where the file does not say: machines, people."""
_BY_MACHINE, _BY_PEOPLE, _NO_TIME = {"p50": "2m", "p95": "10m"}, {"p50": "30m", "p95": "2h30m"}, "0m"
"""How long work is assumed to take, where the file does not say."""
OVER: Final = "playbook-done"
"""The milestone that the playbook reaches with its last step."""
_FAILS: Final = "10%"
"""How often a step is assumed to fail for which the file says what comes then."""
_ROOMY: Final = 4 * 3600
"""Seconds: a timeout from there on leaves room for the work that is assumed."""
_TURNS: Final = 3
"""How often a loop is assumed to come again at most."""
_OF_PEOPLE = ("individual", "group", "organization", "location", "sector")
_PHASES = {
    "detect": ("detect", "scan", "match", "identify", "monitor"),
    "contain": ("contain", "isolat", "quarantin", "block", "deny", "mitigat"),
    "eradicate": ("eradicat", "remediat", "remov", "delet", "revok"),
    "recover": ("recover", "restor", "configur", "patch"),
    "notify": ("notif", "alert", "communicat", "inform"),
    "learn": ("record", "log", "document", "report"),
}


_KEPT: Final = ("title", "detail", "role", "phase", "takes", "priority", "deputies", "calls_in", "evidence")
"""What of a step does not depend on the order."""


def extension(raw: Any) -> dict[str, Any]:
    """What this program wrote into a step; empty where it wrote nothing."""
    extensions = raw.get("step_extensions") if isinstance(raw, dict) else None
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return own if isinstance(own, dict) else {}


class Steps:
    """Makes the steps of a flow, each after what it waits for."""

    def __init__(self, flow: Flow, shape: Shape) -> None:
        self.flow, self.shape, self.names = flow, shape, Names()
        self.steps: list[dict[str, Any]] = []
        self.ids: dict[str, str] = {}
        """Node → step."""
        self.ways: dict[Spot, list[Way]] = {}
        self.unsure: set[str] = set()
        """Steps that may fail."""
        self.joined = Joined(self._gate, lambda step: step not in self.unsure)
        root = shape.complaints.source.root
        self.agents = shape.mapping(root, "agent_definitions", ())
        self.targets = shape.mapping(root, "target_definitions", ())

    def made(self, start: Spot, order: Sequence[Spot]) -> list[dict[str, Any]]:
        """The steps, as a file of them would hold them."""
        self.ways[start] = [Way()]
        for spot in order:
            if spot not in self.ways:
                self._unreached(spot)
                continue
            ways = self.joined.meet(self.ways[spot])
            if spot == END:
                self._last(ways)
                continue
            node = self.flow.nodes[spot.id]
            if spot.over:
                self._over(spot, node, ways)
            elif node.kind in ("start", "parallel", "end"):
                self._pass_on(spot, node, ways)
            else:
                self._step(spot, node, ways)
        return self.steps

    def _unreached(self, spot: Spot) -> None:
        """A block whose branches all go on elsewhere is never over, so nothing begins then."""
        if not spot.over:
            node = self.flow.nodes[spot.id]
            message = Sentence("nothing leads to step {name} but an exception: it is left out", name=node.name)
            self.shape.complaints.warn(node.path, message, "left-out")

    def _last(self, ways: Sequence[Way]) -> None:
        """What the playbook reaches with its last step, so that a study can tell when that is."""
        if not self.steps:
            return
        last = next((step for step in self.steps if ways == (Way((Ref(step["id"]),)),)), None)
        if last is None:
            self._gate(ways, "playbook-over")
        (last or self.steps[-1])["reaches"] = [OVER]

    def _lead(self, edge: Edge, way: Way) -> None:
        self.ways.setdefault(edge.to, []).append(way)

    def _pass_on(self, spot: Spot, node: Node, ways: Sequence[Way]) -> None:
        if node.kind == "parallel" and any(len(way.lane) >= DEEPEST for way in ways):
            message = Sentence("more than {most} levels stand inside each other", most=DEEPEST)
            self.shape.complaints.error(node.path, message, "too-deep")
            return
        for edge in self.flow.edges[spot]:
            for way in ways:
                lane = (*way.lane, (node.id, edge.branch)) if node.kind == "parallel" else way.lane
                self._lead(edge, Way(way.refs, lane))

    def _over(self, spot: Spot, node: Node, ways: Sequence[Way]) -> None:
        if node.kind == "while":
            # Back to the condition, so that it is asked again: what follows waits for a turn in which it does not hold.
            again = self._gate(ways, f"{self.ids[node.id]}-again")
            self.steps[-1]["repeat"] = {"from": self.ids[node.id], "odds": "100%", "at_most": _TURNS}
            self.unsure.add(again)
            ways = [Way((Ref(again),), ways[0].lane)]
        for edge in self.flow.edges[spot]:
            for way in ways:
                self._lead(edge, way)

    def _step(self, spot: Spot, node: Node, ways: Sequence[Way]) -> None:
        name = self.ids[node.id] = self.names.of(node.name, node.kind)
        step = self._work(node, name)
        if node.kind != "action":
            outcomes = self._outcomes(node, self.flow.edges[spot])
            step["outcomes"] = {
                outcome: {"title": title} if title != outcome else {} for outcome, title in outcomes.values()
            }
            for edge in self.flow.edges[spot]:
                for way in ways:
                    self._lead(edge, Way((Ref(name, outcomes[edge.branch][0]),), way.lane))
            self._add(step, ways)
            return
        failing = node.on_failure is not None
        if failing:
            step["fails"] = {"odds": _FAILS}
            self.unsure.add(name)
        for edge in self.flow.edges[spot]:
            ends: list[Ref] = [Ref(name)]
            if edge.branch == "on_failure":
                ends = [Ref(name, FAILED), *([Ref(name, TIMED_OUT)] if "timeout" in step else [])]
            for end in ends:
                self._lead(edge, Way((end,), ways[0].lane))
        self._add(step, ways)

    def _add(self, step: dict[str, Any], ways: Sequence[Way]) -> None:
        after, after_any = self.joined.waits(ways)
        step |= {} if after or after_any else {"once": ["detected"]}
        step |= {"after": [str(ref) for ref in after]} if after else {}
        step |= {"after_any": [str(ref) for ref in after_any]} if after_any else {}
        self.steps.append(step)

    def _gate(self, ways: Sequence[Way], name: str = "branch-over") -> str:
        given = self.names.of(name, name)
        self._add({"id": given, "role": AUTOMATION, "takes": _NO_TIME}, ways)
        return given

    def _outcomes(self, node: Node, edges: Sequence[Edge]) -> dict[str, tuple[str, str]]:
        """Branch → outcome and its title."""
        if node.kind in ("if", "while"):
            yes, no = ("true", "The condition holds"), ("false", "The condition does not hold")
            return {"on_true": yes, "on_false": no, "then": no}
        names = Names()
        names.of(FAILED, ""), names.of(TIMED_OUT, "")
        keys = dict.fromkeys([*(branch for branch, _ in node.leads), *(edge.branch for edge in edges)])
        return {key: (names.of(key, "case"), key[:200] or "case") for key in keys}

    def _work(self, node: Node, id: str) -> dict[str, Any]:
        """Who does it, how long it takes, and what it is called."""
        raw, path, shape = node.raw, node.path, self.shape
        role, by_people = self._role(node)
        timeout = shape.milliseconds(raw, "timeout", path)
        takes = _BY_PEOPLE if by_people else _BY_MACHINE if node.kind == "action" else _NO_TIME
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
        commands = [command for command in shape.items(raw, "commands", path) if isinstance(command, dict)]
        manual = any(command.get("type") == "manual" for command in commands)
        wanted = [shape.text(raw, "agent", path), *(t for t in shape.items(raw, "targets", path) if isinstance(t, str))]
        for n, word in enumerate(wanted):
            known = self.agents.get(word) or (self.targets.get(word) if n == 0 or manual else None)
            if isinstance(known, dict) and known.get("type") in _OF_PEOPLE:
                name = known.get("name")
                return slug(name) if isinstance(name, str) and slug(name) else PEOPLE, True
        software = shape.mapping(raw, "implemented_by", path).get("type") in ("software", "system", "tool")
        machine = bool(commands) or bool(wanted[0]) or software
        decided = node.kind != "action" and raw.get("type") != "decision"
        return (AUTOMATION, False) if (machine or decided) and not manual else (PEOPLE, True)

    def _detail(self, node: Node) -> str | None:
        raw, shape, path = node.raw, self.shape, node.path
        texts = [
            shape.text(raw, "description", path),
            shape.text(raw, "condition", path),
            shape.text(raw, "switch", path),
        ]
        texts[1:] = [f"Condition: {text}" for text in texts[1:] if text]
        for command in shape.items(raw, "commands", path):
            said = command.get("command") if isinstance(command, dict) else None
            if isinstance(said, str) and said:
                texts.append(said if command.get("type") == "manual" else f"{command.get('type')}: {said}")
        whole = "\n\n".join(" ".join(text.split())[:1000] for text in texts if text.strip())
        return whole or None

    def _phase(self, node: Node) -> str | None:
        said = [node.raw.get("action_type")]
        commands = node.raw.get("commands")
        said += (
            [c.get("playbook_activity") for c in commands if isinstance(c, dict)] if isinstance(commands, list) else []
        )
        for word in said:
            if isinstance(word, str):
                for phase, beginnings in _PHASES.items():
                    if any(beginning in word.lower() for beginning in beginnings):
                        return phase
        return None
