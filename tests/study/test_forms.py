"""Whether forms can be filled in by the deadline: over columns as in one run, and what a study says of it."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.form import Form
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.report.study_page import study_page
from simulator.study.document import study_json
from simulator.study.forms import forms
from simulator.study.gains import Further
from simulator.study.judged import NEVER, judged
from simulator.study.study import study
from simulator.timeline.forms import applies, known_from, lacking
from simulator.verbs.study_text import StudyText
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.setups import make_setup

CLOCK = {"id": "report", "title": "Report", "kind": "law", "from": "a", "to": "d", "within": "24h"}
FIRSTS = ["required", "estimate-ok", "unknown-ok", "later", "if-applies"]


def with_forms(setup: Setup, *written: dict[str, Any]) -> Setup:
    return setup.model_copy(update={"forms": tuple(Form.model_validate(one) for one in written)})


def a_form(rng: Random, number: int) -> dict[str, Any]:
    def some() -> list[str]:
        return rng.sample(["a", "b", "c", "given", "nobody-reaches-it"], rng.randint(1, 3))

    items = [
        {"id": f"i{n}", "asks": "?", "provisional_from": some(), "full_from": some(), "first": rng.choice(FIRSTS)}
        for n in range(rng.randint(1, 4))
    ]
    return {
        "id": f"f{number}",
        "title": "A form",
        "serves": ["report"],
        "in_full": ["report"] if rng.random() < 0.3 else [],
        "applies_if": rng.sample("bc", 1) if rng.random() < 0.5 else [],
        "items": items,
    }


@given(st.integers(0, 2**32 - 1))
def test_columns_say_of_forms_what_one_run_says(seed: int) -> None:
    rng = Random(seed)
    steps = [{"id": m, "role": "analyst", "takes": "1m", "once": "detected", "reaches": m} for m in "abcd"]
    setup = with_forms(make_setup(steps, expectations=[CLOCK]), a_form(rng, 1), a_form(rng, 2))
    plan = compile_plan(setup)
    times = np.full((10, len(plan.milestones)), NEVER)
    for run in range(10):
        for milestone in "abcd":
            if rng.random() < 0.8:
                times[run, plan.milestone_number[milestone]] = rng.randint(1, 200_000)
    [clock] = judged(plan, times, 400_000)
    for form, result in zip(setup.forms, forms(plan, times, [clock]), strict=True):
        asked = filled = 0
        last: list[str] = []
        for run in range(10):
            at = {m: int(t) for m, t in zip(plan.milestones, times[run], strict=True) if t != NEVER}
            if not clock.counted[run] or not applies(form, at.get, int(clock.due[run])):
                continue
            asked += 1
            filled += not lacking(form, "report", at.get, int(clock.due[run]))
            known = {
                item.id: known_from(form.answered_from(item, "report"), at.get) for item in form.required_for("report")
            }
            waited = {item: 10**9 if when is None else when for item, when in known.items() if when != 0}
            last += [max(waited, key=lambda item: waited[item])] if waited else []
        assert result.applies == (asked / clock.counted.sum() if clock.counted.any() else 0)
        assert result.knowable.p == (filled / asked if asked else 0)
        assert {one.item: round(one.share * asked) for one in result.last} == {item: last.count(item) for item in last}


SLOW = [
    {"id": "look", "role": "analyst", "takes": "1h", "once": "detected", "reaches": "triaged"},
    {"id": "count", "role": "analyst", "takes": "10h..20h..40h", "after": "look", "reaches": "scope-known"},
    {"id": "send", "role": "analyst", "takes": "1h", "after": "look", "reaches": "told", "priority": "1"},
]
SHEET = {
    "id": "sheet",
    "title": "Customer's sheet",
    "serves": ["told"],
    "items": [
        {"id": "who", "asks": "Whom to ask", "provisional_from": "given", "full_from": "given"},
        {"id": "what", "asks": "What happened", "provisional_from": "triaged", "full_from": "triaged"},
        {"id": "records", "asks": "How many records", "provisional_from": "scope-known", "full_from": "scope-known"},
    ],
}
OTHER = SHEET | {"id": "other", "title": "Sheet for attacks", "applies_if": ["attack-known"]}


def told_in(language: str, setup: Setup) -> tuple[str, str]:
    """The study as a terminal and as a page tell it."""
    played, voice = study(compile_plan(setup), seed=1, runs=100), Voice.of(setup, language)
    return "\n".join(StudyText(setup, voice).study(played)), repr(study_page(played, Further(), Names(setup, voice)))


def test_a_study_tells_how_often_a_form_can_be_filled_in_and_what_is_known_last() -> None:
    clock = {"id": "told", "title": "Told", "kind": "contract", "from": "detected", "to": "told", "within": "24h"}
    setup = with_forms(make_setup(SLOW, expectations=[clock]), SHEET, OTHER)
    played = study(compile_plan(setup), seed=1, runs=100)
    sheet, other = played.forms
    assert played.expectations[0].met.p == 1
    assert 0.3 < sheet.knowable.p < 0.9
    assert [(last.item, last.share, last.never) for last in sheet.last] == [("records", 1, 0)]
    assert (other.applies, other.last) == (0, ())
    assert [form["form"] for form in study_json(played)["forms"]] == ["sheet", "other"]
    for words in told_in("en", setup):
        assert "How many records (100%)" in words
        assert "To be used in no run: Sheet for attacks." in words
        assert "is its author's judgement, not the law's" in words
    for words in told_in("ja", setup):
        assert "最後に分かる項目" in words


def test_a_study_without_forms_does_not_speak_of_them() -> None:
    clock = {"id": "told", "title": "Told", "kind": "contract", "from": "detected", "to": "told", "within": "24h"}
    setup = make_setup(SLOW, expectations=[clock])
    assert study(compile_plan(setup), seed=1, runs=10).forms == ()
    assert not [words for words in told_in("en", setup) if "Form" in words]
