"""Laws that hold whatever the playbook: of deadlines, of scale, of people nobody needs, and of forecasts."""

from __future__ import annotations

from math import sqrt
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.setup import Setup
from simulator.plan.tables import compile_plan
from simulator.study.batch import Order, play
from simulator.study.forecast import forecast, seed_of
from simulator.study.study import study
from simulator.timeline.events import Passed
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup, random_setup

seeds = st.integers(0, 2**32 - 1)


def crowd(seed: int, times: int = 1) -> Setup:
    """A few steps of fixed lengths, ``times`` as long, for few people who never go home."""
    rng = Random(seed)
    steps: list[dict[str, Any]] = []
    for n in range(rng.randint(2, 8)):
        before = [step["id"] for step in steps]
        waits: dict[str, Any] = {"after": rng.sample(before, min(len(before), 2))} if before else {"once": "detected"}
        takes = f"{rng.randint(0, 90) * times}m"
        steps.append({"id": f"step-{n}", "role": rng.choice(["a", "b"]), "takes": takes, "reaches": f"m{n}"} | waits)
    roles = {name: {"people": str(rng.randint(1, 2)), "hours": "always"} for name in "ab"}
    return make_setup(steps, roles=roles, ends_after="60d")


@settings(max_examples=40)
@given(seeds, st.integers(2, 9))
def test_where_everything_takes_longer_everything_comes_as_much_later(seed: int, times: int) -> None:
    short, long = (play(Order(compile_plan(crowd(seed, factor)), 1, 0, 1)).reached for factor in (1, times))
    assert (long == short * times).all()


@settings(max_examples=25)
@given(seeds)
def test_people_nobody_needs_change_nothing(seed: int) -> None:
    setup = random_setup(Random(seed))
    idle = setup.team.roles | {"idle": setup.team.roles["role-0"].model_copy(update={"people": 7})}
    more = setup.model_copy(update={"team": setup.team.model_copy(update={"roles": idle})})
    before, after = (play(Order(compile_plan(which), seed, 0, 3)).reached for which in (setup, more))
    assert (before == after).all()


@settings(max_examples=15)
@given(seeds)
def test_a_later_deadline_never_lowers_the_chance(seed: int) -> None:
    clock = {"title": "Soon", "kind": "own-target", "from": "m0", "to": "m1"}
    limits = ("10m", "1h", "5h", "2 calendar days")
    setup = random_setup(Random(seed)).normal()
    setup["expectations"] = [clock | {"id": f"e{n}", "within": limit} for n, limit in enumerate(limits)]
    setup["scenario"]["expectations"] = [f"e{n}" for n in range(len(limits))]
    found = study(compile_plan(Setup.model_validate(setup)), seed=seed, runs=30).expectations
    shares = [e.met.p for e in found if e.id.startswith("e")]
    assert shares == sorted(shares)


def test_forecasts_average_to_the_chance_there_was_before_anything_happened() -> None:
    """The law of total probability, with shifts, calls, outcomes and work under way at the moment of asking."""
    office = {"people": "1", "hours": "Mon-Fri 09:00-18:00", "on_call": {"answers_in": "10m..60m"}}
    steps = [
        {"id": "look", "role": "analyst", "takes": "10m..30m..90m", "once": "detected"},
        {
            "id": "scope",
            "role": "legal",
            "takes": "10m..60m",
            "after": "look",
            "outcomes": {"bad": "40%", "good": "60%"},
        },
        {"id": "mend", "role": "analyst", "takes": "10m..40m", "after": "scope=bad"},
        {"id": "tell", "role": "legal", "takes": "5m..20m", "after": ["scope", "mend"], "reaches": "done"},
    ]
    clock = {"id": "own", "title": "Own", "kind": "own-target", "from": "detected", "to": "done", "within": "2h"}
    roles = {"analyst": {"people": "1", "hours": "always"}, "legal": office}
    plan = compile_plan(make_setup(steps, roles=roles, expectations=[clock]))
    before = study(plan, seed=11, runs=3000).expectations[0].met.p
    exercises, runs = 80, 20
    told = []
    for seed in range(exercises):
        now = 50 * 60
        state = fold([*advance(plan, State(), Draws(seed), now, auto=True), Passed(now)])
        *_, last = forecast(plan, state, seed=seed_of(seed), runs=runs)
        told.append(last["own"].p)
    average = sum(told) / exercises
    spread = sqrt(sum((p - average) ** 2 for p in told) / exercises)
    error = sqrt(spread**2 / exercises + before * (1 - before) / 3000)
    assert 0.1 < before < 0.9
    assert abs(average - before) < 5 * error
