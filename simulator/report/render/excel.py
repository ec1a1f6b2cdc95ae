"""Tables as an Excel file: dates are dates, shares shares, lengths of time numbers, and nothing is a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook as ExcelFile

from simulator.model.mark import Mark
from simulator.report.render.xml import words
from simulator.report.tables import Kind, Sheet, Value, Workbook
from simulator.wording.width import cells

_MOST = 32_767
"""UTF-16 units that a cell holds; of a longer text the end is left out, or Excel would call the file damaged."""
_NUMBERS: dict[Kind, str] = {
    "count": "0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "hours": "0.00",
    "share": "0.0%",
}
_SIDES: dict[Kind, str] = {"count": "center", "day": "left", "moment": "left"}
_FONTS = {"ja": "Yu Gothic"}
_NO_GUESSING = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""The hour of every file, so that the same tables are the same file."""
_A4 = 9
_MARK_ROOM = (150, 60)
"""Pixels, wide and high."""
_LINE, _HIGHEST = 13.5, 409
"""Points a line takes, and the most that Excel gives a row."""


def render(book: Workbook) -> bytes:
    """Any tables as .xlsx."""
    made = BytesIO()
    with ExcelFile(made, _NO_GUESSING) as file:
        file.set_properties({"title": words(book.title)[:255], "subject": words(book.kind)[:255], "created": _ALWAYS})
        letters = {"font_name": _FONTS.get(book.language, "Arial"), "font_size": 10, "valign": "top"}
        head = file.add_format({**letters, "bold": True, "bottom": 1, "bg_color": "#EEF1F3", "text_wrap": True})
        text = file.add_format({**letters, "text_wrap": True})
        numbers = {
            kind: file.add_format({**letters, "num_format": form, "align": _SIDES.get(kind, "right")})
            for kind, form in _NUMBERS.items()
        }
        for sheet in book.sheets:
            page = file.add_worksheet(sheet.title[:31])
            _on_paper(page, book)
            _fill(page, sheet, head, text, numbers)
        if book.mark:
            _bear(page, len(book.sheets[-1].columns), book.mark, book.mark_in_words)
    return made.getvalue()


def _bear(page: Any, column: int, mark: Mark, said: str) -> None:
    """The organisation's mark beside the last sheet, which is about the file."""
    wide, high = mark.within(*_MARK_ROOM)
    scale = {"x_scale": wide / mark.width, "y_scale": high / mark.height}
    page.insert_image(0, column + 1, "mark.png", {"image_data": BytesIO(mark.png), "description": words(said), **scale})


def _on_paper(page: Any, book: Workbook) -> None:
    """A4, as wide as the paper, with the mark of an exercise over each page and its number below."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{_plain(book.issuer)}&C&B{_plain(book.banner)}&R{_plain(book.title)}")
    page.set_footer(f"&L{_plain(book.kind)}&R&P / &N")


def _plain(text: str) -> str:
    """Words in the head of a page, where an ampersand begins a command and 255 characters is all."""
    return words(text).replace("\n", " ")[:60].replace("&", "&&")


def _fill(page: Any, sheet: Sheet, head: Any, text: Any, numbers: dict[Kind, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, numbers.get(column.kind, text))
        page.write_string(0, place, words(column.title), head)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_row(0, _height([column.title for column in sheet.columns], sheet))
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, sheet))
        for place, value in enumerate(row):
            _write(page, number, place, value, text, numbers.get(sheet.columns[place].kind))


def _height(row: Sequence[Value], sheet: Sheet) -> float:
    """Points the highest cell takes: Excel would find out by itself, LibreOffice does not."""
    texts = ((value, column.width) for value, column in zip(row, sheet.columns, strict=True) if isinstance(value, str))
    lines = max(
        (sum(max(cells(line) - 1, 0) // width + 1 for line in text.split("\n")) for text, width in texts), default=1
    )
    return min(_LINE * lines + 2, _HIGHEST)


def _write(page: Any, row: int, column: int, value: Value, text: Any, number: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(row, column, value, number)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, number or text)
    elif value:
        page.write_string(row, column, _fitting(words(value)), text)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _MOST:
        return text
    return units[: 2 * (_MOST - 1)].decode("utf-16-le", "ignore") + "…"
