"""Ours beside what else there is, measured in one run on one machine: ``make bench`` prints this table.

A machine's speed drifts, so contestants take turns, and a ratio is the median of the ratios of the turns.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import cycle, islice
from statistics import mean, median, quantiles, stdev
from time import perf_counter

from simulator.plan.tables import Plan, compile_plan
from simulator.study.changes import changes
from simulator.study.forecast import forecast, seed_of
from simulator.study.study import study
from simulator.study.whatif import rank
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.benchmarks.big import bundled_setup
from tests.benchmarks.rivals import ours
from tests.benchmarks.rivals.other_rivals import ciw_activities, salabim_activities
from tests.benchmarks.rivals.prosimos_rival import activities, cases, cycle_times
from tests.benchmarks.rivals.simpy_rivals import callbacks, naive

HOUR = 3600
EVERY = 10 * HOUR
CASES = 1000
TURNS = 7


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    began = perf_counter()
    work()
    return perf_counter() - began


def line(name: str, ours: str, theirs: str, ratio: str, bar: str, holds: bool | None) -> None:
    """One row of the table."""
    verdict = "" if holds is None else "holds" if holds else "MISSED"
    print(f"{name:<44} {ours:>16} {theirs:>16} {ratio:>9} {bar:>12}  {verdict}", flush=True)


def single() -> None:
    """One incident a run, no shifts, rows on, one core."""
    count = 1000
    times: dict[str, list[float]] = {"ours": [], "naive": [], "callbacks": []}
    work = {"ours": ours.single_runs, "naive": naive, "callbacks": callbacks}
    for turn in range(TURNS):
        for name, play in work.items():
            times[name].append(seconds(lambda play=play, turn=turn: play(turn, count)))  # type: ignore[misc]
    speed = {name: count / median(found) for name, found in times.items()}
    for name, bar in (("naive", 3.0), ("callbacks", 0.5)):
        ratio = median(theirs / mine for theirs, mine in zip(times[name], times["ours"], strict=True))
        told = {"naive": "SimPy, a process and a request a step", "callbacks": "SimPy callbacks, own pool, no rules"}[
            name
        ]
        line(
            told,
            f"{speed['ours']:,.0f} runs/s",
            f"{speed[name]:,.0f} runs/s",
            f"{ratio:.2f}",
            f">= {bar}",
            ratio >= bar,
        )
    agree("  total time, minutes", ours.single_runs(1, 4000), callbacks(1, 4000))


def agree(name: str, mine: list[float], theirs: list[float]) -> None:
    """Mean and p95 of two samples, and whether they differ by more than chance (three standard errors)."""
    apart = abs(mean(mine) - mean(theirs))
    allowed = 3 * (stdev(mine) ** 2 / len(mine) + stdev(theirs) ** 2 / len(theirs)) ** 0.5
    p95 = [quantiles(sample, n=20)[-1] for sample in (mine, theirs)]
    told = [f"{mean(sample):.0f} / {high:.0f}" for sample, high in zip((mine, theirs), p95, strict=True)]
    within = apart <= allowed and abs(p95[0] - p95[1]) <= 4 * allowed
    line(f"{name}: mean / p95", *told, "", "", None)
    print(f"    {'agree' if within else 'DISAGREE'}: means {apart:.1f} apart, noise allows {allowed:.1f}", flush=True)


def shared() -> None:
    """Many incidents, one staff."""
    mine, theirs = [], []
    for turn in range(3):
        began = perf_counter()
        run = ours.shared_run(CASES, EVERY, turn)
        mine.append(len(run.rows) / (perf_counter() - began))
        began = perf_counter()
        traces = cases(turn, CASES, EVERY)
        theirs.append(activities(traces) / (perf_counter() - began))
    against("Prosimos 2.1.0, shared staff, 1,000 cases", mine, theirs, 8.0)
    agree("  cycle time, minutes", ours.cycle_times(run, EVERY), cycle_times(traces))
    for name, play in (("salabim", salabim_activities), ("Ciw (branches in a row: not equivalent)", ciw_activities)):
        try:
            rate = [rated(lambda play=play, turn=turn: play(turn, CASES // 2, EVERY)) for turn in range(3)]  # type: ignore[misc]
        except ImportError as error:
            print(f"{name}: could not be installed here ({error})")
            continue
        against(name, mine, rate, 1.0)


def rated(work: Callable[[], int]) -> float:
    """What is done a second."""
    began = perf_counter()
    return work() / (perf_counter() - began)


def against(name: str, mine: list[float], theirs: list[float], bar: float) -> None:
    """Activities a second, ours and theirs."""
    ratio = median(a / b for a, b in zip(mine, theirs, strict=True))
    told = (f"{median(rates):,.0f} act/s" for rates in (mine, theirs))
    line(name, *told, f"{ratio:.1f}", f">= {bar:g}", ratio >= bar)  # type: ignore[misc]


def workers() -> None:
    """The same study with one process and with two."""
    plan = compile_plan(bundled_setup("harmful-output"))
    study(plan, seed=1, runs=4000, jobs=2)  # the processes stay
    pairs = [
        [seconds(lambda jobs=jobs: study(plan, seed=1, runs=8000, jobs=jobs)) for jobs in (2, 1)] for _ in range(3)
    ]  # type: ignore[misc]
    ratio = median(one / two for two, one in pairs)
    two, one = (median(times) for times in zip(*pairs, strict=True))
    line("2 workers against one, 8,000 runs", f"{two:.2f} s", f"{one:.2f} s", f"{ratio:.2f}", ">= 1.7", ratio >= 1.7)


def what_if() -> None:
    """Every standard change of a bundled scenario, ± 2 points, two cores."""
    setup = bundled_setup("harmful-output")
    tried = changes(setup)
    clock = study(compile_plan(setup), seed=1, runs=200).worst
    assert clock is not None
    took = min(seconds(lambda: rank(setup, clock.key, tried, seed=1, jobs=2)) for _ in range(2))
    line(f"what-if ranking, {len(tried)} changes", f"{took:.2f} s", "", "", "< 5 s", took < 5)


def forecasts() -> None:
    """A refresh from the middle of an exercise until every chance is known to ± 5 points: median of all moments."""
    plan = compile_plan(bundled_setup("harmful-output"))
    times = [refresh(plan, state_at(plan, minute)) for minute in islice(cycle((20, 60, 90, 150, 240)), 15)]
    line("forecast refresh, ± 5 points", f"{1000 * median(times):.0f} ms", "", "", "< 100 ms", median(times) < 0.1)


def state_at(plan: Plan, minute: int) -> State:
    """Where the autopilot stands then."""
    return fold(advance(plan, State(), Draws(1), minute * 60, auto=True))


def refresh(plan: Plan, state: State) -> float:
    """Seconds until no chance is less sure than ± 5 points."""
    began = perf_counter()
    for chances in forecast(plan, state, seed=seed_of(1), runs=500):
        if max(share.half_width for share in chances.values()) <= 0.05:
            break
    return perf_counter() - began


_MEMORY = """
import resource
from simulator.plan.tables import compile_plan
from simulator.study.study import study
from tests.benchmarks.big import bundled_setup
study(compile_plan(bundled_setup("harmful-output")), seed=1, runs=100_000, jobs=1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory() -> None:
    """The largest a process that plays 100,000 runs alone ever is."""
    done = subprocess.run([sys.executable, "-c", _MEMORY], check=True, capture_output=True, text=True)
    megabytes = int(done.stdout) / 1024
    line("memory, 100,000 runs", f"{megabytes:.0f} MB", "", "", "< 300 MB", megabytes < 300)


def main() -> int:
    """Measures all and prints the table."""
    line("against", "ours", "theirs", "ratio", "bar", None)
    for measure in (single, shared, workers, what_if, forecasts, memory):
        try:
            measure()
        except ImportError as error:
            print(f"{measure.__name__}: could not be installed here ({error})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
