"""A playbook as a graph: its steps in an order in which each comes after what it waits for, and what leads to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simulator.model.playbook import Playbook, Ref, Step
from simulator.model.playbooks import Playbooks

LinkKind = Literal["all", "any", "again"]
"""A step waits for all of these, for any one of them, or is done again after the other."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from one step to another, each by its place in the order."""

    start: int
    end: int
    kind: LinkKind
    on: str = ""
    """The outcome of the first, or the milestone it reaches, on which this rests; empty where it is the step itself."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps and arrows."""

    steps: tuple[Step, ...]
    links: tuple[Link, ...]

    @classmethod
    def of(cls, playbook: Playbook | Playbooks) -> Flow:
        """The graph of a playbook. What waits for the world outside has no arrow for that."""
        steps = _ordered(playbook.steps)
        place = {step.id: n for n, step in enumerate(steps)}
        links = (link for step in steps for link in _links(step, steps, place))
        return cls(steps, tuple(dict.fromkeys(links)))

    def from_outside(self, step: Step) -> tuple[str, ...]:
        """The milestones that a step waits for and that no step reaches."""
        return tuple(name for name in (*step.once, *step.again_on) if not any(name in _ends(s) for s in self.steps))


def reached(step: Step) -> tuple[str, ...]:
    """The milestones that a step reaches, whatever its outcome."""
    return tuple(dict.fromkeys(_ends(step)))


def _ends(step: Step) -> Iterator[str]:
    yield from step.reaches
    for outcome in step.outcomes.values():
        yield from outcome.reaches


def _links(step: Step, steps: Sequence[Step], place: dict[str, int]) -> Iterator[Link]:
    end = place[step.id]
    waits: tuple[tuple[LinkKind, tuple[Ref, ...]], ...] = (("all", step.after), ("any", step.after_any))
    for kind, refs in waits:
        yield from (Link(place[ref.step], end, kind, ref.outcome or "") for ref in refs if ref.step in place)
    for name in (*step.once, *step.again_on):
        leading = [other for other in steps if other is not step and name in _ends(other)]
        how: LinkKind = "again" if name in step.again_on else "all" if len(leading) == 1 else "any"
        yield from (Link(place[other.id], end, how, name) for other in leading)
    if step.repeat and step.repeat.from_ in place:
        yield Link(end, place[step.repeat.from_], "again")


def _ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """In file order, but none before what it waits for; in a circle file order decides."""
    left, done = list(steps), list[Step]()
    while left:
        waited = {step.id: _waited(step, left) for step in left}
        free = next((step for step in left if not waited[step.id]), left[0])
        left.remove(free)
        done.append(free)
    return tuple(done)


def _waited(step: Step, left: Sequence[Step]) -> bool:
    refs = {ref.step for ref in (*step.after, *step.after_any)}
    return any(
        other is not step and (other.id in refs or any(name in step.once for name in _ends(other))) for other in left
    )
