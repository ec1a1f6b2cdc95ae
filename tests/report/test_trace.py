"""Every figure of the JSON report is walked back: to events of the record, to a study, to par, or to the set-up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.findings.findings import Findings, findings
from simulator.report.render.data import render
from simulator.report.render.trace import NO_FIGURES, pointer
from simulator.study.distributions import distributions
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.timeline.follow_up import ActionProposed, ActionRetested, Entry
from simulator.timeline.history import Head, History
from tests.console.secrets import Exercise
from tests.discussions import discussed
from tests.report.table import HINDSIGHT, PLAY, history
from tests.report.test_forms import found
from tests.report.test_paper import PAR, SIMULATED


def figures(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], float]]:
    """Every number of a document that is a figure."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_FIGURES and (path, key) != ((), "trace"):
                yield from figures(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from figures(inner, (*path, n))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value


def at(document: Any, where: str) -> Any:
    for key in where.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


class Walk:
    """One document walked back."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.document = json.loads(render(found))
        self.trace: dict[str, Any] = self.document["trace"]
        self.log: dict[int, list[e.Event]] = {}
        for line in found.log:
            self.log.setdefault(line.move, []).append(line.event)

    def source(self, path: tuple[str | int, ...]) -> dict[str, Any] | None:
        """The nearest entry: the figure's own, or that of what it stands in."""
        above = (pointer(*path[:n]) for n in range(len(path), 0, -1))
        return next((self.trace[where] for where in above if where in self.trace), None)

    def check(self) -> int:
        """How many figures there are; each must lead somewhere, and what events say must be what stands there."""
        all_there_are = list(figures(self.document))
        for path, value in all_there_are:
            source = self.source(path)
            assert source, f"{pointer(*path)} = {value}: say in report/render/trace.py where it is from"
            self.lead(pointer(*path), source, value, set())
        return len(all_there_are)

    def lead(self, where: str, source: dict[str, Any], value: float | None, seen: set[str]) -> None:
        assert where not in seen, f"{where} is traced to itself"
        assert source.keys() & {"moves", "sum", "of", "study", "par", "record", "setup"}, where
        for move in source.get("moves", ()):
            assert move in self.log, f"{where}: the log has no move {move}"
        if "moves" in source and "of" not in source and not where.startswith("/held/breaks"):
            said = {figure for move in source["moves"] for event in self.log[move] for figure in told(event)}
            assert value in said, f"{where} = {value}: moves {source['moves']} say {sorted(said)}"
        if "sum" in source:
            assert value == room(self.found, source.get("up_to")), where
        if "par" in source:
            assert self.found.par
        if source.get("study") == "opening":
            assert self.found.percentiles
        if source.get("study") == "decision":
            assert self.found.hindsight
        if source.get("study") == "ledger":
            assert self.found.retests or self.found.proposals
        for other in source.get("of", ()):
            self.leads_on(other, {*seen, where})

    def leads_on(self, where: str, seen: set[str]) -> None:
        """Another figure that one was worked out of, with all it holds."""
        value = at(self.document, where)
        path = tuple(int(key) if key.isdecimal() else key for key in where.split("/")[1:])
        for below, figure in figures(value, path):
            source = self.source(below)
            assert source, pointer(*below)
            self.lead(pointer(*below), source, figure, seen)


def told(event: e.Event) -> Iterator[int]:
    """The figures that an event tells: seconds, and how sure somebody was."""
    yield event.at
    for key in ("since", "aware", "arrives", "sure"):
        if (told := getattr(event, key, None)) is not None:
            yield told


def room(found: Findings, up_to: int | None) -> int:
    total = 0
    for line in found.log:
        if isinstance(line.event, e.PlayEnded) or (up_to is not None and line.move > up_to):
            break
        if isinstance(line.event, e.Passed):
            total += line.event.room
        elif isinstance(line.event, e.TakenBack | e.Redone):
            total = max(total, line.event.room)
    return total


def test_of_an_exercise_with_everything() -> None:
    assert Walk(findings(history(), PAR, SIMULATED, hindsight=HINDSIGHT)).check() > 200


def test_of_an_action_that_a_study_was_made_of() -> None:
    said = ActionRetested("ca-1", "own-contain", 900, (0.5, 0.4, 0.6), (0.7, 0.6, 0.8), (0.2, 0.1, 0.3), "4")
    walk = Walk(replace(findings(history()), retests={"ca-1": Entry("2026-12-20T09:00:00+09:00", said)}))
    assert walk.trace["/actions/0/study"] == {"study": "ledger"}
    walk.check()


def test_of_an_action_for_which_a_change_is_proposed() -> None:
    shares = ((0.5, 0.4, 0.6), (0.7, 0.6, 0.8), (0.2, 0.1, 0.3))
    said = ActionProposed("ca-1", "faster/copy", "steps.copy.takes", "2h", "1h30m", "own-contain", 900, *shares)
    walk = Walk(replace(findings(history()), proposals={"ca-1": Entry("2026-12-20T09:00:00+09:00", said)}))
    assert walk.trace["/actions/0/proposal"] == {"study": "ledger"}
    walk.check()


def test_of_one_that_goes_on() -> None:
    assert Walk(findings(history(PLAY[:9]), PAR)).check() > 20


def test_of_forms_and_what_was_written_on_them() -> None:
    assert Walk(found()).check() > 60


def test_of_a_discussion(tmp_path: Path) -> None:
    session = discussed(tmp_path)
    assert Walk(findings(session.history)).check() > 5
    session.close()


def random_findings(seed: int) -> Findings:
    """A random exercise, with a par and a few runs beside it."""
    exercise = Exercise.random(seed)
    moves = exercise.situations[-1].moves
    told = History(Head(exercise.plan.setup, seed), moves)
    par = fold(event for move in moves for event in move.events)
    return findings(told, par, distributions(exercise.plan, seed=seed, runs=20))


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_of_any_exercise(seed: int) -> None:
    assert Walk(random_findings(seed)).check() > 5


@pytest.mark.slow
@pytest.mark.parametrize("block", range(5))
def test_of_five_hundred_exercises(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        Walk(random_findings(seed)).check()


def test_a_figure_that_leads_nowhere_is_noticed() -> None:
    walk = Walk(findings(history(), PAR, SIMULATED))
    del walk.trace["/expectations/0/reached"]
    with pytest.raises(AssertionError, match="/expectations/0/reached"):
        walk.check()
    walk = Walk(findings(history(), PAR, SIMULATED))
    walk.trace["/expectations/0/reached"] = {"moves": [0]}
    with pytest.raises(AssertionError, match="moves \\[0\\] say"):
        walk.check()
