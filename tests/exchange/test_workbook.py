"""Lists of messages (MSEL) in workbooks: read as a sheet shows them, bounded before they are unpacked."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulator.errors import TabletopError
from simulator.exchange.cell_format import as_shown
from simulator.exchange.formats import read
from simulator.exchange.msel_columns import Columns
from simulator.wording.speech import problem_text
from tests.exchange.test_cacao import SAMPLES
from tests.exchange.test_exercises import TODAY, ends, of, scenario
from tests.exchange.workbooks import broken, changed, lying, packed, workbook

HEAD = ["Inject #", "Date", "Time", "From", "To", "Inject", "Message", "Expected Action"]
LIST = workbook(
    merged=("A1:H1", "B4:B5", "E4:E5"),
    Readme=[["How to use this book"], [], ["Keep it closed."]],
    Injects=[
        ["MSEL of Exercise Long Night", *[None] * 7],
        [],
        HEAD,
        [
            1,
            date(2026, 12, 7),
            time(9, 30),
            "Cloud",
            "Security",
            "Odd files",
            "Three of them.",
            "Ask whose\nKeep a copy",
        ],
        [2, None, time(10, 0), "Unknown", None, "They ask for money", "=Pay.", None],
        [3, date(2026, 12, 8), time(0, 5), None, "All", "Quiet", None, None],
    ],
)
STYLES, SHEET = "xl/styles.xml", "xl/worksheets/sheet2.xml"


def told(data: bytes, columns: Columns | None = None) -> list[str]:
    with pytest.raises(TabletopError) as error:
        read(data, "list.xlsx", TODAY, columns=columns)
    return [problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)]


def test_the_sheet_that_has_the_columns_is_read_as_it_is_shown() -> None:
    first, second, third = scenario(read(LIST, "long_night.xlsx", TODAY)).injects
    draft = read(LIST, "long_night.xlsx", TODAY)
    assert (draft.format, draft.source) == ("MSEL", "long_night.xlsx")
    assert [problem.code for problem in draft.problems] == ["assumed"]
    assert (scenario(draft).title.say("en"), f"{scenario(draft).opens:%F %H:%M}") == ("Long night", "2026-12-07 09:30")
    assert [inject.at for inject in (first, second, third)] == [0, 30 * 60, (14 * 60 + 35) * 60]
    assert (first.to, second.to, third.to) == (("security",), ("security",), ())
    assert [expected.text and expected.text.say("en") for expected in first.expects] == ["Ask whose", "Keep a copy"]
    assert first.facilitator is None


def test_a_sheet_saved_as_csv_with_its_titles_is_the_same_list() -> None:
    text = "MSEL of today,,\n,,\nTime,Inject,To\nT+0,Odd files,Security\nT+30,Money,Legal\n"
    rows = [line.split(",") for line in text.splitlines()]
    one = read(text.encode(), "list.csv", TODAY)
    other = read(workbook(Sheet=[[cell or None for cell in row] for row in rows]), "list.xlsx", TODAY)
    assert scenario(one) == scenario(other)


def test_a_map_and_days_beside_times() -> None:
    columns = Columns(time="Quand", body="Quoi")
    begins = datetime(2026, 7, 10, 18, 40, tzinfo=UTC)
    rows: list[list[object]] = [["Quand", "Quoi"], [begins, "Une clé"], [begins + timedelta(minutes=20), "Deux"]]
    data = workbook(Feuille=rows)
    assert [inject.at for inject in scenario(read(data, "l.xlsx", TODAY, columns=columns)).injects] == [0, 20 * 60]
    data = workbook(Feuille=[["Time", "Event"], [timedelta(minutes=0), "a"], [timedelta(hours=30, minutes=15), "b"]])
    assert [inject.at for inject in scenario(read(data, "l.xlsx", TODAY)).injects] == [0, (30 * 60 + 15) * 60]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (46363.395833333336, "yyyy-mm-dd hh:mm", "2026-12-07 09:30"),
        (46363.395833333336, '[$-411]ggge"年"m"月"d"日"', "2026-12-07"),
        (46363.395833333336, "h:mm AM/PM", "09:30"),
        (0.5, "h:mm:ss;@", "12:00"),
        (1.25, "[h]:mm", "+30:00"),
        (930, "0000", "0930"),
        (45, "General", "45"),
        (0.5, '0.0"d"', "0.5"),
        (1.5, "0.00E+00", "1.5"),
        (46363, "mmm", "2026-12-07"),
        (1, "d/m/yy", "1900-01-01"),
        (-1, "d/m/yy", "-1"),
        (3e9, "d/m/yy", "3000000000"),
        (float("nan"), "d/m/yy", "nan"),
    ],
)
def test_a_number_is_read_as_its_cell_shows_it(value: float, code: str, shown: str) -> None:
    assert as_shown(value, code) == shown


def test_days_of_books_that_count_from_1904() -> None:
    assert as_shown(44901.395833333336, "yyyy-mm-dd", since_1904=True) == "2026-12-07"


def test_what_is_wrong_is_told_by_sheet_and_cell() -> None:
    data = workbook(Notes=[["nothing"]], Injects=[["Time", "Event"], ["T+5", "a"], ["soon", "b"]])
    assert told(data)[0].startswith("list.xlsx:3:1: error: A3 on sheet Injects: expected a time such as T+45,")
    data = workbook(One=[["Time", "Colour"]], Two=[["Event"]])
    assert told(data)[1].startswith("list.xlsx:1:1: error: A1 on sheet Two: no sheet has a column for when")
    data = workbook(One=[["Time", "Colour"], ["T+5", "red"]])
    assert "A1 on sheet One: no column tells what is said: there is Time, Colour." in told(data)[0]
    formula = changed(
        workbook(One=[["Time", "Event"], ["T+5", "=A1"]]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b't="s"><v>3</v>', b"><f>A1</f>"),
    )
    assert "B2 on sheet One: the result of this formula is not in the file" in told(formula)[0]


def with_sheet(xml: bytes) -> bytes:
    return changed(LIST, SHEET, lambda _: xml)


HEADLESS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0rest", "is a workbook of before 2007 or has a password"),
        (packed({"a.txt": b"a"}), "is an archive, but no workbook (.xlsx)"),
        (packed({"xl/workbook.xml": b"<document><body/></document>"}), "is an archive, but no workbook (.xlsx)"),
        (b"PK\x03\x04" + b"x" * 100, "is damaged, or no workbook (.xlsx)"),
        (LIST[:2000], "is damaged, or no workbook (.xlsx)"),
        (b"Time,Event", "is damaged, or no workbook (.xlsx)"),
        (packed({str(n): b"" for n in range(5001)}), "has more than 5,000 parts"),
        (with_sheet(b" " * 30_000_000), "sheet2.xml is too large or too deep"),
        (with_sheet(b"<!DOCTYPE a [<!ENTITY b 'b'>]>" + HEADLESS % b""), "declares a document type"),
        (with_sheet(HEADLESS % (b"<a>" * 70 + b"</a>" * 70)), "sheet2.xml is too large or too deep"),
        (with_sheet(HEADLESS % b"<row><c/>"), "is damaged, or no workbook (.xlsx)"),
        (with_sheet(HEADLESS % b"".join(b"<row><c><v>%d</v></c></row>" % n for n in range(5001))), "holds too much"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_could_do_harm_is_refused(data: bytes, said: str) -> None:
    assert said in told(data)[0]


def test_a_part_that_lies_about_its_size_is_not_unpacked_whole() -> None:
    data = lying(with_sheet(b" " * 30_000_000), SHEET, 1000)
    tracemalloc.start()
    try:
        assert "is damaged, or no workbook" in told(data)[0]
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_locked_part_is_no_traceback() -> None:
    made = bytearray(LIST)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 1)
    assert "is locked with a password" in told(bytes(made))[0]


def test_japanese_readings_and_numbered_signs_are_no_part_of_a_text() -> None:
    data = changed(
        workbook(一覧=[["時刻", "件名"], ["T+5", "漢字"]]),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(
            "<t>漢字</t>".encode(),
            "<r><t>漢</t></r><r><t>字_x000D__x005F_x0041_</t></r><rPh sb='0' eb='1'><t>カンジ</t></rPh>".encode(),
        ),
    )
    title = scenario(read(data, "list.xlsx", TODAY)).injects[0].title
    assert title is not None
    assert title.say("ja") == "漢字 _x0041_"


def prefixed(xml: bytes) -> bytes:
    """The same part as strict programs write it: another namespace, with a prefix."""
    named = re.sub(rb"<(/?)([a-zA-Z]+)(?=[\s/>])", rb"<\1x:\2", xml.split(b"?>", 1)[1])
    return named.replace(
        b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
        b'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"',
    )


def in_utf_16(xml: bytes) -> bytes:
    return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")


@pytest.mark.parametrize("change", [prefixed, in_utf_16])
def test_other_programs_write_the_same_book_otherwise(change: Callable[[bytes], bytes]) -> None:
    data = LIST
    for part in (SHEET, STYLES, "xl/workbook.xml", "xl/sharedStrings.xml"):
        data = changed(data, part, change)
    assert scenario(read(data, "list.xlsx", TODAY)) == scenario(read(LIST, "list.xlsx", TODAY))


def test_hidden_sheets_are_left_out() -> None:
    made = BytesIO(workbook(Old=[["Time", "Event"], ["T+5", "old"]], New=[["Time", "Event"], ["T+5", "new"]]))
    with ZipFile(made) as file:
        outline = file.read("xl/workbook.xml")
    data = changed(
        made.getvalue(), "xl/workbook.xml", lambda _: outline.replace(b'name="Old"', b'name="Old" state="hidden"')
    )
    assert scenario(read(data, "list.xlsx", TODAY)).injects[0].id == "new"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("tabletops/*.xlsx")), ids=lambda path: path.name)
def test_workbooks_of_others_are_read(path: Path) -> None:
    assert scenario(of(path)).injects


def test_a_changed_workbook_is_read_or_refused() -> None:
    for seed in range(1, 30):
        ends(broken(LIST, seed), "list.xlsx", SAMPLES, seed)


@pytest.mark.slow
def test_many_changed_workbooks_are_read_or_refused() -> None:
    for seed in range(30, 6000):
        ends(broken(LIST, seed), "list.xlsx", SAMPLES, seed)


def test_titles_between_rows_and_names_of_columns_said_again_are_no_messages() -> None:
    head = ["Event #", "Event Time", "Event Description", "Responsible Controller", "Recipient Player(s)",
            "Expected Outcome of Player Action"]  # fmt: skip
    rows: list[list[object]] = [
        [*head],
        ["PHASE 1: DETECTION"],
        [1, "0900 - 0910", "StartEx", "Lead controller", "All", None],
        [2, "0915 - 0930", "Odd files", "SimCell", "Security", "Ask whose they are"],
        [*head],
        [3, "1000L", "Quiet", None, "Legal", None],
        ["All times are local."],
    ]
    draft = read(workbook(MSEL=rows), "list.xlsx", TODAY)
    odd, quiet = scenario(draft).injects
    assert (odd.at, quiet.at, f"{scenario(draft).opens:%H:%M}") == (15 * 60, 60 * 60, "09:00")
    assert (odd.from_ and odd.from_.own, odd.to, len(odd.expects)) == ("SimCell", ("security",), 1)
    assert [(problem.code, problem.line) for problem in draft.problems] == [
        ("left-out", 2), ("left-out", 5), ("left-out", 7), ("assumed", 2)]  # fmt: skip
