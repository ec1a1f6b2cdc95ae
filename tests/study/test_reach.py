"""What it would take: the sets that are found, what is told of them, and what is said where nothing is enough."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.content.library import Library
from simulator.home import libraries
from simulator.model.costs import ASSUMED, OF_ROLES, OF_STEPS
from simulator.model.durations import HOUR
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study import finalists
from simulator.study import reach as study_reach
from simulator.study.bound import settled_when_due
from simulator.study.changes import KINDS, changes
from simulator.study.front_json import front_json
from simulator.study.fronts import TELLS, ChangeSet, Fared, Front, Goal, Part, as_front, no_less_than_found, shortfall
from simulator.study.race import Race, Stopped
from simulator.study.reach import Standing, clocks_in_force, improvements, reach
from simulator.study.search import GLANCE, SURE, Search
from simulator.study.sets import Sets, for_clocks, with_changes
from simulator.study.statistics import Gain, Share
from simulator.study.workers import judged_runs
from simulator.wording.changes import CHANGES
from simulator.wording.reach import DO
from tests.setups import crowded_setup, make_setup, random_setup

NOTICE = {"id": "notice", "kind": "own-target", "title": "Notice", "from": "detected", "to": "told", "within": "4h"}
STOP = {"id": "stop", "kind": "own-target", "title": "Stop", "from": "detected", "to": "contained", "within": "60m"}
FEW = ("earlier", "deputy", "one-more")
"""Left out where fewer changes tell as much."""
OFFICE = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}


def night_setup(within: str = "4h", **keys: Any) -> Setup:
    """Friday, twenty minutes to the weekend: who approves goes home, and two steps wait for each other by habit."""
    steps: list[dict[str, Any]] = [
        {"id": "stop", "role": "analyst", "takes": "20m..40m..80m", "once": "detected", "reaches": "contained"},
        {"id": "text", "role": "writer", "takes": "30m..60m..120m", "after": "stop"},
        {"id": "approve", "role": "boss", "takes": "10m", "after": "text", "approval": True},
        {"id": "send", "role": "writer", "takes": "5m..15m..40m", "after": "approve", "reaches": "told"},
    ]
    roles: dict[str, Any] = {"analyst": {}, "writer": {}, "boss": OFFICE}
    setup = make_setup(steps, roles=roles, expectations=[NOTICE | {"within": within}, STOP])
    playbook = setup.playbook.model_copy(update={key: keys[key] for key in keys})
    return setup.model_copy(update={"playbook": playbook})


@pytest.fixture(autouse=True)
def few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """These setups differ so much that few fresh runs tell."""
    monkeypatch.setattr(study_reach, "FRESH", 300)
    monkeypatch.setattr(study_reach, "HURRIED", 200)
    monkeypatch.setattr(study_reach, "BOUNDED", 60)
    monkeypatch.setattr(finalists, "CHOSEN", 100)
    monkeypatch.setattr(study_reach, "ALONE", 100)


def found(setup: Setup, least: float = 0.9, **more: Any) -> Front:
    clocks = more.pop("clocks", ("notice",))
    budget = more.pop("budget", None)
    return reach(setup, Goal(clocks, least, budget), seed=3, jobs=1, **more)


# ---- what is found


def test_the_cheapest_set_that_reaches_is_found_with_what_it_gives_and_why() -> None:
    setup = night_setup()
    front = found(setup)
    assert front.base[0].met.p < 0.05
    assert front.first is not None
    assert front.first.ids == {"no-approval/approve"}
    assert front.first.cost == 1
    assert front.first.fared[0].gain.by > 0.9
    now, then = front.base[0].way, front.first.fared[0].way
    assert now is not None
    assert then is not None
    assert (now.milestone, then.milestone) == ("told", "told")
    assert now.for_absent > 40 * HOUR > then.for_absent
    assert (front.holds, front.bounds, front.partial) == (False, (), False)
    assert 3 <= len(front.sets) <= 6
    document = front_json(front, setup)
    assert document["goal"] == {"clocks": ["notice"], "least": 0.9, "budget": None}
    first = document["sets"][document["first"] - 1]
    assert [change["id"] for change in first["changes"]] == ["no-approval/approve"]
    assert (first["reaches"], first["cost"]) == (True, 1)


def test_costs_and_what_nobody_would_do_decide_and_each_change_says_what_it_is_worth() -> None:
    """Two clocks at once. By the file nobody does without the yes, and a deputy is dear."""
    setup = night_setup(costs={"deputy": 9, "faster/stop": 1}, without=("no-approval", "parallel"))
    front = found(setup, clocks=("notice", "stop"), least=0.9, without=["decided"])
    assert front.first is not None
    assert front.first.ids == {"on-call/boss", "faster/stop"}
    assert front.first.cost == 4
    without = {part.id: part.without for part in front.first.parts}
    assert without["on-call/boss"][0] < 0.1
    assert without["faster/stop"][1] < front.first.fared[1].met.p
    assert not {part.kind for one in front.sets for part in one.parts} & {"no-approval", "parallel", "decided"}
    assert [one.cost for one in front.sets] == sorted(one.cost for one in front.sets)


def test_a_budget_holds() -> None:
    front = found(night_setup(without=("no-approval", *FEW)), budget=1)
    assert front.first is None
    assert all(one.cost <= 1 for one in front.sets)


def test_with_nothing_to_change_there_is_no_set_but_a_bound() -> None:
    front = found(night_setup(without=tuple(ASSUMED)))
    assert (front.sets, front.first, front.changes) == ((), None, 0)
    assert len(front.bounds) == 1


def test_where_the_clocks_hold_nothing_need_change() -> None:
    front = found(night_setup(), clocks=("stop",), least=0.5)
    assert front.holds
    assert front.sets == ()


def test_where_nothing_is_enough_the_bound_says_so() -> None:
    front = found(night_setup(within="45m", without=FEW))
    assert front.first is None
    assert front.best is not None
    assert front.bounded == (0,)
    assert front.bounds[0].p >= front.best.fared[0].met.low


def test_stopped_it_answers_with_what_it_has_on_fresh_draws() -> None:
    stopped: list[Standing] = []

    def enough(standing: Standing) -> None:
        if standing.changes and not stopped:
            stopped.append(standing)
            raise Stopped

    front = found(night_setup(without=FEW), telling=enough)
    assert front.partial
    assert front.sets
    assert all(one.runs == 200 for one in front.sets)


def test_stopped_again_it_ends() -> None:
    def enough(_: Standing) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        found(night_setup(), telling=enough)


def test_every_kind_of_change_has_a_cost_and_its_words() -> None:
    assert set(ASSUMED) == set(KINDS) == set(DO)
    assert set(KINDS) - {"deputy", "decided"} <= set(CHANGES)
    assert {*OF_STEPS, *OF_ROLES, "decided"} == set(KINDS)


@pytest.mark.slow
def test_it_is_the_same_answer_however_many_processes_look_for_it() -> None:
    alone, together = (reach(night_setup(), Goal(("notice", "stop"), 0.95), seed=3, jobs=jobs) for jobs in (1, 2))
    assert alone == together


# ---- sets


def test_changes_are_made_one_after_the_other_and_some_exclude_each_other() -> None:
    setup = night_setup()
    sets = Sets.of(setup, changes(setup), ("notice",), setup.scenario.ends_after)
    both = sets.joined(frozenset({"faster/send", "one-more/boss"}))
    assert both is not None
    assert both.team.roles["boss"].people == 2
    assert both.playbook.estimates["send"] == setup.playbook.estimates["send"].scaled(0.75)
    given = sets.joined(frozenset({"faster/approve", "no-approval/approve"}))
    assert given is not None
    assert given.playbook.estimates["approve"].likely == 0


def test_a_decision_has_one_answer() -> None:
    question: dict[str, Any] = {"role": "boss", "question": "Which?", "takes": "5m"}
    question |= {"options": [{"id": "one", "text": "One"}, {"id": "two", "text": "Two"}]}
    alert: dict[str, Any] = {"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected", "decision": question}
    setup = make_setup([{"id": "look", "role": "boss", "takes": "5m", "once": "detected"}], [alert], {"boss": {}})
    assert with_changes(setup, frozenset({"decided/alert/one", "faster/look"})) is not None
    assert with_changes(setup, frozenset({"decided/alert/one", "decided/alert/two"})) is None


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
@example(547)  # a duty that recurs begins after the story, while the run goes on for another clock
@example(857)  # a message brings, after the deadline, what the clock applies with
def test_a_clock_fares_alike_whether_others_are_watched_or_not(seed: int) -> None:
    fares_alike(seed)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_clock_fares_alike_in_many_setups(seed: int) -> None:
    fares_alike(seed)


def fares_alike(seed: int) -> None:
    rng = Random(seed)
    setup = rng.choice([random_setup, crowded_setup])(rng)
    plan = compile_plan(setup)
    whole = {one.clock.key: one for one in judged_runs(plan, 1, 20)}
    if not whole:
        return
    key = rng.choice(list(whole))
    one = whole[key]
    until = max(0, int(one.due.max())) if settled_when_due(one) else setup.scenario.ends_after
    alone = compile_plan(for_clocks(setup, (key,), until))
    (other,) = [found for found in judged_runs(alone, 1, 20) if found.clock.key == key]
    assert (one.counted == other.counted).all()
    assert (one.met == other.met).all()


# ---- the front


def told(cost: int, *chances: float) -> ChangeSet:
    part = Part("faster", (f"step-{cost}-{chances}",), ("playbook", "steps"), "", cost)
    return ChangeSet((part,), tuple(Fared(Share(p, p, p), Gain(0, 0, 0)) for p in chances), 1)


costs = st.integers(1, 12)
shares = st.floats(0, 1) | st.sampled_from([0.49, 0.5, 0.51, 0.89, 0.9, 0.91])
"""Also such as hardly miss or reach the goal."""


@given(st.lists(st.builds(told, costs, shares, shares), max_size=20), st.sampled_from([0.5, 0.9]))
@example([told(1, 0.3), told(2, 0.6), told(5, 0.895), told(7, 0.905)], 0.9)
def test_a_front_rises_and_holds_the_cheapest_that_reaches(sets: list[ChangeSet], least: float) -> None:
    front = as_front(sets, least, 6)
    reaching = [one.cost for one in sets if one.reaches(least)]
    assert len(front) <= 6
    assert min((one.cost for one in front if one.reaches(least)), default=None) == min(reaching, default=None)
    below = [one for one in front if not one.reaches(least)]
    short = [shortfall(one, least)[0] for one in below]
    assert short == sorted(short, reverse=True)
    for n, one in enumerate(below):
        assert all(one.weakest > cheaper.weakest - TELLS for cheaper in below[:n])


@given(st.lists(st.builds(told, costs, shares, shares), max_size=20), st.sampled_from([0.5, 0.9]))
def test_no_set_beats_all_of_a_front_that_cost_no_more(sets: list[ChangeSet], least: float) -> None:
    front = as_front(sets, least, 20)
    for one in sets:
        cheaper = [other for other in front if other.cost <= one.cost]
        short = shortfall(one, least)[0]
        assert any(
            other.weakest >= one.weakest + TELLS or shortfall(other, least)[0] <= short + 0.021 for other in cheaper
        )


def test_a_set_that_just_reaches_is_told_beside_one_that_just_does_not() -> None:
    chances = (0.5, 0.7, 0.89, 0.905)
    front = as_front([told(cost, chance) for cost, chance in enumerate(chances, 1)], 0.9, 6)
    assert [one.weakest for one in front] == [0.5, 0.7, 0.89, 0.905]


def test_a_set_is_not_told_for_one_clock_at_the_price_of_the_weakest() -> None:
    front = as_front([told(1, 0.45, 0.47), told(2, 0.38, 0.64), told(3, 0.45, 0.63)], 0.9, 6)
    assert [one.cost for one in front] == [1, 3]


def test_what_a_set_hardly_needs_is_left_out_before_it_is_told() -> None:
    """Once nobody waits for the yes, it no longer counts how fast containing is."""
    setup = night_setup()
    goal, sets = Goal(("notice",), 0.9), Sets.of(setup, changes(setup), ("notice",), setup.scenario.ends_after)
    of = finalists.Finalists(goal, setup.prices, {change.id: change for change in changes(setup)})
    whole = frozenset({"no-approval/approve", "faster/stop", "one-more/writer"})
    assert of.chosen(Race(sets, 1), [whole]) == [frozenset({"no-approval/approve"})]


# ---- nothing cheaper is missed


def test_all_pairs_of_a_small_setup_give_no_better_front() -> None:
    holds_all_pairs(night_setup(without=FEW), ("notice", "stop"), 0.95, 1)


SIX = (
    "harmful-output",
    "model-weight-theft",
    "copied-by-a-customer",
    "gone-overnight",
    "release-that-fails",
    "voice-of-the-president",
)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SIX)
def test_all_pairs_of_a_scenario_give_no_better_front(scenario: str) -> None:
    setup = Library.open(libraries()).setup(scenario, None, None, None, ())
    holds_all_pairs(setup, hardest(setup, 2), 0.9, 1)


@pytest.mark.slow
def test_no_set_is_told_that_is_worse_than_things_as_they_are() -> None:
    """Of a decision's other answers one is the cheapest change there is, and ruins the clock."""
    setup = Library.open(libraries()).setup("voice-of-the-president", None, None, None, ())
    goal = Goal(("contract-bank-hold-18m",), 0.9)
    front = reach(setup, goal, seed=1, without=["decided/three-telephones/bank"])
    assert front.sets
    assert min(one.weakest for one in front.sets) >= front.base[0].met.p


def hardest(setup: Setup, count: int) -> tuple[str, ...]:
    """The clocks in force that are met least."""
    plan = compile_plan(setup)
    found = [one for one in judged_runs(plan, 1, SURE) if one.counted.any()]
    chances = {one.clock.key: one.met.sum() / one.counted.sum() for one in found}
    return tuple(sorted(clocks_in_force(setup, seed=1), key=chances.__getitem__)[:count])


def holds_all_pairs(setup: Setup, clocks: tuple[str, ...], least: float, seed: int) -> None:
    """At every cost the best of all pairs, on the draws of the search, is no better than what the search knows."""
    prices = setup.prices
    offered = improvements(setup, prices)
    chosen = [one for one in judged_runs(compile_plan(setup), seed, SURE) if one.clock.key in clocks]
    due = max(int(one.due.max()) for one in chosen)
    sets = Sets.of(setup, offered, clocks, due)
    search = Search(Race(sets, seed, 1), Goal(clocks, least), prices)
    search.run()
    every = [frozenset(ids) for size in (1, 2) for ids in combinations([change.id for change in offered], size)]
    race = search.race
    race.play(every, GLANCE)
    looked = {ids: chances for ids in every if (chances := race.chances(ids, GLANCE)) is not None}
    near = sorted(looked, key=lambda ids: search.short(looked[ids]))[:60]
    race.play(near, SURE)
    for ids in near:
        brute = race.chances(ids, SURE)
        assert brute is not None
        known = [
            search.short(search.known[other]) for other in search.known if search.price(other) <= search.price(ids)
        ]
        assert min(known) <= search.short(brute) + 0.01, sorted(ids)


def test_no_bound_is_told_below_what_a_set_was_found_to_give() -> None:
    found = Fared(Share(0.64, 0.62, 0.66), Gain(0.3, 0.28, 0.32))
    lower, higher = Share(0.63, 0.59, 0.67), Share(0.9, 0.88, 0.92)
    assert no_less_than_found((lower,), [ChangeSet((), (found,), 2000)]) == (found.met,)
    assert no_less_than_found((higher,), [ChangeSet((), (found,), 2000)]) == (higher,)
    assert no_less_than_found((lower,), []) == (lower,)
