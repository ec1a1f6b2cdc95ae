"""Steps of a playbook, made of a workflow of blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import Invalid, Sentence, why
from simulator.exchange.flow import END, Edge, Flow, Spot, ordered
from simulator.exchange.naming import Names
from simulator.exchange.waits import Joined
from simulator.exchange.workflow import Complaints, Node
from simulator.model.playbook import FAILED, TIMED_OUT, Playbook, Ref

AUTOMATION, PEOPLE = "automation", "security-operations"
"""Who works where the file does not say: machines, people."""
BY_MACHINE, BY_PEOPLE, NO_TIME = {"p50": "2m", "p95": "10m"}, {"p50": "30m", "p95": "2h30m"}, "0m"
"""How long work is assumed to take, where the file does not say."""
OVER: Final = "playbook-done"
"""The milestone that the playbook reaches with its last step."""
_FAILS: Final = "10%"
"""How often a step is assumed to fail for which the file says what comes then."""
_TURNS: Final = 3
"""How often a loop is assumed to come again at most."""
_LONGEST: Final = 4000
"""Characters of a paragraph: what is cut off of more is seen to be."""
_MOST_LINES: Final = 100
"""Lines between what several steps wait for and those that wait: of more, all wait for one step that waits for them."""
_UUID: Final = re.compile(r"--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
"""What an id says to programs alone, where a step has no other name."""
Work = Callable[[Node, str], dict[str, Any]]
"""What a file says of the work in a step, under the id it gets: title, role, how long it takes."""


def detail_of(texts: Iterable[str]) -> str | None:
    """What a file says of a step, a paragraph each, with their lines; None where it says nothing."""
    told = ("\n".join(" ".join(line.split()) for line in text.strip().splitlines()) for text in texts)
    short = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …" for text in told if text)
    return "\n\n".join(short) or None


def playbook_of(
    found: Mapping[str, Node],
    first: str,
    head: Mapping[str, Any],
    work: Work,
    complaints: Complaints,
) -> Playbook:
    """The playbook of these steps from the first on. TabletopError that names the places where none can be made."""
    flow, order = ordered(found, first, complaints)
    complaints.refuse()
    _say_what_is_not_reached(flow, found, complaints)
    steps = Steps(flow, complaints, work).made(Spot(first), order)
    complaints.refuse()
    if not steps:
        complaints.error(found[first].path[:1], Sentence("no step in it does anything: there is nothing to simulate"))
        complaints.refuse()
    try:
        return Playbook.model_validate({**head, "steps": steps})
    except ValidationError as error:
        cause = error.errors()[0].get("ctx", {}).get("error")
        reason = why(cause) if isinstance(cause, Invalid) else Sentence(error.errors()[0]["msg"])
        complaints.error((), Sentence("no playbook can be made of it: {reason}", reason=reason))
        complaints.refuse()
        raise


def _say_what_is_not_reached(flow: Flow, found: Mapping[str, Node], complaints: Complaints) -> None:
    reached = {spot.id for spot in flow.edges}
    for step, node in found.items():
        if step not in reached and node.kind not in ("end", "start"):
            message = Sentence("nothing leads to step {name} but an exception: it is left out", name=node.name)
            complaints.warn(node.path, message, "left-out")


class Steps:
    """Makes the steps of a flow, each after what it waits for."""

    def __init__(self, flow: Flow, complaints: Complaints, work: Work) -> None:
        self.flow, self.complaints, self.work, self.names = flow, complaints, work, Names()
        self.steps: list[dict[str, Any]] = []
        self.ids: dict[str, str] = {}
        """Node → step."""
        self.ways: dict[Spot, dict[Ref, None]] = {}
        """Spot → what leads to it, in order."""
        self.first: set[Spot] = set()
        """Those to which the beginning leads, whatever else does."""
        self.unsure: set[str] = set()
        """Steps that may fail."""
        self.joined = Joined(self._gate, lambda step: step not in self.unsure)

    def made(self, start: Spot, order: Sequence[Spot]) -> list[dict[str, Any]]:
        """The steps, as a file of them would hold them."""
        self._lead(Edge(start), ())
        for spot in order:
            if spot not in self.ways:
                self._unreached(spot)
                continue
            ways = tuple(self.ways[spot])
            if ways and spot in self.first:
                ways = (Ref(self._gate((), "begun")), *ways)
            if spot == END:
                self._last(ways)
                continue
            node = self.flow.nodes[spot.id]
            if spot.over:
                self._over(spot, node, ways)
            elif node.kind in ("start", "parallel", "end"):
                self._pass_on(spot, ways)
            else:
                self._step(spot, node, ways)
        return self.steps

    def _unreached(self, spot: Spot) -> None:
        """A block whose branches all go on elsewhere is never over, so nothing begins then."""
        if not spot.over:
            node = self.flow.nodes[spot.id]
            message = Sentence("nothing leads to step {name} but an exception: it is left out", name=node.name)
            self.complaints.warn(node.path, message, "left-out")

    def _last(self, ways: Sequence[Ref]) -> None:
        """What the playbook reaches with its last step, so that a study can tell when that is."""
        if not self.steps:
            return
        last = next((step for step in self.steps if ways == (Ref(step["id"]),)), None)
        if last is None:
            self._gate(ways, "playbook-over")
        (last or self.steps[-1]).setdefault("reaches", []).append(OVER)

    def _lead(self, edge: Edge, ways: Sequence[Ref]) -> None:
        """What leads to a spot; nothing does at the beginning."""
        if not ways:
            self.first.add(edge.to)
        self.ways.setdefault(edge.to, {}).update(dict.fromkeys(ways))

    def _pass_on(self, spot: Spot, ways: Sequence[Ref]) -> None:
        edges = self.flow.edges[spot]
        if len(ways) * len(edges) > _MOST_LINES:
            ways = (Ref(self._gate(ways)),)
        for edge in edges:
            self._lead(edge, ways)

    def _over(self, spot: Spot, node: Node, ways: Sequence[Ref]) -> None:
        if node.kind == "while":
            # Back to the condition, so that it is asked again: what follows waits for a turn in which it does not hold.
            again = self._gate(ways, f"{self.ids[node.id]}-again")
            self.steps[-1]["repeat"] = {"from": self.ids[node.id], "odds": "100%", "at_most": _TURNS}
            self.unsure.add(again)
            ways = (Ref(again),)
        self._pass_on(spot, ways)

    def _step(self, spot: Spot, node: Node, ways: Sequence[Ref]) -> None:
        name = self.ids[node.id] = self.names.of(_UUID.sub("", node.name), node.kind)
        step = self.work(node, name)
        if node.kind != "action":
            outcomes = self._outcomes(node, self.flow.edges[spot])
            step["outcomes"] = {
                outcome: {"title": title} if title != outcome else {} for outcome, title in outcomes.values()
            }
            for edge in self.flow.edges[spot]:
                self._lead(edge, (Ref(name, outcomes[edge.branch][0]),))
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
            self._lead(edge, ends)
        self._add(step, ways)

    def _add(self, step: dict[str, Any], ways: Sequence[Ref]) -> None:
        after, after_any = self.joined.waits(ways, step["id"])
        step |= {} if after or after_any else {"once": ["detected"]}
        step |= {"after": [str(ref) for ref in after]} if after else {}
        step |= {"after_any": [str(ref) for ref in after_any]} if after_any else {}
        self.steps.append(step)

    def _gate(self, ways: Sequence[Ref], name: str = "branch-over") -> str:
        given = self.names.of(name, name)
        self._add({"id": given, "role": AUTOMATION, "takes": NO_TIME}, ways)
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
