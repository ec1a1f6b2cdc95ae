"""A study as a page: what it says, that it is harmless, and that it is no exercise."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from xml.etree import ElementTree

import pytest

from simulator.content.library import Library
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.report.render.formats import FORMATS
from simulator.study.gains import Further, Ranking, WhatIf
from simulator.study.result import Study
from simulator.study.statistics import Gain, share
from simulator.study.study import study
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.report.table import EXPECTATIONS, PLAYBOOK, SCENARIO, TEAM, setup_of
from tests.report.test_paper import HOSTILE, LANGUAGES, Wellformed, spoilt

GOLDENS = ROOT / "tests" / "goldens" / "report"
UNSURE = ["steps.copy.takes=20m..1h..8h", "steps.statement.takes=2h..4h..9h"]


@cache
def setup() -> Setup:
    return Library.open([ROOT / "tests" / "tui" / "library"]).setup("lost-weights", settings=UNSURE)


@cache
def found() -> Study:
    return study(compile_plan(setup()), seed=1, runs=300, why=True, tails=True)


def ranking() -> Ranking:
    """Written down by hand: a sure gain, none to speak of, a decision and an assumption that hurt."""
    base = share(150, 300)
    person = WhatIf(
        "one-more",
        ("platform",),
        ("team", "roles.platform.people"),
        "roles.platform.people=2",
        share(210, 300),
        Gain(0.2, 0.15, 0.25),
        300,
        "1",
        "2",
    )
    order = WhatIf(
        "parallel",
        ("declare", "copy"),
        ("playbook", "steps.copy.after"),
        "",
        share(151, 300),
        Gain(0.003, -0.01, 0.02),
        300,
    )
    longer = WhatIf(
        "half-longer", ("copy",), ("playbook", "steps.copy.takes"), "", share(60, 300), Gain(-0.3, -0.35, -0.25), 300
    )
    path = "injects.cut-or-copy.decision.options.cut"
    cut = WhatIf(
        "decided", ("cut-or-copy", "cut"), ("scenario", path), "", share(100, 300), Gain(-0.16, -0.2, -0.12), 300
    )
    away = WhatIf("all-away", ("platform",), ("scenario", "away"), "", share(30, 300), Gain(-0.4, -0.45, -0.35), 300)
    return Ranking("t-contain", base, (person, order), (cut,), (longer,), (away,))


def page(language: str, ranked: Ranking | None = None) -> str:
    further = Further((ranked,) if ranked else ())
    return FORMATS["html"].study(found(), further, Names(setup(), Voice.of(setup(), language))).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_reads_as_it_did(language: str) -> None:
    names = Names(setup(), Voice.of(setup(), language))
    said = FORMATS["md"].study(found(), Further((ranking(),)), names).decode()
    golden = GOLDENS / f"study.{language}.md"
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_the_playbook_is_drawn_with_what_each_step_spends() -> None:
    told = page("en").partition("The playbook: what waits for what")[2].partition("Load of each role")[0]
    rows = [told.index(f">{step.title.say('en')}<") for step in setup().playbook.steps if step.title]
    assert len(rows) == len(setup().playbook.steps)
    assert 'class="idle"' in told, "somebody had to be waited for"


def test_the_answer_comes_first() -> None:
    told = re.sub(r"<[^>]+>", " ", page("en", ranking()).partition("<main>")[2])
    first = told.index("Hardest to meet: Report to the authority")
    assert (
        first
        < told.index("What would help most: one more: Platform, by +20.0 points.")
        < told.index("Results by clock")
    )


def test_without_a_ranking_it_says_nothing_of_changes() -> None:
    assert "What to change first" not in page("en")


def test_where_no_assumption_moves_it_that_is_said() -> None:
    ranked = ranking()
    none = replace(ranked, assumptions=tuple(replace(one, gain=Gain(0.0, -0.01, 0.01)) for one in ranked.assumptions))
    assert "None of 1 moves it by as much as a point." in page("en", none).partition("What it rests on")[2]


def test_it_is_no_exercise_and_does_not_look_like_one() -> None:
    for language in LANGUAGES:
        body = page(language).partition("</style>")[2]
        assert "演習】" not in body
        assert 'class="study"' in body
        assert "@page study { size: A4; @top-center { content: none; } }" in page(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_nothing_runs_nothing_and_is_well_formed(language: str) -> None:
    text = page(language, ranking())
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert b64encode(sha256(style[1].encode()).digest()).decode() in text
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|\sstyle=|\ssrc=|@import|url\((?!#)", text)
    Wellformed().feed(text)
    pictures = re.findall("<svg.*?</svg>", text, re.DOTALL)
    assert len(pictures) >= 2
    for picture in pictures:
        ElementTree.fromstring(picture)


def test_the_deadline_is_drawn_as_a_line_with_its_word() -> None:
    picture = next(p for p in re.findall("<svg.*?</svg>", page("en"), re.DOTALL) if "deadline 4h" in p)
    assert 'class="endex"' in picture
    assert 'class="late"' in picture
    assert 'class="work"' in picture


def test_hostile_text_is_only_text() -> None:
    hostile = setup_of(
        scenario=spoilt(SCENARIO), playbook=spoilt(PLAYBOOK), team=spoilt(TEAM), expectations=spoilt(EXPECTATIONS)
    )
    played = study(compile_plan(hostile), seed=1, runs=20, why=True)
    for language in LANGUAGES:
        text = FORMATS["html"].study(played, Further(), Names(hostile, Voice.of(hostile, language))).decode()
        assert "&lt;script&gt;" in text
        assert HOSTILE not in text
        assert not re.search(r"<script|<img|[\x1b\x07\u202e]", text)
        Wellformed().feed(text)


def test_a_study_in_which_nothing_starts_is_told_too() -> None:
    nothing = Library.open([ROOT / "tests" / "tui" / "library"]).setup(
        "lost-weights", settings=["steps.triage.once=contained"]
    )
    played = study(compile_plan(nothing), seed=1, runs=5)
    assert FORMATS["html"].study(played, Further(), Names(nothing, Voice.of(nothing, "en")))
