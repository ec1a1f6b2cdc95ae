"""The bars the program is held to, measured in one run: ``make bench``.

Each line gives the figure, the bar and whether it holds on this machine now. Nothing here is a test:
a slow machine is no bug.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from simulator.content.lint import check
from simulator.exercise import commands as c
from simulator.exercise.session import Session
from simulator.journal.journal import Journal
from simulator.journal.reader import read
from simulator.plan.compiler import compile_plan
from simulator.report.render.formats import named
from simulator.study.study import study
from simulator.timeline.events import Noted
from simulator.timeline.history import Head
from simulator.timeline.moves import Move
from simulator.wording.voice import Voice
from simulator.workspace.reports import assembled
from tests.benchmarks.big import bundled_setup, library_of, many_injects
from tests.benchmarks.compiled import as_users_have_it


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def help_page(_folder: Path) -> float:
    """``tabletop --help`` as a process of its own: median of nine."""
    command = [sys.executable, "-c", "from simulator.cli import main; main(['--help'])"]
    return median(seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(9))


def library_checked(folder: Path) -> float:
    """100 scenarios of 30 injects, each with a playbook of its own."""
    library = library_of(folder / "library", 100, 30)
    return seconds(lambda: check([library]))


def long_record(folder: Path) -> Path:
    """A record of 10,000 events."""
    path = folder / "long.jsonl"
    session = Session.start(path, Head(bundled_setup(), seed=1))
    session.act(c.Begin())
    session.close()
    journal, _ = Journal.open(path)
    for n in range(2500):
        journal.append(Move(tuple([Noted(n, f"Observation {n}, {m}") for m in range(4)]), "2026-11-23T10:00:00+09:00"))
    journal.close()
    return path


def resumed(folder: Path) -> float:
    """A record of 10,000 events opened again, until its State stands."""
    path = long_record(folder)
    return seconds(lambda: Session.resume(path).close())


def reported(name: str, folder: Path) -> float:
    """A record of 10,000 events as a file of this format, without a study beside it."""
    path = long_record(folder)

    def written() -> None:
        history = read(path)
        named(name).report(assembled(history, studied=False), Voice.of(history.head.setup, "en"))

    return seconds(written)


def thousand_runs(scenario: str, _folder: Path) -> float:
    """1,000 runs of a bundled scenario on one core, judged: best of three."""
    plan = compile_plan(bundled_setup(scenario))
    return min(seconds(partial(study, plan, seed=seed, runs=1000)) for seed in range(3))


def first_paint(folder: Path) -> float:
    """The conduct screen of 300 injects, from the session to the first full picture."""
    from tests.benchmarks.screen import first_paint as paint

    return asyncio.run(paint(folder, many_injects(300)))


@cache
def key_presses() -> tuple[list[float], list[float]]:
    """60 keys to the repainted state, 300 injects, fsync included: those that open no window, and those that do."""
    from tests.benchmarks.screen import key_presses as presses

    with TemporaryDirectory() as folder:
        return asyncio.run(presses(Path(folder), many_injects(300), 60))


def key_press(_folder: Path) -> float:
    """The p95 of those that open none."""
    return quantiles(key_presses()[0], n=20)[-1]


def window_opened(_folder: Path) -> float:
    """The median of the others: a whole screen is painted, dimmed and with the window on it."""
    return median(key_presses()[1])


FORECAST = ("harmful-output", "model-weight-theft", "training-data-provenance")
"""Scenarios whose chances are refreshed, from five gates into each."""


def refresh(folder: Path) -> float:
    """The chances of all running clocks to ± 5 points, from a new state: median over the bundled scenarios."""
    from tests.benchmarks.screen import refreshes

    return median(asyncio.run(refreshes(folder, [bundled_setup(name) for name in FORECAST]))[0])


def longest_gap(folder: Path) -> float:
    """The longest time between two turns of the event loop while the screen forecasts."""
    from tests.benchmarks.screen import refreshes

    return max(asyncio.run(refreshes(folder, [bundled_setup(name) for name in FORECAST]))[1])


BARS: list[tuple[str, Callable[[Path], float], float]] = [
    ("tabletop --help", help_page, 0.150),
    ("library of 100 scenarios x 30 injects checked", library_checked, 5.0),
    ("conduct screen, 300 injects: first paint", first_paint, 1.0),
    ("one key to repainted state, 300 injects: p95", key_press, 0.050),
    ("one key that tells of a missed deadline: median", window_opened, 0.050),
    ("chances refreshed to ± 5 points: median", refresh, 0.100),
    ("longest gap of the event loop while forecasting", longest_gap, 0.005),
    ("resume a record of 10,000 events", resumed, 1.0),
    ("a record of 10,000 events as HTML", partial(reported, "html"), 2.0),
    ("a record of 10,000 events as a Word file", partial(reported, "docx"), 4.0),
    ("a record of 10,000 events as an Excel file", partial(reported, "xlsx"), 3.0),
    ("1,000 runs of harmful-output, one core", partial(thousand_runs, "harmful-output"), 0.02),
    ("1,000 runs of agent-exfiltration, one core", partial(thousand_runs, "agent-exfiltration"), 0.04),
]


def main() -> int:
    """Measures every bar and prints the table."""
    as_users_have_it()
    for name, measure, bar in BARS:
        with TemporaryDirectory() as folder:
            figure = measure(Path(folder))
        print(f"{name:<50} {figure:8.3f} s   bar {bar:5.3f} s   {'holds' if figure < bar else 'MISSED'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
