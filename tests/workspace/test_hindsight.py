"""Hindsight: each decision of a record with the options it had, on the same draws, the same for the same record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import commands as c
from simulator.exercise.forks import forks
from simulator.findings.conduct import Decided
from simulator.journal.reader import read
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.hindsight import IN_ALL, LEAST, MOST, hindsight, runs_each
from simulator.timeline.history import History
from simulator.workspace.reports import assembled
from tests.exercise.records import play_record
from tests.setups import make_setup

OPTIONS: list[dict[str, Any]] = [
    {"id": "stop", "text": "Stop", "odds": "50%", "reaches": "stopped"},
    {"id": "copy", "text": "Copy first", "odds": "50%", "calls_in": "analyst"},
]
ASKED = {"role": "analyst", "question": "Stop?", "takes": "1m", "options": OPTIONS}
CLOCKS: list[dict[str, Any]] = [
    {"id": name, "title": name, "kind": "own-target", "from": "detected", "to": to, "within": within}
    for name, to, within in (("stop-now", "stopped", "1h"), ("seen", "detected", "1h"), ("copied", "kept", "90m"))
]


def setup() -> Setup:
    """Stopping at once meets the one clock and costs the other its copy for half an hour more or less."""
    steps = [{"id": "copy", "role": "analyst", "takes": "20m..40m..2h", "once": "ask", "reaches": "kept"}]
    steps += [{"id": "halt", "role": "analyst", "takes": "30m", "after": "copy", "reaches": "stopped"}]
    injects: list[dict[str, Any]] = [{"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}]
    injects += [{"id": "ask", "at": "10m", "title": "Stop?", "decision": ASKED}]
    return make_setup(steps, injects, expectations=CLOCKS)


def played(path: Path, *deeds: Any, **head: Any) -> History:
    return read(play_record(path / "record.jsonl", setup(), *deeds, **head))


def decided(history: History) -> Decided:
    (one,) = assembled(history).decisions
    return one


def test_the_other_option_is_told_with_what_it_would_have_done(tmp_path: Path) -> None:
    history = played(tmp_path, 12, c.Decide("ask", "copy"), 60)
    found = decided(history).hindsight
    assert found is not None
    assert (found.at, found.runs) == (12 * 60, MOST)
    (stop,) = found.options.values()
    assert [one.clock for one in stop] == ["stop-now", "copied"], "what was settled then is no question"
    now, copied = stop
    assert now.before.p < 0.5
    assert now.after.p == 1
    assert 0 < now.gain.low <= now.gain.by <= now.gain.high
    assert (copied.gain.by, copied.before.p) == (0, copied.after.p), "the same draws: what it does not touch is equal"


def test_it_is_the_same_for_the_same_record_and_another_for_other_draws(tmp_path: Path) -> None:
    deeds = (12, c.Decide("ask", "copy"), 60)
    first = decided(played(tmp_path, *deeds))
    (tmp_path / "b").mkdir()
    assert decided(played(tmp_path / "b", *deeds)).hindsight == first.hindsight
    (tmp_path / "c").mkdir()
    assert decided(played(tmp_path / "c", *deeds, seed=12)).hindsight != first.hindsight


def test_words_of_ones_own_are_held_against_every_option(tmp_path: Path) -> None:
    history = played(tmp_path, 12, c.Decide("ask", text="Ask the vendor"), 60)
    (fork,) = forks(compile_plan(setup()), history)
    assert list(fork.others) == ["stop", "copy"]


def test_what_came_afterwards_makes_no_difference(tmp_path: Path) -> None:
    """Hindsight begins at the decision: what the table did later is no part of any option."""
    (tmp_path / "b").mkdir()
    one = decided(played(tmp_path, 12, c.Decide("ask", "copy"), 20))
    other = decided(played(tmp_path / "b", 12, c.Decide("ask", "copy"), 13, c.Skip("copy"), 60))
    assert one.hindsight == other.hindsight


def test_before_endex_it_would_be_foresight(tmp_path: Path) -> None:
    history = played(tmp_path, 12, c.Decide("ask", "copy"), 20, closed=False)
    assert decided(history).hindsight is None


def test_a_decision_that_was_taken_back_is_none(tmp_path: Path) -> None:
    history = played(tmp_path, 12, c.Decide("ask", "copy"), "take back", c.Decide("ask", "stop"), 60)
    found = decided(history).hindsight
    assert found is not None
    assert list(found.options) == ["copy"]


def test_many_decisions_share_the_runs_there_are() -> None:
    assert (runs_each(2), runs_each(20), runs_each(1000)) == (MOST, IN_ALL // 20, LEAST)


def test_without_a_study_nothing_is_said(tmp_path: Path) -> None:
    found = assembled(played(tmp_path, 12, c.Decide("ask", "copy"), 60), studied=False)
    assert found.decisions[0].hindsight is None
    assert not found.hindsight


@pytest.mark.slow
def test_its_intervals_hold_what_many_runs_say(tmp_path: Path) -> None:
    history = played(tmp_path, 12, c.Decide("ask", "copy"), 60)
    plan = compile_plan(setup())
    (fork,) = forks(plan, history)
    truth = hindsight(plan, fork.before, fork.taken, fork.others, seed=1, runs=4000).options["stop"]
    held = 0
    for seed in range(2, 42):
        few = hindsight(plan, fork.before, fork.taken, fork.others, seed=seed, runs=MOST).options["stop"]
        held += few[0].gain.low <= truth[0].gain.by <= few[0].gain.high
    assert held >= 34
