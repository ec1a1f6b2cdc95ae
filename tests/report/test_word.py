"""A report as a Word file: headings, tables, contents and pictures that are Word's own; words that are only words."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from simulator.findings.findings import findings
from simulator.model.mark import read_mark
from simulator.report.after_action import after_action_report
from simulator.report.document import CellLine, Column, Document, Facts, Figure, Paragraph, Section, Table, cell
from simulator.report.drawing import Box, Break, Disc, Drawing, Label, Sign, Stroke
from simulator.report.render import word
from simulator.report.render.formats import FORMATS
from tests.model.test_mark import png
from tests.report.table import SETUP, history
from tests.report.test_paper import HOSTILE, LANGUAGES, PAR, SIMULATED, voice

MARK = read_mark(png(200, 20))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORST = (HOSTILE, "=cmd|' /C calc'!A0", "&lt;w:br/> \ufffe\uffff\x00\x0b]]>", "مرحبا שלום", "長い" * 5000, "a\nb\tc")


def report(language: str) -> bytes:
    return FORMATS["docx"].report(findings(history(), PAR, SIMULATED), voice(language))


def page(*blocks: Any, title: str = "T", sections: int = 1) -> Document:
    parts = tuple(Section(f"{title} {n}", blocks) for n in range(1, sections + 1))
    return Document(
        "ja", "【演習】", "Report", title, "DRAFT", ("Prepared",), Facts((("Name", cell("x")),)), "Care", parts
    )


def opened(made: bytes) -> Any:
    return docx.Document(BytesIO(made))


def parts(made: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(made)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outline_and_properties_are_those_of_the_report(language: str) -> None:
    file = opened(report(language))
    headings = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == "Heading 1"]
    parts = after_action_report(findings(history(), PAR, SIMULATED), voice(language)).sections
    assert headings == [part.title for part in parts]
    assert file.core_properties.title == SETUP.scenario.title.say(language)
    assert (file.core_properties.language, file.core_properties.author) == (language, "")


def test_the_contents_are_filled_in_and_lead_to_the_headings() -> None:
    body = opened(word.render(page(Paragraph("x"), sections=9))).element.body
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert links == marks
    assert len(links) == 9
    assert "TOC " in "".join(field.text for field in body.iter(f"{W}instrText"))
    assert not list(opened(word.render(page(Paragraph("x")))).element.body.iter(f"{W}instrText")), "a page needs none"


def test_what_is_read_at_a_glance_has_no_contents_however_long() -> None:
    report = after_action_report(findings(history(), PAR), voice("en"))
    assert report.has_contents
    assert not replace(report, at_a_glance=True).has_contents
    assert "TOCHeading" not in opened(word.render(replace(report, at_a_glance=True))).element.xml


def test_the_head_of_a_table_comes_again_and_a_short_row_stays_whole() -> None:
    rows = [(cell("a"), cell("1")), (cell("long " * 1000), cell("2"))]
    file = opened(word.render(page(Table((Column("Name", 3), Column("Count", 1, numeric=True)), tuple(rows)))))
    head, short, long = file.tables[-1]._tbl.tr_lst
    assert [len(list(row.iter(f"{W}tblHeader"))) for row in (head, short, long)] == [1, 0, 0]
    assert [len(list(row.iter(f"{W}cantSplit"))) for row in (short, long)] == [1, 0], "it would be cut off"


def test_each_page_is_marked_and_numbered_and_japanese_has_its_font() -> None:
    files = parts(word.render(page(Paragraph("本文"))))
    assert "【演習】 · DRAFT" in files["word/header1.xml"]
    assert " PAGE " in files["word/footer1.xml"]
    assert " NUMPAGES " in files["word/footer1.xml"]
    assert 'w:eastAsia="Yu Gothic"' in files["word/styles.xml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_font_makes_a_page_longer(language: str) -> None:
    """All lines have their height, but for those that hold a picture."""
    styles = parts(word.render(replace(page(Paragraph("x")), language=language)))["word/styles.xml"]
    by_font = re.findall(r'w:styleId="(\w+)"(?:(?!</w:style>).)*?w:lineRule="auto"', styles)
    assert by_font == ["Issuer", "Piece"]
    assert styles.count('w:lineRule="exact"') > 10


def test_the_same_report_is_the_same_file() -> None:
    made = report("en")
    assert made == report("en")
    with ZipFile(BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", WORST)
def test_what_people_typed_is_only_words(text: str) -> None:
    drawing = Drawing(text, 540, 40, (Label(text, (0, 10)),))
    line = CellLine(text, "missed")
    blocks = (Paragraph(text), Table((Column(text, 1),), ((cell(line),),), text), Figure(drawing, text, text))
    made = word.render(page(*blocks, title=text, sections=9))
    said = "".join(element.text or "" for element in opened(made).element.iter(f"{W}t"))
    assert text[:5].split("\n")[0] in said
    for name, content in parts(made).items():
        assert "<script" not in content, name
        assert not set("\x00\x07\x0b\x1b\u202e\ufffe\uffff") & set(content), name


def test_every_shape_is_a_shape_of_word_within_its_piece() -> None:
    shapes = (
        Stroke((10, 0), (10, 90), "endex"),
        Box((20, 20), 30, 40, "work projected"),
        Disc((5, 35), 2, hollow=True),
        Sign(((1, 1), (2, 2), (3, 1))),
        Break(((0, 31), (1, 32))),
        Label("here", (50, 35), "end", "who"),
        Label("below", (50, 65)),
    )
    whole = Drawing("All", 540, 90, shapes, cuts=(30, 60))
    body = opened(word.render(page(Figure(whole, "Caption")))).element.body
    drawn = [element for element in body.iter() if element.tag.endswith("}inline")]
    assert [d.xpath("wp:docPr")[0].get("descr") for d in drawn] == ["All"] * 3
    _, middle, _ = drawn
    height = int(middle.xpath("wp:extent")[0].get("cy"))
    places = [
        (int(x.xpath("a:off")[0].get("y")), int(x.xpath("a:ext")[0].get("cy"))) for x in middle.xpath(".//a:xfrm")
    ]
    assert all(top >= 0 and top + high <= height for top, high in places[:-1]), "Word would draw it over its neighbour"
    spans = [(x.xpath("a:ext")[0].get("cx"), x.xpath("a:ext")[0].get("cy")) for x in middle.xpath(".//a:xfrm")]
    extent = middle.xpath("wp:extent")[0]
    assert spans[1] == (extent.get("cx"), extent.get("cy")), "or what spans less is stretched by LibreOffice"
    assert [t.text for t in middle.iter(f"{W}t")] == ["here"]
    ids = [e.get("id") for e in body.iter() if e.tag.endswith(("}docPr", "}cNvPr"))]
    assert len(ids) == len(set(ids))


def test_it_bears_the_name_and_mark_of_whose_it_is_and_an_annex_begins_a_page() -> None:
    plain = page(Paragraph("x"), sections=2)
    annexed = (plain.sections[0], replace(plain.sections[1], annex=True))
    file = opened(word.render(replace(plain, issuer="Hibari AI", mark=MARK, sections=annexed)))
    others = [paragraph for paragraph in file.paragraphs if paragraph.text.strip()]
    named, signed = file.tables[0].rows[0].cells
    assert [paragraph.text.strip() for paragraph in named.paragraphs] == ["Hibari AI", "DRAFT  Report", "T"]
    assert signed.tables[0].cell(0, 0).text == "Prepared", "whoever signs does so beside it, where it takes no room"
    (picture,) = file.inline_shapes
    assert (round(picture.width.mm, 1), round(picture.height.mm, 1)) == (45, 4.5), "wide marks stay narrow"
    assert [shape.blob for shape in file.part.package.image_parts] == [MARK.png]
    breaks = [p.style.name == "Heading 1" and bool(p.paragraph_format.page_break_before) for p in others]
    assert breaks.count(True) == 1


def test_words_of_a_small_picture_stand_in_a_cell_or_libreoffice_leaves_them_out() -> None:
    small = Drawing("Small", 540, 60, (Label("here", (50, 35)),))
    file = opened(word.render(page(Figure(small, "Caption"))))
    (cell,) = file.tables[-1].rows[0].cells
    assert next(t.text for t in cell._tc.iter(f"{W}t")) == "here"
    assert not list(file.tables[-1]._tbl.iter(f"{W}tblHeader")), "nothing comes again on the next page"


def test_a_long_picture_goes_on_on_the_next_page_below_its_axis() -> None:
    for height, kept in ((200, ["Figure"] * 3), (400, ["Figure", "Piece", "Piece"])):
        file = opened(word.render(page(Figure(Drawing("All", 540, height, (), cuts=(30, 60)), "Caption"))))
        rows = file.tables[-1].rows
        assert [row.cells[0].paragraphs[0].style.name for row in rows] == kept
        assert [len(list(row._tr.iter(f"{W}tblHeader"))) for row in rows] == [1, 0, 0]
