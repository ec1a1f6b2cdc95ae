"""The picture of when a milestone comes holds every run once, and its deadline where the judge has it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.durations import HOUR, MINUTE
from simulator.plan.compiler import compile_plan
from simulator.study.result import Histogram
from simulator.study.study import study
from tests.setups import make_setup, random_setup

STEPS = [{"id": "mend", "role": "analyst", "takes": "10m..30m..90m", "once": "detected", "reaches": "done"}]
CLOCK = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done"}


def drawn(within: str, takes: str = "10m..30m..90m", runs: int = 400) -> Histogram:
    setup = make_setup([STEPS[0] | {"takes": takes}], expectations=[CLOCK | {"within": within}])
    found = study(compile_plan(setup), seed=1, runs=runs).expectations[0].histogram
    assert found is not None
    return found


def test_every_run_is_counted_once_and_the_deadline_cuts_where_the_chance_says() -> None:
    setup = make_setup(STEPS, expectations=[CLOCK | {"within": "40m"}])
    (found,) = study(compile_plan(setup), seed=1, runs=400).expectations
    assert found.histogram is not None
    counts = found.histogram.counts
    assert sum(counts) + found.histogram.beyond + found.histogram.never == 400
    in_time = sum(count for n, count in enumerate(counts) if not found.histogram.late(n))
    assert in_time / 400 == pytest.approx(found.met.p, abs=0.03)
    assert found.histogram.limit == found.histogram.limit_shown == 40 * MINUTE


def test_a_deadline_far_off_is_told_but_does_not_squeeze_the_rest() -> None:
    far = drawn("72h")
    assert far.limit == 72 * HOUR
    assert far.limit_shown is None
    assert far.whole <= 2 * HOUR


def test_a_milestone_that_never_comes_has_its_deadline_all_the_same() -> None:
    setup = make_setup(STEPS, expectations=[CLOCK | {"to": "contained", "within": "1h"}])
    found = study(compile_plan(setup), seed=1, runs=20).expectations[0].histogram
    assert found is not None
    assert (sum(found.counts), found.never, found.limit_shown) == (0, 20, HOUR)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_no_run_is_lost(seed: int) -> None:
    found = study(compile_plan(random_setup(Random(seed))), seed=seed, runs=12)
    for expected in found.expectations:
        if picture := expected.histogram:
            assert sum(picture.counts) + picture.beyond + picture.never == round(expected.counted * 12)


def test_blocks_of_any_size_give_the_same_answer() -> None:
    plan, told = compile_plan(make_setup(STEPS, expectations=[CLOCK | {"within": "40m"}])), []
    whole = study(plan, seed=3, runs=1100, why=True)
    assert study(plan, seed=3, runs=1100, why=True, block=70, progress=lambda *at: told.append(at)) == whole
    assert told[0] == (70, 1100)
    assert told[-1] == (1100, 1100)
