"""Each format of the table renders everything there is; what is harmless in one is harmless in all."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from simulator.errors import TabletopError
from simulator.findings.edition import Edition
from simulator.findings.findings import findings
from simulator.report.drawing import Box, Break, Disc, Drawing, Label, Sign, Stroke
from simulator.report.render import markdown
from simulator.report.render.formats import FORMATS, HTML, Format, named, written_to
from simulator.report.render.svg import svg
from simulator.study.gains import Further
from simulator.wording.names import Names
from simulator.wording.voice import Voice
from simulator.workspace.report_fields import MARK as MARK_FIELD
from tests.conftest import ROOT
from tests.report.table import SETUP, history
from tests.report.test_paper import LANGUAGES, PAR, SIMULATED, hostile_findings
from tests.report.test_study_page import found, ranking, setup
from tests.report.test_word import MARK

EVERY = pytest.mark.parametrize("chosen", FORMATS.values(), ids=FORMATS)
READABLE = [chosen for chosen in FORMATS.values() if chosen.name != "pdf"]
TEXT = pytest.mark.parametrize("chosen", READABLE, ids=[chosen.name for chosen in READABLE])
"""Those whose words can be read without another program: ``test_typeset.py`` has the others."""


def read(written: bytes) -> str:
    """What is written in a file; of one that is a folder of files, in all of them but pictures."""
    texts = [written] if not written.startswith(b"PK") else [held for held in contents(written) if held != MARK.png]
    return "".join(text.decode() for text in texts)


@TEXT
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_written_in_it(chosen: Format, language: str) -> None:
    page = read(chosen.report(findings(history(), PAR, SIMULATED), Voice.of(SETUP, language)))
    said = {"json": SETUP.scenario.id, "actions.csv": "Name who may stop", "timeline.csv": "The CEO calls"}
    assert said.get(chosen.name, SETUP.scenario.title.say(language)) in page


@TEXT
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_study_is_written_in_it(chosen: Format, language: str) -> None:
    if chosen.for_people:
        names = Names(setup(), Voice.of(setup(), language))
        assert setup().scenario.title.say(language) in read(chosen.study(found(), Further((ranking(),)), names))


@TEXT
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_bears_the_name_and_the_mark_of_whose_it_is(chosen: Format, language: str) -> None:
    """A table for other programs has no pictures: the name alone."""
    whose = Edition({"organisation": "Hibari AI", MARK_FIELD: "logo.png"}, MARK)
    written = chosen.report(replace(findings(history()), edition=whose), Voice.of(SETUP, language))
    assert "Hibari AI" in read(written)
    assert b"logo.png" not in written, "where the file is on the machine of whoever writes it is nobody's business"
    if not chosen.name.endswith("csv"):
        assert b64encode(MARK.png) in written or MARK.png in contents(written)


def contents(written: bytes) -> list[bytes]:
    """The files in a file; none where it is no folder of files."""
    if not written.startswith(b"PK"):
        return []
    with ZipFile(BytesIO(written)) as file:
        return [file.read(name) for name in file.namelist()]


def test_a_mark_without_a_name_has_words_in_its_place() -> None:
    found = replace(findings(history()), edition=Edition(mark=MARK))
    for name in ("html", "md", "docx", "xlsx"):
        assert "Mark of the organisation" in read(FORMATS[name].report(found, Voice.of(SETUP, "en"))), name


def test_markdown_can_be_read_on_after_the_mark() -> None:
    whose = Edition({"organisation": "Hibari *AI*"}, MARK)
    page = FORMATS["md"].report(replace(findings(history()), edition=whose), Voice.of(SETUP, "en")).decode()
    assert "![Mark of Hibari \\*AI\\*][mark] Hibari \\*AI\\*\n" in page
    *lines, last = page.rstrip().splitlines()
    assert last.startswith("[mark]: data:image/png;base64,")
    assert not any("base64" in line for line in lines)


@EVERY
def test_it_is_found_by_its_name_and_by_the_ending_of_a_file(chosen: Format) -> None:
    assert named(chosen.name) is chosen
    assert written_to(Path("a") / f"report{chosen.suffix.upper()}") is chosen


def test_no_format_is_left_out_of_the_table() -> None:
    written = {
        path.stem
        for path in (ROOT / "simulator" / "report" / "render").glob("*.py")
        if "\ndef render(" in path.read_text("utf-8")
    }
    assert written == {chosen.module for chosen in FORMATS.values()}, "its line in report/render/formats.py is missing"


def test_without_an_ending_it_is_html() -> None:
    assert written_to(Path("report")) is HTML


def test_what_nobody_writes_is_refused_with_what_there_is() -> None:
    with pytest.raises(TabletopError, match=r"ends in \.csv: choose .*\.actions\.csv"):
        written_to(Path("report.csv"))
    with pytest.raises(TabletopError, match=f"odt is not a format of a report: choose {', '.join(FORMATS)}"):
        named("odt")
    endings = ", ".join(f".{name}" for name in FORMATS)
    with pytest.raises(TabletopError, match=re.escape(f"no format of a report ends in .odt: choose {endings}")):
        written_to(Path("report.odt"))


@TEXT
def test_no_text_of_a_record_hides_or_runs_anything(chosen: Format) -> None:
    found = hostile_findings()
    page = read(chosen.report(found, Voice.of(found.setup, "ja")))
    assert not re.search("[\x1b\x07\u202e]", page)
    if chosen.name != "json" and not chosen.name.endswith("csv"):
        assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "library", "cure"),
    [
        ("docx", "docx", r"need python-docx: .* pip install '\.\[office\]'"),
        ("xlsx", "xlsxwriter", r"need XlsxWriter: .* pip install '\.\[office\]'"),
        ("pdf", "typst", r"needs Typst: .* pip install '\.\[pdf\]'; or write the report as HTML, open it in a browser"),
    ],
)
def test_without_a_library_it_says_what_to_do(
    name: str, library: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    for module in [loaded for loaded in sys.modules if loaded.startswith("simulator.report.render.")]:
        if FORMATS[name].module in module:
            monkeypatch.delitem(sys.modules, module)
    with pytest.raises(TabletopError, match=cure):
        FORMATS[name].report(findings(history(), PAR, SIMULATED), Voice.of(SETUP, "en"))


def test_words_mean_nothing_to_markdown() -> None:
    assert markdown.words("R&D &lt;b&gt;") == "R&amp;D &amp;lt;b&amp;gt;", "an ampersand would begin an entity"
    assert markdown.words("*a* _b_ [c](d) `e` <f> |") == r"\*a\* \_b\_ \[c\](d) \`e\` &lt;f&gt; \|"
    assert markdown.words("# no heading") == r"\# no heading"


def test_words_of_a_picture_are_only_words() -> None:
    hostile = "</text><script>&amp;\x1b[2J"
    picture = svg(Drawing(hostile, 10, 10, (Label(hostile, (0, 0)),)))
    assert "<script" not in picture, "a label or a title is written as markup"
    assert "\x1b" not in picture, "an escape sequence is handed on"
    said = [element.text for element in ElementTree.fromstring(picture).iter() if element.text]
    assert said == ["</text><script>&amp;[2J"] * 2


def test_every_shape_is_drawn() -> None:
    shapes = (
        Stroke((0, 1), (2.25, 3), "lane"),
        Box((1, 2), 3, 4.5, "work projected"),
        Disc((5, 5), 2.6, hollow=True),
        Sign(((1, 1), (2, 2), (3, 1))),
        Break(((0, 0), (1, 1))),
        Label("a", (1, 2), "end", "who"),
    )
    root = ElementTree.fromstring(svg(Drawing("All", 720, 99.6, shapes)))
    tags = [element.tag.partition("}")[2] for element in root]
    assert tags == ["title", "defs", "line", "rect", "circle", "polygon", "polyline", "text"]
    assert root.get("viewBox") == "0 0 720 99.6"
    assert root[2].attrib == {"class": "lane", "x1": "0", "y1": "1", "x2": "2.2", "y2": "3"}
    assert root[4].get("class") == "sign hollow"
