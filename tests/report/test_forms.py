"""Forms after an exercise: a section of the report, drafts filled in from the record, every value with its event."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from simulator.exercise import commands as c
from simulator.findings.findings import Findings, findings
from simulator.journal.reader import read
from simulator.report.render.formats import FORMATS
from simulator.timeline import events as e
from simulator.verbs.report import report
from simulator.wording.voice import Voice
from tests.report.test_paper import HOSTILE, Wellformed
from tests.sheets import begun
from tests.tui.table import library


@cache
def played() -> Path:
    """The table writes what it does not know, gets one thing wrong, and tells two moments of awareness."""
    session = begun(Path(mkdtemp()) / "forms")
    session.jump(19 * 60)
    session.act(c.WriteItem("sheet", "what", f"Nothing left {HOSTILE}", seat="communications"))
    session.act(c.MarkItem("sheet", "what", "contradicted", "71 GB had left"))
    session.act(c.WriteItem("sheet", "noticed", aware=600))
    session.act(c.WriteItem("board", "noticed", "At once", aware=0))
    session.act(c.Mark("public-statement"))
    session.act(c.EndPlay())
    session.act(c.Close())
    session.close()
    return session.path


@cache
def found() -> Findings:
    return findings(read(played()))


def drafts(language: str, name: str = "md") -> str:
    return FORMATS[name].forms(found(), Voice.of(found().setup, language)).decode()


def test_a_draft_says_what_is_known_what_is_not_and_what_is_wrong() -> None:
    text = drafts("en")
    assert "Customer's sheet" in text
    assert "contradicted: is not what is the case" in text
    assert "71 GB had left" in text
    assert "Not known at this time." in text
    assert "(from your own files)" in text
    assert "the record shows: triaged" in drafts("en").partition("Word to the board")[2]
    assert "Not everybody was told the same moment of awareness" in text
    assert "is its author's judgement, not the law's" in text
    assert "現時点では不明。" in drafts("ja")


def test_what_is_known_in_part_is_not_called_unknown() -> None:
    rows = [line for line in drafts("en").splitlines() if line.startswith("| How we respond")]
    assert rows == ["| How we respond | known in part | (from your own files) | – |"]


def test_the_report_says_whether_all_were_told_the_same_moment(tmp_path: Path) -> None:
    session = begun(tmp_path / "forms")
    session.jump(19 * 60)
    session.act(c.WriteItem("sheet", "noticed", aware=600))
    session.act(c.WriteItem("board", "noticed", aware=600))
    session.act(c.EndPlay())
    session.close()
    told = findings(session.history)
    page = FORMATS["md"].report(told, Voice.of(told.setup, "en")).decode()
    assert "All were told the same moment of awareness, " in page
    assert "Word to the board, Customer's sheet" in page
    other = FORMATS["md"].report(found(), Voice.of(found().setup, "en")).decode()
    assert "All were told the same" not in other
    assert "Not everybody was told the same moment of awareness" in other


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_says_that_it_is_an_exercise(language: str) -> None:
    page = drafts(language, "html")
    assert "【演習】EXERCISE" in page.partition("</style>")[0]  # the head of every printed page
    assert "【演習】EXERCISE" in page.partition("</style>")[2]
    Wellformed().feed(page)


def test_every_value_leads_to_its_event() -> None:
    log = {line.move: line.event for line in found().log}
    told = json.loads(FORMATS["json"].report(found(), Voice.of(found().setup, "en")))["forms"]
    items = [(form["form"], item) for form in told for item in form["items"]]
    values = 0
    for form, item in items:
        if item["written"]:
            event = log[item["written"]["move"]]
            assert isinstance(event, e.ItemWritten)
            assert (event.form, event.item, event.text) == (form, item["item"], item["written"]["text"])
        if item["marked"]:
            assert isinstance(log[item["marked"]["move"]], e.ItemMarked)
        for known in item["known_by"]:
            events = [line.event for line in found().log if line.move == known["move"]]
            assert [x for x in events if known["milestone"] in getattr(x, "reaches", ()) and x.at == known["at"]]
            values += 1
    assert values > 2
    blank = {form["form"]: form["blank"] for form in told if form["goes"]}
    assert blank == {"sheet": ["records"], "board": []}


def test_the_report_has_a_section_on_forms_and_one_without_forms_has_none() -> None:
    text = FORMATS["md"].report(found(), Voice.of(found().setup, "en")).decode()
    assert "## Forms" in text
    assert "sent with required items blank (1): How many records" in text
    assert HOSTILE not in FORMATS["html"].report(found(), Voice.of(found().setup, "en")).decode()
    plain = library().setup("lost-weights")
    assert plain.forms == ()


def test_the_verb_writes_the_drafts_beside_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(records=[played()], forms=True, language="ja") == 0
    assert "record.forms.ja.html" in capsys.readouterr().out
    assert "現時点では不明。" in (played().parent / "record.forms.ja.html").read_text("utf-8")
