"""Duties that recur are judged in a study as they are in the run told event by event."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.study.batch import Order, play
from simulator.study.judged import judged
from simulator.study.study import study
from simulator.timeline.fold import fold
from simulator.timeline.judge import judge
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup, random_setup
from tests.world.plays import ALERT, MANY, step

RUNS = 4
HOURLY = {"id": "hourly", "title": "Hourly", "kind": "contract", "from": "detected", "to": "told", "every": "1h"}


def duty(rng: Random, n: int) -> dict[str, Any]:
    start, end, until, other = rng.sample(["m0", "m1", "m2", "m3"], 4)
    every = rng.choice(["10m", "2h", "9 business hours", "1 business day"])
    found = {
        "id": f"duty-{n}",
        "title": "Duty",
        "kind": "law",
        "from": start,
        "to": end,
        "every": every,
        "until": until,
    }
    return found | rng.choice([{}, {"unless": other}, {"only_if": other}])


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_a_study_judges_duties_as_the_told_run_is_judged(seed: int) -> None:
    rng = Random(seed)
    setup = random_setup(rng).normal()
    setup["expectations"] = [duty(rng, n) for n in range(3)]
    setup["scenario"]["expectations"] = [e["id"] for e in setup["expectations"]]
    plan = compile_plan(type(make_setup([step("a")])).model_validate(setup))
    columns = judged(plan, play(plan, Order(seed, 0, RUNS)).reached, plan.horizon)
    for run in range(RUNS):
        events = advance(plan, State(), Draws(seed, 0, RUNS), plan.horizon, auto=True, run=run)
        state = replace(fold(events), now=plan.horizon)
        for one, verdict in zip(columns, judge(plan.clocks, state, over=True), strict=True):
            assert one.met[run] == (verdict.standing == "met")
            assert one.counted[run] == (verdict.standing not in ("not-started", "void"))
            if one.counted[run] and one.turns is not None and one.missed_turns is not None:
                times = [one.began[run], one.due[run], one.reached[run]]
                assert times == [
                    -1 if at is None else at for at in (verdict.started, verdict.deadline, verdict.reached)
                ]
                assert one.missed_turns[run] == sum(gap.missed for gap in verdict.gaps)


def updates(every: str, takes: str = "10m") -> Any:
    return make_setup(
        [
            step("tell", takes, once="detected", every=every, until="fixed", reaches="told"),
            step("fix", "5h", once="detected", reaches="fixed"),
        ],
        [ALERT],
        MANY,
        [HOURLY | {"until": "fixed"}],
        ends_after="4h",
    )


def test_a_study_tells_turns_the_worst_of_them_and_how_often_all_were_kept() -> None:
    """The story ends before it is fixed: the turn that runs then is no question."""
    (kept,) = study(compile_plan(updates("50m")), seed=1, runs=10).expectations
    assert (kept.met.p, kept.gaps and (kept.gaps.turns, kept.gaps.missed)) == (1, (5, 0))
    assert kept.margin
    assert kept.margin.p50 == 600
    (missed,) = study(compile_plan(updates("70m")), seed=1, runs=10).expectations
    assert (missed.met.p, missed.gaps and (missed.gaps.turns, missed.gaps.missed)) == (0, (4, 3))


def test_each_of_several_incidents_has_turns_of_its_own() -> None:
    found = study(several(updates("50m"), 2, 3600), seed=1, runs=4).expectations
    assert [(e.met.p, e.gaps and e.gaps.turns) for e in found] == [(1, 5), (1, 5)]
