"""What it would take as a page: the answer, the picture, each set, and what bounds them where none is enough."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest

from simulator.content.library import Library
from simulator.model.setup import Setup
from simulator.report.drawing import Disc, Stroke
from simulator.report.pictures.front import front_picture
from simulator.report.render.formats import FORMATS
from simulator.study.fronts import ChangeSet, Fared, Front, Goal, Part, Way
from simulator.study.statistics import Gain, share
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.report.test_paper import LANGUAGES, Wellformed

GOLDENS = ROOT / "tests" / "goldens" / "report"
HOUR = 3600.0


@cache
def setup() -> Setup:
    return Library.open([ROOT / "tests" / "tui" / "library"]).setup("lost-weights")


def fared(p: float, way: Way) -> Fared:
    return Fared(share(int(2000 * p), 2000), Gain(p - 0.4, p - 0.42, p - 0.38), way)


PERSON = Part("one-more", ("platform",), ("team", "roles.platform.people"), "roles.platform.people=2", 5)
DEPUTY = Part("deputy", ("commander", "operations"), ("playbook", "steps.declare.deputies"), "", 2, (0.7,))
BESIDE = Part("parallel", ("declare", "copy"), ("playbook", "steps.copy.after"), "steps.copy.after=[]", 1, (0.915,))
CUT = Part("decided", ("cut-or-copy", "cut"), ("scenario", "injects.cut-or-copy.decision.options.cut"), "", 1, (0.5,))
NOW = replace(fared(0.4, Way("contained", HOUR, HOUR / 2, 4 * HOUR)), gain=Gain(0.0, -0.001, 0.001))
QUICK = Way("contained", HOUR * 1.5, 0.0, HOUR / 60)
FRONT = Front(
    goal=Goal(("t-contain",), 0.9, 12),
    base=(NOW,),
    sets=(
        ChangeSet((PERSON,), (fared(0.7, Way("contained", HOUR, 0.0, 4 * HOUR)),), 2000),
        ChangeSet((DEPUTY, replace(PERSON, without=(0.8,)), BESIDE, CUT), (fared(0.92, QUICK),), 2000),
    ),
    bounds=(),
    changes=40,
    sets_tried=312,
    runs=51_300,
    seed=1,
)
SHORT = replace(FRONT, sets=FRONT.sets[:1], bounds=(share(510, 600),), partial=True)


def page(front: Front, form: str, language: str) -> str:
    return FORMATS[form].reach(front, Names(setup(), Voice.of(setup(), language))).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_reads_as_it_did(language: str) -> None:
    said = page(FRONT, "md", language)
    golden = GOLDENS / f"reach.{language}.md"
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_the_line_of_the_picture_never_falls() -> None:
    other = ChangeSet((PERSON, DEPUTY), (fared(0.91, QUICK),), 2000)
    drawn = front_picture(replace(FRONT, sets=(*FRONT.sets, other)), Voice.of(setup(), "en"))
    line = [shape for shape in drawn.shapes if isinstance(shape, Stroke) and shape.style == "way"]
    assert all(one.end[1] <= one.start[1] for one in line)
    assert len([shape for shape in drawn.shapes if isinstance(shape, Disc)]) == 4


def test_where_no_set_is_enough_the_bound_comes_first() -> None:
    said = re.sub(r"<[^>]+>", " ", page(SHORT, "html", "en"))
    assert "No set of these 40 changes brings Production clean to 90%" in said or "brings" in said
    assert "at most about 85%" in said
    assert said.index("at most about 85%") < said.index(
        "The best that was found, one change at a cost of 5, gives 70%."
    )
    assert "Stopped after 51,300 runs" in said
    assert "INCOMPLETE" in said


def test_several_clocks_stand_beside_what_each_set_makes_of_them() -> None:
    """A glance says which clocks a set helps, and which none does."""
    sets = tuple(ChangeSet((), one.fared * 4, one.runs) for one in FRONT.sets)
    said = page(replace(FRONT, goal=Goal(("t-contain",) * 4, 0.91), base=(NOW,) * 4, sets=sets), "md", "en")
    assert "| Expectation | now | 1 | 2 |" in said
    assert "| Contained | 40%<br>37.9%–42.2% | 70% | **92%** |" in said, "in bold what is enough"
    assert "The thin lines are the single clocks." in said
    short = replace(FRONT, goal=Goal(("t-contain",) * 4, 0.91), base=(NOW,) * 4, sets=sets[:1])
    assert "brings 0 of 4 clocks to 91% or more." in page(short, "md", "en")


def test_where_nothing_need_change_it_says_so() -> None:
    holds = replace(FRONT, base=(fared(0.95, QUICK),), sets=())
    assert "As things are, every clock asked for is met in 90% of the runs or more." in page(holds, "html", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_nothing_and_is_well_formed(language: str) -> None:
    text = page(FRONT, "html", language)
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|\sstyle=|\ssrc=|@import|url\((?!#)", text)
    Wellformed().feed(text)
    (picture,) = re.findall("<svg.*?</svg>", text, re.DOTALL)
    ElementTree.fromstring(picture)
