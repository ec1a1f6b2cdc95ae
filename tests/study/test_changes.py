"""Single changes to a setup: each is one thing, makes a sound setup, and takes nothing else with it."""

from __future__ import annotations

from dataclasses import replace
from json import dumps
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.content.assembly import Assembly, assemble
from simulator.content.library import Library
from simulator.content.reading import LoadedItem, validate
from simulator.content.rules.catalogue import errors_of
from simulator.content.yaml_nodes import parse
from simulator.home import libraries
from simulator.model.estimates import Estimate
from simulator.model.kinds import PLAYBOOK, SCENARIO, TEAM, Kind
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.study.changes import Change, absences, assumptions, changes, found_again
from tests.setups import crowded_setup, make_setup, random_setup
from tests.study.samples import one_run

BUNDLED = ("gone-overnight", "model-weight-theft", "training-data-provenance")
SOME_BUNDLED = [BUNDLED[0], *(pytest.param(other, marks=pytest.mark.slow) for other in BUNDLED[1:])]
OFFICE = {"people": "1", "hours": "Mon-Fri 09:00-18:00"}
MANY = {"analyst": {"people": "9", "hours": "always"}}
seeds = st.integers(0, 2**32 - 1)


def step(name: str, after: Any = (), **keys: Any) -> dict[str, Any]:
    """Ten minutes of the analyst's, once detected or after something."""
    return (
        {"id": name, "role": "analyst", "takes": "10m"} | ({"after": after} if after else {"once": "detected"}) | keys
    )


def of_kind(setup: Setup, kind: str) -> dict[tuple[str, ...], Change]:
    return {change.what: change for change in (*changes(setup), *assumptions(setup)) if change.kind == kind}


def parallel(*steps: dict[str, Any], **rest: Any) -> dict[tuple[str, ...], Change]:
    """The pairs of a team in which nobody ever waits for anybody, unless it is given another."""
    return of_kind(make_setup(list(steps), **{"roles": MANY} | rest), "parallel")


def waits(change: Change) -> dict[str, str]:
    """What each step waits for, in one line."""
    return {s.id: " ".join([*map(str, s.after), *s.once]) for s in change.setup.playbook.steps}


def all_of(setup: Setup) -> list[Change]:
    return [*changes(setup), *assumptions(setup)]


def approving(rng: Random, setup: Setup) -> Setup:
    """The same with approvals among its steps."""
    marked = [step.model_copy(update={"approval": rng.random() < 0.3}) for step in setup.playbook.steps]
    return setup.model_copy(update={"playbook": setup.playbook.with_steps({step.id: step for step in marked})})


def mixed_setup(seed: int) -> Setup:
    """Few people or many, and some approvals."""
    rng = Random(seed)
    return approving(rng, rng.choice([random_setup, crowded_setup])(rng))


def easy_setup(seed: int) -> Setup:
    """Enough people, all the time of the world, nothing that depends on what came first: conditions, loops."""
    document = mixed_setup(seed).normal()
    document["team"]["roles"] = {name: {"people": "unlimited"} for name in document["team"]["roles"]}
    document["scenario"]["ends_after"] = "900d"
    document["scenario"].pop("away", None)
    for thing in (*document["playbook"]["steps"], *document["scenario"]["injects"]):
        for key in ("only_if", "unless", "repeat", "again_on", *(["timeout"] if thing.get("approval") else [])):
            thing.pop(key, None)
    for step in document["playbook"]["steps"]:
        # What takes longer than its interval begins again in the second in which it ends: nobody ever sees it done.
        if step.pop("every", None):
            step.pop("until", None)
    for inject in document["scenario"]["injects"]:
        # Whose turn it is, and what ends a wait, hang on what came first, too.
        inject.pop("trips_on", None)
        if "queue" in inject.get("decision", {}):
            del inject["decision"]
    return Setup.model_validate(document)


# ---- people


def test_whoever_works_may_be_out_of_reach_one_of_a_role_or_all_of_them() -> None:
    roles = MANY | {"boss": OFFICE, "hat": {"same_people_as": "boss"}, "robot": {"people": "unlimited"}, "idle": OFFICE}
    story = {"id": "alert", "at": "0m", "title": "A", "reaches": "detected", "work": {"role": "hat", "takes": "5m"}}
    setup = make_setup([step("look", role={"analyst": 1, "robot": 1})], [story], roles)
    found = absences(setup)
    assert [(change.kind, *change.what) for change in found] == [
        ("one-away", "analyst"),
        ("all-away", "analyst"),
        ("all-away", "boss"),
    ]
    assert found[0].setting == "away=[{role: analyst, at: 0m, for: 1d, people: 1}]"
    assert [(a.role, a.at, a.for_, a.people) for a in found[2].setup.scenario.away] == [("boss", 0, 86_400, None)]
    assert found[2].setup.model_copy(update={"scenario": setup.scenario}) == setup


def test_who_is_away_in_the_story_stays_away_beside_others() -> None:
    setup = make_setup([step("look")], away=[{"role": "analyst", "at": "2h", "for": "1h"}])
    (found,) = absences(setup)
    assert [absence.at for absence in found.setup.scenario.away] == [7200, 0]
    assert found.setting == ""


def test_one_more_of_everybody_who_has_work_and_can_run_short() -> None:
    setup = make_setup(
        [step("look", role={"analyst": 1, "robot": 1, "hat": 1})],
        [
            {"id": "alert", "at": "0m", "title": "A", "reaches": "detected", "work": {"role": "press", "takes": "5m"}},
            {"id": "which", "at": "0m", "decision": _question("boss")},
        ],
        {
            "idle": {},
            "press": {},
            "hat": {"same_people_as": "boss"},
            "boss": {"people": 2},
            "analyst": {},
            "robot": {"people": "unlimited"},
        },
    )
    found = of_kind(setup, "one-more")
    assert [(what, change.setting) for what, change in found.items()] == [
        (("press",), "roles.press.people=2"),
        (("boss",), "roles.boss.people=3"),
        (("analyst",), "roles.analyst.people=2"),
    ]
    assert found["boss",].where == ("team", "roles.boss.people")
    assert found["boss",].setup.team.roles["boss"].people == 3


def _question(role: str) -> dict[str, Any]:
    options = [{"id": name, "text": name} for name in ("one", "two")]
    return {"role": role, "question": "Which?", "takes": "20m", "options": options}


def test_on_call_is_for_those_who_go_home_and_cannot_be_called_by_what_waits() -> None:
    roles = {
        "watch": {},
        "legal": OFFICE,
        "press": OFFICE | {"call_in": {"answers_in": "1h"}},
        "boss": OFFICE | {"on_call": {"answers_in": "1h"}},
    }
    found = of_kind(make_setup([step("meet", role=dict.fromkeys(roles, 1))], roles=roles), "on-call")
    assert [what for (what,) in found] == ["legal", "press"]
    assert found["legal",].setting == "roles.legal.on_call={answers_in: 5m..15m..30m, people: 1}"
    changed = found["press",].setup.team.roles["press"]
    assert changed.on_call is not None
    assert changed.on_call.answers_in.basis == "assumed"
    assert changed.call_in is not None


# ---- figures


def test_faster_keeps_the_ground_of_the_figure() -> None:
    measured = {"p50": "40m", "p95": "2h", "basis": "measured: drills"}
    setup = make_setup([step("look", takes="10m..20m..1h"), step("copy", takes=measured), step("tell", takes="0m")])
    found = of_kind(setup, "faster")
    assert [change.setting for change in found.values()] == [
        "steps.look.takes=7m30s..15m..45m",
        'steps.copy.takes={"p50": "30m", "p95": "1h30m", "basis": "measured: drills"}',
    ]


def test_what_is_only_assumed_may_be_half_as_long_or_half_as_long_again() -> None:
    measured = {"estimate": "20m", "basis": "measured: drills"}
    alert: dict[str, Any] = {"id": "alert", "at": "0m", "title": "A", "reaches": "detected"}
    alert |= {"work": {"role": "analyst", "takes": "20m"}, "decision": _question("analyst")}
    found = assumptions(make_setup([step("look"), step("copy", takes=measured)], [alert]))
    assert [(change.kind, change.what, change.where[0], change.setting) for change in found] == [
        ("half-longer", ("look",), "playbook", "steps.look.takes=15m"),
        ("half-shorter", ("look",), "playbook", "steps.look.takes=5m"),
        ("half-longer", ("inject/alert",), "scenario", "injects.alert.work.takes=30m"),
        ("half-shorter", ("inject/alert",), "scenario", "injects.alert.work.takes=10m"),
        ("half-longer", ("decision/alert",), "scenario", "injects.alert.decision.takes=30m"),
        ("half-shorter", ("decision/alert",), "scenario", "injects.alert.decision.takes=10m"),
    ]


def test_what_was_seen_only_a_few_times_may_be_wrong_too() -> None:
    few, many = ({"observed": ["20m"] * n, "basis": "measured: drills"} for n in (2, 10))
    found = assumptions(make_setup([step("look", takes=few), step("copy", takes=many)]))
    assert [(change.kind, change.what) for change in found] == [("half-longer", ("look",)), ("half-shorter", ("look",))]


def test_a_shift_may_begin_an_hour_earlier_but_not_the_day_before() -> None:
    roles = {
        "analyst": {"hours": "Mon-Fri 09:00-18:00, Sat 10:30-12:00"},
        "night": {"hours": "Mon-Fri 00:30-08:00"},
        "boss": {},
    }
    found = of_kind(make_setup([step("look", role={"analyst": 1, "night": 1, "boss": 1})], roles=roles), "earlier")
    assert [change.setting for change in found.values()] == ["roles.analyst.hours=Mon-Fri 08:00-18:00, Sat 09:30-12:00"]


def test_who_is_there_may_stand_in_for_who_goes_home_in_the_phases_of_both() -> None:
    """The lawyer is on call and so needs no deputy; of the boss's steps the analyst works in one phase only."""
    on_call = OFFICE | {"on_call": {"answers_in": "10m"}}
    roles = {"boss": OFFICE, "lawyer": on_call, "analyst": {}, "robot": {"people": "unlimited"}}
    steps = [
        step("look", phase="triage", role={"analyst": 1, "robot": 1}),
        step("decide", phase="triage", role="boss"),
        step("tell", phase="notify", role="boss"),
        step("read", phase="notify", role="lawyer"),
    ]
    found = of_kind(make_setup(steps, roles=roles), "deputy")
    said = {
        what: {s.id: dict(s.deputies) for s in change.setup.playbook.steps if s.deputies}
        for what, change in found.items()
    }
    assert said == {
        ("boss", "lawyer"): {"tell": {"boss": ("lawyer",)}},
        ("boss", "analyst"): {"decide": {"boss": ("analyst",)}},
    }
    assert found["boss", "analyst"].where == ("playbook", "steps.decide.deputies")
    assert not of_kind(found["boss", "analyst"].setup, "deputy").keys() & {("boss", "analyst")}


def test_a_step_may_begin_without_its_delay() -> None:
    setup = make_setup([step("look", delay="30m"), step("copy", "look")])
    (change,) = of_kind(setup, "no-delay").values()
    assert change.setting == "steps.look.delay=0m"
    assert (when(setup)["step:copy"], when(change.setup)["step:copy"]) == (50, 20)


def test_a_change_is_found_again_beside_others() -> None:
    setup = make_setup([step("look"), step("copy", "look"), step("tell", "copy")], roles=MANY)
    for change in changes(setup):
        again = found_again(setup, change.kind, change.what)
        assert again == change
    without = setup.model_copy(update={"playbook": setup.playbook.with_estimates({"look": Estimate("fixed", (0,))})})
    assert found_again(without, "faster", ("look",)) is None


# ---- approvals


def test_an_approval_taken_as_given_still_reaches_what_others_wait_for() -> None:
    """The boss is at home until Monday; without the yes, all is as if it had been given at once."""
    steps = [
        step("draft"),
        step("approve", "draft", role="boss", approval=True, reaches="approved"),
        step("publish", "approve"),
        step("file", once=["approved", "approve"]),
    ]
    setup = make_setup(steps, roles=MANY | {"boss": OFFICE | {"hours": "Mon-Fri 09:00-17:00"}, "nobody-1": {}})
    (change,) = of_kind(setup, "no-approval").values()
    assert (change.what, change.where, change.setting) == (("approve",), ("playbook", "steps.approve"), "")
    assert when(setup)["approved"] > 2 * 24 * 60
    now = when(change.setup)
    assert now["step:draft"] == now["step:approve"] == now["approved"] == 10
    assert now["step:publish"] == now["step:file"] == 20


def test_it_is_taken_as_given_by_a_role_of_the_team_of_which_there_are_always_enough() -> None:
    steps = [step("approve", role="boss", approval=True)]
    roles = {"boss": OFFICE, "robots": {"people": "unlimited"}}
    (change,) = of_kind(make_setup(steps, roles=roles), "no-approval").values()
    assert (sorted(change.setup.team.roles), change.setup.playbook.steps[0].role) == (sorted(roles), {"robots": 1})
    away = [{"role": "robots", "at": "0m", "for": "1h"}]
    (change,) = of_kind(make_setup(steps, roles=roles, away=away), "no-approval").values()
    assert "nobody-1" in change.setup.team.roles


def test_nobody_stands_in_for_more_people_than_they_are() -> None:
    roles = MANY | {"boss": OFFICE | {"people": 2}, "night": {"people": 1}}
    steps = [step("look", role="night"), step("talk", role={"boss": 2}), step("say", role="boss")]
    (change,) = of_kind(make_setup(steps, roles=roles), "deputy").values()
    assert {s.id: s.deputies for s in change.setup.playbook.steps if s.deputies} == {"say": {"boss": ("night",)}}


CALLED = {"people": "1", "hours": "Mon-Fri 09:00-17:00", "call_in": {"answers_in": "30m", "stays": "8h"}}


def test_whom_an_approval_called_is_called_without_it() -> None:
    """Legal is called for the yes, and so is there for the notice, which calls nobody."""
    steps = [
        step("draft", takes="2h"),
        step("approve", "draft", role="legal", approval=True, takes="3h", calls_in=True),
        step("notice", "approve", role="legal", reaches="told"),
        step("other", "approve"),
    ]
    setup = make_setup(steps, roles=MANY | {"legal": CALLED})
    (change,) = of_kind(setup, "no-approval").values()
    assert [s.id for s in change.setup.playbook.steps if s.calls_in] == ["notice"]
    assert (when(setup)["told"], when(change.setup)["told"]) == (340, 160)


def test_what_waits_may_call_people_in() -> None:
    roles = MANY | {"legal": CALLED, "boss": OFFICE, "idle": CALLED}
    steps = [step("look"), step("ask", role={"boss": 1, "legal": 1}), step("call", role="legal", calls_in=True)]
    found = of_kind(make_setup(steps, roles=roles), "calls-in")
    assert [(change.id, change.setting) for change in found.values()] == [("calls-in/ask", "steps.ask.calls_in=true")]


def when(setup: Setup, seed: int = 0) -> dict[str, float]:
    """Milestone → minute, of those reached."""
    plan = compile_plan(setup)
    run = one_run(plan, seed)
    return {name: at / 60 for name, at in zip(plan.milestones, run.reached, strict=True) if at is not None}


@pytest.mark.parametrize(
    "no",
    [
        {"outcomes": {"yes": "50%", "no": "50%"}},
        {"repeat": {"from": "draft", "odds": "9%", "at_most": 1}},
        {"fails": {"odds": "9%"}},
        {"approval": False},
    ],
    ids=lambda no: next(iter(no)),
)
def test_a_yes_that_may_be_a_no_is_not_taken_as_given(no: dict[str, Any]) -> None:
    assert not of_kind(make_setup([step("draft"), step("approve", "draft", approval=True) | no]), "no-approval")


# ---- in parallel


def test_the_second_waits_as_the_first_does_and_its_followers_for_both() -> None:
    found = parallel(
        step("see"), step("look", "see"), step("copy", ["look", "see"], once="detected"), step("tell", "copy")
    )
    assert waits(found["look", "copy"]) == {
        "see": "detected",
        "look": "see",
        "copy": "see detected",
        "tell": "copy look",
    }
    assert waits(found["see", "look"])["copy"] == "look see detected"
    assert found["copy", "tell"].where == ("playbook", "steps.tell.after")
    assert found["copy", "tell"].setting == ""


def test_it_is_one_setting_where_one_list_says_it_all() -> None:
    found = parallel(step("see"), step("look", "see"), step("copy", "look"))
    assert found["look", "copy"].setting == "steps.copy.after=[see]"
    assert found["see", "look"].setting == ""


YES_NO = {"yes": "50%", "no": {"odds": "50%", "reaches": "worse"}}
NO_TWO = {"analyst": {"people": "3"}}
ORDER = [{"id": "order", "title": "O", "kind": "own-target", "order": ["one", "two"]}]


@pytest.mark.parametrize(
    ("first", "second", "more", "rest"),
    [
        ({"approval": True}, {}, [], {}),
        ({}, {"approval": True}, [], {}),
        ({"repeat": {"from": "see", "odds": "9%", "at_most": 1}}, {}, [], {}),
        ({"fails": {"odds": "9%"}}, {}, [], {}),
        ({"timeout": "1h"}, {}, [], {}),
        ({"unless": "calm"}, {}, [], {}),
        ({"outcomes": YES_NO}, {}, [step("if-yes", "a=yes")], {}),
        ({"outcomes": YES_NO}, {"unless": "worse"}, [], {}),
        ({"reaches": "one"}, {"once": "one"}, [], {}),
        ({"reaches": "one"}, {"reaches": "two"}, [], {"expectations": ORDER}),
        ({}, {"repeat": {"from": "a", "odds": "9%", "at_most": 1}}, [], {}),
        ({"role": {"analyst": "2"}}, {"role": {"analyst": "2"}}, [], {"roles": NO_TWO}),
        ({}, {"reaches": "two"}, [step("x", once="two")], {}),
        ({}, {}, [step("x", after_any="b")], {}),
        ({}, {"unless": "calm"}, [step("x", "b")], {}),
    ],
    ids=[
        *("approves", "is approved", "sends back", "may fail", "may be given up", "may be ruled out", "one outcome"),
        *("condition", "milestone", "expected order", "done again together", "same people", "follower by milestone"),
        *("follower by one of several", "follower not needed"),
    ],
)
def test_an_order_that_is_more_than_habit_is_kept(
    first: dict[str, Any], second: dict[str, Any], more: list[dict[str, Any]], rest: dict[str, Any]
) -> None:
    steps = [step("see", reaches="calm"), step("a", "see") | first, step("b", "a") | second, *more]
    assert ("a", "b") in parallel(step("see", reaches="calm"), step("a", "see"), step("b", "a"))
    assert ("a", "b") not in parallel(*steps, **rest)


# ---- all of them


def can_be_written_down_and_played(seed: int) -> None:
    for change in all_of(mixed_setup(seed)):
        assert Setup.model_validate(change.setup.normal()) == change.setup
        when(change.setup, seed)


@settings(max_examples=10)
@given(seeds)
def test_every_change_can_be_written_down_and_played(seed: int) -> None:
    can_be_written_down_and_played(seed)


@pytest.mark.slow
@settings(max_examples=250)
@given(seeds)
def test_every_change_of_many_more_can_be_written_down_and_played(seed: int) -> None:
    can_be_written_down_and_played(seed)


@settings(max_examples=40)
@given(seeds)
def test_every_change_is_one_and_another(seed: int) -> None:
    setup = mixed_setup(seed)
    found = all_of(setup)
    dumps_of = [dumps(made) for made in (setup.normal(), *(change.setup.normal() for change in found))]
    assert len(set(dumps_of)) == len(found) + 1
    assert len({(change.kind, change.what) for change in found}) == len(found)


@settings(max_examples=40)
@given(seeds)
def test_every_change_is_made_where_it_says_and_nowhere_else(seed: int) -> None:
    setup = mixed_setup(seed)
    before = lines(setup.normal())
    for change in all_of(setup):
        now = lines(change.setup.normal())
        differs = {path for path in before | now if before.get(path) != now.get(path)}
        said = ".".join(change.where)
        assert any(is_at(path, said) for path in differs)
        assert [path for path in differs if not is_at(path, said) and not goes_with_it(change, path)] == []


def is_at(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}.")


def goes_with_it(change: Change, path: str) -> bool:
    """Taking a yes as given needs somebody who gives it; two steps in parallel, that others wait for both."""
    if change.kind == "no-approval":
        return is_at(path, "team.roles.nobody-1") or path.endswith(".calls_in")
    if change.kind == "deputy":
        return ".deputies." in path
    once = f"playbook.steps.{change.what[-1]}.once"
    return change.kind == "parallel" and (path == once or path.endswith(".after"))


def lines(tree: Any, path: str = "") -> dict[str, Any]:
    """A setup as it stands in files: path → value, things of a list by their ids."""
    if isinstance(tree, list) and tree and isinstance(tree[0], dict) and "id" in tree[0]:
        tree = {thing["id"]: thing for thing in tree}
    if not isinstance(tree, dict):
        return {path: tree}
    return {k: v for key, inner in tree.items() for k, v in lines(inner, f"{path}.{key}" if path else key).items()}


@settings(max_examples=80)
@given(seeds)
@example(213)  # the step waited for stands in a queue, whose order nobody sets
def test_where_nobody_is_short_other_waits_lose_nothing_and_are_no_slower(seed: int) -> None:
    """All that was reached is reached, at the same time or before; what never came does not come either."""
    setup = easy_setup(seed)
    before = when(setup, seed)
    for change in changes(setup):
        if change.kind in ("no-approval", "parallel"):
            now = when(change.setup, seed)
            assert now.keys() == before.keys()
            assert all(now[name] <= before[name] for name in before)


@settings(max_examples=15)
@given(seeds)
def test_the_check_finds_no_error_that_was_not_there_before(seed: int) -> None:
    setup = mixed_setup(seed)
    assembly = case_of(setup)
    before = {problem.code for problem in errors_of(assembly)}
    for change in all_of(setup):
        assert {problem.code for problem in errors_of(with_setup(assembly, change.setup))} <= before


def case_of(setup: Setup) -> Assembly:
    """A setup as if it had been read from files."""

    def item(kind: Kind) -> LoadedItem[Any]:
        return validate(parse(dumps(setup.normal()[kind.name]).encode(), f"{kind.name}.yaml"), kind)[0]

    return assemble(item(SCENARIO), item(PLAYBOOK), item(TEAM), ())


def with_setup(assembly: Assembly, setup: Setup) -> Assembly:
    """The files as they would be with the change made in them."""
    return replace(
        assembly,
        setup=setup,
        scenario=replace(assembly.scenario, value=setup.scenario),
        playbook=replace(assembly.playbook, value=setup.playbook),
        team=replace(assembly.team, value=setup.team),
    )


@pytest.mark.parametrize("scenario", SOME_BUNDLED)
def test_bundled_scenarios_have_much_to_ask_about_and_all_of_it_passes_the_check(scenario: str) -> None:
    assembly = Library.open(libraries()).assembly(scenario)
    assert len(changes(assembly.setup)) >= 30
    for change in all_of(assembly.setup):
        assert not errors_of(with_setup(assembly, change.setup))


@pytest.mark.parametrize("scenario", SOME_BUNDLED)
def test_a_setting_says_the_same_as_the_change(scenario: str) -> None:
    library = Library.open(libraries())
    assembly = library.assembly(scenario)
    for change in all_of(assembly.setup):
        if change.setting:
            again = library.assembly(scenario, settings=[change.setting]).setup
            assert again.normal() == change.setup.normal()
