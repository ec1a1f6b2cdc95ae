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
    tails_after: bool = False
    """Whether a branch that goes on to what comes after its block, too, ends there: so that the block is over first."""
    edges: dict[Spot, list[Edge]] = field(default_factory=dict)
    _tails: dict[str, frozenset[str]] = field(default_factory=dict)

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
        """Every spot after all that lead to it; what stands in a circle, or comes after one, is missing."""
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
        return ordered

    def name_circle(self, left: list[Spot]) -> None:
        """Complains of a step in a circle: one comes into it by going back from what an order does not have."""
        within, spot, seen = set(left), left[0], set[Spot]()
        before = {edge.to: spot for spot in left for edge in self.edges[spot] if edge.to in within}
        while spot not in seen:
            seen.add(spot)
            spot = before[spot]
        node = self.nodes[spot.id]
        message = Sentence(
            "step {name} leads back to itself without an end: only a while-condition or a loop may come again",
            name=node.name,
        )
        self.complaints.error(node.path, message, "endless")

    def _tail(self, node: Node) -> frozenset[str]:
        """The steps after a block; none where branches may go on to them by themselves."""
        if not self.tails_after:
            return frozenset()
        if node.id not in self._tails:
            found, waiting = {node.id}, [node.then]
            while waiting:
                step = waiting.pop()
                if step is not None and step not in found and self.nodes[step].kind != "end":
                    found.add(step)
                    later = self.nodes[step]
                    waiting += [*(target for _, target in later.leads), later.then, later.on_failure]
            self._tails[node.id] = frozenset(found - {node.id})
        return self._tails[node.id]

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
            # A branch that goes back to the condition of its loop by itself is a turn of it that is over.
            again = around.node.kind == "while" and around.node.id == target
            if again or around.node.then == target or target in self._tail(around.node):
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


LARGEST_WITH_TAILS = 2_000
"""Steps up to which it is worked out what comes after each block: that takes the square of them."""


def ordered(nodes: Mapping[str, Node], first: str, complaints: Complaints) -> tuple[Flow, list[Spot]]:
    """The flow from a first step, and its spots in order. A circle is complained of.

    Branches go on by themselves as they are written. Where that leads in a circle, as a tail stands in a block and
    after it, the tail is after it.
    """
    flow = Flow(nodes, complaints)
    flow.follow(first)
    order = flow.in_order()
    if len(order) < len(flow.edges) and len(nodes) <= LARGEST_WITH_TAILS:
        flow = Flow(nodes, complaints, tails_after=True)
        flow.follow(first)
        order = flow.in_order()
    if len(order) < len(flow.edges):
        placed = set(order)
        flow.name_circle([spot for spot in flow.edges if spot not in placed])
    return flow, order
