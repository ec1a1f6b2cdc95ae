"""A study whose clocks rest on a rule that changed, or that nobody looked up again in time, says so."""

from __future__ import annotations

from functools import cache
from typing import Any

from simulator.console.pages.studied import about_clock
from simulator.console.rows import plain_line
from simulator.model.freshness import UNKNOWN, Freshness, freshness
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.report.render.formats import FORMATS
from simulator.study.document import study_json
from simulator.study.gains import Further
from simulator.study.result import Study
from simulator.study.study import study
from simulator.verbs.study_text import StudyText
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.setups import make_setup

RULE: dict[str, Any] = {"kind": "law", "from": "detected", "to": "told", "within": "5h"}
CHANGE = {"in": "2026-11", "was": "Four hours.", "now": "Five hours.", "why": "The act was amended."}
RULES: list[dict[str, Any]] = [
    {"id": "moved", "title": "A rule that moved", "changes": [CHANGE], **RULE},
    {"id": "stale", "title": "A rule nobody looked up", "recheck_by": "2026-12-01", **RULE},
    {"id": "idle", "title": "A rule without a number", "recheck_by": "2026-12-01", **RULE, "within": None},
    {"id": "sound", "title": "A rule as fresh as can be", **RULE},
]


@cache
def setup() -> Setup:
    steps = [{"id": "tell", "title": "Tell", "role": "analyst", "takes": "1h..4h", "once": "detected"}]
    return make_setup([{**steps[0], "reaches": "told"}], expectations=RULES)


@cache
def found() -> Study:
    return study(compile_plan(setup()), seed=1, runs=20)


def ids(fresh: Freshness) -> tuple[list[str], list[str]]:
    return [rule.id for rule in fresh.overdue], [rule.id for rule in fresh.changed]


def test_only_rules_that_run_clocks_and_only_from_their_day_on() -> None:
    assert ids(freshness(setup(), "2026-12-01")) == ([], ["moved"]), "the day itself is not past"
    assert ids(freshness(setup(), "2026-12-02T09:00")) == (["stale"], ["moved"])
    assert ids(freshness(setup(), "2027-12-02")) == (["stale"], []), "a change is news for a year"
    assert freshness(setup(), "") == UNKNOWN


def test_text_page_document_and_screen_name_them() -> None:
    fresh, names = freshness(setup(), "2026-12-02"), Names(setup(), Voice.of(setup(), "en"))
    overdue = "Not looked up again by the day set for it, so perhaps no longer in force: A rule nobody looked up."
    changed = "Changed in the past year, so what was made before rests on other words: A rule that moved."
    text = list(StudyText(setup(), names.voice).study(found(), fresh))
    assert text[-2:] == [overdue, changed]
    page = FORMATS["md"].study(found(), Further(), names, fresh).decode()
    assert overdue in page
    assert changed in page
    assert study_json(found(), fresh)["facts"] == {"overdue": ["stale"], "changed": ["moved"]}
    said = {e.id: about_clock(e, found(), names, fresh) for e in found().expectations}
    lines = {rule: [plain_line(line) for line in some if isinstance(line, tuple)] for rule, some in said.items()}
    assert "The rule changed in 2026-11: Five hours." in lines["moved"]
    assert any(line.startswith("Was to be looked up again by 2026-12-01") for line in lines["stale"])
    assert len(lines["sound"]) < len(lines["stale"])
