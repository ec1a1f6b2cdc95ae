"""An exercise as tables: each cell of its own kind, nothing that a spreadsheet computes, both languages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from simulator.findings.edition import Edition
from simulator.findings.findings import findings
from simulator.model.mark import read_mark
from simulator.report.exercise_tables import exercise_tables
from simulator.report.render import excel, rows
from simulator.report.render.formats import FORMATS
from simulator.report.tables import Column, Sheet, Value, Workbook
from simulator.timeline import events as e
from tests.model.test_mark import png
from tests.report.table import CLOSED, PLAY, REVIEW, SETUP, M, history
from tests.report.test_opinions import PLAYED as OPINED
from tests.report.test_paper import HOSTILE, LANGUAGES, PAR, SIMULATED, voice

N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORST = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1+1", "\t=1", "https://z.example", "=1\n=2", HOSTILE)


@dataclass(frozen=True)
class Cell:
    """A cell as a file has it: its type, what it holds, how that is shown."""

    type: str
    held: str
    shown: str


def grid(made: bytes, number: int = 1) -> list[list[Cell]]:
    """The cells of a sheet, row by row; empty ones left out."""
    with ZipFile(BytesIO(made)) as file:
        sheet = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
        styles = ElementTree.fromstring(file.read("xl/styles.xml"))
        strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
    texts = ["".join(t.text or "" for t in item.iter(f"{N}t")) for item in strings]
    forms = {form.get("numFmtId"): form.get("formatCode", "") for form in styles.iter(f"{N}numFmt")}
    used = [xf.get("numFmtId") for xf in styles.iter(f"{N}cellXfs") for xf in xf]
    return [[_cell(c, texts, forms, used) for c in row] for row in sheet.iter(f"{N}row")]


def _cell(c: ElementTree.Element, texts: list[str], forms: dict[str | None, str], used: list[str | None]) -> Cell:
    assert c.find(f"{N}f") is None, "a formula"
    held = c.findtext(f"{N}v") or ""
    kind = c.get("t", "n")
    return Cell(kind, texts[int(held)] if kind == "s" else held, forms.get(used[int(c.get("s", "0"))], ""))


def book_of(*rows: tuple[Value, ...], kind: str = "text") -> Workbook:
    sheet = Sheet("s", "Sheet", (Column("Text"), Column("Value", kind)), rows)  # type: ignore[arg-type]
    return Workbook("【演習】EXERCISE", "", "R&D", "Report", "en", (sheet,))


def book(language: str, moves: list[list[e.Event]] = PLAY + REVIEW + CLOSED) -> Workbook:
    return exercise_tables(findings(history(moves), PAR, SIMULATED), voice(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_to_be_done_has_owners_and_days(language: str) -> None:
    owner = SETUP.team.roles["incident-commander"].title
    first, second = book(language).sheet("actions").rows
    assert first[:4] == ("ca-1", "Name who may stop the service", owner and owner.say(language), date(2026, 12, 18))
    assert second[2:4] == ("", "")


def test_a_day_that_is_none_stays_as_it_was_written() -> None:
    for due in ("next week", "0044-03-15"):
        agreed: list[e.Event] = [e.ActionAgreed(0, "ca-3", "Look again", due=due)]
        assert book("en", [*PLAY, agreed]).sheet("actions").rows[0][3] == due


def test_the_timeline_tells_what_was_played_and_what_was_not() -> None:
    lines = book("en").sheet("timeline").rows
    assert lines[0][:3] == (0, datetime(2026, 7, 10, 18, 40), datetime(2026, 11, 24, 14))  # noqa: DTZ001
    stages = [line[-1] for line in lines]
    assert list(dict.fromkeys(stages)) == ["in play", "projected", "review"]
    assert {line[1] for line in lines if line[-1] == "review"} == {None}, "a review has no moment of the incident"


def test_clocks_have_their_times_and_shares() -> None:
    clocks = {row[0]: row for row in book("en").sheet("clocks").rows}
    opened, due = datetime(2026, 7, 10, 18, 40), datetime(2026, 7, 10, 19, 40)  # noqa: DTZ001
    assert clocks["Declared"][2:7] == ("missed", opened, due, datetime(2026, 7, 10, 19, 45), -5 / 60)  # noqa: DTZ001
    assert 0.9 < float(str(clocks["Declared"][11])) <= 1


def test_decisions_say_what_was_chosen_and_why() -> None:
    (row,) = book("en").sheet("decisions").rows
    assert row[4] == 10 * M / 3600
    assert (row[5], row[6], row[8]) == ("decided", "Now", "Every minute costs a file")


def test_each_kind_of_cell_is_what_it_says() -> None:
    moment = datetime(2026, 7, 10, 18, 40)  # noqa: DTZ001
    cells: dict[str, tuple[Value, Cell]] = {
        "day": (date(2026, 12, 18), Cell("n", "46374", "yyyy-mm-dd")),
        "moment": (moment, Cell("n", "46213.77777777778", "yyyy-mm-dd hh:mm")),
        "hours": (-0.5, Cell("n", "-0.5", "0.00")),
        "share": (0.25, Cell("n", "0.25", "0.0%")),
    }
    for kind, (value, cell) in cells.items():
        assert grid(excel.render(book_of(("a", value), kind=kind)))[1][1] == cell


def test_a_sheet_can_be_read_on_and_sorted() -> None:
    with ZipFile(BytesIO(excel.render(book_of(("a", "b"))))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:B2"/>' in sheet
    assert "【演習】EXERCISE" in sheet
    assert "R&amp;&amp;D" in sheet, "an ampersand would begin a command"


@pytest.mark.parametrize("text", WORST)
def test_nothing_is_computed_or_followed(text: str) -> None:
    made = excel.render(book_of((text, text)))
    kinds = {cell.type for cell in grid(made)[1]}
    assert kinds == {"s"}
    with ZipFile(BytesIO(made)) as file:
        assert "<hyperlink" not in file.read("xl/worksheets/sheet1.xml").decode()
        assert not set("\x00\x07\x1b\u202e") & set(file.read("xl/sharedStrings.xml").decode())


def test_what_is_too_long_for_a_cell_says_that_it_goes_on() -> None:
    for text in ("あ" * 40_000, "𠮷" * 20_000):
        held = grid(excel.render(book_of((text, "x"))))[1][0].held
        assert len(held.encode("utf-16-le")) // 2 <= 32_767
        assert held.endswith("…")
    assert grid(excel.render(book_of(("=" * 32_767, "x"))))[1][0].held == "=" * 32_767


def test_characters_that_no_file_may_hold_are_left_out() -> None:
    assert grid(excel.render(book_of(("a\ufffe\uffff\x00b", "_x0041_"))))[1] == [
        Cell("s", "ab", ""),
        Cell("s", "_x005F_x0041_", ""),
    ]


def test_the_same_tables_are_the_same_file() -> None:
    assert excel.render(book("ja")) == excel.render(book("ja"))


def read(made: bytes) -> Iterator[list[str]]:
    return csv.reader(StringIO(made.decode("utf-8-sig"), newline=""))


@pytest.mark.parametrize("text", WORST[:-1])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    _, row = read(rows.render(book_of((text, -0.5)).sheets[0]))
    assert row[1] == "-0.5", "a number is a number"
    assert row[0].removeprefix("'") == text.replace("\r", "")
    assert row[0].startswith("'") or text.startswith("https")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_is_one_table_that_excel_can_read(language: str) -> None:
    found = findings(history(), PAR, SIMULATED)
    made = FORMATS["actions.csv"].report(found, voice(language))
    assert made.startswith(b"\xef\xbb\xbf"), "without its mark Excel takes it for another encoding"
    head, first, _ = read(made)
    *own, _, _ = head
    assert own == [column.title for column in book(language).sheet("actions").columns]
    assert first[3] == "2026-12-18"


@pytest.mark.parametrize("organisation", ["", "Hibari AI"])
def test_each_row_of_a_csv_says_whose_and_which_exercise_it_is(organisation: str) -> None:
    found = replace(findings(history()), edition=Edition({"organisation": organisation}))
    head, *lines = read(FORMATS["actions.csv"].report(found, voice("en")))
    assert head[-2:] == ["Organisation", "Exercise"], "a program finds its columns whether or not they are filled"
    title = SETUP.scenario.title.say("en")
    assert [line[-2:] for line in lines] == [[organisation, f"【演習】EXERCISE {title}"]] * 2


def test_a_draft_says_so() -> None:
    assert "DRAFT" in book("en", PLAY).kind
    assert book("en").kind == "After-action report and improvement plan"


def test_an_excel_file_bears_the_mark_of_whose_it_is_and_stays_the_same_file() -> None:
    mark = read_mark(png(200, 20))
    marked = replace(book("en"), issuer="Hibari AI", mark=mark)
    first, again = excel.render(marked), excel.render(marked)
    assert first == again
    with ZipFile(BytesIO(first)) as file:
        assert file.read("xl/media/image1.png") == mark.png


def test_what_seats_left_behind_has_tables_and_what_they_did_not_has_none() -> None:
    assert {"opinions", "requests", "agreement"}.isdisjoint(sheet.name for sheet in book("en").sheets)
    spoken = book("en", OPINED)
    first, *_, last = spoken.sheet("opinions").rows
    opened = datetime(2026, 7, 10, 19, 43)  # noqa: DTZ001
    assert first[1:] == (
        "Incident commander", "Before the talk", opened.replace(minute=41), "Stop it", "Now", 0.9, opened, "agrees"
    )  # fmt: skip
    assert last[1:6] == ("Legal", "After the talk", opened.replace(minute=46), "Ask the customer", "")
    asked: list[e.Event] = [e.RequestMade(60 * M, "ask-1", "The log", "legal")]
    rated: list[e.Event] = [e.Rated(300 * M, "keep-evidence", "P", seat="evaluator-2")]
    told = book("ja", [*PLAY[:7], asked, *PLAY[7:], *REVIEW, rated])
    (request,) = told.sheet("requests").rows
    assert request[1:] == ("法務", "The log", "", None, None)
    apart = (2, "未調整。採用する評定はまだない", "")
    assert [row[1:] for row in told.sheet("agreement").rows] == [
        ("評価者", "M", "The change came before the copy", *apart),
        ("評価者2", "P", "", *apart),
    ]
