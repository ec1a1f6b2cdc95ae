"""Sets of changes: each change is found again in the setup that those made before it have left.

So two changes of one step go together as their author would make them, one after the other, and what is no change any
more beside another excludes it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.batch import times
from simulator.study.changes import DECIDED, Change, ChangeKind, changes, choices, found_again
from simulator.study.judged import Judged, judged
from simulator.world.draws import Draws
from simulator.world.runs import runs_from
from simulator.world.start import opening

Ids: TypeAlias = frozenset[str]
"""A set of changes, by their ids."""
Codes: TypeAlias = npt.NDArray[np.int8]
"""A row a run, a column a clock: how it fared."""
IDLE: Final = 0
"""It did not start, or became void."""
MISSED: Final = 1
MET: Final = 2
_FIRST: Final = ("parallel", "faster")
"""Kinds that are made before all others: of an approval that takes no time, nothing is left to be faster."""
_DRAWS: Final = 16
"""Stretches of runs whose draws are kept."""
_PLANS: Final = 64
"""Plans that are kept: one takes a millisecond to make, and of thousands few are asked for again after that."""


class Named(NamedTuple):
    """A change without the setup it gives."""

    kind: ChangeKind
    what: tuple[str, ...]


class Sets:
    """The changes to choose from, what they make of a setup together, and how the clocks chosen fare with them."""

    def __init__(self, setup: Setup, names: Mapping[str, Named], clocks: tuple[str, ...], until: int) -> None:
        self.setup = setup
        self.names = names
        self.clocks = clocks
        self.until = until
        """The second at which the story may end, as far as the clocks chosen are concerned."""
        ranked = sorted(names, key=lambda name: _rank(names[name].kind))
        self._place = {name: place for place, name in enumerate(ranked)}
        self._made: dict[tuple[str, ...], Setup | None] = {(): setup}
        self._plans: OrderedDict[Ids, Plan | None] = OrderedDict()
        self.draws = lru_cache(maxsize=_DRAWS)(Draws)
        """(seed, first run, runs) → what they draw, whatever is changed: each figure is made once for all sets."""

    @classmethod
    def of(cls, setup: Setup, changes: Iterable[Change], clocks: tuple[str, ...], until: int) -> Sets:
        """Of these changes."""
        return cls(setup, {change.id: Named(change.kind, change.what) for change in changes}, clocks, until)

    def __reduce__(self) -> tuple[Any, ...]:
        """What was made of it stays behind, so that its bytes are the same whoever sends it."""
        return Sets, (self.setup, self.names, self.clocks, self.until)

    def joined(self, ids: Ids) -> Setup | None:
        """The setup with all of them made; None where they exclude each other."""
        settled = [self.names[name].what[0] for name in ids if self.names[name].kind == DECIDED]
        if len(settled) > len(set(settled)):  # a decision has one answer
            return None
        return self._in_turn(tuple(sorted(ids, key=self._place.__getitem__)))

    def _in_turn(self, ids: tuple[str, ...]) -> Setup | None:
        if ids not in self._made:
            before = self._in_turn(ids[:-1])
            found = found_again(before, *self.names[ids[-1]]) if before else None
            self._made[ids] = found.setup if found else None
        return self._made[ids]

    def plan(self, ids: Ids) -> Plan | None:
        """The plan of the setup as far as it matters for the clocks chosen; None where the set excludes itself."""
        if ids not in self._plans:
            made = self.joined(ids)
            self._plans[ids] = compile_plan(for_clocks(made, self.clocks, self.until)) if made else None
            if len(self._plans) > _PLANS:
                self._plans.popitem(last=False)
        return self._plans[ids]


def with_changes(setup: Setup, ids: Ids) -> Setup | None:
    """A setup with changes and options made, by their ids; None where they exclude each other."""
    offered = [change for change in (*changes(setup), *choices(setup)) if change.id in ids]
    return Sets.of(setup, offered, (), 0).joined(ids)


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def for_clocks(setup: Setup, clocks: tuple[str, ...], until: int) -> Setup:
    """The setup as if no other clock were watched, its story ended at ``until`` or when it does.

    A run goes on for its clocks (rule 4), so those that are left are settled, whenever they start.
    """
    ids = {key.partition("/")[0] for key in clocks}
    expectations = tuple(e for e in setup.expectations if e.id in ids)
    injects = tuple(
        inject.model_copy(
            update={"expects": tuple(asked for asked in inject.expects if f"{inject.id}:{asked.step}" in ids)}
        )
        for inject in setup.scenario.injects
    )
    story = {"ends_after": min(until, setup.scenario.ends_after), "injects": injects}
    scenario = setup.scenario.model_copy(update=story)
    return setup.model_copy(update={"scenario": scenario, "expectations": expectations})


class Piece(NamedTuple):
    """Runs of one set to be played."""

    seed: int
    ids: Ids
    first: int
    runs: int


def fared(sets: Sets, pieces: Iterable[Piece]) -> list[Codes | None]:
    """How the clocks fare in each piece; None where its set excludes itself."""
    return [_fared(sets, piece) for piece in pieces]


def _fared(sets: Sets, piece: Piece) -> Codes | None:
    plan = sets.plan(piece.ids)
    if plan is None:
        return None
    runs = runs_from(opening(plan), sets.draws(piece.seed, piece.first, piece.runs))
    runs.play(plan.horizon)
    by_key = {one.clock.key: one for one in judged(plan, times(plan, runs), plan.horizon)}
    return np.stack([_codes(by_key[key]) for key in sets.clocks], axis=1)


def _codes(one: Judged) -> Codes:
    codes: Codes = np.where(one.counted, np.where(one.met, MET, MISSED), IDLE).astype(np.int8)
    return codes
