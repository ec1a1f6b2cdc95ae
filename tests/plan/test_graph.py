"""The graph's answers, on plans small enough to do by hand, and against the world on random ones."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.plan.compiler import compile_plan
from simulator.plan.graph import certain, earliest, loop, rules_of, shortest_after
from simulator.timeline.fold import fold
from simulator.timeline.state import State
from simulator.world.advance import advance
from simulator.world.draws import Draws
from tests.setups import make_setup, random_setup


def step(name: str, takes: str, **keys: object) -> dict[str, object]:
    return {"id": name, "role": "analyst", "takes": takes} | keys


CHAIN = [
    step("triage", "10m..20m..60m", once="detected", reaches="triaged"),
    step("scope", "1h", after="triage", outcomes={"much": {"odds": "30%", "reaches": "leak-suspected"}, "none": "70%"}),
    step("notify", "30m", after="scope=much", reaches="ppc-notified-preliminary"),
    step("close", "5m", after=["notify", "triage"], reaches="recovered"),
    step("fix", "20m", after="triage", reaches="eradicated"),
    step("test", "10m", after="fix", repeat={"from": "fix", "odds": "50%", "at_most": "2"}),
]


def test_the_least_of_a_lognormal_is_no_time() -> None:
    """Of ``{p50: 20m, p95: 2h}`` one in 24 lies within 3 minutes: a limit of 3 minutes can be met."""
    steps = [step("look", "20m", once="detected", reaches="triaged") | {"takes": {"p50": "20m", "p95": "2h"}}]
    assert earliest(rules_of(make_setup(steps)))["triaged"] == 0


def test_at_some_pace_all_work_is_done_in_no_time() -> None:
    """But for what was observed, which no pace stretches."""
    seen = step("seen", "1h", once="detected", reaches="triaged") | {"takes": {"observed": ["1h"] * 10}}
    come = earliest(rules_of(make_setup([seen, step("fix", "1h", after="seen", reaches="eradicated")], pace="3")))
    assert (come["triaged"], come["eradicated"]) == (3600, 3600)


def test_the_earliest_time_takes_the_low_estimates_and_the_shortest_way() -> None:
    come = earliest(rules_of(make_setup(CHAIN)))
    assert come["triaged"] == 10 * 60
    assert come["leak-suspected"] == 70 * 60
    assert come["ppc-notified-preliminary"] == 100 * 60
    # Where scope finds nothing, notify is ruled out and close goes on without it.
    assert come["recovered"] == 75 * 60


def test_what_nothing_reaches_never_comes() -> None:
    setup = make_setup([*CHAIN, step("call", "5m", once="takedown-ordered", reaches="law-enforcement-contacted")])
    assert "law-enforcement-contacted" not in earliest(rules_of(setup))


def test_a_fixed_outcome_leaves_only_its_own_path() -> None:
    come = earliest(rules_of(make_setup(CHAIN, outcomes={"scope": "none"})))
    assert "leak-suspected" not in come
    assert come["recovered"] == 75 * 60


def test_the_way_from_one_milestone_to_another_counts_only_where_there_is_no_other() -> None:
    rules = rules_of(make_setup(CHAIN))
    assert shortest_after(rules, "triaged")["eradicated"] == 20 * 60
    assert "eradicated" not in shortest_after(rules, "leak-suspected")


def test_only_injects_by_the_clock_are_certain() -> None:
    injects = [
        {"id": "alert", "at": "5m", "title": "Alert", "reaches": "detected"},
        {"id": "press", "once": "detected", "delay": "1h", "title": "Press", "reaches": "public-statement"},
        {"id": "mail", "at": "1h", "title": "Mail", "optional": "true", "reaches": "evidence-requested"},
    ]
    sure = certain(rules_of(make_setup(CHAIN, injects)))
    assert sure["detected"] == 5 * 60
    assert sure["public-statement"] == 65 * 60
    assert "evidence-requested" not in sure
    assert "triaged" not in sure


def test_a_loop_is_what_lies_between_its_ends() -> None:
    playbook = make_setup(CHAIN).playbook
    assert loop(playbook, playbook.steps[-1]) == {"fix", "test"}


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_the_world_is_never_earlier_than_the_earliest(number: int, seed: int) -> None:
    setup = random_setup(Random(number))
    plan = compile_plan(setup)
    end = setup.scenario.ends_after
    state = fold(advance(plan, State(), Draws(seed), end, auto=True), State())
    rules = rules_of(setup)
    reached = {name: at for name in plan.milestones if (at := state.reached(name)) is not None}
    come = earliest(rules)
    assert _later_or_same(reached, come) == {}
    assert {name: at for name, at in certain(rules).items() if at <= end and reached.get(name, end + 1) > at} == {}
    for start, at in reached.items():
        after = shortest_after(rules, start)
        early = {name: reached[name] - at for name in after if name in reached and reached[name] - at < after[name]}
        assert early == {}


def _later_or_same(reached: Mapping[str, int], come: Mapping[str, int]) -> dict[str, tuple[int, int | None]]:
    """What breaks the promise: name → (when it was reached, the earliest the graph allows)."""
    return {name: (at, come.get(name)) for name, at in reached.items() if at < come.get(name, 10**12)}
