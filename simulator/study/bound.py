"""What no change can do better: each clock if everybody were always there, enough of them, and fast.

Run by run the milestone of that setup is held against the deadline as things are: a change can bring the start of a
clock forward, but not its deadline back. A story that branches otherwise can break this bound in a run in a thousand;
so it is told as "at most about".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simulator.model.setup import Setup
from simulator.model.team import Role
from simulator.plan.compiler import compile_plan
from simulator.study.changes import changes, choices, found_again
from simulator.study.judged import Flags, Judged, Times
from simulator.study.statistics import Share, share
from simulator.study.workers import judged_runs, shared

_NEVER = np.int32(np.iinfo(np.int32).max)
_EASES = ("no-approval", "no-delay", "faster")
"""Kinds of change that are all made, besides that everybody is there."""


def bounds(
    setup: Setup,
    clocks: Sequence[str],
    *,
    seed: int,
    runs: int,
    jobs: int | None = 1,
    heard: Callable[[int], None] = lambda _: None,
) -> tuple[Share, ...]:
    """How likely each clock is met at most, about, whatever is changed. ``heard``: told of so many runs more."""
    eased = with_all(_everybody_there(setup), _EASES)
    asked = _Asked(tuple(clocks), seed, runs, (setup, eased, *(choice.setup for choice in choices(eased))))
    works = [(0, False), *product(range(1, len(asked.setups)), (False, True))]
    ways = []
    for way in shared(_way, asked, works, jobs):
        ways.append(way)
        heard(runs)
    return tuple(_most([way[key] for way in ways if key in way]) for key in clocks)


@dataclass(frozen=True)
class _Asked:
    clocks: tuple[str, ...]
    seed: int
    runs: int
    setups: tuple[Setup, ...]
    """As it is; then eased, as decisions fall and with each option always taken."""


def _way(asked: _Asked, work: tuple[int, bool]) -> dict[str, Judged]:
    """The clocks by their keys in one of the setups, its steps in their order or side by side."""
    number, side_by_side = work
    setup = with_all(asked.setups[number], ("parallel",)) if side_by_side else asked.setups[number]
    found = judged_runs(compile_plan(setup), asked.seed, asked.runs)
    return {one.clock.key: one for one in found if one.clock.key in asked.clocks}


def _everybody_there(setup: Setup) -> Setup:
    roles = {
        name: role if role.same_people_as else Role(title=role.title, people="unlimited")
        for name, role in setup.team.roles.items()
    }
    team = setup.team.model_copy(update={"roles": roles})
    return setup.model_copy(update={"team": team, "scenario": setup.scenario.model_copy(update={"away": ()})})


def with_all(setup: Setup, kinds: Iterable[str]) -> Setup:
    """The setup with every change of these kinds, each as far as it is one beside those before."""
    for kind in kinds:
        for change in changes(setup, (kind,)):
            again = found_again(setup, change.kind, change.what)
            setup = again.setup if again else setup
    return setup


def _most(ways: Sequence[Judged]) -> Share:
    """Of the clock as it is, first, and in setups that make all easier."""
    now = ways[0]
    met = _by_time(ways) if is_timed(now) else np.logical_or.reduce([way.met for way in ways])
    return share(int((met & now.counted).sum()), int(now.counted.sum()))


def is_timed(judged: Judged) -> bool:
    """Whether the clock asks when its milestone comes, and no more than that."""
    clock = judged.clock
    return not (clock.is_order or clock.keeps_away or clock.recurs)


def settled_when_due(judged: Judged) -> bool:
    """Whether nothing that comes after its deadline matters to the clock: nor to whether it applies at all."""
    asked = judged.clock.expectation
    return is_timed(judged) and not (asked and asked.only_if)


def _by_time(ways: Sequence[Judged]) -> Flags:
    earliest = np.minimum.reduce([_comes(way.reached) for way in ways])
    in_time: Flags = earliest <= _comes(ways[0].due)
    return in_time | ways[0].met


def _comes(times: Times) -> Times:
    """What does not come, or has no limit, as the last second of all."""
    return np.where(times >= 0, times, _NEVER)
