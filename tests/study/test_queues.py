"""Waiting times against queueing theory: people who are asked for at random moments, and how long that takes.

Injects arrive as a Poisson stream and cost work of exponential or triangular length. How long work waits on average
is known exactly: by Erlang (1917) for several equal servers, by Pollaczek (1930) and Khinchine (1932) for any
length of work, by Cobham (1954) for priorities. Waiting times hang together, so many customers of one stream say
little; each of 40 replications has a stream and lengths of its own, and their means give an interval by Student.

All of them are slow and left out unless asked for: ``make test-slow``.
"""

from __future__ import annotations

from math import factorial, sqrt
from typing import Any

import numpy as np
import pytest

from simulator.model.durations import HOUR
from simulator.model.estimates import Estimate
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from tests.setups import make_setup
from tests.study.samples import exponential, played

pytestmark = pytest.mark.slow

UNIT = 10_000
"""Seconds of work on average, and so the unit of time: coarse enough that whole seconds do not matter."""
REPLICATIONS, T99 = 40, 2.7079
"""And what Student's t is at 99.5 % for 39 degrees of freedom."""
CUSTOMERS, SETTLING = 1200, 240
"""Arrivals in each; the first of them find the place too empty and are not counted."""


def arrivals(rng: np.random.Generator, every: float, count: int = CUSTOMERS) -> list[str]:
    """Moments of a Poisson stream, ``every`` so many seconds on average."""
    return [f"{at:.0f}s" for at in np.cumsum(rng.exponential(every, count))]


def served(injects: list[dict[str, Any]], people: int, steps: list[dict[str, Any]] | None = None) -> Setup:
    """A desk with so many people, and what arrives there."""
    idle = {"id": "idle", "role": "desk", "takes": "0m", "once": "never"}
    roles = {"desk": {"people": str(people), "hours": "always"}}
    return make_setup([*(steps or ()), idle], injects, roles, ends_after="3600d")


def costing(name: str, at: str, takes: Estimate) -> dict[str, Any]:
    """An inject that costs work of the desk's."""
    return {"id": name, "at": at, "title": name, "work": {"role": "desk", "takes": takes}}


def waited(setup: Setup, seed: int) -> dict[str, list[int]]:
    """Seconds from being asked for to being begun, of all but the first; by kind of job, in order of asking."""
    plan = compile_plan(setup)
    (run,) = played(plan, seed=seed, runs=1)
    assert len(run.rows) == CUSTOMERS
    found: dict[str, list[int]] = {}
    for row in sorted(run.rows, key=lambda row: row[3])[SETTLING:]:
        job, asked, started = plan.jobs[row[0]], row[3], row[4]
        found.setdefault(job.kind, []).append(started - asked)
    return found


def mean(values: list[Any]) -> float:
    return float(np.mean(values))


def assert_holds(means: list[float], exact: float, precision: float) -> None:
    """The interval that replications give holds the exact value, and is narrow enough to mean something."""
    assert len(means) == REPLICATIONS
    half = T99 * float(np.std(means, ddof=1)) / sqrt(REPLICATIONS)
    assert abs(mean(means) - exact) <= half <= precision * exact


def erlang_c(people: int, load: float) -> tuple[float, float]:
    """How likely work must wait, and how long it waits on average in units of its length."""
    offered = people * load
    all_busy = offered**people / factorial(people) / (1 - load)
    must_wait = all_busy / (sum(offered**k / factorial(k) for k in range(people)) + all_busy)
    return must_wait, must_wait / (people - offered)


@pytest.mark.parametrize(("people", "load", "waits"), [(1, 0.8, 4.0), (2, 0.75, 1.285714), (3, 0.8, 1.078652)])
def test_several_people_and_one_queue(people: int, load: float, waits: float) -> None:
    """M/M/c. Doubling people at the same load more than halves the wait; that is what Erlang's C says."""
    must_wait, exact = erlang_c(people, load)
    assert exact == pytest.approx(waits, abs=1e-6)
    rng, shares, lengths = np.random.default_rng([1917, people]), [], []
    for n in range(REPLICATIONS):
        stream = arrivals(rng, UNIT / (people * load))
        setup = served([costing(f"c-{k}", at, exponential(UNIT)) for k, at in enumerate(stream)], people)
        found = waited(setup, seed=n)["work"]
        shares.append(mean([wait > 0 for wait in found]))
        lengths.append(mean(found) / UNIT)
    assert_holds(shares, must_wait, precision=0.05)
    assert_holds(lengths, exact, precision=0.2)


def test_work_that_varies_less_waits_less() -> None:
    """M/G/1: λE[S²]/2(1 − ρ). Triangular work of 2, 5 and 15 hours at a load of 0.7 waits 9.78 hours."""
    low, likely, high, load = 2, 5, 15, 0.7
    length = (low + likely + high) / 3
    spread = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    exact = load / length * (spread + length**2) / 2 / (1 - load)
    assert exact == pytest.approx(9.784091)
    takes = Estimate("triangular", (low * HOUR, likely * HOUR, high * HOUR))
    rng, means = np.random.default_rng(1930), []
    for n in range(REPLICATIONS):
        stream = arrivals(rng, length / load * HOUR)
        setup = served([costing(f"c-{k}", at, takes) for k, at in enumerate(stream)], people=1)
        means.append(mean(waited(setup, seed=n)["work"]) / HOUR)
    assert_holds(means, exact, precision=0.1)


def test_what_is_urgent_waits_for_what_has_begun_and_for_nothing_else() -> None:
    """M/M/1, arrivals 0.3 urgent and 0.4 not, nobody is interrupted: W₀/(1 − ρ₁) = 1 and W₀/(1 − ρ₁)(1 − ρ) = 10/3.

    What is urgent is a step of priority 1. The rest is work of injects, which counts as 5.
    """
    rates = {"step": 0.3, "work": 0.4}
    under_way = sum(rates.values())
    exact = {"step": under_way / 0.7, "work": under_way / 0.7 / 0.3}
    rng = np.random.default_rng(1954)
    means: dict[str, list[float]] = {kind: [] for kind in rates}
    for n in range(REPLICATIONS):
        injects, steps = [], []
        for k, at in enumerate(arrivals(rng, UNIT / under_way)):
            if rng.random() < rates["step"] / under_way:
                injects.append({"id": f"c-{k}", "at": at, "title": "Urgent"})
                work = {"id": f"urgent-{k}", "role": "desk", "takes": exponential(UNIT)}
                steps.append(work | {"once": f"c-{k}", "priority": "1"})
            else:
                injects.append(costing(f"c-{k}", at, exponential(UNIT)))
        for kind, waits in waited(served(injects, 1, steps), seed=n).items():
            means[kind].append(mean(waits) / UNIT)
    assert_holds(means["step"], exact["step"], precision=0.1)
    assert_holds(means["work"], exact["work"], precision=0.2)
