"""Bars of our own that no rival can be held against."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from statistics import median

from simulator.plan.compiler import compile_plan
from simulator.plan.tables import Plan
from simulator.study.changes import changes
from simulator.study.forecast import draws_of, forecast, seed_of
from simulator.study.study import study
from simulator.study.whatif import rank
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from simulator.world.runs import runs_from
from simulator.world.start import opening
from tests.benchmarks.big import bundled_setup, many_waiting
from tests.benchmarks.rivals.table import Row
from tests.benchmarks.rivals.turns import timed

SCENARIO = "harmful-output"


def workers(runs: int = 200_000) -> Row:
    """The same study with two processes and with one; idle processes soon go, so that their start counts as well."""
    plan = compile_plan(bundled_setup(SCENARIO))
    turns = [[timed(partial(study, plan, seed=1, runs=runs, jobs=jobs))[0] for jobs in (2, 1)] for _ in "123"]
    ratio = median(one / two for two, one in turns)
    two, one = (f"{median(times):.2f} s" for times in zip(*turns, strict=True))
    most = f"two programs that share nothing reach {_side_by_side():.2f} here"
    return Row(f"2 workers and 1, {runs:,} runs", two, one, f"{ratio:.2f}", ">= 1.7", ratio >= 1.7, most)


def _side_by_side() -> float:
    """How much more two studies in programs of their own do than one alone: what the machine itself allows."""

    def together(count: int) -> None:
        programs = [subprocess.Popen([sys.executable, "-c", _study_of(200_000)]) for _ in range(count)]
        for program in programs:
            program.wait()

    return median(2 * timed(lambda: together(1))[0] / timed(lambda: together(2))[0] for _ in "123")


def what_if() -> Row:
    """Every standard change of a scenario and what it adds, ± 2 points, two cores: the better of two."""
    setup = bundled_setup(SCENARIO)
    tried = changes(setup)
    clock = study(compile_plan(setup), seed=1, runs=200).worst
    assert clock is not None
    took = min(timed(lambda: rank(setup, [clock.key], tried, seed=1, jobs=2))[0] for _ in range(2))
    return Row(f"what-if ranking, {len(tried)} changes, 2 cores", f"{took:.2f} s", bar="< 5 s", holds=took < 5)


def forecasts() -> Row:
    """From a moment of the exercise until every chance is known to ± 5 points: median of fifteen."""
    plan = compile_plan(bundled_setup(SCENARIO))
    states = [_state_at(plan, minute) for minute in islice(cycle((20, 60, 90, 150, 240)), 15)]
    took = median(timed(partial(_refresh, plan, state))[0] for state in states)
    return Row("forecast refresh, ± 5 points", f"{1000 * took:.0f} ms", bar="<= 8 ms", holds=took <= 0.008)


def _state_at(plan: Plan, minute: int) -> State:
    """Where the autopilot stands then."""
    return fold(advance(plan, State(), Draws(1), minute * 60, auto=True))


def _refresh(plan: Plan, state: State) -> None:
    forecast(plan, state, draws_of(seed_of(1), runs=500))


def waiting() -> Row:
    """320 steps that wait at once for one person, and how much longer one takes than of twenty."""

    def each(steps: int) -> float:
        plan = compile_plan(many_waiting(steps))
        runs = runs_from(opening(plan), Draws(1, 0, 2000))
        return timed(lambda: runs.play(plan.horizon))[0] / 2000

    one, few = (median(each(steps) for _ in range(5)) for steps in (320, 20))
    more = one / 320 / (few / 20)
    holds = one <= 0.0001 and more <= 2.5
    return Row("320 waiting for one role, a run", f"{1000 * one:.3f} ms", "", f"{more:.2f}", "<= 0.1 ms, 2.5", holds)


def _study_of(runs: int) -> str:
    """A program."""
    return f"""
from simulator.plan.compiler import compile_plan
from simulator.study.study import study
from tests.benchmarks.big import bundled_setup, many_waiting
study(compile_plan(bundled_setup("{SCENARIO}")), seed=1, runs={runs}, jobs=1)
"""


# Linux counts what the parent of a process held when it was made; so a small parent comes between it and us.
_BETWEEN = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory() -> Row:
    """The largest that a process playing 100,000 runs ever is."""
    command = [sys.executable, "-c", _BETWEEN, _study_of(100_000)]
    size = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    megabytes = size / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Row("memory, 100,000 runs", f"{megabytes:.0f} MB", bar="<= 150 MB", holds=megabytes <= 150)


BARS: dict[str, Callable[[], Row]] = {
    "2 workers and 1": workers,
    "what-if ranking": what_if,
    "forecast refresh": forecasts,
    "320 waiting": waiting,
    "memory": memory,
}
