"""What a page of paper needs: pictures that can be read and broken, and nothing torn apart."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator import home
from simulator.content.library import Library
from simulator.exercise import commands as c
from simulator.findings.edition import Edition
from simulator.findings.findings import findings
from simulator.journal.reader import read
from simulator.model.report_fields import FIELDS
from simulator.report.after_action import after_action_report
from simulator.report.audience import Audience
from simulator.report.document import Figure
from simulator.report.drawing import LETTER, PAGE, Box, Drawing, Label, Stroke
from simulator.report.pictures.strips import strips
from simulator.report.render import word
from simulator.report.render.formats import FORMATS
from simulator.report.render.html import _source, render
from simulator.report.sections.results import timeline
from simulator.wording.names import Names
from simulator.workspace.reports import write_report
from tests.exercise.records import Deed, play_record
from tests.report.table import SETUP, history
from tests.report.test_paper import LANGUAGES, PAR, SIMULATED, voice

FOUND = findings(history(), PAR, SIMULATED)
PRINTED = 175
"""Millimetres of an A4 page that a picture takes: 210 less the margins and the band at the right."""


def test_labels_are_printed_at_seven_points() -> None:
    assert LETTER * PRINTED / PAGE * 72 / 25.4 >= 7


def picture() -> Drawing:
    section = timeline(FOUND, Names(SETUP, voice("en")))
    assert section is not None
    (figure,) = section.blocks
    assert isinstance(figure, Figure)
    return figure.drawing


def test_every_picture_is_as_wide_as_the_page() -> None:
    assert {picture().width, strips(FOUND.percentiles, Names(SETUP, voice("en"))).width} == {PAGE}


def test_a_page_may_end_within_the_timeline() -> None:
    whole = picture()
    pieces = whole.pieces()
    assert len(pieces) > 4, "its head, and each lane"
    assert sum(piece.height for piece in pieces) == pytest.approx(whole.height)
    assert [piece.top for piece in pieces[1:]] == list(whole.cuts)
    page = FORMATS["html"].report(FOUND, voice("en")).decode()
    table = re.search('<table class="picture"><thead>(.*?)</thead>(.*?)</table>', page, re.DOTALL)
    assert table is not None
    assert table[1].count("<svg") == 1, "the times are repeated on the next page"
    assert table[2].count("<svg") == len(pieces) - 1
    for drawn in re.findall("<svg.*?</svg>", table[0], re.DOTALL):
        ElementTree.fromstring(drawn)


def test_no_label_is_cut_between_pieces() -> None:
    """Each stands whole in one piece."""
    labels = [shape for piece in picture().pieces() for shape in piece.shapes if isinstance(shape, Label)]
    assert len(labels) == len(set(labels)) == sum(isinstance(shape, Label) for shape in picture().shapes)


def test_a_piece_holds_what_is_seen_in_it() -> None:
    across, low, name = Stroke((5, 0), (5, 30), "tick"), Box((0, 22), 4, 4, "work"), Label("head", (0, 7))
    head, middle, rest = Drawing("All", 10, 30, (across, low, name), cuts=(10.0, 20.0)).pieces()
    assert (head.shapes, middle.shapes, rest.shapes) == ((across, name), (across,), (across, low))


def test_two_readings_of_one_clock_look_different() -> None:
    """The title may be cut, what they differ in stands on a line of its own."""
    found = next(one for one in FOUND.percentiles if one.outcome.clock.key == "own-contain")
    clocks = [clock for clock in SETUP.clocks if clock.id == "appi"]
    both = [replace(found, outcome=replace(found.outcome, clock=clock)) for clock in clocks]
    drawn = strips(both, Names(SETUP, voice("en"))).shapes
    words = [shape.words for shape in drawn if isinstance(shape, Label)]
    assert "from: leak suspected" in words
    assert any(word.startswith("from: personal-data breach") for word in words)


def test_a_hash_is_never_broken() -> None:
    page = FORMATS["html"].report(FOUND, voice("en")).decode()
    hashes = re.findall(r'<span class="hash">([0-9a-f]{64})</span>', page)
    assert len(hashes) == 2
    assert re.search(r"\.hash \{[^}]*white-space: nowrap", page)


def test_a_word_at_the_head_of_a_column_is_never_broken() -> None:
    (rule,) = (line for line in _source("page.css").splitlines() if line.startswith("table.grid th "))
    assert "overflow-wrap: normal" in rule


def test_only_headings_are_broken_by_phrases() -> None:
    rules = [rule for rule in _source("page.css").splitlines() if "auto-phrase" in rule]
    assert rules == ["h1:lang(ja), h2:lang(ja), h3:lang(ja) { word-break: auto-phrase; }"]


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


def pages_of(page: Path, folder: Path) -> int:
    """How many sheets of A4 a browser makes of it."""
    paper = page.with_suffix(".pdf")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
    told = (CHROMIUM, *flags, f"--user-data-dir={folder}", f"--print-to-pdf={paper}", page.as_uri())
    subprocess.run(told, check=True, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


OFFICE = shutil.which("soffice") or ""


def pages_in_office(written: Path) -> int:
    """How many pages LibreOffice makes of a Word file."""
    profile, paper = f"-env:UserInstallation={(written.parent / 'office').as_uri()}", written.parent / "paper"
    told = (OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(paper), str(written))
    subprocess.run(told, check=True, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type\s*/Page\b", (paper / f"{written.stem}.pdf").read_bytes()))


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to print with")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_takes_two_pages_and_the_whole_sixteen(tmp_path: Path, language: str) -> None:
    """Fifteen orders and three decisions in a few minutes of play, with all appendices."""
    setup = Library.open(home.libraries()).setup("evidence-in-24-hours")
    deeds: list[Deed] = []
    for minute, step in enumerate(setup.playbook.steps[:15], 1):
        deeds += [c.Order(step.id), minute]
    record = play_record(tmp_path / "friday.jsonl", setup, *deeds, c.EndPlay(), closed=False)
    held = read(record)
    board = write_report(record, held, language=language, audience="board")
    assert pages_of(board, tmp_path / "board") == 1
    brief = write_report(record, held, language=language, audience="director")
    assert pages_of(brief, tmp_path / "one") <= 2
    assert pages_of(write_report(record, held, language=language), tmp_path / "two") <= 16


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium to print with")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_keep_their_length_whatever_people_write(tmp_path: Path, language: str) -> None:
    """Every field full, 10,000 characters in every text: the board's page and the body of the ministry's."""
    setup, long = Library.open(home.libraries()).setup("evidence-in-24-hours"), "<b>Long words</b> 長い説明文。" * 400
    deeds: list[Deed] = [c.Order(setup.playbook.steps[0].id), 90, c.EndPlay()]
    deeds += [c.Rate(objective.id, "M", long) for objective in setup.scenario.objectives]
    deeds += [deed for _ in range(9) for deed in (c.Learn("strength", long), c.Learn("area", long), c.Agree(long))]
    record = play_record(tmp_path / "friday.jsonl", setup, *deeds, closed=False)
    filled = {field.name: (long * 2)[: field.longest] for field in FIELDS.values()}
    found = replace(findings(read(record)), edition=Edition(filled))
    lengths: dict[Audience, int] = {"board": 1, "director": 2, "ministry": 4}
    for audience, most in lengths.items():
        page = after_action_report(found, voice(language, setup), audience)
        body = replace(page, sections=tuple(part for part in page.sections if not part.annex))
        path = tmp_path / f"{audience}.html"
        path.write_bytes(render(body))
        assert pages_of(path, tmp_path / audience) <= most
        if OFFICE:
            written = path.with_suffix(".docx")
            written.write_bytes(word.render(body))
            assert pages_in_office(written) <= most
