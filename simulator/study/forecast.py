"""How an exercise may go on from where it stands: the chance of each running clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.setup import Clock
from simulator.plan.tables import Plan
from simulator.study.batch import times
from simulator.study.gaps import stands
from simulator.study.judged import Times, judged
from simulator.study.pace_seen import likely_pace
from simulator.study.statistics import Share, pair_worth, share
from simulator.study.study import chance
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.draws import Draws
from simulator.world.played import PlayedRun
from simulator.world.runs import runs_from
from simulator.world.start import Start, start_from

RUNS = 300
"""Enough to know a chance to about ± 5 points."""
BATCH = 50
"""Runs between two checks of whether the chance is sure enough."""
ENOUGH = 0.05
"""Half the width of the interval at which a chance is sure enough for a screen."""
_OWN = 0x5EED_F0CA57


def seed_of(exercise: int) -> int:
    """A forecast's seed, never the exercise's own: with that, run 0 would be the exercise's real future.

    The same at each refresh, so that a chance moves only because something happened.
    """
    return exercise ^ _OWN


def draws_of(seed: int, runs: int = RUNS) -> Draws:
    """All that an exercise's forecasts draw; ``seed`` as ``seed_of`` gives it."""
    return Draws(seed, 0, runs, antithetic=True)


@dataclass(frozen=True)
class _Turn:
    """The turn that runs of a duty that recurs."""

    clock: Clock
    number: int
    """Which of its turns, from 0."""
    due: int

    def kept(self, run: PlayedRun) -> bool | None:
        """Whether it was, in a run played until it is due; None where it fell away."""
        verdict = stands(run, self.clock)
        if verdict is None or verdict.standing == "void":
            return None
        return not verdict.gaps[self.number].missed


def forecast(plan: Plan, state: State, draws: Draws) -> Mapping[str, Share]:
    """The chance of each running clock by its key; of a duty that recurs that of the turn that runs.

    From all runs of ``draws``, or as many as make each chance sure to ± ``ENOUGH``.

    Running work and calls not yet answered are drawn anew, given how long they have lasted; whatever is open is the
    autopilot's. A clock that becomes void in every run is left out. Runs end at the last deadline.
    """
    verdicts, turns = judge(plan.clocks, state), list(_turns(plan, state))
    running = [v for v in verdicts if v.standing == "running" and not v.clock.recurs]
    due = {v.clock.key: v.deadline for v in running if v.deadline is not None and v.deadline <= plan.horizon}
    if not due and not turns:
        return {}
    until = max((*due.values(), *(turn.due for turn in turns)))
    chances: dict[str, Share] = {}
    clocks = [v.clock for v in running if v.clock.key in due]
    for reached, kept in _played(plan, state, draws, until, turns):
        counting = [j for j in judged(plan, reached, until, clocks) if j.counted.any()]
        chances = {j.clock.key: chance(j, antithetic=True) for j in counting}
        chances |= {key: _share(flags) for key, flags in kept.items() if any(flag is not None for flag in flags)}
        if all(share.half_width <= ENOUGH for share in chances.values()):
            break
    return chances


def from_here(plan: Plan, state: State, draws: Draws) -> tuple[Start, Draws]:
    """The start of all runs of a forecast and what they draw, given what has been seen so far (rule 23)."""
    likely = likely_pace(plan, state)
    return start_from(plan, state, known_ends=False), draws if likely is None else draws.given_pace(likely)


def _turns(plan: Plan, state: State) -> Iterator[_Turn]:
    """Those that run and are due before the story ends: one due later is no question."""
    for verdict in judge([clock for clock in plan.clocks if clock.recurs], state):
        last = len(verdict.gaps) - 1
        if last >= 0 and verdict.gaps[last].ended is None and state.now <= verdict.gaps[last].due <= plan.story_end:
            yield _Turn(verdict.clock, last, verdict.gaps[last].due)


def _share(kept: Sequence[bool | None]) -> Share:
    """The share kept among the turns that count, of runs in antithetic pairs."""
    met, counted = [flag is True for flag in kept], [flag is not None for flag in kept]
    return share(sum(met), sum(counted), worth=pair_worth(met, counted))


def _played(
    plan: Plan, state: State, draws: Draws, until: int, turns: Sequence[_Turn]
) -> Iterator[tuple[Times, Mapping[str, Sequence[bool | None]]]]:
    """When milestones came, a row a run, and whether each turn was kept, in more and more runs."""
    start, draws = from_here(plan, state, draws)
    runs = runs_from(start, draws)
    kept: dict[str, list[bool | None]] = {turn.clock.key: [] for turn in turns}
    for first in range(0, draws.runs, BATCH):
        runs.play(until, min(first + BATCH, draws.runs))
        for run in runs.told(first) if turns else ():
            for turn in turns:
                kept[turn.clock.key].append(turn.kept(run))
        yield times(plan, runs), kept
