"""How medians that some incidents taught fare with others: ``make heldout`` prints the table.

Whoever fits figures to cases and then counts how many fit has asked the cases twice. So half of the campaigns teach
the medians, and both halves are held against them, the one that taught and the one that was held out; then the halves
change places. Over both turns each case was once seen and once held out, so it does not matter whether one half is the
easier, and what is left is what having seen a case is worth: the *gap*. With medians that nothing taught it is 0.

What is held out are figures only: which steps follow which, and which milestone is held against which, was settled with
every case in view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import erf, pi, sqrt

import numpy as np
import numpy.typing as npt

from tests.library.stretches import Cases, Floats, Stretch
from tests.library.tension import SEED

SPLITS = 20
Rule = Callable[[Sequence[Sequence[float]]], list[float]]
"""What was seen of each stretch, a number for each campaign → by how much the log of the stretch moves."""


def assumed(seen: Sequence[Sequence[float]]) -> list[float]:
    """Nothing moves."""
    return [0.0 for _ in seen]


def half_way(seen: Sequence[Sequence[float]]) -> list[float]:
    """Half of the way to the mean of what was seen, be that one campaign or ten."""
    return [float(np.mean(some)) / 2 if some else 0.0 for some in seen]


def pooled(seen: Sequence[Sequence[float]]) -> list[float]:
    """n/(n+k) of that way, n campaigns having told of it (empirical Bayes): a little is believed a little."""
    within, between = variances(seen)
    return [float(np.sum(some)) * between / (len(some) * between + within) for some in seen]


def a_third(seen: Sequence[Sequence[float]]) -> list[float]:
    """A third of what ``pooled`` moves. Added when the other three had been looked at."""
    return [shift / 3 for shift in pooled(seen)]


RULES: dict[str, Rule] = {"assumed": assumed, "half way": half_way, "pooled": pooled, "a third of pooled": a_third}


def variances(seen: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Of the logs, by moments: within stretches, and of stretches about what was assumed. Their ratio is k."""
    told = [np.array(some) for some in seen if some]
    count = sum(map(len, told))
    within = sum(float(((some - some.mean()) ** 2).sum()) for some in told) / (count - len(told))
    return within, max(0.0, (sum(len(some) * float(some.mean()) ** 2 for some in told) - within * len(told)) / count)


@dataclass(frozen=True)
class Fared:
    """How the cases fared: rows are splits, columns cases."""

    inside: Floats
    """1 in the band, 0 outside."""
    crps: Floats


@dataclass(frozen=True)
class HeldOut:
    """How one rule fared with the cases that had taught the medians, and with those that had not."""

    seen: Fared
    out: Fared
    campaigns: npt.NDArray[np.str_]

    @property
    def inside(self) -> tuple[float, float]:
        """By how large a share more lie in the band when seen, and the standard error of that."""
        return self._gap(self.seen.inside - self.out.inside)

    @property
    def crps(self) -> tuple[float, float]:
        """By how much the score is better when seen, and the standard error of that."""
        return self._gap(self.out.crps - self.seen.crps)

    def _gap(self, apart: Floats) -> tuple[float, float]:
        """Campaigns are the sample: what each adds to the mean over splits counts as independent."""
        each = apart.mean(axis=0)
        sums = np.array([(each[self.campaigns == name] - each.mean()).sum() for name in np.unique(self.campaigns)])
        return float(each.mean()), float(sqrt(len(sums) / (len(sums) - 1) * (sums**2).sum()) / each.size)


def held_out(cases: Cases, rule: Rule, splits: int = SPLITS) -> HeldOut:
    """The rule over so many ways to halve the campaigns."""
    seen, out = [], []
    for halves in halved(cases.campaigns, splits):
        one, other = (cases.held(rule([stretch.seen(half) for stretch in cases.stretches])) for half in halves)
        taught_one = np.isin(cases.campaigns, halves[0])
        seen.append(np.where(taught_one, one, other))
        out.append(np.where(taught_one, other, one))
    return HeldOut(Fared(*np.stack(seen, axis=1)), Fared(*np.stack(out, axis=1)), cases.campaigns)


def halved(
    campaigns: Sequence[str] | npt.NDArray[np.str_], splits: int = SPLITS
) -> Iterator[tuple[list[str], list[str]]]:
    """So many ways to halve the campaigns, always the same."""
    names = np.unique(campaigns)
    for split in range(splits):
        one, other = np.array_split(np.random.default_rng([SEED, split]).permutation(names), 2)
        yield one.tolist(), other.tolist()


def best(stretches: Sequence[Stretch], splits: int = SPLITS, *, times: int = 1) -> tuple[float, float]:
    """The gap, in share and in CRPS, that the best forecast there is would show, with so many times as many campaigns.

    In a world of normal logs with the variances of these cases, all of it known but where each stretch lies: there
    Bayes' rule forecasts best, with the right spread. What it shows is the price of learning from few, not a fault.
    """
    within, between = variances([list(stretch.late.values()) for stretch in stretches])
    told = [{f"{name} {n}" for name in stretch.late for n in range(times)} for stretch in stretches]
    seen, out = [], []
    for halves in halved(sorted(set[str]().union(*told)), splits):
        for half, campaigns in product(map(set, halves), told):
            taught = len(campaigns & half)
            to_seen, to_new = forecast(taught, within, between)
            seen += [to_seen] * taught
            out += [to_new] * (len(campaigns) - taught)
    (seen_inside, seen_crps), (out_inside, out_crps) = np.mean(seen, axis=0), np.mean(out, axis=0)
    return float(seen_inside - out_inside), float(out_crps - seen_crps)


def forecast(taught: int, within: float, between: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Share in the 5–95 % band and CRPS, of a case that taught and of a new one, where so many taught."""
    trust = taught * between / (taught * between + within)
    left = (1 - trust) * between
    error = within + left
    # What a case added to the mean that it is held against.
    own = 2 * trust * within / taught if taught else 0.0
    return _scored(error - own, error), _scored(error, error)


def _scored(variance: float, told: float) -> tuple[float, float]:
    """A normal forecast of variance ``told``, where the error has another."""
    inside = erf(1.645 * sqrt(told / variance / 2))
    return inside, sqrt(2 / pi) * sqrt(told + variance) - sqrt(told / pi)


def table(cases: Cases) -> Iterator[tuple[str, ...]]:
    """A rule a row, and below them what the best forecast there is would show."""
    yield "medians", "seen: in the band, CRPS", "held out", "gap in points (standard error)", "gap in CRPS"
    yield "---", *["---:"] * 4
    yield from ((name, *figures(held_out(cases, rule))) for name, rule in RULES.items())
    for times in (1, 8):
        points, crps = best(cases.stretches, times=times)
        yield f"best forecast, {times} times as many cases", "", "", f"{100 * points:.1f}", f"{crps:.3f}"


def figures(fared: HeldOut) -> tuple[str, ...]:
    """One rule, as docs/library.md tells it."""
    both = (f"{some.inside.mean():.1%}, {some.crps.mean():.3f}" for some in (fared.seen, fared.out))
    (points, points_error), (crps, crps_error) = fared.inside, fared.crps
    return *both, f"{100 * points:.1f} ({100 * points_error:.1f})", f"{crps:.3f} ({crps_error:.3f})"


if __name__ == "__main__":
    for row in table(Cases()):
        print(f"| {' | '.join(row)} |", flush=True)
