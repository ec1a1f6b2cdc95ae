"""What leads to each step of a workflow of blocks, in an order in which all that leads to a step comes before it.

Two styles are read. A branch may end in an ``end`` of its own, and then the block leads on; or it goes on to what
follows by itself. What several branches lead to is one step, in the block in which it is met first: nothing is copied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simulator.errors import Sentence
from simulator.exchange.workflow import Complaints, Node

DEEPEST = 100
"""How many blocks may stand inside each other."""


@dataclass(frozen=True)
class Block:
    """A block one is in, and the one around it."""

    node: Node
    around: Block | None
    depth: int


@dataclass(frozen=True)
class Spot:
    """A step, or (``over``) the moment at which all branches of a block have ended."""

    id: str
    over: bool = False


END = Spot("", over=True)
"""All of the playbook is over."""


@dataclass(frozen=True)
class Edge:
    """From a spot to the next: along which branch."""

    to: Spot
    branch: str = ""
    """A key of ``Node.leads``, ``then`` or ``on_failure``."""


Met = tuple[str, Block | None]
"""A step that something leads to, and the block in which it was met."""


@dataclass
class Flow:
    """The spots that can be reached from the beginning."""

    nodes: Mapping[str, Node]
    complaints: Complaints
    edges: dict[Spot, list[Edge]] = field(default_factory=dict)

    def follow(self, start: str) -> None:
        """Walks from the first step along every branch, a block's branches before what comes after it."""
        waiting: list[Met] = [(start, None)]
        while waiting:
            step, block = waiting.pop()
            if Spot(step) not in self.edges:
                next_up = list[Met]()
                self.edges[Spot(step)] = list(self._edges(self.nodes[step], block, next_up))
                waiting += reversed(next_up)

    def in_order(self) -> list[Spot]:
        """Every spot after all that lead to it. A circle is refused, and a step of it named."""
        missing = dict.fromkeys(self.edges, 0)
        for edges in self.edges.values():
            for edge in edges:
                missing[edge.to] += 1
        ready, ordered = deque(spot for spot, count in missing.items() if not count), list[Spot]()
        while ready:
            spot = ready.popleft()
            ordered.append(spot)
            for edge in self.edges[spot]:
                missing[edge.to] -= 1
                if not missing[edge.to]:
                    ready.append(edge.to)
        if len(ordered) < len(missing):
            self._circle([spot for spot, count in missing.items() if count])
        return ordered

    def _circle(self, left: list[Spot]) -> None:
        """What is left leads to a circle, or comes from one: along edges that stay in it one gets into it."""
        within, spot, seen = set(left), left[0], set[Spot]()
        before = {edge.to: spot for spot in left for edge in self.edges[spot] if edge.to in within}
        while spot not in seen:
            seen.add(spot)
            spot = before[spot]
        node = self.nodes[spot.id]
        message = Sentence(
            "step {name} leads back to itself without an end: only a while-condition may come again", name=node.name
        )
        self.complaints.error(node.path, message, "endless")

    def _edges(self, node: Node, block: Block | None, next_up: list[Met]) -> Iterator[Edge]:
        inner, over, tail = block, Spot(node.id, over=True), list[Met]()
        if node.kind == "while" or (node.leads and node.then):
            inner = Block(node, block, block.depth + 1 if block else 1)
            self.edges[over] = list(self._ends(node.then, "then", block, tail))
        if inner and inner.depth > DEEPEST:
            message = Sentence("more than {most} levels stand inside each other", most=DEEPEST)
            self.complaints.error(node.path, message, "too-deep")
            return
        for branch, target in node.leads:
            yield from self._ends(target, branch, inner, next_up)
        if not node.leads:
            yield from self._ends(node.then, "then", block, next_up)
        elif node.kind == "while":
            yield from (Edge(edge.to, "on_false") for edge in self.edges[over])
        elif node.kind == "if":
            # Where the condition does not hold and no branch is named for that, the block is over at once.
            missing = {"on_true", "on_false"} - {branch for branch, _ in node.leads}
            for branch in missing:
                yield from self._ends(None, branch, inner, next_up)
        if node.on_failure:
            yield from self._ends(node.on_failure, "on_failure", block, next_up)
        next_up += tail

    def _ends(self, target: str | None, branch: str, block: Block | None, next_up: list[Met]) -> Iterator[Edge]:
        """The edge along a branch: to a step, or to the end of a block around it, or of the playbook."""
        around = block
        while target is not None and around is not None:
            if around.node.then == target and around.node.kind != "while":
                yield Edge(Spot(around.node.id, over=True), branch)
                return
            around = around.around
        if target is None or self.nodes[target].kind == "end":
            to = Spot(block.node.id, over=True) if block else END
            self.edges.setdefault(to, [])
            yield Edge(to, branch)
            return
        next_up.append((target, block))
        yield Edge(Spot(target), branch)
