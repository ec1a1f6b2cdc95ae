"""Whether chances are as high as somebody asks, and no lower than they were: yes, no, or not sure yet.

The answer is the interval's, not the figure's: a clock passes where all of the interval reaches the bar and fails where
none of it does. In between more runs are played, until the answer is sure or ``MOST`` are over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

from simulator.model.setup import Setup
from simulator.study.by_run import ByRun
from simulator.study.judged import gained
from simulator.study.result import ExpectationResult
from simulator.study.statistics import Gain, Share

Grade = Literal["pass", "fail", "unsure"]

FIRST = 1000
"""Runs before anybody asks whether the answer is sure."""
MOST = 20_000
"""Runs after which an answer that is not sure is told as such: half a point at most is then in doubt."""
SLACK = 0.01
"""A chance that has surely fallen by no more than this passes as no lower."""
_GROWTH = 4
"""How many times as many runs are played at most before the answer is looked at again."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One thing that is asked of one clock, and the answer."""

    of: ExpectationResult
    grade: Grade
    least: float | None = None
    """The chance asked for; None where it is to be no lower than before."""
    gain: Gain | None = None
    """The difference to before, on the same runs."""


@dataclass(frozen=True)
class Bars:
    """What is asked of the clocks of one study, besides what their expectations say themselves (``must``)."""

    least: float | None = None
    """The chance that every clock that binds must reach, where its expectation says none."""
    before: Mapping[tuple[str, int], ByRun] = field(default_factory=dict)
    """Clock that binds (key, incident) → its runs in a study with the same draws, than which it must not be worse."""

    def ask(self, setup: Setup) -> bool:
        """Whether anything is asked of a study of this setup."""
        musts = any(clock.expectation and clock.expectation.must is not None for clock in setup.clocks)
        return self.least is not None or bool(self.before) or musts

    @property
    def told(self) -> list[object]:
        """All of it as JSON values."""
        before = sorted((*clock, runs.runs, runs.counted_in, runs.met_in) for clock, runs in self.before.items())
        return [self.least, before]

    def graded(self, results: Iterable[ExpectationResult]) -> tuple[Graded, ...]:
        """The answers, clock by clock; a clock that counts in no run is not asked."""
        return tuple(one for result in results if result.counted for one in self._graded(result))

    def _graded(self, result: ExpectationResult) -> Iterator[Graded]:
        least = result.must if result.must is not None else self.least if result.binds else None
        if least is not None:
            yield Graded(result, grade(result.met, least), least=least)
        before = self.before.get((result.key, result.incident))
        if before and result.by_run and result.binds:
            yield Graded(result, *_beside(before, result.by_run))

    def runs_needed(self, results: Iterable[ExpectationResult], seen: int) -> int:
        """How many runs there should be before one looks again; 0 where all is sure, or more would not help."""
        unsure = [one for one in self.graded(results) if one.grade == "unsure"]
        return max((self._for_one(one, seen) for one in unsure), default=0)

    def _for_one(self, one: Graded, seen: int) -> int:
        before = self.before.get((one.of.key, one.of.incident))
        if one.least is None:
            return min(seen * _GROWTH, before.runs if before else 0, MOST)
        away = max(abs(one.of.met.p - one.least), 1e-9)
        wanted = seen * min(max(1.1 * (one.of.met.half_width / away) ** 2, 1.5), _GROWTH)
        return min(ceil(wanted), MOST)


def grade(met: Share, least: float) -> Grade:
    """Whether a chance is at least ``least``. No number of runs shows 100%: it passes while no run is missed."""
    if met.low >= least or (least == 1 and met.p == 1):
        return "pass"
    return "fail" if met.high < least or least == 1 else "unsure"


def _beside(before: ByRun, now: ByRun) -> tuple[Grade, None, Gain]:
    """No lower where no run was lost, or surely hardly any; lower where that is sure."""
    gain = gained(before, now)
    runs = min(before.runs, now.runs)
    lost = before.met[:runs] & now.counted[:runs] & ~now.met[:runs]
    if gain.high < 0:
        return "fail", None, gain
    return ("pass" if gain.low >= -SLACK or not lost.any() else "unsure"), None, gain
