"""What a step waits for, of all the ways that lead to it: every way that is gone.

Of ways of which only one can be gone (a condition, a case, a failure) that is the first that comes; of others, such as
the branches of a parallel, all but those that are ruled out, which a playbook waives by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from simulator.model.playbook import Ref

Gate = Callable[[Sequence[Ref]], str]
"""Makes a step that takes no time and waits for some others; its id."""
Ends = Mapping[str, frozenset[str | None]]
"""Step → in which ways it can have ended; None is done, whatever came of it."""
_MOST_KNOWN = 64
"""Ends that are kept of a way, and ways that are compared: beyond that all are waited for, which is right, too."""


class Joined:
    """Brings ways together where they meet; ``sure`` says whether a step ends in no other way than done."""

    def __init__(self, gate: Gate, sure: Callable[[str], bool]) -> None:
        self.gate, self.sure = gate, sure
        self._ended: dict[str, Ends] = {}
        """Step → how others have ended wherever it is done."""

    def waits(self, ways: Sequence[Ref], step: str) -> tuple[Sequence[Ref], Sequence[Ref]]:
        """(after, after_any) of a step to which these ways lead: none at the beginning."""
        known = {way: self._known(way) for way in ways}
        self._ended[step] = _any_of(list(known.values()))
        if len(ways) < 2:
            return ways, ()
        groups = _grouped(known) if len(ways) <= _MOST_KNOWN else [[way] for way in ways]
        if len(groups) == 1:
            return (), ways
        return tuple(dict.fromkeys(ref for group in groups for ref in self._of(group))), ()

    def _of(self, group: Sequence[Ref]) -> Sequence[Ref]:
        """What to wait for of ways that exclude each other, so that those that are not gone are waived."""
        if all(way.outcome is None and self.sure(way.step) for way in group):
            return group
        return (Ref(self.gate(group)),)

    def _known(self, way: Ref) -> Ends:
        """How steps have ended wherever this way is gone."""
        known = dict(self._ended.get(way.step, {}))
        if way.outcome or not self.sure(way.step):
            known[way.step] = frozenset((way.outcome,))
        return known


def _any_of(known: Sequence[Ends]) -> Ends:
    """What is known of steps where any of some ways is gone."""
    shared = [step for step in known[0] if all(step in ends for ends in known)] if known else []
    if len(shared) > _MOST_KNOWN:
        return {}
    return {step: frozenset[str | None]().union(*(ends[step] for ends in known)) for step in shared}


def _grouped(known: Mapping[Ref, Ends]) -> list[list[Ref]]:
    """Ways of which only one can be gone stand together."""
    groups = list[list[Ref]]()
    for way, ends in known.items():
        fitting = (group for group in groups if all(_exclude(ends, known[other]) for other in group))
        if group := next(fitting, None):
            group.append(way)
        else:
            groups.append([way])
    return groups


def _exclude(one: Ends, other: Ends) -> bool:
    """Whether two ways cannot both be gone, as one step would have to end in two ways."""
    return any(ends.isdisjoint(other[step]) for step, ends in one.items() if step in other)
