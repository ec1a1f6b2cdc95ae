"""What goes on paper: Markdown, HTML and the printed sheets."""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from simulator.findings.findings import Findings, findings
from simulator.model.setup import Setup
from simulator.plan.compiler import compile_plan
from simulator.report.render.formats import FORMATS
from simulator.report.render.printing import evaluator_guide, facilitator_sheet, player_sheet
from simulator.study.distributions import distributions
from simulator.study.forecast import seed_of
from simulator.timeline import events as e
from simulator.timeline.fold import fold
from simulator.wording.voice import Voice
from tests.conftest import ROOT
from tests.report.table import (
    CLOSED,
    EXPECTATIONS,
    HINDSIGHT,
    PLAY,
    PLAYBOOK,
    REVIEW,
    SCENARIO,
    SETUP,
    TEAM,
    M,
    history,
    setup_of,
)

GOLDENS = ROOT / "tests" / "goldens" / "report"
SHEETS: list[Callable[[Setup, Voice], bytes]] = [facilitator_sheet, player_sheet, evaluator_guide]
LANGUAGES = ("en", "ja")
PAR = fold([e.InjectDelivered(0, "alert", ("detected",)), e.WorkEnded(50 * M, "isolate", 1, reaches=("contained",))])
SIMULATED = distributions(compile_plan(SETUP), seed=seed_of(7), runs=200)


def voice(language: str, setup: Setup = SETUP) -> Voice:
    return Voice.of(setup, language)


def pages(setup: Setup = SETUP, **head: Any) -> list[str]:
    """Everything there is as HTML, in both languages."""
    found = findings(history(setup=setup, **head), PAR, SIMULATED, hindsight=HINDSIGHT)
    reports = [FORMATS["html"].report(found, voice(language, setup)).decode() for language in LANGUAGES]
    return reports + [sheet(setup, voice(language, setup)).decode() for sheet in SHEETS for language in LANGUAGES]


@cache
def plain_pages() -> tuple[str, ...]:
    """Those of the setup as it is; made by the first test that asks, not whenever tests are collected."""
    return tuple(pages())


each_page = pytest.mark.parametrize("n", range((1 + len(SHEETS)) * len(LANGUAGES)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_reads_as_it_did(language: str) -> None:
    """The words of every format come from one document; this one is easy to read and to compare."""
    golden = GOLDENS / f"stolen-weights.{language}.md"
    found = findings(history(), PAR, SIMULATED, hindsight=HINDSIGHT)
    said = FORMATS["md"].report(found, voice(language)).decode()
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_it_never_says_compliant() -> None:
    for page in plain_pages():
        said = page.replace("evidence of preparedness, not of compliance", "")
        assert not re.search("complian|準拠", said)


def test_every_page_says_that_it_is_an_exercise() -> None:
    for page in plain_pages():
        assert page.count("【演習】EXERCISE") >= 3
        assert '@top-center { content: "【演習】EXERCISE"' in page


@each_page
def test_it_loads_nothing_and_runs_nothing(n: int) -> None:
    page = plain_pages()[n]
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|\sstyle=|\ssrc=|@import|url\((?!#)", page)


class Wellformed(HTMLParser):
    VOID = {"meta", "col", "br", "link"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@each_page
def test_tags_match(n: int) -> None:
    page = plain_pages()[n]
    parser = Wellformed()
    parser.feed(page)
    assert parser.open == []
    for picture in re.findall("<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(picture)


HOSTILE = (
    "<script>alert(1)</script> [/b] [x](javascript:alert(2)) ![y](https://z.example/p.png)"
    " **】**\x1b]52;c;x\x07\u202e|`{T+x}"
)


def spoilt(raw: Any, key: str = "") -> Any:
    """The same with every text for people replaced by the worst one."""
    texts = ("title", "text", "body", "briefing", "truth", "question", "ask", "answer", "source", "owner", "version")
    if isinstance(raw, dict):
        if set(raw) == {"en", "ja"}:
            return dict.fromkeys(raw, HOSTILE)
        return {k: spoilt(v, k) for k, v in raw.items()}
    if isinstance(raw, list):
        return [spoilt(one) for one in raw]
    return HOSTILE if key in texts else raw


def hostile_moves() -> list[list[e.Event]]:
    words = ("text", "why", "title", "body", "seat", "owner", "due", "retest")
    moves = []
    for move in PLAY + REVIEW + CLOSED:
        told = []
        for event in move:
            values = {name: getattr(event, name) for name in type(event).__dataclass_fields__}
            told.append(type(event)(**values | {name: HOSTILE for name in words if values.get(name)}))
        moves.append(told)
    return moves


def hostile_findings() -> Findings:
    """Of an exercise in which everybody, its author among them, wrote the worst there is."""
    setup = setup_of(
        scenario=spoilt(SCENARIO),
        playbook=spoilt(PLAYBOOK),
        team=spoilt(TEAM),
        expectations=spoilt(EXPECTATIONS),
        sources=[{"path": HOSTILE, "sha256": HOSTILE}],
        artefacts={"egress.txt": HOSTILE},
    )
    record = history(hostile_moves(), setup, place=HOSTILE, tool=HOSTILE, seats={HOSTILE: (HOSTILE,)}, purpose=HOSTILE)
    return findings(record, PAR, SIMULATED)


def test_hostile_text_is_only_text() -> None:
    found = hostile_findings()
    setup = found.setup
    for language in LANGUAGES:
        said = voice(language, setup)
        for page in (FORMATS["html"].report(found, said).decode(), *(sheet(setup, said).decode() for sheet in SHEETS)):
            assert not re.search(r"<script|<img|href=\"(?!https://)|[\x1b\x07\u202e]", page)
            Wellformed().feed(page)
            for picture in re.findall("<svg.*?</svg>", page, re.DOTALL):
                ElementTree.fromstring(picture)
        text = FORMATS["md"].report(found, said).decode()
        assert not re.search(r"<script|(?<!\\)\]\(|[\x1b\x07\u202e]", text)


def test_players_are_told_nothing_of_what_comes() -> None:
    for language in LANGUAGES:
        page = player_sheet(SETUP, voice(language)).decode()
        coming = [inject.title for inject in SETUP.scenario.injects] + [SETUP.scenario.truth]
        assert not [text for text in coming if text and text.say(language) in page]
        assert "実事案、演習中断" in page


def test_the_facilitator_is_told_everything() -> None:
    page = facilitator_sheet(SETUP, voice("en")).decode()
    for text in (
        "was sold",
        "Who holds the token?",
        "20m after “triaged”",
        "within 45m, else: After the copy",
        "0:35",
        "9.2 GB 203.0.113.77",
        "“Triage” within 30m",
    ):
        assert text in page


def test_wide_brackets_do_not_hinder_bold() -> None:
    assert "<strong>「ひばりAI」</strong>" in player_sheet(SETUP, voice("ja")).decode()


def test_programs_get_the_same_figures() -> None:
    document = json.loads(FORMATS["json"].report(findings(history(), PAR, SIMULATED), voice("en")))
    contained = next(found for found in document["expectations"] if found["id"] == "own-contain")
    assert (contained["standing"], contained["reached"], contained["par"]) == ("met", 105 * M, "met")
    beside = next(found for found in document["simulated"] if found["id"] == "own-contain")
    assert (beside["took"], beside["limit"], len(beside["quantiles"])) == (105 * M, 240 * M, 101)
