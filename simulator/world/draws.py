"""Chance: every figure is looked up by what it is for, never by the order of drawing.

So what two plans share they draw alike (common random numbers), and one seed gives the same
figures however many workers share the runs. Uniforms come from the counter-based generator
Philox, keyed by a hash of (seed, what for, visit), at the position of the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache, lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.model.estimates import Estimate

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Lengths = dict[tuple[int, int], list[int]]
"""(job, visit) → the working times of all runs, and of calls likewise."""
_TOGETHER = 64
"""Incidents after the first whose figures are made at a time."""
_AT_A_STEP = {
    "bit_generator": "Philox",
    "buffer": np.zeros(4, dtype=np.uint64),
    "buffer_pos": 4,
    "has_uint32": 0,
    "uinteger": 0,
}
"""A generator that has nothing left of the step of its counter before."""
_POINTS = 4097
_FINE = 16_385


class Draws:
    """The figures of runs ``first`` to ``first + runs - 1`` under one seed; ``runs`` figures are made at a time.

    ``antithetic``: runs come in pairs; wherever the first of a pair draws u, the second draws 1 - u.
    """

    def __init__(self, seed: int, first: int = 0, runs: int = 1, *, antithetic: bool = False) -> None:
        self.seed = seed
        self.first = first
        self.runs = runs
        self.antithetic = antithetic
        self._uniforms: dict[tuple[str, str, int, int], Floats] = {}
        """(key, channel, visit, group of incidents) → the numbers of all runs, incident by incident."""
        self._together: dict[tuple[str, str, int, int], Floats] = {}
        """The same for the first so many groups."""
        self._takes: dict[tuple[str, int, int], tuple[Estimate, float | None, Whole]] = {}
        """(key, visit, group) → what the figures were made of, and those of all runs, incident by incident."""
        self._paces: dict[tuple[float, int], Floats] = {}
        self._likely: Floats | None = None
        self._sheet: tuple[object, Lengths] = (None, {})
        self._bits = np.random.Philox(key=0)

    def uniform(self, run: int, key: str, channel: str, visit: int, incident: int = 0) -> float:
        """A number in [0, 1) for this use of chance."""
        group = group_of(incident)
        number: float = self.shares(key, channel, visit, group)[incident - first_of(group), run - self.first]
        return float(number)

    def shares(self, key: str, channel: str, visit: int, group: int) -> Floats:
        """The numbers of all runs for the incidents of a group, a row for each."""
        uniforms = self._uniforms.get((key, channel, visit, group))
        if uniforms is None:
            uniforms = self._uniforms[key, channel, visit, group] = self._block(key, channel, visit, [group])
        return uniforms

    def takes(
        self, run: int, key: str, visit: int, estimate: Estimate, incident: int = 0, pace: float | None = None
    ) -> int:
        """Working seconds of a visit."""
        group = group_of(incident)
        figures = self.figures(key, visit, estimate, group, pace)
        return int(figures[incident - first_of(group), run - self.first])

    def lengths(
        self, key: str, visit: int, estimate: Estimate, incident: int = 0, pace: float | None = None
    ) -> list[int]:
        """``takes`` of all runs, in their order; ``pace`` is the 95 % point of the factor that stretches them."""
        group = group_of(incident)
        lengths: list[int] = self.figures(key, visit, estimate, group, pace)[incident - first_of(group)].tolist()
        return lengths

    def figures(self, key: str, visit: int, estimate: Estimate, group: int, pace: float | None = None) -> Whole:
        """The same for the incidents of a group, a row for each."""
        drawn = self._takes.get((key, visit, group))
        # The same job may be estimated anew: an action taken back and named again, a step in another plan.
        if drawn is None or drawn[0] is not estimate or drawn[1] != pace:
            figures = quantiles(estimate, self.shares(key, "takes", visit, group))
            if pace is not None:
                figures = figures * self._factors(pace, group)
            drawn = estimate, pace, np.rint(figures).astype(np.int64)
            self._takes[key, visit, group] = drawn
        return drawn[2]

    def figures_together(
        self, key: str, visit: int, estimate: Estimate, groups: int, pace: float | None = None
    ) -> Whole:
        """The same for the first so many groups, a row for each incident."""
        if groups == 1:
            return self.figures(key, visit, estimate, 0, pace)
        figures = quantiles(estimate, self.shares_together(key, "takes", visit, groups))
        if pace is not None:
            figures = figures * np.concatenate([self._factors(pace, group) for group in range(groups)])
        return np.rint(figures).astype(np.int64)

    def shares_together(self, key: str, channel: str, visit: int, groups: int) -> Floats:
        """``shares`` for the first so many groups."""
        if groups == 1:
            return self.shares(key, channel, visit, 0)
        together = self._together.get((key, channel, visit, groups))
        if together is None:
            together = self._together[key, channel, visit, groups] = self._block(key, channel, visit, range(groups))
        return together

    def lengths_given(
        self, key: str, visit: int, estimate: Estimate, elapsed: int, incident: int = 0, pace: float | None = None
    ) -> list[int]:
        """``lengths`` of a visit that has lasted ``elapsed`` already: at least that."""
        lengths: list[int] = self.figures_given(key, visit, estimate, elapsed, incident, pace).tolist()
        return lengths

    def figures_given(
        self, key: str, visit: int, estimate: Estimate, elapsed: int, incident: int = 0, pace: float | None = None
    ) -> Whole:
        """The same, as an array."""
        group = group_of(incident)
        place = incident - first_of(group)
        factors = 1.0 if pace is None else self._factors(pace, group)[place]
        return takes_given(estimate, self.shares(key, "takes", visit, group)[place], elapsed, factors)

    def factor(self, run: int, pace: float, incident: int = 0) -> float:
        """The pace of an incident: how many times as long its work takes as usual."""
        group = group_of(incident)
        factor: float = self._factors(pace, group)[incident - first_of(group), run - self.first]
        return factor

    def _factors(self, pace: float, group: int) -> Floats:
        """The paces of the incidents of a group, a row for each."""
        factors = self._paces.get((pace, group))
        if factors is None:
            block = self._block("pace", "takes", 1, [group])
            if self._likely is not None:
                block = _among(self._likely, block)
            factors = self._paces[pace, group] = np.interp(block, *pace_table(pace))
        return factors

    def given_pace(self, likely: Floats) -> Draws:
        """The same numbers, where something is known of the pace of the one incident that goes on.

        ``likely``: of as many equal shares of all incidents, the fastest first, how likely it is one of them.
        """
        draws = Draws(self.seed, self.first, self.runs, antithetic=self.antithetic)
        draws._uniforms, draws._together, draws._likely = self._uniforms, self._together, likely
        return draws

    def sheet(self, start: object) -> Lengths:
        """Room for the runs of one start to keep, by (job, visit), the lengths they have looked up."""
        if self._sheet[0] is not start:
            self._sheet = (start, {})
        return self._sheet[1]

    def _block(self, key: str, channel: str, visit: int, groups: Iterable[int]) -> Floats:
        """A row of numbers for each incident of these groups."""
        words = np.concatenate([self._words(key, channel, visit, group) for group in groups])
        shares: Floats = (words >> np.uint64(11)) * np.float64(2.0**-53)
        return self._mirrored(shares) if self.antithetic else shares

    def _words(self, key: str, channel: str, visit: int, group: int) -> Any:
        """What the numbers of a group are made of: a column for each run, or for each pair of runs.

        A group shares a stream, in which every run has a stretch with a place for each of its incidents.
        """
        width = _TOGETHER if group else 1
        named = f"{self.seed}\0{group}\0{key}\0{channel}\0{visit}".encode()
        stream: Any = np.frombuffer(hashlib.blake2b(named, digest_size=16).digest(), dtype="<u8").astype(np.uint64)
        first, count = (self.first // 2, self.runs // 2 + 1) if self.antithetic else (self.first, self.runs)
        return _words(self._bits, stream, first * width, count * width).reshape(-1, width).T

    def _mirrored(self, pairs: Floats) -> Floats:
        """The numbers of runs, from those of their pairs."""
        twice = np.repeat(pairs, 2, axis=1)[:, self.first % 2 :][:, : self.runs]
        odd = (np.arange(self.first, self.first + self.runs) % 2).astype(bool)
        # 1 - u lies in (0, 1]; the largest number below 1 keeps it where all shares are.
        return np.where(odd, np.minimum(1 - twice, 1 - 2.0**-53), twice)


def group_of(incident: int) -> int:
    """The number of the group of incidents whose figures are made with this one's; incident 0 stands alone."""
    return (incident + _TOGETHER - 1) // _TOGETHER


def first_of(group: int) -> int:
    """The first incident of a group."""
    return (group - 1) * _TOGETHER + 1 if group else 0


def _words(bits: Any, key: Any, first: int, count: int) -> Any:
    """Words ``first`` to ``first + count - 1`` of a stream; ``bits`` is any generator, as making one takes time."""
    # A step of the counter makes four words; the position of a run must not depend on its block.
    counter = np.array([first // 4, 0, 0, 0], dtype=np.uint64)
    bits.state = _AT_A_STEP | {"state": {"counter": counter, "key": key}}
    skip = first % 4
    return bits.random_raw(skip + count)[skip:]


def quantiles(estimate: Estimate, u: Floats) -> Floats:
    """The figures of an estimate at these shares: read off its table, in straight lines between its points.

    The shares of most tables are evenly spaced and exact, so that their places need not be searched; the figures are
    the same to the bit as by ``np.interp``.
    """
    shares, figures = table(estimate)
    if len(shares) != _POINTS or (estimate.shape == "observed" and not estimate.fit):
        return np.interp(u, shares, figures)
    along = u * (_POINTS - 1)
    places = along.astype(np.int64)
    return _rises(estimate)[places] * (along - places) + figures[places]


def takes_given(estimate: Estimate, u: Floats, elapsed: int, factors: Floats | float = 1.0) -> npt.NDArray[np.int64]:
    """Figures for work known to last longer than ``elapsed``: the quantiles ``u`` of what is left of the distribution.

    ``factors``: the pace, one for each of ``u`` or the same for all. Work older than its longest figure ends now.
    """
    shares, figures = table(estimate)
    gone = np.interp(elapsed / factors, figures, shares)
    drawn = np.rint(np.interp(gone + u * (1 - gone), shares, figures) * factors)
    outlasted = elapsed >= figures[-1] * factors
    return np.where(outlasted, elapsed, np.maximum(elapsed, drawn)).astype(np.int64)


def share_gone(estimate: Estimate, elapsed: int) -> float:
    """The share of the distribution that is not longer than this."""
    shares, figures = table(estimate)
    return 1.0 if elapsed >= figures[-1] else float(np.interp(elapsed, figures, shares))


@lru_cache(maxsize=4096)
def table(estimate: Estimate) -> tuple[Floats, Floats]:
    """The quantile function as (shares, seconds), both ascending; rounded, so that machines agree."""
    shares = np.linspace(0, 1, _POINTS)
    figures = [float(n) for n in estimate.figures]
    if estimate.shape == "fixed":
        return np.array([0.0, 1.0]), np.array([figures[0]] * 2)
    if estimate.shape == "uniform":
        return np.array([0.0, 1.0]), np.array(figures)
    if estimate.shape == "observed" and not estimate.fit:
        return _steps(figures)
    if estimate.fit:
        made = _lognormal(*estimate.fit)
    elif estimate.shape == "lognormal":
        made = _lognormal(figures[0], figures[1])
    elif figures[0] == figures[2]:
        made = np.full(_POINTS, figures[0])
    elif estimate.shape == "pert":
        low, likely, high = figures
        made = _pert(low, likely, high, shares)
    else:
        low, likely, high = figures
        made = _triangular(low, likely, high, shares)
    return shares, np.round(made, 3)


@lru_cache(maxsize=4096)
def _rises(estimate: Estimate) -> Floats:
    """From each point of its table to the next."""
    return np.diff(table(estimate)[1])


@lru_cache(maxsize=64)
def pace_table(p95: float) -> tuple[Floats, Floats]:
    """The same for a pace: (shares, factors), rounded to thousandths."""
    return np.linspace(0, 1, _POINTS), np.round(_lognormal(1.0, p95), 3)


def _among(likely: Floats, u: Floats) -> Floats:
    """The quantiles ``u`` of a distribution over [0, 1): how likely each of as many equal parts is."""
    up_to = np.concatenate([[0.0], np.cumsum(likely)])
    shares: Floats = np.interp(u * up_to[-1], up_to, np.linspace(0, 1, len(up_to)))
    return shares


def _steps(sample: list[float]) -> tuple[Floats, Floats]:
    """Each observed value with equal share, as a staircase."""
    edges = np.linspace(0, 1, len(sample) + 1)
    return np.repeat(edges, 2)[1:-1], np.repeat(np.array(sample), 2)


def _lognormal(p50: float, p95: float) -> Floats:
    """exp(mu + sigma z) with mu = ln p50 and sigma = ln(p95 / p50) / z(95 %)."""
    sigma = float(np.log(p95 / p50)) / NormalDist().inv_cdf(0.95)
    figures: Floats = p50 * np.exp(sigma * _normal())
    return figures


@cache
def _normal() -> Floats:
    """The quantiles of the standard normal distribution; it has no ends, so the outermost shares lie further in."""
    inside = np.clip(np.linspace(0, 1, _POINTS), 1 / (8 * _POINTS), 1 - 1 / (8 * _POINTS))
    return np.array([NormalDist().inv_cdf(float(u)) for u in inside])


def _pert(low: float, likely: float, high: float, shares: Floats) -> Floats:
    """Beta-PERT: beta on [low, high] with shapes 1 + 4 (likely - low)/(high - low) and 6 less that."""
    alpha = 1 + 4 * (likely - low) / (high - low)
    beta = 6 - alpha
    # Midpoints: the density may be infinitely steep at the ends but is bounded, as both shapes are at least 1.
    middle = (np.arange(_FINE) + 0.5) / _FINE
    density = middle ** (alpha - 1) * (1 - middle) ** (beta - 1)
    total = np.concatenate([[0.0], np.cumsum(density)])
    return low + (high - low) * np.interp(shares, total / total[-1], np.linspace(0, 1, _FINE + 1))


def _triangular(low: float, likely: float, high: float, shares: Floats) -> Floats:
    """The inverse of the triangular distribution's share at or below."""
    width, turn = high - low, (likely - low) / (high - low)
    rising = low + np.sqrt(shares * width * (likely - low))
    falling = high - np.sqrt((1 - shares) * width * (high - likely))
    return np.where(shares < turn, rising, falling)
