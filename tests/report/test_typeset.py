"""A report as PDF: words are values and never markup, and what no font has is refused instead of printed as a box."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache

import pytest

from simulator.errors import TabletopError
from simulator.findings.edition import Edition
from simulator.findings.findings import findings
from simulator.report.document import CellLine, Column, Figure, Paragraph, Table, cell
from simulator.report.drawing import Box, Drawing, Label
from simulator.report.render import typeset
from simulator.report.render.formats import FORMATS
from tests.report.table import history
from tests.report.test_paper import HOSTILE, LANGUAGES, PAR, SIMULATED, hostile_findings, voice
from tests.report.test_word import MARK, page

NOBODY_HAS = "\u0378"
"""A character that is none: no font has it."""
MARKUP = "#panic() $x$ @ref <label> *b* _i_ \\ `r` // = h"


@cache
def japanese() -> bool:
    """Whether this machine has a font for the mark of an exercise."""
    try:
        return bool(typeset.render(page(Paragraph("演習"))))
    except TabletopError:
        return False


@pytest.fixture(autouse=True)
def _fonts() -> None:
    if not japanese():
        pytest.skip("no font of this machine has Japanese")


@pytest.mark.parametrize("text", ["a\nb\tc\ufffe\x00", MARKUP, "مرحبا שלום", HOSTILE.replace("\u202e", "")])
def test_what_people_typed_is_never_markup(text: str) -> None:
    drawing = Drawing(text, 540, 60, (Label(text, (0, 10)), Box((0, 20), 30, 10, "work projected")), (30,))
    listed = Table((Column(text, 1),), ((cell(CellLine(text, "missed")),),), text)
    made = typeset.render(page(Paragraph(text), listed, Figure(drawing, text, text), title=text))
    assert made.startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext to read the page with")
def test_what_people_typed_is_on_the_page() -> None:
    named = replace(page(Paragraph(MARKUP), title="経過図"), issuer="Hibari AI", mark=MARK, mark_in_words="Mark")
    made = typeset.render(named)
    said = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert MARKUP in said
    assert "Hibari AI" in said
    assert "【演習】 · DRAFT" in said
    assert "1/1" in said.replace(" ", "")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext to read the page with")
def test_a_word_without_an_end_does_not_leave_its_column() -> None:
    listed = Table((Column("A", 1), Column("B", 1)), ((cell("x" * 1000), cell("y")),))
    made = typeset.render(page(listed))
    read = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    right = [float(edge) for edge in re.findall(r'xMax="([\d.]+)"[^>]*>x+', read)]
    assert right
    assert max(right) < 595 / 2


def test_a_mark_without_a_name_is_printed() -> None:
    found = replace(findings(history()), edition=Edition(mark=MARK))
    assert FORMATS["pdf"].report(found, voice("en"), "board").startswith(b"%PDF")


@pytest.mark.parametrize("where", ["text", "picture"])
def test_what_no_font_has_is_refused_by_its_name(where: str) -> None:
    drawing = Drawing("Picture", 540, 40, (Label(NOBODY_HAS, (0, 10)),))
    block = Paragraph(f"x{NOBODY_HAS}") if where == "text" else Figure(drawing, "Caption")
    with pytest.raises(TabletopError, match=r"no font on this machine has U\+0378: install one, .* or print the HTML"):
        typeset.render(page(block))


def test_the_same_document_is_the_same_file() -> None:
    assert typeset.render(page(Paragraph("本文"))) == typeset.render(page(Paragraph("本文")))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_report_is_set_whatever_people_wrote(language: str) -> None:
    for found in (findings(history(), PAR, SIMULATED), hostile_findings()):
        assert FORMATS["pdf"].report(found, voice(language, found.setup)).startswith(b"%PDF")
