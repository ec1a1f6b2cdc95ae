"""What is asked of chances is answered by their intervals, and more runs are played until that is sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.study.bars import FIRST, MOST, Bars, Grade, grade
from simulator.study.by_run import ByRun
from simulator.study.result import ExpectationResult, Study
from simulator.study.statistics import share
from simulator.study.study import study
from tests.setups import make_setup

CLOCK = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done"}
STEPS = [{"id": "work", "role": "analyst", "takes": "1h..2h..4h", "once": "detected", "reaches": "done"}]


def played(within: str, *, least: float | None = None, must: str | None = None, runs: int | None = None) -> Study:
    """A study of one clock; work takes from one to four hours."""
    clock = CLOCK | {"within": within} | ({"must": must} if must else {})
    return study(compile_plan(make_setup(STEPS, expectations=[clock])), seed=1, runs=runs, bars=Bars(least))


@pytest.mark.parametrize(
    ("hits", "least", "answer"),
    [(980, 0.9, "pass"), (800, 0.9, "fail"), (905, 0.9, "unsure"), (1000, 1.0, "pass"), (999, 1.0, "fail")],
)
def test_the_interval_answers(hits: int, least: float, answer: Grade) -> None:
    assert grade(share(hits, 1000), least) == answer


@given(st.integers(0, 500), st.floats(0, 1))
def test_a_higher_bar_is_never_passed_by_what_fails_a_lower_one(hits: int, least: float) -> None:
    order = ("pass", "unsure", "fail")
    answers = [order.index(grade(share(hits, 500), bar)) for bar in (least / 2, least, (1 + least) / 2)]
    assert answers == sorted(answers)


def test_a_sure_answer_needs_no_more_runs() -> None:
    assert played("4h", least=0.5).runs == FIRST


@pytest.mark.slow
def test_an_answer_that_is_not_sure_needs_more_until_it_is_or_too_many_are_played() -> None:
    chance = played("2h", runs=MOST).expectations[0].met.p
    near = played("2h", least=chance + 0.02)
    assert FIRST < near.runs < MOST
    assert [one.grade for one in Bars(chance + 0.02).graded(near.expectations)] == ["fail"]
    bar = chance + 0.001
    never = played("2h", least=bar)
    assert (never.runs, [one.grade for one in Bars(bar).graded(never.expectations)]) == (MOST, ["unsure"])


def test_a_number_of_runs_that_somebody_fixed_stays() -> None:
    assert played("2h", least=0.5, runs=50).runs == 50


def test_what_an_expectation_must_goes_before_what_all_must() -> None:
    (one,) = Bars(0.99).graded(played("2h", must="20%", runs=400).expectations)
    assert (one.least, one.grade) == (0.2, "pass")


# ---- no worse than before


def result(met: list[bool], counted: list[bool] | None = None) -> ExpectationResult:
    by_run = ByRun.of(np.array(counted or [True] * len(met)), np.array(met))
    return replace(played("2h", runs=1).expectations[0], met=share(sum(met), len(met)), by_run=by_run)


def beside(before: list[bool], now: list[bool]) -> Grade:
    earlier = result(before).by_run
    assert earlier
    (one,) = Bars(before={("own", 0): earlier}).graded([result(now)])
    return one.grade


def test_a_study_is_no_worse_than_itself_however_few_its_runs() -> None:
    assert beside([True, False, True], [True, False, True]) == "pass"


def test_runs_lost_are_worse_when_that_is_sure() -> None:
    assert beside([True] * 100, [False] * 20 + [True] * 80) == "fail"
    assert beside([True] * 100, [False] * 2 + [True] * 98) == "unsure"
    assert beside([True] * 1000, [False] + [True] * 999) == "pass", "less than a point"
    assert beside([False] * 100, [True] * 100) == "pass", "better is no worse"


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=70))
def test_runs_are_read_back_as_they_were_kept(runs: list[tuple[bool, bool]]) -> None:
    counted, met = (np.array(column) for column in zip(*runs, strict=True))
    kept = ByRun.of(counted, met)
    assert (kept.counted.tolist(), kept.met.tolist()) == (counted.tolist(), met.tolist())


@pytest.mark.parametrize("text", ["", "AAAA", "no base64"])
def test_runs_that_are_damaged_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"bytes|base64|padding|character|alphabet"):
        _ = ByRun(9, text, text).met
