"""What a study says of tails that its figures do not have."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.console.pages.studied import about_clock
from simulator.plan.compiler import compile_plan
from simulator.plan.several import several
from simulator.study.document import study_json
from simulator.study.result import Study
from simulator.study.study import study
from simulator.study.tails import runs_again, tailed, with_tails
from simulator.wording.names import Names
from simulator.wording.studies import tails_words
from simulator.wording.voice import Voice
from tests.setups import make_setup
from tests.world.plays import step

CLOCKS = [
    {"id": "tight", "title": "Tight", "kind": "own-target", "from": "detected", "to": "known", "within": "50m"},
    {"id": "safe", "title": "Safe", "kind": "own-target", "from": "detected", "to": "fixed", "within": "4h"},
]
STEPS = [
    step("look", "20m..40m..80m", once="detected", reaches="known"),
    step("fix", "30m..60m..2h", after="look", reaches="fixed"),
]
SETUP = make_setup(STEPS, expectations=CLOCKS)


def studied(**options: Any) -> Study:
    return study(compile_plan(SETUP), seed=3, runs=600, tails=True, **options)


def test_every_assumed_length_of_work_gets_a_tail_and_the_incident_a_pace() -> None:
    work = {"id": "ring", "at": "0m", "title": "Ring", "work": {"role": "analyst", "takes": "10m..30m"}}
    others: list[Any] = [
        {"p50": "20m", "p95": "1h"},
        {"observed": ["20m", "40m"], "basis": "measured: log"},
        {"estimate": "10m..20m", "basis": "measured: log"},
        "0m",
    ]
    steps = [STEPS[0], step("call", "20m"), *(step(f"s{n}") | {"takes": takes} for n, takes in enumerate(others))]
    before = make_setup(steps, [work])
    after = tailed(before)
    assert [str(one.takes) for one in after.playbook.steps[:2]] == [
        "{p50: 42m33s, p95: 3h32m45s}",
        "{p50: 20m, p95: 1h40m}",
    ]
    assert [one.takes for one in after.playbook.steps[2:]] == [one.takes for one in before.playbook.steps[2:]]
    (ring,) = after.scenario.injects
    assert ring.work is not None
    assert str(ring.work.takes) == "{p50: 20m, p95: 1h40m}"
    assert after.pace is not None


@pytest.mark.parametrize("takes", [{"p50": "20m", "p95": "1h"}, {"estimate": "10m..20m", "basis": "measured: log"}])
def test_where_tails_are_known_there_is_nothing_to_say(takes: dict[str, str]) -> None:
    assert with_tails(compile_plan(make_setup([STEPS[0] | {"takes": takes}]))) is None
    assert with_tails(compile_plan(make_setup(STEPS, pace="3"))) is None


def test_a_third_of_the_runs_is_played_again_on_the_same_draws() -> None:
    found = studied()
    assert found.tails is not None
    assert found.tails.runs == 200
    plain = study(compile_plan(SETUP), seed=3, runs=600)
    spread = study(compile_plan(tailed(SETUP)), seed=3, runs=200)
    for one, usual, long in zip(found.tails.clocks, plain.expectations, spread.expectations, strict=True):
        assert (one.before, one.after) == (usual.met, long.met)
    assert [runs_again(runs) for runs in (100, 297, 298, 1000, 10_000)] == [0, 0, 100, 300, 300]


def test_the_rest_of_a_study_is_the_same() -> None:
    plain = study_json(study(compile_plan(SETUP), seed=3, runs=600))
    document = study_json(studied())
    assert document.pop("tails")["runs"] == 200
    assert plain.pop("tails") is None
    assert document == plain


def test_each_of_several_incidents_has_its_own() -> None:
    found = study(several(SETUP, 2, 3600), seed=3, runs=300, tails=True)
    assert found.tails is not None
    assert [(c.clock, c.incident) for c in found.tails.clocks] == [("tight", 0), ("safe", 0), ("tight", 1), ("safe", 1)]


def test_it_takes_what_is_played_again_into_account_from_the_beginning() -> None:
    seen: list[tuple[int, int]] = []
    studied(progress=lambda done, of: seen.append((done, of)), block=200)
    assert seen == [(200, 800), (400, 800), (600, 800), (800, 800)]


def test_the_screen_says_it_of_each_clock() -> None:
    found = studied()
    page = about_clock(found.expectations[1], found, Names(SETUP, Voice("en")))
    assert (("100% by your figures; 72% if work spreads as public incidents do.", "quiet"),) in page


def test_the_answer_and_what_loses_most_in_words() -> None:
    english, japanese = (tails_words(studied(), Names(SETUP, Voice.of(SETUP, language))) for language in ("en", "ja"))
    assert english == (
        "Tight: 74% by your figures; 60% if work spreads as public incidents do. What loses most is Safe: 100% and 72%."
    )
    assert japanese.startswith("Tight: この見積もりでは74%、")
    assert tails_words(study(compile_plan(SETUP), seed=3, runs=60, tails=True), Names(SETUP, Voice("en"))) == ""
