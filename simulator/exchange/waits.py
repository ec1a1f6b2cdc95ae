"""What a step waits for, of all the ways that lead to it: by blocks, or by all that run.

By blocks, ways from branches of one parallel are all waited for; of others (a condition, a case, a failure) the first
that comes. By all that run, a step waits for every way that is gone, whatever made it so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.playbook import Ref

Lane = tuple[tuple[str, str], ...]
"""(parallel, branch) from the outermost to the innermost that a way runs in."""
Gate = Callable[[Sequence["Way"]], str]
"""Makes a step that takes no time and waits for the first of some ways; its id."""


@dataclass(frozen=True)
class Way:
    """One way to a step: all of these must be done; none at the beginning."""

    refs: tuple[Ref, ...] = ()
    lane: Lane = ()


class Joined:
    """Brings ways together where they meet; ``sure`` says whether a step ends in no other way than done."""

    def __init__(self, gate: Gate, sure: Callable[[str], bool]) -> None:
        self.gate, self.sure = gate, sure

    def waits(self, ways: Sequence[Way], step: str) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
        """(after, after_any) of a step to which these ways lead."""
        if any(not way.refs for way in ways):
            return (), ()
        if len(ways) == 1:
            return ways[0].refs, ()
        return (), tuple(dict.fromkeys(self._one(way) for way in ways))

    def meet(self, ways: Sequence[Way]) -> tuple[Way, ...]:
        """The ways from where these meet: any of them will do."""
        return tuple(dict.fromkeys(self._from(tuple(dict.fromkeys(ways)), 0)))

    def _from(self, ways: Sequence[Way], depth: int) -> Sequence[Way]:
        while True:
            if len({way.lane for way in ways}) == 1:
                return ways
            heads = {way.lane[depth] if len(way.lane) > depth else None for way in ways}
            if len(heads) > 1:
                break
            depth += 1
        lane, parallels = ways[0].lane[:depth], dict[str, list[Way]]()
        for way in ways:
            parallels.setdefault(way.lane[depth][0] if len(way.lane) > depth else "", []).append(way)
        met = list[Way]()
        for parallel, within in parallels.items():
            met += [Way(way.refs, lane) for way in (self._all_of(within, depth) if parallel else within)]
        return met

    def _all_of(self, ways: Sequence[Way], depth: int) -> Sequence[Way]:
        """Of the branches of one parallel every one; of one branch alone whatever there is."""
        branches = dict.fromkeys(way.lane[depth][1] for way in ways)
        parts = [self._from([way for way in ways if way.lane[depth][1] == branch], depth + 1) for branch in branches]
        if len(parts) == 1:
            return parts[0]
        return [Way(tuple(dict.fromkeys(ref for part in parts for ref in self._all(part))))]

    def _one(self, way: Way) -> Ref:
        return way.refs[0] if len(way.refs) == 1 else Ref(self.gate([way]))

    def _all(self, ways: Sequence[Way]) -> tuple[Ref, ...]:
        """Refs that are waived, not missed, where this branch was not gone: so others may go on without it."""
        if any(not way.refs for way in ways):
            return ()
        if len(ways) == 1 and all(ref.outcome is None and self.sure(ref.step) for ref in ways[0].refs):
            return ways[0].refs
        return (Ref(self.gate(ways)),)


class AllThatRun(Joined):
    """Waits for every way to a step but those that are ruled out, whether or not they come of one parallel."""

    def __init__(self, gate: Gate, sure: Callable[[str], bool]) -> None:
        super().__init__(gate, sure)
        self._ended: dict[str, frozenset[Ref]] = {}
        """Step → how others have ended wherever it is done."""

    def meet(self, ways: Sequence[Way]) -> tuple[Way, ...]:
        """The ways from where these meet: whoever comes next waits for all of them."""
        return tuple(dict.fromkeys(Way(way.refs) for way in ways))

    def waits(self, ways: Sequence[Way], step: str) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
        """(after, after_any) of a step to which these ways lead: any of them where only one of them can be gone."""
        known = {way: self._known(way) for way in ways}
        shared = frozenset.intersection(*known.values())
        self._ended[step] = shared if len(shared) <= _MOST_KNOWN else frozenset()
        if len(ways) == 1:
            return ways[0].refs, ()
        groups = _grouped(known) if len(ways) <= _MOST_KNOWN else [[way] for way in ways]
        if len(groups) == 1:
            return (), tuple(ref for way in ways for ref in way.refs)
        return tuple(dict.fromkeys(ref for group in groups for ref in self._of(group))), ()

    def _of(self, group: Sequence[Way]) -> tuple[Ref, ...]:
        """What to wait for of ways that exclude each other, so that those that are not gone are waived."""
        if all(way.refs and all(ref.outcome is None and self.sure(ref.step) for ref in way.refs) for way in group):
            return tuple(ref for way in group for ref in way.refs)
        return (Ref(self.gate(group)),)

    def _known(self, way: Way) -> frozenset[Ref]:
        """How steps have ended wherever this way is gone."""
        own = (ref for ref in way.refs if ref.outcome or not self.sure(ref.step))
        return frozenset(own).union(*(self._ended.get(ref.step, ()) for ref in way.refs))


_MOST_KNOWN = 64
"""Ends that are kept of a way, and ways that are compared: beyond that all are waited for, which is right, too."""


def _grouped(known: Mapping[Way, frozenset[Ref]]) -> list[list[Way]]:
    """Ways of which only one can be gone stand together."""
    groups = list[list[Way]]()
    for way, ends in known.items():
        fitting = (group for group in groups if all(_exclude(ends, known[other]) for other in group))
        if group := next(fitting, None):
            group.append(way)
        else:
            groups.append([way])
    return groups


def _exclude(one: frozenset[Ref], other: frozenset[Ref]) -> bool:
    """Whether two ways cannot both be gone, as one step would have to end in two ways."""
    ends = {ref.step: ref.outcome for ref in one}
    return any(ref.step in ends and ends[ref.step] != ref.outcome for ref in other)
