"""Points of a distribution are what they are called: in the study, for programs, on pages and in terminals."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.report.document import Table
from simulator.report.study_page import study_page
from simulator.study.document import study_json
from simulator.study.gains import Further
from simulator.study.result import MilestoneResult, Spread, Study
from simulator.study.study import study
from simulator.verbs.study_text import StudyText
from simulator.wording.lengths import margins
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.setups import make_setup

HOUR = 3600
POINTS = Spread(p5=-HOUR, p50=2 * HOUR, p95=3 * HOUR)


@cache
def setup() -> Setup:
    look = {"id": "look", "role": "analyst", "takes": "1h..2h..9h", "once": "detected", "reaches": "looked"}
    own = {"id": "own", "title": "Looked", "kind": "own-target", "from": "detected", "to": "looked", "within": "6h"}
    return make_setup([look], expectations=[own])


@cache
def found() -> Study:
    return study(compile_plan(setup()), seed=1, runs=400)


def looked() -> MilestoneResult:
    return next(m for m in found().milestones if m.id == "looked")


def told() -> Study:
    """The same study with points that cannot be taken for each other."""
    points = replace(looked(), p50=2 * HOUR, p90=4 * HOUR, p95=5 * HOUR)
    (own,) = found().expectations
    return replace(found(), milestones=(points,), expectations=(replace(own, margin=POINTS),))


def test_later_points_come_later_and_margins_are_what_is_left_of_the_limit() -> None:
    (own,) = found().expectations
    assert own.margin is not None
    margins = [at for at in (own.margin.p5, own.margin.p50, own.margin.p95) if at is not None]
    assert sorted(set(margins)) == margins, "p5 is the margin of bad runs, p95 that of good ones"
    p50, p90, p95 = (at for at in (looked().p50, looked().p90, looked().p95) if at is not None)
    assert p50 < p90 < p95, "p90 is not p95"
    low, high = own.margin.p5_in
    assert low is not None
    assert high is not None
    assert low <= 6 * HOUR - p95 <= high, "one run in twenty is later than p95, and has less margin than p5"
    assert 6 * HOUR - p90 > high, "p90 is clearly earlier than p95"


def test_programs_find_each_point_under_its_name() -> None:
    document = study_json(told())
    assert {name: document["milestones"][0]["at"][name] for name in ("p50", "p90", "p95")} == {
        "p50": 2 * HOUR,
        "p90": 4 * HOUR,
        "p95": 5 * HOUR,
    }
    assert {name: document["expectations"][0]["margin"][name] for name in ("p5", "p50", "p95")} == {
        "p5": -HOUR,
        "p50": 2 * HOUR,
        "p95": 3 * HOUR,
    }


def test_margins_are_said_from_bad_runs_to_good_ones() -> None:
    assert margins(Voice(), POINTS) == "-1h / 2h / 3h"
    assert margins(Voice(), None) == "–"


def test_a_page_has_each_point_under_its_head() -> None:
    page = study_page(told(), Further(), Names(setup(), Voice.of(setup(), "en")))
    tables = [block for part in page.sections for block in part.blocks if isinstance(block, Table)]
    (table,) = [table for table in tables if "p90" in [column.title for column in table.columns]]
    row = dict(zip([column.title for column in table.columns], table.rows[0], strict=True))
    assert {name: row[name][0].text for name in ("p50", "p90", "p95")} == {"p50": "2h", "p90": "4h", "p95": "5h"}


def test_a_terminal_has_each_point_under_its_head() -> None:
    lines = list(StudyText(setup(), Voice.of(setup(), "en")).study(told()))
    head, row = next((head, row) for head, row in pairwise(lines) if "p90" in head)
    for name, said in (("p50", "T+2h00"), ("p90", "T+4h00"), ("p95", "T+5h00")):
        assert row[head.index(name) :].startswith(said), f"under {name}"
    assert any("-1h / 2h / 3h" in line for line in lines)
